"""Letters in the settings: what ships stays, what the law asks for stays, and what is typed."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from ikanda_case.app import letter_texts, office
from ikanda_case.app.desk import Desk
from ikanda_case.domain import facts as f
from ikanda_case.domain.letter_texts import OwnText
from ikanda_case.ui.context import Context
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.settings.letters_page import LettersPage, TextPane
from tests.support.desks import memory_desk
from tests.ui.rooms import (
    context_at,
    require_whole,
    settle,
    shown,
    templates,
    words_in,
)

KEY = ("L06", "nl")


@pytest.fixture
def desk() -> Desk:
    made = replace(memory_desk(), templates=templates())
    office.add_person(made, "p1", "Ilse Modelaar", ("handler", "administrator"))
    return made


@pytest.fixture
def context(desk: Desk, look: Look) -> Iterator[Context]:
    with context_at(desk, look) as (made, _):
        yield made


def page_of(qtbot: QtBot, context: Context, key: str = "L06:nl") -> tuple[LettersPage, TextPane]:
    page = LettersPage(context)
    shown(qtbot, page, 1300, 900)
    settle(qtbot, context)
    page.go_to(key)
    assert isinstance(page.pane, TextPane)
    return page, page.pane


def own(context: Context) -> OwnText:
    with context.desk.file.reading() as now:
        return now.office().letter_texts.get(KEY, OwnText())


def kept(qtbot: QtBot, page: LettersPage, reason: str) -> None:
    page.pane.reason.setText(reason)
    assert page.pane.keep.isEnabled()
    page.complete_step()
    settle(qtbot, page.context)


def test_a_text_is_changed_with_a_reason_and_shows_what_ships(
    qtbot: QtBot, context: Context
) -> None:
    page, pane = page_of(qtbot, context)
    assert "Er is niets gewijzigd." in words_in(pane) and not pane.keep.isEnabled()
    part = pane.parts["frame.closing"]
    part.box.setPlainText("Hoogachtend")
    assert "Meegeleverd: Met vriendelijke groeten" in words_in(pane)
    assert "Erbij: Hoogachtend" in words_in(pane)
    assert "Geef eerst een reden." in words_in(pane)
    kept(qtbot, page, "Huisstijl")
    assert own(context) == OwnText({"frame.closing": "Hoogachtend"}, 1, 3)
    row = page.rows.rows[page.rows.row_of("L06:nl")]
    assert row.cells[2].text == "eigen tekst" and row.cells[3].tags == ("NL",)
    assert "versie 3+1" in words_in(pane) and "Ilse Modelaar: Huisstijl" in words_in(pane)


def test_the_way_back_is_one_button_and_a_reason(qtbot: QtBot, context: Context) -> None:
    change = f.LetterTextChanged(
        letter_kind="L06", language="nl", parts=(("frame.closing", "Hoogachtend"),), reason="stijl"
    )
    letter_texts.change(context.desk, change)
    page, pane = page_of(qtbot, context)
    assert pane.parts["frame.closing"].text == "Hoogachtend"
    pane.back.click()
    kept(qtbot, page, "Toch niet")
    assert own(context) == OwnText({}, 2, 3)
    assert "terug naar de meegeleverde tekst" in words_in(pane)


def test_what_cannot_stand_is_said_at_its_part_by_its_name_there(
    qtbot: QtBot, context: Context
) -> None:
    _, pane = page_of(qtbot, context)
    pane.reason.setText("omdat")
    pane.parts["ground"].box.setPlainText("Grond: {ground_title}.")
    said = words_in(pane.parts["ground"])
    assert "Grond en artikel" in said and "ground_article" in said
    assert not pane.keep.isEnabled()
    pane.parts["ground"].back.click()
    assert "ground_article" in pane.parts["ground"].text and not pane.keep.isEnabled()


def test_a_fixed_block_is_shown_and_cannot_be_typed_in(qtbot: QtBot, context: Context) -> None:
    _, pane = page_of(qtbot, context)
    assert "complaint" not in pane.parts
    assert "Bent u het niet eens met dit antwoord" in words_in(pane)
    assert "Ligt woord voor woord vast." in words_in(pane)


def test_french_spaces_are_no_change(qtbot: QtBot, context: Context) -> None:
    _, pane = page_of(qtbot, context, "L06:fr")
    pane.parts["frame.closing"].box.setPlainText("Bien à vous")
    (change,) = pane._changes
    assert isinstance(change, f.LetterTextChanged)
    assert change.parts == (("frame.closing", "Bien à vous"),)


def test_whoever_may_not_is_told_why(qtbot: QtBot, desk: Desk, look: Look) -> None:
    office.add_person(desk, "p2", "Rik Ontwerp", ("administrator",))
    office.add_person(desk, "p1", "Ilse Modelaar", ("handler",))
    with context_at(desk, look) as (context, _):
        page, pane = page_of(qtbot, context)
        pane.reason.setText("omdat")
        pane.parts["frame.closing"].box.setPlainText("Hoogachtend")
        assert not pane.keep.isEnabled() and pane.keep.toolTip()
        page.close()


def test_what_is_typed_outlives_a_lock_and_nothing_of_the_file_stays(
    qtbot: QtBot, context: Context
) -> None:
    page, pane = page_of(qtbot, context, "L04:de")
    assert page.in_hand() == ()
    pane.parts["frame.closing"].box.setPlainText("Hochachtungsvoll")
    pane.reason.setText("omdat")
    (held,) = page.in_hand()
    again = LettersPage(context)
    shown(qtbot, again, 1300, 900)
    again.take_up(held)
    settle(qtbot, context)
    qtbot.waitUntil(lambda: again.in_hand() == (held,))
    assert again.language.current == "de"
    page.clear()
    settle(qtbot, context)
    assert "Hochachtungsvoll" not in words_in(page) and page.rows.rowCount() == 0


@pytest.mark.parametrize("lang", ["nl", "fr", "en", "de"])
@pytest.mark.parametrize("width", [700, 1300])
def test_everything_is_named_large_enough_and_whole(
    qtbot: QtBot, desk: Desk, look: Look, lang: str, width: int
) -> None:
    with context_at(desk, look, lang=lang) as (context, _):
        page = LettersPage(context)
        shown(qtbot, page, width, 900)
        settle(qtbot, context)
        require_whole(qtbot, page)
        page.close()
