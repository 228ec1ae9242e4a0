"""Every colour on every ground it may stand on, measured with the formula of WCAG 2.2."""

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QPalette

from ikanda_case.ui.look.tokens import (
    DARK,
    LIGHT,
    Tokens,
    contrast_palette,
    contrast_ratio,
    from_palette,
)

TEXT, SHAPE = 4.5, 3.0
GROUNDS = ("window", "sidebar", "surface", "raised", "sunken", "hover", "select")
INKS = ("text", "text2", "muted", "accent", "link", "late", "soon", "pause", "ok")
STATES = ("late", "soon", "pause", "ok")
QUIET_GROUNDS = tuple(ground for ground in GROUNDS if ground != "select")
BOTH = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=lambda tokens: tokens.name)

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06X}")


def ratio(tokens: Tokens, ink: str, ground: str) -> float:
    return contrast_ratio(getattr(tokens, ink), getattr(tokens, ground))


@BOTH
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("ink", INKS)
def test_words_can_be_read_on_every_ground(tokens: Tokens, ink: str, ground: str) -> None:
    assert ratio(tokens, ink, ground) >= TEXT


@BOTH
@pytest.mark.parametrize("state", STATES)
def test_states_can_be_read_on_their_own_tint(tokens: Tokens, state: str) -> None:
    assert ratio(tokens, state, f"{state}_tint") >= TEXT


@BOTH
@pytest.mark.parametrize("tint", [*(f"{state}_tint" for state in STATES), "info_tint"])
@pytest.mark.parametrize("ink", ["text", "text2", "link"])
def test_sentences_can_be_read_in_every_banner(tokens: Tokens, ink: str, tint: str) -> None:
    assert ratio(tokens, ink, tint) >= TEXT


@BOTH
def test_words_can_be_read_under_a_mark(tokens: Tokens) -> None:
    assert ratio(tokens, "text", "mark") >= TEXT


@BOTH
@pytest.mark.parametrize("fill", ["accent", "accent_hover"])
def test_words_can_be_read_on_the_filled_button(tokens: Tokens, fill: str) -> None:
    assert ratio(tokens, "on_accent", fill) >= TEXT


@BOTH
@pytest.mark.parametrize("ground", GROUNDS)
def test_keyboards_ring_is_seen_on_every_ground(tokens: Tokens, ground: str) -> None:
    assert ratio(tokens, "focus", ground) >= SHAPE


@BOTH
@pytest.mark.parametrize("ground", QUIET_GROUNDS)
def test_edges_of_controls_are_seen(tokens: Tokens, ground: str) -> None:
    assert ratio(tokens, "ctrl", ground) >= SHAPE


@BOTH
def test_accent_edge_of_a_chosen_row_is_seen(tokens: Tokens) -> None:
    assert ratio(tokens, "accent", "select") >= SHAPE


@BOTH
@pytest.mark.parametrize("ground", ["window", "surface"])
def test_switched_off_words_stay_readable_enough(tokens: Tokens, ground: str) -> None:
    assert ratio(tokens, "disabled", ground) >= 3.2


@pytest.mark.parametrize(
    ("tokens", "ink", "ground", "printed"),
    [
        (LIGHT, "text", "surface", 16.4),
        (LIGHT, "text", "window", 15.0),
        (LIGHT, "text2", "surface", 8.0),
        (LIGHT, "muted", "select", 4.7),
        (LIGHT, "muted", "sidebar", 5.0),
        (LIGHT, "ctrl", "surface", 3.7),
        (LIGHT, "accent", "surface", 7.7),
        (LIGHT, "late", "late_tint", 6.9),
        (LIGHT, "soon", "surface", 7.5),
        (LIGHT, "pause", "select", 6.5),
        (LIGHT, "ok", "ok_tint", 5.9),
        (LIGHT, "focus", "window", 5.0),
        (LIGHT, "text", "info_tint", 14.1),
        (DARK, "text", "surface", 12.5),
        (DARK, "text", "select", 8.6),
        (DARK, "muted", "select", 4.8),
        (DARK, "ctrl", "surface", 4.3),
        (DARK, "accent", "surface", 6.9),
        (DARK, "link", "window", 8.7),
        (DARK, "late", "late_tint", 7.0),
        (DARK, "soon", "select", 6.1),
        (DARK, "pause", "pause_tint", 7.1),
        (DARK, "ok", "surface", 8.7),
    ],
)
def test_colours_are_those_that_were_measured_for_the_design(
    tokens: Tokens, ink: str, ground: str, printed: float
) -> None:
    assert ratio(tokens, ink, ground) == pytest.approx(printed, abs=0.06)


