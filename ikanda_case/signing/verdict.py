"""What the signatures in a PDF are worth, strictly: any doubt is said, nothing is repaired."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from pyhanko.pdf_utils.reader import PdfFileReader

from ikanda_case.signing.containers import Doubt
from ikanda_case.signing.embedded import Signature
from ikanda_case.signing.vouching import Identity, identity_of

Level = Literal["", "B-B", "B-T", "B-LT", "B-LTA"]

_NOT_INTACT = frozenset(
    {"altered", "signature_wrong", "container_altered", "certificate_unvouched", "time_stamp_wrong"}
)
_CHANGED = frozenset({"altered", "appended", "container_altered"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the signatures of one file are worth."""

    signed: bool = False
    intact: bool = False
    """What is signed is what was signed, and the signature was made with its key."""
    covers_whole_file: bool = False
    """The newest signature or time stamp ends where the file ends."""
    changed_after_signing: bool = False
    signer: str = ""
    """The common name in the signer's certificate; whoever made it chose it."""
    signed_at: datetime | None = None
    """The time the signer claims, aware."""
    timestamp: datetime | None = None
    """The time in a time stamp over the signature, aware."""
    level: Level = ""
    """PAdES level (ETSI EN 319 142-1); empty when there is no signature to read."""
    identity: Identity = "unknown"
    verdict: Literal["valid", "invalid", "unsigned"] = "invalid"
    why: str = "unreadable"
    """intact, no_signature, unreadable, altered, appended, signature_wrong, container_altered,
    certificate_unvouched, weak_algorithm, form_unknown or time_stamp_wrong."""


def verify_letter(pdf: bytes, *, trusted_certificates: Sequence[bytes] = ()) -> Verdict:
    """Return what the signatures of a file are worth; never fails, whatever the bytes.

    `valid` only when every signature is intact, nothing was changed after signing (the newest
    signature covers the whole file; at levels LT and LTA at most their own additions follow),
    and the gap of each is exactly `<`, the lower-case hexadecimal of its container in canonical
    DER, zeros and `>`. `trusted_certificates` are DER: signers, or issuers of signers.
    """
    try:
        return _verdict(pdf, tuple(trusted_certificates))
    except Exception:
        # Hostile bytes break a reader in more ways than anyone can list; each means the same.
        return Verdict(signed=b"/ByteRange" in pdf)


def _verdict(pdf: bytes, trusted: Sequence[bytes]) -> Verdict:
    reader = PdfFileReader(io.BytesIO(pdf))
    found = [Signature(pdf, each, trusted) for each in reader.embedded_signatures]
    if not found:
        return Verdict(verdict="unsigned", why="no_signature")
    try:
        for signature in found:
            signature.check()
        told = _told(found, trusted)
        _check_growth(found, told.level)
    except Doubt as doubt:
        return _doubtful(found, doubt.why)
    return replace(told, intact=True, verdict="valid", why="intact")


def _told(found: Sequence[Signature], trusted: Sequence[bytes]) -> Verdict:
    """Return what the letter's signature says of itself, which is no verdict yet."""
    letter = next((each for each in found if not each.is_time_stamp), None)
    if letter is None:
        raise Doubt("form_unknown")
    signed_at, stamped_at = letter.signed_at, letter.time_stamp
    certificate, others = letter.certificates
    return Verdict(
        signed=True,
        covers_whole_file=found[-1].covers_whole_file,
        signer=letter.signer,
        signed_at=signed_at,
        timestamp=stamped_at,
        level=_level(letter, found),
        identity=identity_of(certificate, others, trusted, stamped_at or signed_at),
    )


def _doubtful(found: Sequence[Signature], why: str) -> Verdict:
    try:
        told = _told(found, ())
    except Exception:
        # What is broken may break here as well; then nothing is told but the reason.
        told = Verdict(signed=True)
    return replace(
        told,
        intact=why not in _NOT_INTACT,
        changed_after_signing=why in _CHANGED,
        identity="unknown",
        verdict="invalid",
        why=why,
    )


def _level(letter: Signature, found: Sequence[Signature]) -> Level:
    if letter.time_stamp is None:
        return "B-B"
    if not letter.has_security_store:
        return "B-T"
    return "B-LTA" if found[-1].is_time_stamp else "B-LT"


def _check_growth(found: Sequence[Signature], level: Level) -> None:
    """Raise Doubt when a file grew after signing by more than its level allows."""
    for signature in found:
        if not signature.covers_whole_file and (
            level not in ("B-LT", "B-LTA") or not signature.only_long_term_additions
        ):
            raise Doubt("appended")
