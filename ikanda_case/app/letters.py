"""Letters: drafted from the case, rendered once, approved (rules 4 and 5)."""

import hashlib
from dataclasses import dataclass, replace
from datetime import date

from ikanda_case.app import filling, letter_parts
from ikanda_case.app.annex_lines import data_files
from ikanda_case.app.answers import answer_facts, own_words
from ikanda_case.app.desk import Changes, Desk, record
from ikanda_case.app.others import others_in
from ikanda_case.app.ports import Reading
from ikanda_case.domain import correspondence as way
from ikanda_case.domain import facts as f
from ikanda_case.domain.annexes import require_by_email
from ikanda_case.domain.case import Case, Letter
from ikanda_case.domain.errors import InputError, RuleError
from ikanda_case.domain.letter_texts import in_force
from ikanda_case.domain.letters import (
    LANGUAGES,
    CheckFacts,
    Filling,
    Finding,
    Language,
    LetterTemplate,
    OpenPoint,
    checks,
    compose,
    missing_in,
    open_points,
)
from ikanda_case.domain.lifecycle import require_open
from ikanda_case.domain.office import Office
from ikanda_case.domain.page import Letterhead, LetterPage, LetterText
from ikanda_case.domain.people import Person

RECORD_LANGUAGE = "nl"
"""The language of the office's record; it is printed after a letter in another one (5.4)."""

WIDEST_EMAIL = 32
"""Signs of an e-mail address that fit beside the letterhead; a longer one takes two lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the drafter wants written."""

    kind: str
    rights: tuple[str, ...] = ()
    """Empty: every right of the case."""
    ground: str = ""
    facts: str = ""
    by_email: bool = False
    fields: tuple[tuple[str, str], ...] = ()
    free: tuple[tuple[str, str], ...] = ()
    number: str = ""
    """The letter that is drafted anew; empty for a new one."""
    corrects: str = ""
    addressee: Person | None = None
    """Whom a letter is written to that does not go to the requester."""
    language: str = ""
    """Of a letter to somebody else; empty, and for the requester always: the requester's own."""


@dataclass(frozen=True, slots=True)
class Written:
    """A draft that was kept."""

    letter: str
    changes: Changes


