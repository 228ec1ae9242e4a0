"""Signing: the approved bytes become a signed letter, with the key the page names."""

import hashlib
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ikanda_case.app.desk import Changes, Desk, record
from ikanda_case.app.letters import by_four
from ikanda_case.app.ports import Batch, Judged, SignedPageLike, ToSign
from ikanda_case.app.queries import RegisterFilter
from ikanda_case.app.signing_key import ORGANISATION_KEY
from ikanda_case.domain import correspondence as way
from ikanda_case.domain import facts as f
from ikanda_case.domain.case import Case, Letter
from ikanda_case.domain.errors import DamageError, InputError, KnownError, RuleError
from ikanda_case.domain.office import Office

_MAY_HOLD_ONE = ("instructed", "send", "sign")
"""The next steps of a case with an approved letter: nothing else stands before its signature."""


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
    desk: Desk,
    ready: Approved,
    signed_pdf: bytes,
    on: date,
    without_time_stamp: str = "",
    told: Judged | None = None,
) -> Changes:
    """Keep a signed letter once its signature was checked; errors as `sign`.

    `told` is what the process of a batch that made it found, so that it is not looked at twice.
    """
    verdict = told or desk.signer.verdict(signed_pdf)
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


# ---- many at once ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Waiting:
    """One approved letter that waits for its signature."""

    stream: int
    ref: str
    letter: Letter


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one letter of a batch: signed and kept, or refused."""

    stream: int
    number: str
    changes: Changes = Changes()
    refused: KnownError | None = None


def waiting(desk: Desk) -> tuple[Waiting, ...]:
    """Return every approved letter that is not signed yet, the most urgent case first."""
    with desk.file.reading() as now:
        wanted = RegisterFilter(is_open=True, next_step=_MAY_HOLD_ONE)
        cases = [now.case(stream) for stream in now.matching(wanted)]
    return tuple(
        Waiting(case.id, case.ref, letter)
        for case in cases
        for letter in case.letters
        if letter.state == "approved"
    )


def sign_many(
    desk: Desk,
    chosen: Sequence[tuple[int, str]],
    on: date,
    look: Callable[[], None] = lambda: None,
    without_time_stamp: str = "",
) -> Iterator[Outcome]:
    """Sign approved letters, by stream and number, on every core, and keep each by itself.

    Yields what became of each, in their order; what was yielded is kept, whatever comes after.
    `look` is called several times a second, and what it raises ends the work between two letters.
    InputError("no_signing_key").
    """
    with desk.reading("sign") as now:
        key, office = now.secret(ORGANISATION_KEY), now.office()
    if key is None:
        raise InputError("no_signing_key")
    server = "" if without_time_stamp else office.time_stamps
    prepared: deque[Approved | Outcome] = deque()
    pages = _pages(desk, chosen, prepared)
    made = desk.signer.sign_all(pages, Batch(key, len(chosen), server), desk.clock.now, look)
    for found in made:
        yield from _refused_first(prepared)
        ready = prepared.popleft()
        assert isinstance(ready, Approved)
        yield _kept(desk, ready, found, on, without_time_stamp)
    yield from _refused_first(prepared)


def _pages(
    desk: Desk, chosen: Sequence[tuple[int, str]], prepared: deque[Approved | Outcome]
) -> Iterator[ToSign]:
    """Yield the page of each letter that may be signed; `prepared` holds those as well that may
    not, in their places."""
    for stream, number in chosen:
        try:
            ready = approved(desk, stream, number, with_time_stamp=True)
        except KnownError as refused:
            prepared.append(Outcome(stream, number, refused=refused))
            continue
        prepared.append(ready)
        yield ToSign(ready.pdf, ready.stamp)


def _refused_first(prepared: deque[Approved | Outcome]) -> Iterator[Outcome]:
    while prepared and isinstance(prepared[0], Outcome):
        yield prepared.popleft()  # type: ignore[misc]


def _kept(
    desk: Desk, ready: Approved, found: SignedPageLike | KnownError, on: date, without: str
) -> Outcome:
    stream, number = ready.stream, ready.letter.id
    if isinstance(found, KnownError):
        return Outcome(stream, number, refused=found)
    try:
        changes = keep_signed(desk, ready, found.pdf, on, without, found)
    except KnownError as refused:
        return Outcome(stream, number, refused=refused)
    return Outcome(stream, number, changes)


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
