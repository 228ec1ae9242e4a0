"""The search of the window: typed anywhere, answered while typing, opened at the document."""

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QFont, QImage, QPainter
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ikanda_case.app import intake, letters, steps
from ikanda_case.app.desk import Desk
from ikanda_case.app.queries import Marked
from ikanda_case.app.search import read_all
from ikanda_case.domain.people import Parties, Person
from ikanda_case.texts.catalogue import sentences
from ikanda_case.ui.case.case_view import CaseView
from ikanda_case.ui.context import Context
from ikanda_case.ui.frame.places import Place
from ikanda_case.ui.look.theme import Appearance, Look
from ikanda_case.ui.models.marked_words import around, from_first, joined, shown
from ikanda_case.ui.models.search_rows import HINTS
from ikanda_case.ui.search import quiet_reading
from ikanda_case.ui.search.quiet_reading import QuietReading
from ikanda_case.ui.search.search_view import SearchView
from ikanda_case.ui.widgets.lines import LineList
from ikanda_case.ui.widgets.marked import laid_out, lines_needed
from tests.support.cases import TODAY
from tests.ui.rooms import (
    Told,
    context_at,
    cut,
    furnished_desk,
    nameless,
    open_case,
    settle,
    too_small,
    words_in,
)
from tests.ui.rooms import shown as bring_up
from tests.ui.shell_parts import Shell

NATIONAL = "93.05.18-223.61"
HOSTILE = "<b>Vet</b><img src=x>\u202e" + "N" * 5_000


