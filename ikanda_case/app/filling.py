"""What a letter takes from its case: fields, lists, conditions and the reference block."""

from datetime import date, timedelta

from ikanda_case.app.annex_lines import annex_lines
from ikanda_case.app.item_lines import item_lines
from ikanda_case.app.ports import Wording
from ikanda_case.domain.case import Case, Letter
from ikanda_case.domain.deadlines import CaseClock, RowClock, case_clock
from ikanda_case.domain.facts import IdentityRequested, MandateRequested, Received
from ikanda_case.domain.follow_ons import recipients_informed
from ikanda_case.domain.letters import CONDITION_OF_RIGHT, FIELDS, LISTINGS, Filling
from ikanda_case.domain.office import Office
from ikanda_case.domain.people import Person
from ikanda_case.domain.rights import cited
from ikanda_case.domain.typography import capital

_OPTOUTS = frozenset({"OPTOUT_DM", "OPTOUT_PROFILE"})
_WITHDRAWN = "L14"
"""Confirms a withdrawal: what was done is what the person did."""


def filled(
    case: Case, office: Office, letter: Letter, language: str, on: date, wording: Wording
) -> Filling:
    """Return what the case and the draft put into a letter, whose words belong to no one right."""
    clock = case_clock(case, office)
    fields = {
        **_office_fields(office),
        **_case_fields(case, letter, office, language, on, wording),
        **_date_fields(case, clock, office, letter, language, wording),
        **dict(letter.draft.fields),
        "annexes": annex_lines(case, letter, language, wording),
    }
    return Filling(
        fields={name: value for name, value in fields.items() if value and name in FIELDS},
        listings={
            "rights": _right_lines(clock, office, letter, language, wording),
            "items": _item_lines(case, office, letter, language, wording),
            **_own_lines(letter),
        },
        free=dict(letter.draft.free),
        conditions=frozenset(_conditions(case, clock, office, letter)),
    )


def _own_lines(letter: Letter) -> dict[str, tuple[str, ...]]:
    """Return the listings the drafter wrote, a line for each item."""
    return {
        name: tuple(line for line in text.splitlines() if line.strip())
        for name, text in letter.draft.fields
        if name in LISTINGS
    }


def _office_fields(office: Office) -> dict[str, str]:
    told = office.described
    return {
        "legal_name": told.legal_name,
        "department": told.department,
        "contact": told.contact,
        "address": ", ".join(told.address),
        "mailbox": told.mailbox,
    }


def _case_fields(
    case: Case, letter: Letter, office: Office, language: str, on: date, wording: Wording
) -> dict[str, str]:
    received = _received(case)
    rights = office.rulebook.rights
    names = [rights.right(right).name[language] for right in letter.draft.rights]
    used = letter.draft.ground or _ground_decided(case, letter)
    ground = rights.ground(used) if used else None
    right = letter.draft.rights[0] if letter.draft.rights else ""
    return {
        "reference": case.ref,
        "channel": wording.phrase("names", f"by_{received.channel}", language),
        "rights": ", ".join(names),
        "right_name": ", ".join(names),
        "ground_title": ground.title[language] if ground else "",
        "ground_article": cited(ground.article_for(right), language) if ground else "",
        "doubt": _doubt(case, letter),
        "left_out": _left_out(case, letter),
        "asked": _asked(case, letter, language, wording),
        "extension_reason": case.extended,
        "requester_name": received.parties.requester.name,
        "subject_name": received.parties.data_subject.name,
        "today": wording.long_date(on, language),
        "what_done": dict(letter.draft.fields).get("facts", ""),
        "done_on": _done_on(case, letter, on, language, wording),
    }


def _ground_decided(case: Case, letter: Letter) -> str:
    """Return the ground on which the one right of a letter was decided; each part has its own."""
    row = case.row(letter.draft.rights[0]) if len(letter.draft.rights) == 1 else None
    return row.grounds[0] if row and row.grounds else ""


