"""The steps of a deadline as lines: day, sentence, source; and as text to copy."""

from dataclasses import dataclass
from datetime import date

from ikanda_case.domain.case import Case
from ikanda_case.domain.deadlines import RowClock
from ikanda_case.domain.errors import RuleError
from ikanda_case.domain.facts import Extended
from ikanda_case.domain.lifecycle import extend
from ikanda_case.domain.office import Office
from ikanda_case.domain.policy import contested
from ikanda_case.domain.typography import capital
from ikanda_case.texts.catalogue import phrase
from ikanda_case.texts.dates import full_date, short_date
from ikanda_case.texts.errors import Sentence, error_sentence
from ikanda_case.texts.steps import flag_text, rule_text, step_text
from ikanda_case.ui.models.case_page import without_refusal
from ikanda_case.ui.models.policy_rows import policy_name, policy_why, value_words


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step of the count."""

    number: int
    day: str
    words: str
    source: str
    last: bool


def step_lines(row: RowClock, today: date, lang: str) -> tuple[StepLine, ...]:
    """Return the steps of the deadline that presses; the last one is the day itself."""
    if row.pressing is None:
        return ()
    steps = row.pressing.deadline.steps
    return tuple(
        StepLine(
            place,
            short_date(step.date, lang, today),
            _sentence(step_text(step, lang)),
            rule_text(step.rule, lang),
            place == len(steps),
        )
        for place, step in enumerate(steps, 1)
    )


def _sentence(words: str) -> str:
    return f"{capital(words)}."


def flags(row: RowClock, lang: str) -> tuple[str, ...]:
    """Return what the clock flags about a right, in words."""
    found = [flag for each in row.deadlines if each.kind != "house" for flag in each.deadline.flags]
    return tuple(flag_text(flag, lang) for flag in dict.fromkeys(found))


def contested_readings(row: RowClock, office: Office, lang: str) -> tuple[tuple[str, str], ...]:
    """Return the contested parameters that act on a right's dates: name with value, and why."""
    counted = [each.deadline for each in row.deadlines if each.kind != "house"]
    codes = [
        code for each in counted for code in (*each.flags, *(step.code for step in each.steps))
    ]
    return tuple(
        (
            _say(lang, "contested_is", name=policy_name(each.name, lang),
                 value=value_words(each, getattr(office.policy, each.name), lang)),
            policy_why(each.name, lang),
        )
        for each in contested(tuple(codes))
    )  # fmt: skip


def steps_as_text(ref: str, name: str, row: RowClock, today: date, lang: str) -> str:
    """Return the steps as text for a letter or a note; names no person."""
    lines = [f"{ref}, {name}"]
    lines += [
        f"{each.number}. {each.words} ({each.source})" for each in step_lines(row, today, lang)
    ]
    if row.strict_due:
        lines.append(_say(lang, "strict_is", day=full_date(row.strict_due, lang)))
    return "\n".join(lines)


def strict_words(row: RowClock, lang: str) -> tuple[tuple[str, str], ...]:
    """Return bold and plain sentences about the strict reading and about a planned refusal."""
    said = []
    if row.strict_due:
        bold = _say(lang, "strict_is", day=full_date(row.strict_due, lang))
        same = row.due == row.strict_due
        said.append((bold, _say(lang, "strict_same" if same else "strict_why")))
    other = without_refusal(row.pressing) if row.pressing else None
    if other and row.due:
        bold = _say(lang, "refusal_is", day=full_date(row.due, lang))
        said.append((bold, _say(lang, "refusal_why", day=full_date(other, lang))))
    return tuple(said)


def not_extendable(case: Case, office: Office, today: date, lang: str) -> Sentence | None:
    """Return why the deadline cannot be extended today, None when it can (S7)."""
    try:
        extend(case, office, Extended(reason="-", because="both", despite="-"), today, today)
    except RuleError as error:
        return error_sentence(error, lang)
    return None


def _say(lang: str, code: str, **facts: object) -> str:
    return phrase(lang, "ui_case", code, facts)