def person(name: str) -> Parties:
    return Parties.herself(Person(name, ("Fictiestraat 1",), f"{len(name)}@voorbeeld.example"))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A case with a remark and a letter, another one, and a note that waits."""
    made = furnished_desk(tmp_path)
    open_case(made, b"Mijn brandkast is stuk.", parties=person("Hilde Fictief"))
    open_case(made, b"Graag een kopie.", parties=person("Bram Verzonnen"), subject="brandkast")
    intake.take_in(made, "wachtend.txt", b"Een vraag over een brandkast.")
    steps.identity_not_needed(made, 1, "zelfde adres", TODAY)
    steps.note(made, 1, "gebeld over de brandkast")
    letters.draft(made, 1, letters.Wish(kind="L05", free=(("title", "Uw brandkast"),)), TODAY)
    read_all(made, lambda _done, _total: None)
    yield made
    made.file.close()  # type: ignore[attr-defined]


def page(qtbot: QtBot, context: Context, words: str = "", *, width: int = 1100) -> SearchView:
    view = SearchView(context)
    bring_up(qtbot, view, width)
    view.show_words(words)
    settle(qtbot, context)
    return view


def keys(view: SearchView) -> list[str]:
    return [line.key for line in view.results.lines.lines if not line.heading]


# ---- what is shown -----------------------------------------------------------------------------


def test_what_was_found_stands_under_its_case(qtbot: QtBot, window: tuple[Context, Told]) -> None:
    view = page(qtbot, window[0], "brandkast")
    assert set(keys(view)) == {
        "1:message:", "1:note:10", "1:letter:B1", "2:case:", "3:message:",
    }  # fmt: skip
    said = words_in(view)
    for words in ("AVG-2026-0001, Hilde Fictief", "wachtend.txt, nieuw binnen", "3 zaken"):
        assert words in said
    assert "Notitie, maandag 23 november 2026: gebeld over de brandkast" in said
    assert "Brief B1" in said and "Antwoord op inzage" in said


def test_an_empty_search_says_what_can_be_typed(qtbot: QtBot, window: tuple[Context, Told]) -> None:
    view = page(qtbot, window[0])
    known = sentences("nl", "ui_search")
    for hint in HINTS:
        assert known[f"hint.{hint}"] in words_in(view)
    assert view._hints.isVisible() and keys(view) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("bestaatniet", "Niets gevonden."),
        ("😀", "Hier is geen woord om te zoeken."),
        ("is:blauw", "‘is:blauw’ is niet begrepen"),
        ("w " * 20, "alleen de eerste 12"),
        ("a*b", "een * werkt alleen achteraan"),
        ("a" * 900, "alleen het begin is gezocht"),
    ],
)
def test_what_is_not_understood_is_said(
    qtbot: QtBot, window: tuple[Context, Told], words: str, said: str
) -> None:
    assert said in words_in(page(qtbot, window[0], words))


def test_a_number_that_may_not_be_kept_is_said_and_held_nowhere(
    qtbot: QtBot, window: tuple[Context, Told]
) -> None:
    view = page(qtbot, window[0], f"brandkast {NATIONAL}")
    assert "Een rijksregisternummer wordt niet gezocht" in words_in(view)
    assert "1:note:10" in keys(view)
    assert NATIONAL not in words_in(view) + repr(view._words)


def test_words_from_outside_are_never_read_as_markup(
    qtbot: QtBot, desk: Desk, window: tuple[Context, Told]
) -> None:
    steps.note(desk, 2, f"hier {HOSTILE} daar")
    view = page(qtbot, window[0], "hier daar")
    said = words_in(view)
    assert "<b>Vet</b>" in said and "\u202e" not in said and "⟦RLO⟧" in said
    assert view.grab().width() > 0


def test_more_is_shown_when_a_person_asks(
    qtbot: QtBot, desk: Desk, window: tuple[Context, Told]
) -> None:
    for number in range(3):
        open_case(desk, b"%d" % number, parties=person(f"Jan Nummer{number}"), subject="zonwering")
    context, _ = window
    view = SearchView(context)
    bring_up(qtbot, view)
    view._most = 2
    view._words = "zonwering"
    view.refresh()
    settle(qtbot, context)
    assert len(keys(view)) == 2 and "2+ zaken" in words_in(view)
    view._more.click()
    settle(qtbot, context)
    assert len(keys(view)) == 3 and not view._more.isVisible() and "3 zaken" in words_in(view)


def test_an_answer_to_earlier_words_is_dropped(qtbot: QtBot, window: tuple[Context, Told]) -> None:
    context, _ = window
    view = SearchView(context)
    bring_up(qtbot, view)
    for words in ("b", "br", "brand", "brandkast", "kopie"):
        view.show_words(words)
    settle(qtbot, context)
    assert keys(view) == ["2:message:"]


def test_what_is_written_meanwhile_is_found(
    qtbot: QtBot, desk: Desk, window: tuple[Context, Told]
) -> None:
    context, _ = window
    view = page(qtbot, context, "telefoonnota")
    assert keys(view) == []
    context.act(lambda: steps.note(desk, 2, "telefoonnota"), view)
    settle(qtbot, context)
    assert len(keys(view)) == 1


def test_clearing_keeps_no_word(qtbot: QtBot, window: tuple[Context, Told]) -> None:
    view = page(qtbot, window[0], "brandkast hilde")
    view.clear()
    assert "Hilde" not in words_in(view) and "brandkast" not in words_in(view)
    assert view._targets == {} and view._words == ""


# ---- where it leads ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "key", "told_cases", "told_items"),
    [
        ("gebeld", "1:note:10", [(1, "history:10")], []),
        ("uw brandkast", "1:letter:B1", [(1, "letters:B1")], []),
        ("stuk", "1:message:", [(1, "request")], []),
        ("verzonnen", "2:case:", [(2, "")], []),
        ("vraag is:nieuw", "3:message:", [], [3]),
    ],
)
def test_enter_opens_the_case_at_the_document(
    qtbot: QtBot,
    window: tuple[Context, Told],
    words: str,
    key: str,
    told_cases: list[tuple[int, str]],
    told_items: list[int],
) -> None:
    context, told = window
    view = page(qtbot, context, words)
    view.results.setFocus()
    assert view.results.choose(key)
    QTest.keyClick(view.results, Qt.Key.Key_Return)
    assert (told.cases, told.items) == (told_cases, told_items)
    view.complete_step()
    assert told.cases == told_cases * 2


def test_a_case_comes_up_at_the_entry_and_the_letter(
    qtbot: QtBot, window: tuple[Context, Told]
) -> None:
    context, _ = window
    view = CaseView(context)
    bring_up(qtbot, view, 900)
    view.show_case(1, "history:10")
    settle(qtbot, context)
    assert view.history.isVisible() and view.history.history._list.current_key == "10"
    view.show_case(1, "letters:B1")
    settle(qtbot, context)
    assert view.tabs.current == "letters" and view.letters.chosen == "B1"


# ---- the field above every page ----------------------------------------------------------------


@pytest.fixture
def shell(qtbot: QtBot, look: Look, tmp_path: Path) -> Shell:
    return Shell(qtbot, look, tmp_path)


def typed(shell: Shell, text: str) -> LineList:
    shell.window.activateWindow()
    shell.qtbot.waitUntil(shell.window.isActiveWindow)
    shell.give("search")
    QTest.keyClicks(shell.frame.toolbar.search, text)
    shell.rest()
    return shell.frame.palette_list.list


def test_the_field_offers_what_was_found_and_leads_to_all_of_it(shell: Shell) -> None:
    offered = typed(shell, "denkb")
    assert offered.choose("everything")
    QTest.keyClick(offered, Qt.Key.Key_Return)
    shell.rest()
    assert shell.here == Place("words", "denkb")
    assert shell.frame.toolbar.search.text() == "denkb"
    assert shell.frame.palette_list.isHidden()


def test_on_its_page_the_search_follows_the_field(shell: Shell) -> None:
    search = shell.frame.toolbar.search
    typed(shell, "denk")
    QTest.keyClick(search, Qt.Key.Key_Return)
    shell.rest()
    view = shell.frame.pages.view
    assert isinstance(view, SearchView) and keys(view)
    shell.give("find")
    assert shell.window.focusWidget() is search, "the filter of this page is the field above it"
    QTest.keyClicks(search, "niemand-heet-zo")
    shell.rest()
    assert shell.here == Place("words", "niemand-heet-zo") and keys(view) == []
    assert shell.frame.palette_list.isHidden()
    QTest.keyClick(search, Qt.Key.Key_Escape)
    shell.rest()
    assert view._hints.isVisible()
    shell.frame.back()
    assert shell.here.kind == "list", "words typed one after another are one place"


def test_down_leads_from_the_field_to_what_was_found(shell: Shell) -> None:
    search = shell.frame.toolbar.search
    typed(shell, "denk")
    QTest.keyClick(search, Qt.Key.Key_Return)
    shell.rest()
    search.setFocus()
    QTest.keyClick(search, Qt.Key.Key_Down)
    view = shell.frame.pages.view
    assert isinstance(view, SearchView) and shell.window.focusWidget() is view.results
    QTest.keyClick(view.results, Qt.Key.Key_Return)
    assert shell.here.kind == "case" and search.text() == ""
    shell.frame.back()
    shell.qtbot.waitUntil(lambda: shell.window.jobs.is_idle, timeout=20_000)
    assert shell.here == Place("words", "denk") and search.text() == "denk" and keys(view)


@pytest.mark.parametrize("on_page", [False, True])
def test_a_number_that_may_not_be_kept_leaves_the_field_at_once(
    shell: Shell, on_page: bool
) -> None:
    if on_page:
        typed(shell, "denk")
        QTest.keyClick(shell.frame.toolbar.search, Qt.Key.Key_Return)
        shell.rest()
    offered = typed(shell, f"denkbeeld {NATIONAL}")
    assert shell.frame.toolbar.search.text() == "denkbeeld ●●.●●.●●-●●●.●●"
    said = words_in(shell.frame)
    assert "Een rijksregisternummer wordt niet gezocht" in said
    assert "Marieke Denkbeeld" in said, "the other words were looked for"
    QTest.keyClick(shell.frame.toolbar.search, Qt.Key.Key_Return)
    shell.rest()
    assert NATIONAL not in words_in(shell.window) + repr(shell.frame.trail.here) + repr(offered)


def test_locking_forgets_what_was_looked_for(shell: Shell) -> None:
    typed(shell, "denkbeeld")
    QTest.keyClick(shell.frame.toolbar.search, Qt.Key.Key_Return)
    shell.rest()
    view, frame = shell.frame.pages.view, shell.frame
    assert isinstance(view, SearchView)
    shell.window.lock()
    shell.qtbot.waitUntil(lambda: shell.window.session is None and not shell.window.closing)
    assert view._words == "" and keys(view) == [] and view._targets == {}
    assert "denkbeeld" not in repr(frame.trail.here) + frame.palette_list._asked


# ---- reading what arrived ----------------------------------------------------------------------


def test_what_arrived_is_read_quietly(
    qtbot: QtBot, desk: Desk, window: tuple[Context, Told]
) -> None:
    context, _ = window
    told: list[tuple[int, int]] = []
    reading = QuietReading(context, after_ms=1)
    reading.told.connect(lambda done, total: told.append((done, total)))
    owner = QObject()
    context.act(
        lambda: intake.take_in(desk, "nieuw.txt", b"Iets over zonnepanelen.").changes, owner
    )
    qtbot.waitUntil(lambda: told[-1:] == [(0, 0)], timeout=20_000)
    view = page(qtbot, context, "zonnepanelen")
    assert keys(view) == ["4:message:"]
    assert (0, 1) in told
    steps_before = len(told)
    context.act(lambda: steps.note(desk, 2, "geen bestand"), owner)
    settle(qtbot, context)
    assert len(told) == steps_before, "a remark brings no file"


def test_reading_stops_when_it_is_told_to(
    qtbot: QtBot, desk: Desk, window: tuple[Context, Told], monkeypatch: pytest.MonkeyPatch
) -> None:
    context, _ = window
    for number in range(5):
        intake.take_in(desk, f"{number}.txt", b"stuk %d" % number)
    begun, asked = Event(), Event()

    def slowly(desk: Desk, report: Callable[[int, int], None]) -> int:
        def held(done: int, total: int) -> None:
            begun.set()  # the first of five: it goes on once the window has asked to stop
            assert asked.wait(20)
            report(done, total)

        return read_all(desk, held)

    monkeypatch.setattr(quiet_reading.search, "read_all", slowly)
    reading = QuietReading(context, after_ms=1)
    reading.start()
    qtbot.waitUntil(begun.is_set, timeout=20_000)
    reading.stop()
    asked.set()
    qtbot.waitUntil(lambda: reading._ticket is None, timeout=20_000)
    with desk.file.reading() as now:
        assert now.unread(10)


def test_a_file_that_may_not_be_written_is_not_read(desk: Desk, look: Look) -> None:
    with context_at(desk, look, read_only="asked") as (context, _):
        reading = QuietReading(context, after_ms=1)
        reading.start()
        assert not reading._later.isActive()


# ---- marked words ------------------------------------------------------------------------------


def test_marks_stay_on_their_words() -> None:
    words = Marked("een \u202egevaarlijk woord", ((5, 15),))
    made = shown(words)
    assert [made.text[a:b] for a, b in made.marks] == ["gevaarlijk"] and "⟦RLO⟧" in made.text
    long = Marked("x " * 500 + "hier " + "y " * 500, ((1000, 1004),))
    for most in (40, 80, 400):
        piece = around(long, most)
        assert len(piece.text) <= most and [piece.text[a:b] for a, b in piece.marks] == ["hier"]
    near = from_first(long, 10)
    assert near.text.startswith("…") and near.marks[0][0] <= 12
    assert [near.text[a:b] for a, b in near.marks] == ["hier"]
    both = joined((Marked("een twee", ((4, 8),)), Marked(""), Marked("drie", ((0, 4),))))
    assert both.text == "een twee · drie"
    assert [both.text[a:b] for a, b in both.marks] == ["twee", "drie"]


@pytest.mark.parametrize("text", ["kort", "woord " * 60, "N" * 400, "😀 é " * 90])
def test_marked_words_fit_in_their_lines(qtbot: QtBot, text: str) -> None:
    font = QFont()
    for lines in (1, 2):
        layout = laid_out(text, [(0, 4)], font, 200.0, lines, None)
        assert 1 <= layout.lineCount() <= lines
        assert layout.boundingRect().width() <= 201
        assert lines_needed(text, font, 200.0, lines) <= lines
    image = QImage(300, 60, QImage.Format.Format_ARGB32)
    with QPainter(image) as painter:
        layout.draw(painter, layout.boundingRect().topLeft())
    assert lines_needed("", font, 200.0, 2) == 0


# ---- for everyone ------------------------------------------------------------------------------


@pytest.mark.parametrize("appearance", [Appearance.LIGHT, Appearance.DARK, Appearance.CONTRAST])
@pytest.mark.parametrize("width", [640, 1200])
def test_everything_has_a_name_and_room(
    qtbot: QtBot, look: Look, window: tuple[Context, Told], appearance: Appearance, width: int
) -> None:
    look.choose(appearance)
    for words in ("", "brandkast", "bestaatniet is:blauw"):
        view = page(qtbot, window[0], words, width=width)
        assert nameless(view) == [] and too_small(view) == [] and cut(view) == []
        assert not view.grab().isNull()


@pytest.mark.parametrize("lang", ["fr", "en", "de"])
def test_every_language_words_everything(qtbot: QtBot, desk: Desk, look: Look, lang: str) -> None:
    with context_at(desk, look, lang=lang) as (context, _):
        for words in ("", "brandkast", "😀 is:blauw a*b", "is:open"):
            view = page(qtbot, context, words)
            assert cut(view) == []