@pytest.mark.parametrize(("one", "other", "known"), [("#000000", "#FFFFFF", 21.0)])
def test_contrast_of_black_and_white(one: str, other: str, known: float) -> None:
    assert contrast_ratio(one, other) == pytest.approx(known)


@given(COLOURS, COLOURS)
def test_contrast_is_the_same_both_ways_and_within_bounds(one: str, other: str) -> None:
    measured = contrast_ratio(one, other)
    assert measured == contrast_ratio(other, one)
    assert 1.0 <= measured <= 21.0 + 1e-9


WINDOWS_THEMES = {
    "aquatic": ("#202020", "#FFFFFF", "#8EE3F0", "#263B50", "#75E9FC"),
    "desert": ("#FFFAEF", "#3D3D3D", "#903909", "#FFF5E3", "#1C5E75"),
    "dusk": ("#2D3236", "#FFFFFF", "#ABCFF2", "#212D3B", "#70EBDE"),
    "night": ("#000000", "#FFFFFF", "#D6B4FD", "#2B2B2B", "#8080FF"),
}


def system_palette(colours: tuple[str, str, str, str, str]) -> QPalette:
    palette = QPalette()
    roles = (
        QPalette.ColorRole.Window,
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.Highlight,
        QPalette.ColorRole.HighlightedText,
        QPalette.ColorRole.Link,
    )
    for role, colour in zip(roles, colours, strict=True):
        palette.setColor(role, QColor(colour))
    palette.setColor(QPalette.ColorGroup.Disabled, roles[1], QColor(colours[1]))
    return palette


def colours_of(tokens: Tokens) -> set[str]:
    values = (getattr(tokens, field.name) for field in fields(tokens) if field.name != "name")
    return {value.lower() for value in values if value}


@pytest.mark.parametrize("theme", WINDOWS_THEMES)
def test_no_colour_of_ours_survives_high_contrast(theme: str) -> None:
    given_by_system = {colour.lower() for colour in WINDOWS_THEMES[theme]}
    tokens = from_palette(system_palette(WINDOWS_THEMES[theme]))
    assert colours_of(tokens) <= given_by_system
    assert tokens.is_contrast


@pytest.mark.parametrize("theme", WINDOWS_THEMES)
@pytest.mark.parametrize("ink", INKS)
def test_high_contrast_words_can_be_read_on_and_off_the_chosen_row(theme: str, ink: str) -> None:
    tokens = from_palette(system_palette(WINDOWS_THEMES[theme]))
    off, on = tokens.ink(ink, selected=False), tokens.ink(ink, selected=True)  # type: ignore[arg-type]
    assert contrast_ratio(off, tokens.surface) >= TEXT
    assert contrast_ratio(on, tokens.select) >= TEXT


def test_a_link_that_cannot_be_read_becomes_plain_text() -> None:
    tokens = from_palette(system_palette(("#000000", "#FFFFFF", "#FFFF00", "#000000", "#000080")))
    assert tokens.link == tokens.text


def test_own_contrast_palette_is_strong() -> None:
    tokens = from_palette(contrast_palette())
    assert contrast_ratio(tokens.text, tokens.window) >= 7
    assert contrast_ratio(tokens.on_accent, tokens.accent) >= 7
    assert contrast_ratio(tokens.disabled, tokens.window) >= TEXT


def test_words_keep_their_colour_on_a_chosen_row_of_the_usual_looks() -> None:
    assert LIGHT.ink("late", selected=True) == LIGHT.late
    assert DARK.ink("ok", selected=True) == DARK.ok
