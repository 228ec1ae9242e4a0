"""The page of a case as values: head, next step, rights, banners."""

from dataclasses import dataclass, replace
from datetime import date

from ikanda_case.domain.case import Case, Letter, Row
from ikanda_case.domain.deadlines import CaseClock, RowClock, RowDeadline, case_clock
from ikanda_case.domain.next_step import NextStep, next_step
from ikanda_case.domain.office import Office
from ikanda_case.texts.catalogue import phrase
from ikanda_case.texts.dates import full_date, short_date
from ikanda_case.texts.names import blocker_name, decision_name, role_name
from ikanda_case.ui.look.cells import Cell
from ikanda_case.ui.look.cells import Row as ListRow
from ikanda_case.ui.look.marks import Badge, Shape
from ikanda_case.ui.models.badges import Term, deadline_badge, identity_badge
from ikanda_case.ui.models.case_badges import badge_of, right_identity, right_letter, row_badge

AREA = "ui_case"
RIGHT_COLUMNS = ("right", "term", "due", "identity", "decision", "letter")


@dataclass(frozen=True)
class CaseNow:
    """One case as it is today, with its deadlines and its next step."""

    case: Case
    office: Office
    clock: CaseClock
    step: NextStep
    today: date

    @classmethod
    def of(cls, case: Case, office: Office, today: date) -> "CaseNow":
        """Count the deadlines of a case and find its next step."""
        return cls(case, office, case_clock(case, office), next_step(case, office), today)

    @property
    def deed(self) -> NextStep:
        """Return what can be done now: under a manager's order, the step the order is about."""
        if self.step.code != "instructed":
            return self.step
        return next_step(replace(self.case, instruction=None), self.office)

    @property
    def returned(self) -> Letter | None:
        """Return the letter that came back and goes again next; not one that was put right."""
        return self.case.letter(self.step.letter) if self.step.blocker == "came_back" else None

    def right_name(self, right: str, lang: str) -> str:
        """Return the short name of a right."""
        return self.office.rulebook.rights.right(right).short[lang]


@dataclass(frozen=True, slots=True)
class Group:
    """One group of the head: a title, a state, what it is, and why."""

    key: str
    title: str
    value: str = ""
    badge: Badge | None = None
    second: str = ""


def head_groups(now: CaseNow, lang: str) -> tuple[Group, ...]:
    """Return the four groups of the head: deadline, strict reading, identity, handler."""
    return (
        _deadline_group(now, lang),
        _strict_group(now, lang),
        _identity_group(now, lang),
        _handler_group(now, lang),
    )


def _deadline_group(now: CaseNow, lang: str) -> Group:
    title, clock = _say(lang, "head_due"), now.clock
    if clock.error:
        return Group("due", title, phrase(lang, "names", "block_error"))
    back = now.returned
    done = all(row.done for row in clock.rows)
    if back and done:
        return Group("due", title, badge=badge_of(back, now.today, lang))
    if done or not now.case.is_open:
        days = [each.answered_on for each in now.case.rows if each.answered_on]
        term = Term(
            due=clock.due,
            done_on=max(days, default=now.case.closed_on),
            answered=bool(days) and not all(each.executed_on for each in now.case.rows),
            name=now.case.ref,
        )
        return Group("due", title, badge=deadline_badge(term, now.today, lang))
    term = Term(
        due=clock.due,
        strict_due=clock.strict_due,
        suspended=clock.suspended,
        extended=bool(now.case.extended),
        name=now.case.ref,
    )
    value = short_date(clock.due, lang, now.today) if clock.due else _say(lang, "due_open")
    second = badge_of(back, now.today, lang).text if back else _why(now, lang)
    return Group("due", title, value, deadline_badge(term, now.today, lang), second)


def _why(now: CaseNow, lang: str) -> str:
    """Return why the day in the head is that day: of what is owed for which right."""
    due = now.clock.due
    row = next((each for each in now.clock.rows if each.due == due and not each.done), None)
    if row is None or row.suspended:
        return ""
    if row.pressing and without_refusal(row.pressing) is not None:
        return _say(lang, "due_for_refusal")
    if len(now.case.rows) > 1:
        return now.right_name(row.right, lang)
    return ""


def _strict_group(now: CaseNow, lang: str) -> Group:
    title, day = _say(lang, "head_strict"), now.clock.strict_due
    if day is None:
        return Group("strict", title, "-")
    if not now.case.is_open or all(row.done for row in now.clock.rows):
        return Group("strict", title, short_date(day, lang, now.today))
    left = (day - now.today).days
    if left < 0:  # the strict date alone turns nothing red (look 4)
        badge = Badge(Shape.TRIANGLE, _say(lang, "strict_passed"), "soon")
    else:
        badge = deadline_badge(Term(due=day, strict_due=day, name=now.case.ref), now.today, lang)
    value = short_date(day, lang, now.today)
    return Group("strict", title, value, badge, _say(lang, "strict_note"))


def _identity_group(now: CaseNow, lang: str) -> Group:
    identity = now.case.identity
    second = short_date(identity.on, lang, now.today) if identity.on else ""
    badge = identity_badge(identity.code, lang)
    return Group("identity", _say(lang, "head_identity"), badge=badge, second=second)


