"""A key file (PKCS#12) that somebody chose: opened, looked at, and refused by name when wrong."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import pkcs12 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier

from ikanda_case.domain.errors import InputError
from ikanda_case.domain.numbers import find_numbers
from ikanda_case.pdf.wording import printable
from ikanda_case.signing.keys import (
    DOCUMENT_SIGNING,
    OrganisationKey,
    check_time,
    load_organisation_key,
)
from ikanda_case.signing.vouching import vouched

LARGEST = 1 << 20
"""Bytes of a key file; more is none."""

_PURPOSES = frozenset(
    {
        DOCUMENT_SIGNING,
        ExtendedKeyUsageOID.EMAIL_PROTECTION,
        ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE,
        ObjectIdentifier("1.3.6.1.4.1.311.10.3.12"),  # documents, as Microsoft names it
        ObjectIdentifier("1.2.840.113583.1.1.5"),  # documents, as Adobe names it
    }
)
"""What a certificate must allow, where it names purposes at all."""
_Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
_CURVES = ("secp256r1", "secp384r1", "secp521r1")
_RSA_LEAST, _RSA_MOST = 2048, 4096
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Certificate:
    """What stands in a certificate, for people; whoever made it chose the words."""

    owner: str
    issuer: str
    since: datetime
    until: datetime
    self_signed: bool
    """Nobody but the owner vouches for it."""


def certificate_said(der: bytes) -> Certificate:
    """Return what a certificate says; InputError("key_unreadable") when it is none."""
    try:
        return _said(x509.load_der_x509_certificate(der))
    except ValueError:
        raise InputError("key_unreadable") from None


def open_key_file(content: bytes, passphrase: str, now: datetime) -> OrganisationKey:
    """Return the key of a PKCS#12 file, its `pkcs12` without the file's own passphrase.

    Of the certificates that come with it those are kept for which a certificate vouches that is
    there as well: the verdict refuses any other. InputError: "key_file_unreadable" for a file
    that is no PKCS#12 with a key and its certificate, "key_passphrase_wrong"; "key_expired"
    (until), "key_not_yet"(since), "key_not_for_signing", "key_weak", "key_names_number" when the
    certificate would put a national register number into every letter (rules 3.4).
    """
    key, certificate, others = _opened(content, passphrase)
    check_time(certificate.not_valid_before_utc, certificate.not_valid_after_utc, now)
    _check_purpose(certificate)
    _check_strength(key)
    _check_subject(certificate)
    kept = [x509.load_der_x509_certificate(der) for der in _chain(certificate, others)]
    packed = pkcs12.serialize_key_and_certificates(
        b"ikanda", key, certificate, kept, serialization.NoEncryption()
    )
    return load_organisation_key(packed)


def _opened(
    content: bytes, passphrase: str
) -> tuple[_Key, x509.Certificate, Sequence[x509.Certificate]]:
    if len(content) > LARGEST or not _is_pkcs12(content):
        raise InputError("key_file_unreadable", field="key_file")
    try:
        key, certificate, others = pkcs12.load_key_and_certificates(
            content, passphrase.encode() or None
        )
    except ValueError:
        raise InputError("key_passphrase_wrong", field="passphrase") from None
    except Exception:
        # A hostile or exotic file breaks the library in more ways than it promises.
        raise InputError("key_file_unreadable", field="key_file") from None
    if not isinstance(key, _Key) or certificate is None:
        raise InputError("key_weak" if key and certificate else "key_file_unreadable")
    if key.public_key() != certificate.public_key():
        raise InputError("key_file_unreadable", field="key_file")
    return key, certificate, others


def _is_pkcs12(content: bytes) -> bool:
    try:
        found = asn1.Pfx.load(content, strict=True)
        return found["version"].native == "v3" and bool(found["auth_safe"]["content"].contents)
    except (ValueError, TypeError, KeyError):
        return False


def _check_purpose(certificate: x509.Certificate) -> None:
    """Refuse a certificate that may not sign documents: an authority's, a web server's."""
    try:
        extensions = certificate.extensions
    except ValueError:
        raise InputError("key_not_for_signing") from None
    for extension in extensions:
        match extension.value:
            case x509.KeyUsage() as usage:
                fits = usage.digital_signature or usage.content_commitment
            case x509.ExtendedKeyUsage() as purposes:
                fits = not _PURPOSES.isdisjoint(purposes)
            case x509.BasicConstraints(ca=ca):
                fits = not ca
            case _:
                fits = True
        if not fits:
            raise InputError("key_not_for_signing")


def _check_strength(key: _Key) -> None:
    match key:
        case rsa.RSAPrivateKey(key_size=size):
            strong = _RSA_LEAST <= size <= _RSA_MOST
        case ec.EllipticCurvePrivateKey(curve=curve):
            strong = curve.name in _CURVES
    if not strong:
        raise InputError("key_weak")


def _check_subject(certificate: x509.Certificate) -> None:
    """Refuse a certificate that names a person's national number, as identity cards' do."""
    for attribute in certificate.subject:
        if any(hit.kind == "national" for hit in find_numbers(str(attribute.value))):
            raise InputError("key_names_number")


def _chain(certificate: x509.Certificate, others: Sequence[x509.Certificate]) -> list[bytes]:
    own = certificate.public_bytes(serialization.Encoding.DER)
    every = [own, *(each.public_bytes(serialization.Encoding.DER) for each in others)]
    return [der for der in vouched(every, own) if der != own]


def _said(certificate: x509.Certificate) -> Certificate:
    return Certificate(
        owner=_name(certificate.subject),
        issuer=_name(certificate.issuer),
        since=certificate.not_valid_before_utc,
        until=certificate.not_valid_after_utc,
        self_signed=certificate.subject == certificate.issuer,
    )


def _name(name: x509.Name) -> str:
    for kind in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME):
        for found in name.get_attributes_for_oid(kind):
            return " ".join(printable(str(found.value)).split())[:_LONGEST_NAME]
    return ""
