"""Who stands behind a certificate: the office's list, another certificate, only itself."""

import asyncio
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Literal

from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import PathError, ValidationError

Identity = Literal["trusted", "self-signed", "unknown"]


def all_vouched_for(
    certificates: Sequence[bytes], bound: bytes | None, trusted: Iterable[bytes]
) -> bool:
    """Return whether no byte of any certificate in a signature could have been altered.

    The one `bound` by the signature itself is safe. Every other must be signed by one of the
    certificates at hand, its own key included.
    """
    try:
        known = [x509.load_der_x509_certificate(der) for der in (*certificates, *trusted)]
    except ValueError:
        return False
    return all(
        der == bound
        or (_whole_octets(der) and any(_issued(certificate, issuer) for issuer in known))
        for der, certificate in zip(certificates, known, strict=False)
    )


def vouched(certificates: Sequence[bytes], bound: bytes) -> list[bytes]:
    """Return the certificates for which one among them vouches, and the `bound` one.

    What a signature brings along besides could be altered unseen; it says nothing and is left out.
    """
    kept = list(dict.fromkeys(certificates))
    while True:
        fewer = [der for der in kept if der == bound or all_vouched_for([der], None, kept)]
        if fewer == kept:
            return kept
        kept = fewer


def _whole_octets(der: bytes) -> bool:
    """Return whether a certificate's signature tells no unused bits, which nothing protects."""
    return bool(asn1.Certificate.load(der)["signature_value"].contents[0] == 0)


def identity_of(
    certificate: bytes, others: Sequence[bytes], trusted: Sequence[bytes], moment: datetime | None
) -> Identity:
    """Return what is known of a signer: on the list (itself or its issuer), own word, or no word.

    `moment` is the time at which the chain must have been valid, aware.
    """
    if certificate in trusted:
        return "trusted"
    if trusted and _chains(certificate, others, trusted, moment):
        return "trusted"
    loaded = x509.load_der_x509_certificate(certificate)
    return "self-signed" if _issued(loaded, loaded) else "unknown"


def _issued(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


def _chains(
    certificate: bytes, others: Sequence[bytes], trusted: Sequence[bytes], moment: datetime | None
) -> bool:
    context = ValidationContext(
        trust_roots=[asn1.Certificate.load(der) for der in trusted],
        other_certs=[asn1.Certificate.load(der) for der in others],
        allow_fetching=False,
        moment=moment,
        revocation_mode="soft-fail",
    )
    validator = CertificateValidator(asn1.Certificate.load(certificate), validation_context=context)
    try:
        asyncio.run(validator.async_validate_path())
    except (PathError, ValidationError):
        return False
    return True
