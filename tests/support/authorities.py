"""An invented certificate authority: a root, what stands between, a signer and a time stamper."""

from datetime import UTC, datetime, timedelta
from functools import cache
from typing import NamedTuple

from asn1crypto import keys as asn1_keys
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

BEGAN = datetime(2026, 1, 1, tzinfo=UTC)

Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


class Authority(NamedTuple):
    """An invented certificate authority with what it issued."""

    root: bytes
    middle: bytes
    signer: bytes
    signer_key: Key
    stamper: bytes
    stamper_key: Key


def issued(
    name: str,
    key: Key,
    issuer: str,
    issuer_key: Key,
    *,
    ca: bool,
    stamps: bool = False,
    purpose: x509.ObjectIdentifier | None = None,
    since: datetime = BEGAN,
    days: int = 3650,
    number: str = "",
) -> bytes:
    """Return a certificate; `number` stands in its subject as identity cards have it."""
    subject = [x509.NameAttribute(NameOID.COMMON_NAME, name)]
    if number:
        subject.append(x509.NameAttribute(NameOID.SERIAL_NUMBER, number))
    builder = (
        x509.CertificateBuilder()
        .subject_name(x509.Name(subject))
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(since + timedelta(days=days))
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(not ca, not ca, False, False, False, ca, ca, False, False), critical=True
        )
    )
    if stamps:
        usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        builder = builder.add_extension(usage, critical=True)
    if purpose is not None:
        builder = builder.add_extension(x509.ExtendedKeyUsage([purpose]), critical=False)
    return builder.sign(issuer_key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


@cache
def authority(kind: str) -> Authority:
    """Return the authority whose keys are `ec` or `rsa`; its time stamps are always RSA."""

    def new(kind: str = kind) -> Key:
        if kind == "rsa":
            return rsa.generate_private_key(public_exponent=65537, key_size=2048)
        return ec.generate_private_key(ec.SECP256R1())

    root, middle, signer, stamper = new(), new(), new(), new("rsa")
    return Authority(
        issued("Wortel (verzonnen)", root, "Wortel (verzonnen)", root, ca=True),
        issued("Tussen (verzonnen)", middle, "Wortel (verzonnen)", root, ca=True),
        issued("Kantoor Voorbeeld", signer, "Tussen (verzonnen)", middle, ca=False),
        signer,
        issued("Tijd Voorbeeld", stamper, "Wortel (verzonnen)", root, ca=False, stamps=True),
        stamper,
    )


def private(key: Key) -> asn1_keys.PrivateKeyInfo:
    """Return a key as pyHanko takes it."""
    form = serialization.Encoding.DER, serialization.PrivateFormat.PKCS8
    return asn1_keys.PrivateKeyInfo.load(key.private_bytes(*form, serialization.NoEncryption()))


def key_file(
    key: Key, certificate: bytes, *others: bytes, password: str = "geheim van het bestand"
) -> bytes:
    """Return a PKCS#12 file as an issuer gives it."""
    loaded = [x509.load_der_x509_certificate(der) for der in others]
    return pkcs12.serialize_key_and_certificates(
        b"kantoor",
        key,
        x509.load_der_x509_certificate(certificate),
        loaded,
        serialization.BestAvailableEncryption(password.encode()),
    )
