"""Whether a signature container holds: its mathematics, its algorithms, its certificates."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from asn1crypto import algos, cms, tsp
from pyhanko.sign.general import extract_signer_info
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.generic_cms import (
    extract_certs_for_validation,
    get_signing_cert_attr,
    validate_sig_integrity,
)

from ikanda_case.signing.vouching import all_vouched_for

_STRONG = frozenset({"sha256", "sha384", "sha512", "sha3_256", "sha3_384", "sha3_512"})
_NO_HASH_NAMED = frozenset({"ed25519", "ed448", "rsassa_pkcs1v15"})
"""Mechanisms that name no hash: they have their own, or take that of the digest."""


class Doubt(Exception):
    """A signature is not valid; `why` is the code of its verdict."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def check_container(
    signed: cms.SignedData, kind: str, digest: bytes, trusted: Sequence[bytes]
) -> None:
    """Raise Doubt unless a container of content type `kind` signs exactly `digest`."""
    signer = extract_signer_info(signed)
    try:
        certificates = extract_certs_for_validation(signed)
        intact, valid = validate_sig_integrity(signer, certificates.signer_cert, kind, digest)
    except SignatureValidationError:
        raise Doubt("signature_wrong") from None
    if not intact:
        raise Doubt("altered")
    if not valid:
        raise Doubt("signature_wrong")
    if not _strong(signer):
        raise Doubt("weak_algorithm")
    every = [certificates.signer_cert, *certificates.other_certs]
    bound = get_signing_cert_attr(signer["signed_attrs"]) is not None
    ders = [certificate.dump() for certificate in every]
    if not all_vouched_for(ders, ders[0] if bound else None, trusted):
        raise Doubt("certificate_unvouched")


def imprint_fits(told: tsp.TSTInfo, digest: bytes, algorithm: str) -> bool:
    """Return whether a time stamp is for exactly this hash."""
    imprint = told["message_imprint"]
    named = imprint["hash_algorithm"]["algorithm"].native
    return bool(named == algorithm and imprint["hashed_message"].native == digest)


def token_time(token: cms.SignedData, stamped: bytes, trusted: Sequence[bytes]) -> datetime:
    """Return the time a time-stamp token (RFC 3161) gives for some bytes.

    Doubt("time_stamp_wrong") when it is for other bytes or does not hold itself.
    """
    told = token["encap_content_info"]["content"].parsed
    algorithm = told["message_imprint"]["hash_algorithm"]["algorithm"].native
    if algorithm not in _STRONG:
        raise Doubt("weak_algorithm")
    if not imprint_fits(told, _hashed(algorithm, stamped), algorithm):
        raise Doubt("time_stamp_wrong")
    return time_told(token, trusted)


def time_told(token: cms.SignedData, trusted: Sequence[bytes]) -> datetime:
    """Return the time in a time-stamp token that holds, whatever it is for; Doubt as above."""
    content = token["encap_content_info"]["content"]
    of_token = extract_signer_info(token)["digest_algorithm"]["algorithm"].native
    if of_token not in _STRONG:
        raise Doubt("weak_algorithm")
    try:
        check_container(token, "tst_info", _hashed(of_token, bytes(content)), trusted)
    except Doubt:
        raise Doubt("time_stamp_wrong") from None
    moment = content.parsed["gen_time"].native
    assert isinstance(moment, datetime)
    return moment


def _hashed(algorithm: str, content: bytes) -> bytes:
    return hashlib.new(algorithm, content).digest()


def _strong(signer: cms.SignerInfo) -> bool:
    mechanism: algos.SignedDigestAlgorithm = signer["signature_algorithm"]
    name = mechanism["algorithm"].native
    digest = signer["digest_algorithm"]["algorithm"].native
    return digest in _STRONG and (name in _NO_HASH_NAMED or mechanism.hash_algo in _STRONG)
