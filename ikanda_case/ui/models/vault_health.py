"""What the state of a case file says: facts for the panel, and what a person must hear of it."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from ikanda_case.domain.errors import KnownError
from ikanda_case.texts.catalogue import phrase, sentences
from ikanda_case.texts.dates import moment, short_date
from ikanda_case.texts.errors import error_sentence
from ikanda_case.texts.sizes import file_size
from ikanda_case.ui.frame.words import Words
from ikanda_case.ui.look.cells import Cell, Row
from ikanda_case.ui.look.marks import Badge, Shape
from ikanda_case.ui.vault import Backups, VaultState
from ikanda_case.ui.widgets.banner import Notice
from ikanda_case.ui.widgets.facts import Fact

TOO_OLD = timedelta(days=7)
"""A backup, or a head noted outside the file, that is older is said to be (threats 4)."""
SHOWN = 5
"""Backups in the list; the folder holds the others."""

Brussels = Callable[[datetime], datetime]


def concerns(
    state: VaultState, failed: KnownError | None, now: datetime, words: Words, brussels: Brussels
) -> list[Notice]:
    """Return what must be said of an open file before it is asked, the worst first."""
    found = []
    look = state.last_look
    if look is not None and look.bad:
        at = moment(brussels(look.at), words.lang)
        bold = words("concern_broken", at=at, stage=stage_name(look.bad, words.lang))
        found.append(Notice("late", bold, phrase(words.lang, "ui_vault", "broken_said")))
    if failed is not None:
        said = error_sentence(failed, words.lang)
        found.append(Notice("soon", words("concern_failed"), f"{said.message} {said.hint}".strip()))
    elif is_old(state, now):
        found.append(Notice("soon", _old_words(state, now, words), words("concern_old_said")))
    return found


def stage_name(stage: str, lang: str) -> str:
    """Return what a stage of a whole look is called; one of another version goes by its code."""
    code = f"stage.{stage}"
    return phrase(lang, "ui_vault", code) if code in sentences(lang, "ui_vault") else stage


def is_old(state: VaultState, now: datetime) -> bool:
    """Return whether the last backup of a file, of any kind, is more than seven days old."""
    return now - (state.last_backup or state.created_at) > TOO_OLD


def is_unanchored_long(state: VaultState, now: datetime, brussels: Brussels) -> bool:
    """Return whether entries of more than seven days are noted nowhere outside the file."""
    since = state.unanchored_since
    return since is not None and brussels(now).date() - since > TOO_OLD


def _old_words(state: VaultState, now: datetime, words: Words) -> str:
    if state.last_backup is None:
        return words("concern_never")
    return words("concern_old", count=(now - state.last_backup).days)


# ---- the panel ---------------------------------------------------------------------------------


def health_facts(
    state: VaultState, name: str, now: datetime, words: Words, brussels: Brussels
) -> list[Fact]:
    """Return the facts of the panel; `name` is who opened the file."""
    entries = words("backup_entries", count=state.entries)
    return [
        Fact(words("health_look"), badge=_look_badge(state, now, words, brussels)),
        Fact(words("health_backup"), badge=_backup_badge(state, now, words, brussels)),
        Fact(words("health_anchor"), badge=_anchor_badge(state, now, words, brussels)),
        Fact(
            words("health_opened"),
            words(f"opened_{state.opened_with}", name=name, label=state.label),
        ),
        Fact(words("health_file"), state.path.name),
        Fact(words("health_size"), f"{file_size(state.size, words.lang)}, {entries}"),
        Fact(words("health_key"), str(state.generation)),
        Fact(words("health_form"), str(state.form)),
    ]


def _look_badge(state: VaultState, now: datetime, words: Words, brussels: Brussels) -> Badge:
    look = state.last_look
    if look is None:
        return Badge(Shape.HOLLOW, words("look_never"), "text2")
    at = _day(look.at, now, words, brussels)
    if look.bad:
        return Badge(Shape.CROSS_DISC, words("look_bad", at=at), "late", strong=True)
    return Badge(Shape.TICK_DISC, words("look_ok", at=at), "ok")


def _day(at: datetime, now: datetime, words: Words, brussels: Brussels) -> str:
    return short_date(brussels(at).date(), words.lang, brussels(now).date())


def _backup_badge(state: VaultState, now: datetime, words: Words, brussels: Brussels) -> Badge:
    last = state.last_backup
    said = _day(last, now, words, brussels) if last else words("backup_none")
    if is_old(state, now):
        return Badge(Shape.TRIANGLE, said, "soon", strong=True)
    return Badge(Shape.TICK_DISC, said, "ok") if last else Badge(Shape.HOLLOW, said, "text2")


def _anchor_badge(state: VaultState, now: datetime, words: Words, brussels: Brussels) -> Badge:
    if not state.unanchored:
        return Badge(Shape.TICK_DISC, words("anchor_all"), "ok")
    said = words("anchor_not", count=state.unanchored)
    if is_unanchored_long(state, now, brussels):
        return Badge(Shape.TRIANGLE, said, "soon", strong=True)
    return Badge(Shape.HOLLOW, said, "text2")


# ---- backups -----------------------------------------------------------------------------------


def backup_rows(backups: Backups, words: Words, brussels: Brussels) -> Sequence[Row]:
    """Return the newest backups in the folder as rows: when, why, what is in them."""
    return [
        Row(
            str(each.path),
            (
                Cell(moment(brussels(each.made_at), words.lang), strong=True),
                Cell(words(f"why.{each.why or 'by_hand'}")),
                Cell(words("backup_entries", count=each.entries), ink="text2"),
            ),
        )
        for each in backups.found[:SHOWN]
    ]