def _handler_group(now: CaseNow, lang: str) -> Group:
    person = now.office.people.get(now.case.handler)
    name = now.office.name_of(now.case.handler) if now.case.handler else _say(lang, "nobody")
    roles = ", ".join(role_name(each, lang) for each in person.roles) if person else ""
    return Group("handler", _say(lang, "head_handler"), name, second=roles)


# ---- rights ------------------------------------------------------------------------------------


def without_refusal(deadline: RowDeadline) -> date | None:
    """Return the last day there would be without a refusal; None when it is no other (S8)."""
    steps = deadline.deadline.steps
    if len(steps) < 2 or steps[-1].code != "refusal_within_month":
        return None
    before = steps[-2]
    return before.date if before.code == "due" else None


def rights_rows(now: CaseNow, lang: str) -> list[ListRow]:
    """Return a row for each right: name, deadline, dates, identity, decision, letter."""
    clocks = {row.right: row for row in now.clock.rows}
    return [_right_row(row, clocks.get(row.right), now, lang) for row in now.case.rows]


def _right_row(row: Row, clock: RowClock | None, now: CaseNow, lang: str) -> ListRow:
    right = now.office.rulebook.rights.right(row.right)
    name = right.short[lang]
    article = _say(lang, "article", article=right.article) if right.article else ""
    term = row_badge(clock, now.case, name, now.today, lang) if clock else None
    identity = right_identity(row.right, now.case, now.office, lang)
    letter = right_letter(row.right, now.case, now.today, lang)
    decision = _decision_cell(row, lang)
    listed = (
        Cell(name, article, strong=True),
        Cell(badge=term) if term else Cell(phrase(lang, "names", "block_error"), ink="late"),
        _due_cell(clock, now, lang),
        Cell(badge=identity),
        decision,
        Cell(badge=letter),
    )
    parts = (name, term.sentence if term else "", identity.text, decision.text, letter.text)
    return ListRow(row.right, listed, spoken=", ".join(part for part in parts if part))


def _due_cell(clock: RowClock | None, now: CaseNow, lang: str) -> Cell:
    if clock is None:
        return Cell("-")
    strict = short_date(clock.strict_due, lang, now.today) if clock.strict_due else ""
    if clock.due is None:
        return Cell(phrase(lang, "badges", "strict", {"day": strict}), ink="pause")
    other = without_refusal(clock.pressing) if clock.pressing else None
    second = ""
    if other and other != clock.due:
        day = short_date(other, lang, now.today)
        second = _say(lang, "due_without_refusal", day=day)
    elif clock.strict_due and clock.strict_due != clock.due:
        second = phrase(lang, "badges", "strict", {"day": strict})
    return Cell(short_date(clock.due, lang, now.today), second)


def _decision_cell(row: Row, lang: str) -> Cell:
    if not row.decision:
        return Cell(_say(lang, "decision_open"), ink="muted")
    items = row.decided.items if row.decided else ()
    parts = _say(lang, "decision_parts", count=len(items)) if items else ""
    second = ", ".join(part for part in (*row.grounds, parts, row.facts) if part)
    return Cell(decision_name(row.decision, lang), second)


# ---- next step ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NextWords:
    """The band of the next step; without `action` there is nothing to press."""

    bold: str
    plain: str
    action: str


def next_words(now: CaseNow, lang: str) -> NextWords:
    """Return the next step in words: what, what is missing, and the verb."""
    deed = now.deed
    letter = now.case.letter(deed.letter)
    facts = {
        "letter": deed.letter,
        "kind": letter.draft.letter_kind if letter else "",
        "name": phrase(lang, "names", f"step_{now.step.code}"),
    }
    back = deed.blocker == "came_back"
    words = "send_again" if back else deed.code
    plain = _say(lang, f"step_plain_{words}", **facts)
    if deed.blocker and deed.code != "wait" and not back:
        plain = f"{plain} {_say(lang, 'blocked_by', why=blocker_name(deed.blocker, lang))}"
    bold = _say(lang, f"step_bold_{words}", **facts)
    if now.step.code == "instructed" and now.case.instruction:
        order = now.case.instruction
        bold = _say(lang, "ordered", step=order.step)
        plain = f"{_say(lang, 'ordered_by', day=full_date(order.by, lang))} {plain}"
    action = "" if deed.code in ("none", "look") else _say(lang, f"step_action_{deed.code}")
    return NextWords(bold, plain, action)


# ---- tabs and the words of the whole -----------------------------------------------------------


def letters_open(case: Case) -> int:
    """Return how many letters are not sent yet: the number on the tab."""
    return sum(letter.state != "sent" for letter in case.letters)


def page_name(now: CaseNow, lang: str) -> str:
    """Return what a screen reader says of the page."""
    return _say(lang, "page_name", ref=now.case.ref, step=next_words(now, lang).bold)


def _say(lang: str, code: str, **facts: object) -> str:
    return phrase(lang, AREA, code, facts)
