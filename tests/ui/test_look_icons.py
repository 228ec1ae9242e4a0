"""The icon files that are there, and how they are drawn."""

from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from ikanda_case.resource_files import resource
from ikanda_case.ui.look.icons import Icons
from ikanda_case.ui.look.marks import BOX, Badge, Shape, shape_path
from ikanda_case.ui.look.theme import Look

FOLDER = resource("icons")
NAMES = [
    name
    for line in (
        "home mail mail_inbox mail_inbox_arrow_down mailbox add arrow_clockwise search filter",
        "lock_closed lock_open question_circle settings folder folder_open archive",
        "clipboard_task person person_question_mark person_clock people calendar calendar_clock",
        "clock_alarm timer pause bookmark tag document_text document_pdf document_search",
        "data_bar_horizontal table database shield shield_checkmark key eye eye_off keyboard",
        "checkmark checkmark_circle warning info error_circle prohibited dismiss edit delete",
        "copy open print send attach link history signature scales text_bullet_list_square",
        "arrow_left arrow_right arrow_undo arrow_redo arrow_export chevron_left chevron_right",
        "chevron_up chevron_down column_triple more_horizontal page_fit zoom_in zoom_out",
        "scan_text",
    )
    for name in line.split()
]
ONLY_LARGE = {"column_triple", "data_bar_horizontal"}


def painted(image: QImage) -> list[QColor]:
    return [
        image.pixelColor(x, y)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() == 255
    ]


def nearly(one: QColor, other: QColor) -> bool:
    pairs = zip(one.getRgb(), other.getRgb(), strict=True)  # type: ignore[call-overload]
    return all(abs(a - b) <= 2 for a, b in pairs)


def test_just_the_icons_of_the_design_are_bundled() -> None:
    wanted = {f"{name}_20_regular.svg" for name in NAMES}
    wanted |= {f"{name}_16_regular.svg" for name in NAMES if name not in ONLY_LARGE}
    assert {path.name for path in FOLDER.glob("*_regular.svg")} == wanted
    assert len(NAMES) == 74


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("size", "ratio"), [(16, 1.0), (20, 1.0), (16, 1.5), (20, 2.0)])
def test_icon_is_drawn_in_the_colour_asked_at_real_pixels(
    qtbot: QtBot, name: str, size: int, ratio: float
) -> None:
    pixmap = Icons(FOLDER).pixmap(name, size, "#0E5A75", ratio)
    assert pixmap.width() == round(size * ratio)
    assert pixmap.devicePixelRatio() == ratio
    image = pixmap.toImage()
    opaque = painted(image)
    assert all(nearly(colour, QColor("#0E5A75")) for colour in opaque)
    side = range(image.width())
    assert any(image.pixelColor(x, y).alpha() for x in side for y in side)


def test_small_icons_use_the_small_drawing_where_there_is_one(qtbot: QtBot) -> None:
    icons = Icons(FOLDER)
    assert 'viewBox="0 0 16 16"' in icons.svg("mail", 16, "#000000")
    assert 'viewBox="0 0 20 20"' in icons.svg("mail", 20, "#000000")
    assert 'viewBox="0 0 20 20"' in icons.svg("column_triple", 16, "#000000")


def test_unknown_icon_is_a_fault_of_the_program(qtbot: QtBot) -> None:
    with pytest.raises(FileNotFoundError):
        Icons(FOLDER).pixmap("avatar", 16, "#000000", 1.0)


def test_icons_are_drawn_once(qtbot: QtBot) -> None:
    icons = Icons(FOLDER)
    first = icons.pixmap("mail", 16, "#000000", 1.0)
    assert icons.pixmap("mail", 16, "#000000", 1.0).cacheKey() == first.cacheKey()
    icons.forget()
    assert icons.pixmap("mail", 16, "#000000", 1.0).cacheKey() != first.cacheKey()


def test_mark_keeps_its_own_colours(qtbot: QtBot) -> None:
    image = Icons(FOLDER).mark(64, 1.0).toImage()
    assert {colour.name() for colour in painted(image)} >= {"#0e5a75", "#ffffff"}


@pytest.mark.parametrize("folder", ["icons", "fonts/inter"])
def test_licence_and_source_lie_beside_what_is_bundled(folder: str) -> None:
    place = Path(resource(*folder.split("/")))
    licences = list(place.glob("LICENSE-*.txt"))
    assert len(licences) == 1
    assert "Copyright" in licences[0].read_text("utf-8")
    assert "https://" in (place / "SOURCE.txt").read_text("utf-8")


@pytest.mark.parametrize("shape", [shape for shape in Shape if shape is not Shape.NONE])
def test_every_shape_stays_in_its_box(qtbot: QtBot, shape: Shape) -> None:
    bounds = shape_path(shape).boundingRect()
    assert bounds.left() >= 0
    assert bounds.top() >= 0
    assert bounds.right() <= BOX
    assert bounds.bottom() <= BOX
    assert bounds.width() >= 6


def test_no_two_shapes_look_alike(qtbot: QtBot) -> None:
    def drawn(shape: Shape) -> frozenset[tuple[int, int]]:
        path, steps = shape_path(shape), range(int(BOX) * 2)
        return frozenset((x, y) for x in steps for y in steps if path.contains(QPointF(x, y) / 2))

    pictures = {shape: drawn(shape) for shape in Shape}
    for one, other in combinations(Shape, 2):
        assert len(pictures[one] ^ pictures[other]) >= 12, (one, other)


@pytest.mark.parametrize(
    ("badge", "words"),
    [
        (Badge(Shape.HOLLOW, "18 d"), "text"),
        (Badge(Shape.HALF, "7 d", "soon"), "text"),
        (Badge(Shape.HOLLOW, "nog te doen", "soon", strong=True), "text"),
        (Badge(Shape.HALF, "concept 3", "accent"), "accent"),
        (Badge(Shape.TRIANGLE, "nog 2 d", "soon", chip=True), "soon"),
        (Badge(Shape.DASH, "niet nodig", "muted"), "muted"),
        (Badge(Shape.TICK_DISC, "bevestigd", "ok"), "ok"),
    ],
)
def test_quiet_shapes_leave_their_words_plain(badge: Badge, words: str) -> None:
    assert badge.words_role == words


def test_badge_speaks_its_sentence_or_else_its_words(look: Look) -> None:
    assert Badge(Shape.SQUARE, "vandaag").sentence == "vandaag"
    assert Badge(Shape.SQUARE, "vandaag", spoken="Termijn inzage: vandaag").sentence == (
        "Termijn inzage: vandaag"
    )