def _left_out(case: Case, letter: Letter) -> str:
    """Return what a decision in part leaves out, as its note says it."""
    rows = [row for row in case.rows if row.right in letter.draft.rights]
    return "; ".join(row.left_out for row in rows if row.decision == "partly" and row.left_out)


def _item_lines(
    case: Case, office: Office, letter: Letter, language: str, wording: Wording
) -> tuple[str, ...]:
    """Return the items of the one right a letter is about, a line for each."""
    rights = letter.draft.rights
    row = case.row(rights[0]) if len(rights) == 1 else None
    return item_lines(row, office, language, wording) if row else ()


def _received(case: Case) -> Received:
    if case.received is None:
        raise ValueError("an item that is no case gets no letter")
    return case.received


def _doubt(case: Case, letter: Letter) -> str:
    """Return the doubt that was recorded: about the mandate in L03b, else about identity."""
    if letter.draft.letter_kind == "L03b":
        return case.mandate.why
    return case.identity.why if case.identity.rung else ""


def _asked(case: Case, letter: Letter, language: str, wording: Wording) -> str:
    """Return what was asked to remove the doubt: the recorded words, or the rung's own."""
    if letter.draft.letter_kind == "L03b":
        mandates = [e.fact for e in case.in_force if isinstance(e.fact, MandateRequested)]
        return mandates[-1].asked if mandates else ""
    asked = [e.fact for e in case.in_force if isinstance(e.fact, IdentityRequested)]
    if not asked:
        return ""
    return asked[-1].asked or wording.phrase("names", f"asked_{asked[-1].rung}", language)


def _done_on(case: Case, letter: Letter, on: date, language: str, wording: Wording) -> str:
    rows = [row for row in case.rows if row.right in letter.draft.rights]
    withdrawn = letter.draft.letter_kind == _WITHDRAWN
    done = [row.withdrawn_on if withdrawn else row.executed_on for row in rows]
    days = [day for day in done if day]
    return wording.long_date(max(days, default=on), language)


# ---- dates -------------------------------------------------------------------------------------


def told_dates(case: Case, office: Office, letter: Letter) -> tuple[tuple[str, date], ...]:
    """Return the dates this letter tells the requester, by field: they stand in its entry."""
    if letter.draft.letter_kind not in ("L01", "L02", "L03", "L03b", "L04", "L12", "L17"):
        return ()
    return tuple(sorted(_dates(case, case_clock(case, office), office, letter).items()))


def _dates(case: Case, clock: CaseClock, office: Office, letter: Letter) -> dict[str, date]:
    rows = [row for row in clock.rows if row.right in letter.draft.rights]
    found: dict[str, date | None] = {
        "due_on": min((day for row in rows if (day := _answer_due(row))), default=None),
        "effect_on": min((day for row in rows if (day := _due(row, "effect"))), default=None),
        "asked_until": _asked_until(case, letter, clock),
    }
    if case.extended:
        found["extension_until"] = max(
            (day for row in rows if (day := _answer_due(row))), default=None
        )
    if case.received_on and any(row.right in _OPTOUTS for row in rows):
        found["paper_on"] = case.received_on + timedelta(days=office.policy.paper_days)
    return {name: day for name, day in found.items() if day}


def _due(row: RowClock, kind: str) -> date | None:
    return next((each.due for each in row.deadlines if each.kind == kind), None)


def _answer_due(row: RowClock) -> date | None:
    """Return the answer's last day; while it is suspended the strict one, the safe promise."""
    for each in row.deadlines:
        if each.kind == "answer":
            return each.due or each.strict_due
    return None


def _asked_until(case: Case, letter: Letter, clock: CaseClock) -> date | None:
    """Return until when an answer is waited for: the safe promise, while the question is open."""
    is_open = {
        "L03b": case.mandate.code == "pending",
        "L03": case.clarification_open is not None,
    }.get(letter.draft.letter_kind, case.identity.code in ("pending", "insufficient"))
    return clock.strict_due if is_open else None


