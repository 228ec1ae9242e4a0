"""What a date would be, in words: the day supposed, the day now, and the steps between."""

from dataclasses import dataclass
from datetime import date

from ikanda_case.domain.deadlines import CaseClock, RowClock
from ikanda_case.domain.errors import KnownError
from ikanda_case.domain.what_if import Supposed, what_if
from ikanda_case.texts.catalogue import phrase
from ikanda_case.texts.dates import full_date
from ikanda_case.texts.errors import error_sentence
from ikanda_case.texts.steps import flag_text
from ikanda_case.ui.models.case_clock import StepLine, step_lines
from ikanda_case.ui.models.case_page import CaseNow

AREA = "ui_case"
QUESTIONS = ("identity", "mandate", "clarification")
_ASKED = {question: f"{question}_requested" for question in QUESTIONS}


@dataclass(frozen=True, slots=True)
class Answer:
    """What would be: one bold sentence, plain ones, and the steps of the count."""

    bold: str
    plain: tuple[str, ...] = ()
    steps: tuple[StepLine, ...] = ()


def already_asked(now: CaseNow, question: str) -> bool:
    """Return whether the question is open, so that only its answer is to be supposed."""
    if question == "identity":
        return now.case.identity.code == "pending"
    if question == "mandate":
        return now.case.mandate.code == "pending"
    return any(each.kind == _ASKED[question] for each in now.case.events)


def answer(now: CaseNow, question: str, answered_on: date, right: str, lang: str) -> Answer:
    """Return when a right would be due if a question is put today and answered on a day.

    Nothing is written; what cannot be is said in the words of the rule that refuses it.
    """
    asked = already_asked(now, question)
    supposed = Supposed(
        asked=question, asked_on=None if asked else now.today, answered_on=answered_on
    )
    try:
        found = what_if(now.case, now.office, supposed)
    except KnownError as error:
        said = error_sentence(error, lang)
        return Answer(said.message, (said.hint,))
    row, before = _row(found.then, right), _row(found.now, right)
    if row is None or row.due is None:
        return Answer(_say(lang, "what_if_not"))
    day = full_date(row.due, lang)
    strict = full_date(row.strict_due or row.due, lang)
    name = now.right_name(right, lang)
    bold = _say(lang, "what_if_due", right=name, day=day, strict=strict)
    start = "what_if_asked_already" if asked else "what_if_asked_today"
    plain = [_say(lang, start, day=full_date(now.today, lang))]
    if before is not None and before.due == row.due:
        plain.append(_say(lang, "what_if_same"))
    elif before is not None and before.due is not None:
        plain.append(_say(lang, "what_if_now", day=full_date(before.due, lang)))
    plain += [flag_text(flag, lang) for flag in found.flags]
    return Answer(bold, tuple(plain), step_lines(row, now.today, lang))


def _row(clock: CaseClock, right: str) -> RowClock | None:
    return next((each for each in clock.rows if each.right == right), None)


def _say(lang: str, code: str, **facts: object) -> str:
    return phrase(lang, AREA, code, facts)
