"""Signing: the approved bytes become a signed letter, with the key the page names."""

import hashlib
from dataclasses import dataclass
from datetime import date

from ikanda_case.app.desk import Changes, Desk, record
from ikanda_case.app.letters import by_four
from ikanda_case.app.office import ORGANISATION_KEY
from ikanda_case.domain import correspondence as way
from ikanda_case.domain import facts as f
from ikanda_case.domain.case import Case, Letter
from ikanda_case.domain.errors import DamageError, InputError, RuleError
from ikanda_case.domain.office import Office


@dataclass(frozen=True, slots=True)
class Approved:
    """One approved letter with all that its signature needs."""

    stream: int
    letter: Letter
    pdf: bytes
    key: bytes
    stamp: tuple[str, ...]
    fingerprint: str
    time_stamps: str
    """The address to ask for a time stamp; empty for none."""


def sign(
    desk: Desk, stream: int, number: str, on: date, *, without_time_stamp: str = ""
) -> Changes:
    """Sign the approved bytes, check the own signature, and keep the signed letter.

    `without_time_stamp` is the fault that a person was told when she decided to sign all the
    same: no time stamp is asked then, and the entry says why. DamageError when the stored page
    is not what was approved, or when the signature that came back is not valid or does more than
    append; EnvironmentFault when there is no time stamp; then nothing is kept.
    """
    ready = approved(desk, stream, number, with_time_stamp=not without_time_stamp)
    signed_pdf = desk.signer.sign(
        ready.pdf, ready.key, ready.stamp, desk.clock.now(), ready.time_stamps
    )
    return keep_signed(desk, ready, signed_pdf, on, without_time_stamp)


def approved(desk: Desk, stream: int, number: str, *, with_time_stamp: bool) -> Approved:
    """Return an approved letter as it is to be signed; RuleError for any other.

    RuleError("key_changed_since") when its page names a key the office has no more.
    """
    with desk.reading("sign") as now:
        case, office = now.case(stream), now.office()
        letter = way.require_signable(case, number)
        assert letter.rendered is not None
        pdf = now.blob(letter.rendered.sha256)
        key = now.secret(ORGANISATION_KEY)
    if key is None:
        raise InputError("no_signing_key")
    rested_on = dict(letter.rendered.rested_on).get("office", str(office.version))
    if int(rested_on) < office.key_entry:
        raise RuleError("key_changed_since", rule="S11", article="GDPR Art. 5(2)", letter=number)
    stamp = _stamp(desk, case, office, letter)
    server = office.time_stamps if with_time_stamp else ""
    return Approved(stream, letter, pdf, key, stamp, office.fingerprint, server)


def keep_signed(
    desk: Desk, ready: Approved, signed_pdf: bytes, on: date, without_time_stamp: str = ""
) -> Changes:
    """Keep a signed letter once its signature was checked; errors as `sign`."""
    verdict = desk.signer.verdict(signed_pdf)
    if verdict.verdict != "valid" or not signed_pdf.startswith(ready.pdf):
        raise DamageError("own_signature_not_valid", why=verdict.why)
    assert ready.letter.rendered is not None
    signed = f.Signed(
        letter=ready.letter.id,
        sha256=hashlib.sha256(signed_pdf).hexdigest(),
        approved_sha256=ready.letter.rendered.sha256,
        fingerprint=ready.fingerprint,
        level=verdict.level,
        without_time_stamp=without_time_stamp,
    )
    with desk.work("sign") as work:
        work.keep(signed_pdf)
        return record(work, ready.stream, way.sign(work.case(ready.stream), signed, on))


def _stamp(desk: Desk, case: Case, office: Office, letter: Letter) -> tuple[str, ...]:
    told, language = office.described, letter.draft.language
    say, said = desk.wording.phrase, desk.signer.certificate(office.certificate)
    worth = "stamp_worth" if said.self_signed else "stamp_issued"
    return (
        say("names", "stamp_title", language),
        say("names", "stamp_signer", language, owner=told.legal_name, signatory=told.signatory),
        f"{case.ref} · {by_four(office.fingerprint[:16])}",
        say("names", worth, language, owner=said.owner or told.legal_name, issuer=said.issuer),
    )