def _date_fields(
    case: Case, clock: CaseClock, office: Office, letter: Letter, language: str, wording: Wording
) -> dict[str, str]:
    dates = _dates(case, clock, office, letter)
    if case.received_on:
        dates["received_on"] = case.received_on
    return {name: wording.long_date(day, language) for name, day in dates.items()}


def _right_lines(
    clock: CaseClock, office: Office, letter: Letter, language: str, wording: Wording
) -> tuple[str, ...]:
    """Return one line for each right: its name and its own last day."""
    lines = []
    for row in clock.rows:
        if row.right not in letter.draft.rights:
            continue
        name = office.rulebook.rights.right(row.right).name[language]
        day = _due(row, "effect") or _answer_due(row)
        code = "right_line" if day else "right_line_undated"
        said = {"right": capital(name)}
        if day:
            said["day"] = wording.long_date(day, language)
        lines.append(wording.phrase("names", code, language, **said))
    return tuple(lines)


# ---- conditions --------------------------------------------------------------------------------


def _conditions(case: Case, clock: CaseClock, office: Office, letter: Letter) -> set[str]:
    rights = letter.draft.rights
    table = office.rulebook.rights
    true = {CONDITION_OF_RIGHT[right] for right in rights if right in CONDITION_OF_RIGHT}
    rows = [row for row in case.rows if row.right in rights]
    own_items = "items" in dict(letter.draft.fields)
    several = len({ground for row in rows for ground in row.grounds}) > 1
    checked: dict[str, bool] = {
        "represented": _received(case).parties.represented,
        "by_email": letter.draft.by_email,
        "extendable": any(table.right(right).extendable for right in rights),
        "identity_asked": case.identity.code in ("open", "pending", "insufficient"),
        "suspends": clock.suspended,
        "asks_card": case.identity.rung == "L5",
        "no_response": case.identity.code == "no_response",
        "evidence_received": case.identity.code in ("received", "insufficient", "mismatch"),
        "in_part": any(row.decision == "partly" for row in rows),
        "in_parts": own_items or any(row.decided and row.decided.items for row in rows),
        "several_grounds": several and not own_items,
        "to_child": "CHILD_DATA" in rights and not _received(case).parties.represented,
        "criterion_only": True,
        "suppressed": "ERASE" in rights and letter.draft.letter_kind == "L07",
        "recipients_informed": recipients_informed(case, office, rights),
        "recipients_to_inform": bool({"RECTIFY", "ERASE", "RESTRICT"} & set(rights)),
    }
    return true | {name for name, holds in checked.items() if holds}


# ---- the reference block -----------------------------------------------------------------------


def reference_lines(
    case: Case, letter: Letter, language: str, on: date, wording: Wording, office: Office
) -> tuple[tuple[str, str], ...]:
    """Return label and value of each line: reference, date, request, what it is about.

    A letter that puts a sent one right names that one by its day.
    """
    received = _received(case)
    assert case.received_on is not None
    label = {
        name: wording.phrase("names", f"label_{name}", language)
        for name in ("reference", "date", "request", "about", "corrects", "record")
    }
    request = wording.phrase(
        "names",
        "request_line",
        language,
        day=wording.long_date(case.received_on, language),
        channel=wording.phrase("names", f"per_{received.channel}", language),
    )
    short = office.rulebook.rights
    about = ", ".join(short.right(right).name[language] for right in letter.draft.rights)
    lines = [
        (label["reference"], case.ref),
        (label["date"], wording.long_date(on, language)),
        (label["request"], request),
        (label["about"], about),
    ]
    old = case.letter(letter.draft.corrects)
    if old and old.sent_on:
        day = wording.long_date(old.sent_on, language)
        lines.append((label["corrects"], wording.phrase("names", "our_letter", language, day=day)))
    if language == letter.draft.language and language != "nl":
        lines.append((label["record"], wording.phrase("names", "record_follows", language)))
    return tuple(lines)


def addressee(case: Case, letter: Letter) -> Person:
    """Return whom a letter is written to: the requester, or whom the drafter named."""
    return letter.draft.addressee or _received(case).parties.requester
