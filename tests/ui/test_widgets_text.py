"""Text from outside: nothing hides, nothing is read as markup, places stay right."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ikanda_case.ui.look.theme import Appearance, Look
from ikanda_case.ui.widgets.label import ElidedLabel, PlainLabel, plain_tip
from ikanda_case.ui.widgets.plain_text import PlainText, Span, prepared, visible

HIDDEN = [
    "\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\u202a", "\u202b", "\u202c", "\u202d",
    "\u202e", "\u2060", "\u2066", "\u2067", "\u2068", "\u2069", "\ufeff", "\u061c", "\u00ad",
    "\u180e", "\u034f", "\u3164", "\u115f", "\u2800", "\ufe00", "\U000e0041", "\U000e0100",
    "\x00", "\x1b", "\x85", "\u2028", "\u2029", "\ufffc",
]  # fmt: skip
ANY_TEXT = st.text(st.characters(codec="utf-8"), max_size=60)
NASTY = st.text(st.sampled_from([*HIDDEN, "a", "b", " ", "\n", "😀", "ء"]), max_size=40)


def takes_no_ink(sign: str) -> bool:
    return unicodedata.category(sign) in ("Cc", "Cf", "Zl", "Zp") and sign not in "\n\t"


@pytest.mark.parametrize("sign", HIDDEN, ids=lambda sign: f"U+{ord(sign):04X}")
def test_hidden_sign_becomes_a_mark(sign: str) -> None:
    shown = visible(f"a{sign}b")
    assert shown.startswith("a⟦")
    assert shown.endswith("⟧b")
    assert sign not in shown


@given(st.one_of(ANY_TEXT, NASTY))
def test_nothing_shown_takes_no_ink(text: str) -> None:
    assert not [sign for sign in visible(text) if takes_no_ink(sign)]


@given(st.text("abc déf ËÏ 0123 €@<>&\n\t«»“”’–…漢字 مرحبا", max_size=60))
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert visible(text) == text


@pytest.mark.parametrize("text", ["a\r\nb", "a\rb", "a\nb"])
def test_line_ends_become_plain(text: str) -> None:
    assert visible(text) == "a\nb"


def test_lone_surrogate_is_shown_not_fatal(qtbot: QtBot, look: Look) -> None:
    assert visible("a\ud800b") == "a⟦U+D800⟧b"


spans = st.lists(
    st.builds(
        Span,
        st.integers(-2, 45),
        st.integers(-2, 45),
        st.sampled_from(["mark", "masked"]),
        st.integers(0, 3),
    ),
    max_size=5,
)


@given(NASTY, spans)
def test_pieces_name_just_what_they_cover(text: str, asked: list[Span]) -> None:
    shown = prepared(text, asked)
    units = shown.text.encode("utf-16-le")
    for start, end, kind in shown.pieces:
        piece = units[start * 2 : end * 2].decode("utf-16-le")
        match kind:
            case "masked":
                assert set(piece) == {"●"}
            case "sign":
                assert piece[0] + piece[-1] == "⟦⟧"
            case "number":
                assert piece.strip(" []123") == ""
            case _:
                assert kind == "mark"


@given(NASTY, spans)
def test_what_is_masked_is_nowhere_to_be_read(text: str, asked: list[Span]) -> None:
    secret = f"{text}00.00.00-000.00"
    shown = prepared(secret, [Span(len(text), len(secret), "masked"), *asked])
    assert "00.00.00" not in shown.text or any(span.start < len(text) < span.end for span in asked)


def test_marks_are_numbered_after_their_words() -> None:
    shown = prepared("Kan u mijn gegevens tonen?", [Span(11, 19, number=2)])
    assert shown.text == "Kan u mijn gegevens [2] tonen?"
    assert shown.pieces == ((11, 19, "mark"), (19, 23, "number"))


def test_overlapping_and_impossible_spans_are_left_out() -> None:
    asked = [Span(0, 4), Span(2, 6), Span(5, 3), Span(4, 99), Span(-1, 2)]
    assert prepared("abcdef", asked).pieces == ((0, 4, "mark"),)


def test_emoji_before_a_mark_do_not_shift_it(qtbot: QtBot, look: Look) -> None:
    view = PlainText(look, "Bericht")
    qtbot.addWidget(view)
    view.set_text("😀😀 wissen", [Span(3, 9)])
    (selection,) = view.extraSelections()
    assert selection.cursor.selectedText() == "wissen"


MARKUP = "<b>vet</b> <img src='http://voorbeeld.example/x'>&amp;"


def test_markup_stays_text(qtbot: QtBot, look: Look) -> None:
    view = PlainText(look, "Bericht")
    qtbot.addWidget(view)
    view.set_text(MARKUP)
    assert view.toPlainText() == MARKUP
    assert view.isReadOnly()


@pytest.mark.parametrize("kind", [PlainLabel, ElidedLabel])
def test_labels_never_read_markup(qtbot: QtBot, kind: type[PlainLabel]) -> None:
    label = kind(MARKUP)
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.text() == MARKUP


def test_tooltips_never_read_markup() -> None:
    assert "<b>" not in plain_tip("<b>vet</b>")
    assert plain_tip("Marieke Denkbeeld & zonen") == "Marieke Denkbeeld & zonen"


def test_clearing_leaves_nothing_behind(qtbot: QtBot, look: Look) -> None:
    view = PlainText(look, "Bericht")
    qtbot.addWidget(view)
    view.set_text("geheim", [Span(0, 3)])
    view.clear()
    view.undo()
    assert view.toPlainText() == ""
    assert view.extraSelections() == []
    assert view.shown.text == ""


def test_marks_follow_the_look(qtbot: QtBot, look: Look) -> None:
    view = PlainText(look, "Bericht")
    qtbot.addWidget(view)
    view.set_text("mijn gegevens", [Span(0, 4)])
    look.choose(Appearance.DARK)
    (selection,) = view.extraSelections()
    assert selection.format.background().color().name() == look.tokens.mark.lower()
    assert selection.format.fontUnderline()


def test_cut_words_are_whole_in_the_tooltip_and_to_the_ear(qtbot: QtBot, look: Look) -> None:
    words = "Een heel lange zin die nooit in zestig pixels past"
    label = ElidedLabel(words)
    qtbot.addWidget(label)
    label.resize(60, 20)
    label.show()
    assert label.toolTip() == words
    assert label.text() == words
    label.resize(900, 20)
    assert label.toolTip() == ""
