"""The organisation's own key: made at first run, kept inside the encrypted case file."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID, ObjectIdentifier

from ikanda_case.domain.errors import InputError

YEARS = 10
DOCUMENT_SIGNING = ObjectIdentifier("1.3.6.1.5.5.7.3.36")
"""RFC 9336: the key signs documents."""

_NAME_LIMIT = 64
"""The longest common name X.520 allows."""


@dataclass(frozen=True, slots=True)
class OrganisationKey:
    """A key that signs letters in the office's name."""

    pkcs12: bytes
    """Private key and certificate; secret."""
    certificate_der: bytes
    fingerprint: str
    """SHA-256 of the certificate as 64 upper-case hexadecimal digits."""


def make_organisation_key(
    common_name: str, now: datetime, passphrase: bytes | None = None
) -> OrganisationKey:
    """Return a new P-256 key with a self-signed certificate, valid from `now` for ten years.

    The certificate may sign documents and nothing else: no other certificate, no TLS. Without
    a passphrase the PKCS#12 protects nothing: it then lives inside the encrypted case file
    only. `now` is aware. InputError("key_name_wrong", most=64) for an empty or too long name.
    """
    if not 0 < len(common_name.strip()) <= _NAME_LIMIT:
        raise InputError("key_name_wrong", most=_NAME_LIMIT)
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = _certificate(common_name.strip(), key, now)
    protection: serialization.KeySerializationEncryption = serialization.NoEncryption()
    if passphrase is not None:
        protection = serialization.BestAvailableEncryption(passphrase)
    packed = pkcs12.serialize_key_and_certificates(b"ikanda", key, certificate, None, protection)
    return _organisation_key(packed, certificate)


def load_organisation_key(packed: bytes, passphrase: bytes | None = None) -> OrganisationKey:
    """Return a key that was made or imported earlier.

    InputError("key_unreadable") when the bytes are no PKCS#12 with a key and its certificate,
    or the passphrase is wrong.
    """
    try:
        key, certificate, _ = pkcs12.load_key_and_certificates(packed, passphrase)
    except ValueError:
        raise InputError("key_unreadable") from None
    if key is None or certificate is None or key.public_key() != certificate.public_key():
        raise InputError("key_unreadable")
    return _organisation_key(packed, certificate)


def check_time(since: datetime, until: datetime, now: datetime) -> None:
    """Refuse a certificate outside its time; all three moments are aware.

    InputError: "key_expired"(until), "key_not_yet"(since).
    """
    if now > until:
        raise InputError("key_expired", until=until.date())
    if now < since:
        raise InputError("key_not_yet", since=since.date())


def _organisation_key(packed: bytes, certificate: x509.Certificate) -> OrganisationKey:
    der = certificate.public_bytes(serialization.Encoding.DER)
    return OrganisationKey(packed, der, hashlib.sha256(der).hexdigest().upper())


def _certificate(
    common_name: str, key: ec.EllipticCurvePrivateKey, now: datetime
) -> x509.Certificate:
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "BE"),
            x509.NameAttribute(NameOID.COMMON_NAME, common_name),
        ]
    )
    public = key.public_key()
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    begin = now.replace(microsecond=0)
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(begin)
        .not_valid_after(begin + timedelta(days=YEARS * 365 + YEARS // 4))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.ExtendedKeyUsage([DOCUMENT_SIGNING]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(public), critical=False)
        .sign(key, hashes.SHA256())
    )
