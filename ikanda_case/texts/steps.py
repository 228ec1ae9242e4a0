"""The steps, flags and sources of the clock in the words of the reader."""

from datetime import date, datetime

from ikanda_case.domain.clock import Deadline, Step
from ikanda_case.texts.catalogue import phrase
from ikanda_case.texts.dates import long_date, moment, weekday

_REST_DAYS = frozenset({"weekend", "weekend_named", "holiday"})

_SOURCES: dict[str, tuple[tuple[str, str], ...]] = {
    "nl": (
        ("GDPR", "AVG"),
        ("Reg.", "Verordening"),
        ("RD 18 April 1974", "KB 18 april 1974"),
        ("Art.", "art."),
        ("rec.", "overw."),
        ("paras ", "§ "),
        ("para ", "§ "),
        ("second sentence", "tweede zin"),
        ("IKANDA privacy statement", "privacyverklaring van IKANDA"),
        ("OJ C", "PB C"),
    ),
    "fr": (
        ("GDPR", "RGPD"),
        ("Reg.", "Règlement"),
        ("RD 18 April 1974", "AR 18 avril 1974"),
        ("Art.", "art."),
        ("rec.", "cons."),
        ("paras ", "§ "),
        ("para ", "§ "),
        ("second sentence", "deuxième phrase"),
        ("IKANDA privacy statement", "déclaration de confidentialité d'IKANDA"),
        ("OJ C", "JO C"),
    ),
    "en": (),
    "de": (
        ("GDPR", "DSGVO"),
        ("Reg.", "Verordnung"),
        ("RD 18 April 1974", "K.E. vom 18. April 1974"),
        ("rec.", "Erwägungsgrund"),
        ("paras ", "Rn. "),
        ("para ", "Rn. "),
        ("second sentence", "zweiter Satz"),
        ("IKANDA privacy statement", "Datenschutzerklärung von IKANDA"),
        ("OJ C", "ABl. C"),
    ),
}


def step_text(step: Step, lang: str) -> str:
    """Return one step by itself: "een maand: 5 april 2026"."""
    return _worded(step, lang, known_year=None)


def explain(deadline: Deadline, lang: str) -> str:
    """Return all steps as one sentence that names a year only where it is not the first one.

    "ontvangen 5 maart 2026; een maand: 5 april = zondag (paaszondag); 6 april = paasmaandag;
    dus uiterlijk 7 april".
    """
    first, *others = deadline.steps
    words, before = [step_text(first, lang)], first
    for step in others:
        if step.code in _REST_DAYS and step.date == before.date:
            words.append(f" = {_reason(step, lang)}")
        else:
            words.append(f"; {_worded(step, lang, known_year=first.date.year)}")
        before = step
    return "".join(words)


def flag_text(flag: str, lang: str) -> str:
    """Return what a flag of the clock means."""
    return phrase(lang, "flags", flag)


def rule_text(rule: str, lang: str) -> str:
    """Return a source as the reader cites it: "AVG art. 12(3)" for "GDPR Art. 12(3)"."""
    for english, word in _SOURCES[lang]:
        rule = rule.replace(english, word)
    return rule


def _worded(step: Step, lang: str, *, known_year: int | None) -> str:
    if step.code in _REST_DAYS:
        return f"{_fact(step.date, lang, known_year)} = {_reason(step, lang)}"
    facts: dict[str, object] = {
        name: value if isinstance(value, int) else _fact(value, lang, known_year)
        for name, value in (("date", step.date), *step.facts)
    }
    return phrase(lang, "steps", step.code, facts)


def _reason(step: Step, lang: str) -> str:
    """Return why the day of a step is not a working day."""
    names = dict(step.facts)
    facts = {"weekday": weekday(step.date, lang), "holiday": names.get(f"holiday_{lang}", "")}
    return phrase(lang, "steps", step.code, facts)


def _fact(value: str | date, lang: str, known_year: int | None) -> str:
    if isinstance(value, datetime):
        return moment(value, lang)
    if isinstance(value, date):
        return long_date(value, lang, year=value.year != known_year)
    return value
