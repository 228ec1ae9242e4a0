"""The letter paper in the settings: the envelope, the page to try it with, the logo."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ikanda_case.app import office
from ikanda_case.app.desk import Desk
from ikanda_case.bootstrap.parts import Pages, Words
from ikanda_case.domain.office import Office
from ikanda_case.domain.page import Envelope
from ikanda_case.ui.context import Context
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.settings.paper_page import PaperPage
from tests.support.desks import memory_desk
from tests.support.letters import a_logo
from tests.ui.rooms import (
    context_at,
    require_whole,
    settle,
    shown,
    words_in,
)


@pytest.fixture
def desk() -> Desk:
    made = replace(memory_desk(), renderer=Pages(), wording=Words())
    office.add_person(made, "p1", "Ilse Modelaar", ("handler", "administrator"))
    return made


@pytest.fixture
def context(desk: Desk, look: Look) -> Iterator[Context]:
    with context_at(desk, look) as (made, _):
        yield made


def page_of(qtbot: QtBot, context: Context) -> PaperPage:
    page = PaperPage(context)
    shown(qtbot, page, 900, 800)
    settle(qtbot, context)
    return page


def now(context: Context) -> Office:
    with context.desk.file.reading() as read:
        return read.office()


def test_an_envelope_is_chosen_and_kept(qtbot: QtBot, context: Context) -> None:
    page = page_of(qtbot, context)
    assert not page.envelope.keep.isEnabled()
    page.envelope.side.choose("left")
    page.envelope.down.setValue(-3)
    page.complete_step()
    settle(qtbot, context)
    assert now(context).envelope == Envelope("left", 0, -3)
    assert page.in_hand() == () and not page.envelope.keep.isEnabled()


def test_the_trial_page_shows_what_is_chosen_before_it_is_kept(
    qtbot: QtBot, context: Context, tmp_path: Path
) -> None:
    page = page_of(qtbot, context)
    page.envelope.side.choose("left")
    page.envelope.save_at(tmp_path / "proef.pdf")
    settle(qtbot, context)
    assert (tmp_path / "proef.pdf").read_bytes().startswith(b"%PDF")
    assert now(context).envelope == Envelope()


def test_a_folder_that_takes_nothing_is_said(
    qtbot: QtBot, context: Context, tmp_path: Path
) -> None:
    page = page_of(qtbot, context)
    page.envelope.save_at(tmp_path / "nergens" / "proef.pdf")
    settle(qtbot, context)
    assert "Kies een andere map." in words_in(page)


def test_a_logo_is_taken_refused_and_taken_away(
    qtbot: QtBot, context: Context, tmp_path: Path
) -> None:
    page = page_of(qtbot, context)
    picture, text = tmp_path / "logo.png", tmp_path / "brief.png"
    picture.write_bytes(a_logo())
    text.write_text("geen afbeelding")
    page.logo.take(picture)
    settle(qtbot, context)
    kept = now(context).logo
    assert kept and "Er staat een logo in het briefhoofd." in words_in(page)
    page.logo.take(text)
    settle(qtbot, context)
    assert now(context).logo == kept
    assert "geen afbeelding die het programma kan lezen" in words_in(page)
    page.logo.remove.click()
    settle(qtbot, context)
    assert now(context).logo == ""


def test_what_is_chosen_outlives_a_lock(qtbot: QtBot, context: Context) -> None:
    page = page_of(qtbot, context)
    page.envelope.side.choose("left")
    page.envelope.across.setValue(4)
    (held,) = page.in_hand()
    again = PaperPage(context)
    shown(qtbot, again, 900, 800)
    again.take_up(held)
    settle(qtbot, context)
    assert again.envelope.chosen == Envelope("left", 4, 0) and again.in_hand() == (held,)


@pytest.mark.parametrize("lang", ["nl", "fr", "en", "de"])
@pytest.mark.parametrize("width", [700, 1200])
def test_everything_is_named_large_enough_and_whole(
    qtbot: QtBot, desk: Desk, look: Look, lang: str, width: int
) -> None:
    with context_at(desk, look, lang=lang) as (context, _):
        page = PaperPage(context)
        shown(qtbot, page, width, 900)
        settle(qtbot, context)
        require_whole(qtbot, page)
        page.close()