@dataclass(frozen=True, slots=True)
class Sheet:
    """A letter as it would stand on the page now: texts, what is missing, what is wrong."""

    letter: Letter
    texts: tuple[LetterText, ...]
    """Empty while something is missing."""
    missing: tuple[OpenPoint, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Frozen:
    """The page, rendered once: what is approved and signed are exactly these bytes."""

    sha256: str
    pages: int
    changes: Changes


# ---- drafting ----------------------------------------------------------------------------------


def draft(desk: Desk, stream: int, wish: Wish, on: date) -> Written:
    """Keep a draft in the person's language; a missing word is a point to do, no refusal yet."""
    today = desk.clock.today()
    with desk.work("draft") as work:
        case = work.case(stream)
        require_open(case)
        assert case.received is not None
        office = work.office()
        language = _language(desk, office, wish, case.received.language)
        drafted = f.Drafted(
            letter=wish.number or way.next_number(case),
            letter_kind=wish.kind,
            language=language,
            rights=wish.rights or tuple(row.right for row in case.rows),
            ground=wish.ground,
            by_email=wish.by_email,
            fields=(*wish.fields, *((("facts", wish.facts),) if wish.facts else ())),
            free=wish.free,
            corrects=wish.corrects,
            addressee=wish.addressee,
            edition=template_of(desk, office, wish.kind, language).edition,
        )
        changes = record(work, stream, way.draft(case, office, drafted, on, today))
    return Written(drafted.letter, changes)


def _language(desk: Desk, office: Office, wish: Wish, own: Language) -> Language:
    """Return the language of a letter: the requester's; of one to somebody else, the wished one."""
    if not template_of(desk, office, wish.kind, own).to_others:
        return own
    wished = next((each for each in LANGUAGES if each == wish.language), own)
    template_of(desk, office, wish.kind, wished)
    return wished


def template_of(desk: Desk, office: Office, kind: str, language: str) -> LetterTemplate:
    """Return the text that this office writes a kind in a language from; InputError for none."""
    template = desk.templates.get((kind, language))
    if template is None:
        raise InputError("unknown_letter_kind", kind=kind)
    return in_force(template, office.letter_texts.get((kind, language)))


# ---- composing ---------------------------------------------------------------------------------


def sheet(desk: Desk, stream: int, number: str, on: date) -> Sheet:
    """Return the letter as it would stand on the page, with the drafter's to-do list."""
    with desk.file.reading() as now:
        case, office = now.case(stream), now.office()
        return sheet_of(desk, now, case, office, way.letter_of(case, number), on)


def sheet_of(
    desk: Desk, now: Reading, case: Case, office: Office, letter: Letter, on: date
) -> Sheet:
    """Return a letter of a case, kept or not, as it would stand on the page."""
    languages = dict.fromkeys((letter.draft.language, RECORD_LANGUAGE))
    texts: list[LetterText] = []
    for language in languages:
        template = template_of(desk, office, letter.draft.letter_kind, language)
        filled = filled_of(desk, case, office, letter, language, on)
        missing = open_points(template, filled)
        if missing:
            return Sheet(letter, (), missing, ())
        lines = filling.reference_lines(case, letter, language, on, desk.wording, office)
        texts.append(compose(template, filled, lines))
    template = template_of(desk, office, letter.draft.letter_kind, letter.draft.language)
    facts = CheckFacts(
        reference=case.ref,
        by_email=letter.draft.by_email,
        answer=answer_facts(
            case,
            office,
            letter,
            template,
            on,
            others_in(now, case, office, letter, own_words(case, letter)),
        ),
    )
    findings = [finding for text in texts for finding in checks(text, facts)]
    return Sheet(letter, tuple(texts), (), tuple(dict.fromkeys(findings)))


def filled_of(
    desk: Desk, case: Case, office: Office, letter: Letter, language: str, on: date
) -> Filling:
    """Return what the case and the draft put into a letter, of each right where it has several."""
    return letter_parts.filled(
        case, office, letter, language, on, desk.wording,
        lambda kind: template_of(desk, office, kind, language),
    )  # fmt: skip


def page_of(desk: Desk, now: Reading, case: Case, letter: Letter, on: date) -> LetterPage:
    """Return the page; RuleError names what is missing or what a check found."""
    office = now.office()
    office.require_letterhead()
    template = template_of(desk, office, letter.draft.letter_kind, letter.draft.language)
    if template.to_others and letter.draft.addressee is None:
        raise RuleError(
            "addressee_missing", rule="5.2", article="GDPR Art. 5(1)(f)", letter=letter.id
        )
    require_by_email(letter)
    ready = sheet_of(desk, now, case, office, letter, on)
    for point in ready.missing:
        raise missing_in(point, letter.draft.letter_kind)
    for finding in ready.findings:
        raise RuleError(finding.code, rule="5.2", article="GDPR Art. 12", kind=letter.id)
    return LetterPage(
        kind=letter.draft.letter_kind,
        reference=case.ref,
        letterhead=letterhead_of(now, office),
        recipient=_recipient(case, letter, desk),
        texts=ready.texts,
        small_print=_small_print(desk, office, now.head(), template),
        demo=office.described.demo,
        envelope=office.envelope,
    )


def letterhead_of(now: Reading, office: Office) -> Letterhead:
    """Return the sender as the settings give it."""
    told = office.described
    return Letterhead(
        legal_name=told.legal_name,
        department=told.department,
        address=told.address,
        contact=tuple(line for line in told.contact.splitlines() if line.strip()),
        enterprise_number=told.enterprise_number,
        signatory=told.signatory,
        function=told.function,
        register=told.register,
        logo=now.blob(office.logo) if office.logo else b"",
    )


def _recipient(case: Case, letter: Letter, desk: Desk) -> tuple[str, ...]:
    """Return the lines of the window; a letter by e-mail shows the address it goes to."""
    person = filling.addressee(case, letter)
    name = (person.name,) if person.name else ()
    if letter.draft.by_email:
        by = desk.wording.phrase("names", "recipient_by_email", letter.draft.language)
        return (*name, by, *_folded_address(person.email))
    if not person.address:
        raise RuleError("address_missing", rule="S6", article="GDPR Art. 5(1)(f)", letter=letter.id)
    return (*name, *person.address)


def _folded_address(email: str) -> tuple[str, ...]:
    """Return an e-mail address on one line, or folded at its @ when it is a long one."""
    if len(email) <= WIDEST_EMAIL:
        return (email,)
    before, _, host = email.rpartition("@")
    return (f"{before}@", host)


def _small_print(
    desk: Desk, office: Office, head: str, template: LetterTemplate
) -> tuple[str, ...]:
    told, language = office.described, template.language
    number = desk.wording.phrase("names", "enterprise_number", language)
    sender = " · ".join(
        each
        for each in (
            told.legal_name,
            ", ".join(told.address),
            f"{number} {told.enterprise_number}",
            told.register,
        )
        if each
    )
    anchor = desk.wording.phrase(
        "names",
        "small_print",
        language,
        head=by_four(head[:16]),
        fingerprint=by_four(office.fingerprint[:16]),
        text=f"{template.kind} {language}",
        version=template.edition,
    )
    return (sender, anchor)


def by_four(digits: str) -> str:
    """Return the digits of a hash or fingerprint as people compare them."""
    upper = digits.upper()
    return " ".join(upper[place : place + 4] for place in range(0, len(upper), 4))


# ---- approval ----------------------------------------------------------------------------------


def ask_approval(desk: Desk, stream: int, number: str, on: date) -> Frozen:
    """Render the page once and keep its bytes; from here the draft is locked."""
    with desk.reading("ask_approval") as now:
        case, office = now.case(stream), now.office()
        letter = way.letter_of(case, number)
        way.require_ready(case, office, letter)
        page = page_of(desk, now, case, letter, on)
        page = replace(page, files=data_files(now, case, letter, on, desk.wording))
        head = now.head()
    rendering = desk.renderer.render(page)
    told = filling.told_dates(case, office, letter)
    rendered = f.Rendered(
        letter=number,
        sha256=hashlib.sha256(rendering.pdf).hexdigest(),
        pages=rendering.pages,
        head=head,
        recipient=page.recipient,
        told=told,
        rested_on=(
            *office.rulebook.versions,
            ("office", str(office.version)),
            *_texts_rested_on(desk, office, letter),
        ),
    )
    with desk.work("ask_approval") as work:
        _require_same(work, case, office)
        work.keep(rendering.pdf)
        changes = record(work, stream, [(on, rendered)])
    return Frozen(rendered.sha256, rendering.pages, changes)


def _texts_rested_on(desk: Desk, office: Office, letter: Letter) -> tuple[tuple[str, str], ...]:
    """Return the version of the letter text in each language that stands on the page."""
    kind = letter.draft.letter_kind
    languages = dict.fromkeys((letter.draft.language, RECORD_LANGUAGE))
    return tuple(
        (f"text_{language}", template_of(desk, office, kind, language).edition)
        for language in languages
    )


def _require_same(now: Reading, case: Case, office: Office) -> None:
    """Refuse to store a result that rests on an older state of the case or the office."""
    if now.entries(case.id) != case.entries or now.office().version != office.version:
        raise RuleError("changed_meanwhile", rule="S10", article="GDPR Art. 5(2)")


def approve(desk: Desk, stream: int, number: str, sha256: str, on: date) -> Changes:
    """Approve exactly the bytes with this hash."""
    with desk.work("approve") as work:
        happened = way.approve(
            work.case(stream), work.office(), number, sha256, desk.actor, on, desk.clock.today()
        )
        return record(work, stream, happened)


def send_back(desk: Desk, stream: int, number: str, remark: str) -> Changes:
    """Give the letter back to its drafter with a remark."""
    with desk.work("send_back") as work:
        happened = way.send_back(work.case(stream), number, remark, desk.clock.today())
        return record(work, stream, happened)


# ---- reading -----------------------------------------------------------------------------------


def stored(desk: Desk, stream: int, number: str) -> bytes:
    """Return a letter's present bytes: signed if it is, else the page that lies for approval."""
    with desk.file.reading() as now:
        letter = way.letter_of(now.case(stream), number)
        if not letter.sha256:
            raise InputError("letter_has_no_page", letter=number)
        return now.blob(letter.sha256)


def exported(desk: Desk, stream: int, number: str) -> bytes:
    """Return a letter's present bytes to be kept outside the file."""
    with desk.reading("export"):
        return stored(desk, stream, number)


def file_name(case: Case, letter: Letter) -> str:
    """Return the name a letter's file gets: reference, number, kind, language; no person."""
    return f"{case.ref}-{letter.id}-{letter.draft.letter_kind}-{letter.draft.language}.pdf"
