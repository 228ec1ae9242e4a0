"""A desk with real parts at a real case file, and one window's context, for tests of the views."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAccessible, QFontMetricsF
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ikanda_case.app import intake, office, signing_key
from ikanda_case.app.desk import Desk
from ikanda_case.app.drafts import IntakeDraft
from ikanda_case.app.ports import CaseFile
from ikanda_case.app.search_documents import FilePart
from ikanda_case.bootstrap.parts import Pages, Seals, Words
from ikanda_case.bootstrap.program import Program
from ikanda_case.bootstrap.window import Pictures
from ikanda_case.domain.letters import LetterTemplate
from ikanda_case.domain.roles import MAKERS
from ikanda_case.intake.reader import read
from ikanda_case.intake.rights import Vocabulary, vocabulary
from ikanda_case.intake.words import words_of
from ikanda_case.resource_files import resource
from ikanda_case.tables.letters import load_templates
from ikanda_case.ui.context import Context
from ikanda_case.ui.jobs import Jobs
from ikanda_case.ui.letter.letter_view import LetterView
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.widgets.label import ElidedLabel
from tests.support.casefiles import make_case_file
from tests.support.cases import a_receipt, an_office
from tests.support.clocks import SetClock

DEMO = resource("demo")


class SameProcessReader:
    """`ports.MailReader` without the child process that guards the real one."""

    def __init__(self, clock: SetClock) -> None:
        self._clock = clock

    def read(self, name: str, content: bytes, mail_hosts: Sequence[str]) -> IntakeDraft:
        return read(
            name,
            content,
            mail_hosts=tuple(mail_hosts),
            brussels_day=lambda moment: self._clock.brussels(moment).date(),
            words=right_words(),
        )

    def words(self, name: str, content: bytes) -> tuple[FilePart, ...]:
        return tuple(each.part for each in words_of(name, content))


@cache
def right_words() -> Vocabulary:
    """Return the phrases that mean a right."""
    return vocabulary(
        resource("intake", f"rights.{language}.toml").read_text(encoding="utf-8")
        for language in ("nl", "fr", "en", "de")
    )


@cache
def templates() -> dict[tuple[str, str], LetterTemplate]:
    """Return the letter texts that ship with the program."""
    return dict(load_templates())


def make_desk(file: CaseFile, clock: SetClock, actor: str = "p1") -> Desk:
    """Return the desk of a person at an open case file."""
    return Desk(
        file=file,
        clock=clock,
        reader=SameProcessReader(clock),
        renderer=Pages(),
        signer=Seals(),
        wording=Words(),
        templates=templates(),
        actor=actor,
    )


def furnished_desk(folder: Path) -> Desk:
    """Return p1's desk at a new file with an office, a clerk p1, an approver p2 and a key."""
    clock = SetClock()
    desk = make_desk(make_case_file(folder, clock=clock), clock)
    office.add_person(desk, "p1", "Ilse Modelaar", ("intake", "handler", "administrator"))
    office.describe(desk, replace(an_office().described, demo=True))
    office.add_person(desk, "p2", "Rik Ontwerp", ("approver",))
    return desk


def makers_desk(folder: Path) -> Desk:
    """Return the same where p1 may do everything by herself, and the office has its key."""
    desk = furnished_desk(folder)
    office.add_person(desk, "p1", "Ilse Modelaar", MAKERS)
    signing_key.ensure_key(desk)
    return desk


class Told:
    """What views asked of the window."""

    def __init__(self, context: Context) -> None:
        self.cases: list[tuple[int, str]] = []
        self.items: list[int] = []
        self.lists: list[str] = []
        self.sentences: list[str] = []
        self.failures: list[object] = []
        context.case_wanted.connect(lambda stream, tab: self.cases.append((stream, tab)))
        context.item_wanted.connect(self.items.append)
        context.list_wanted.connect(self.lists.append)
        context.said.connect(self.sentences.append)
        context.failed.connect(self.failures.append)


@contextmanager
def context_at(
    desk: Desk, look: Look, *, lang: str = "nl", read_only: str = ""
) -> Iterator[tuple[Context, Told]]:
    """Return a window's context; at the end its threads rest and nothing failed unseen."""
    jobs = Jobs()
    with desk.file.reading() as now:
        known = now.office()
    context = Context(
        desk=desk,
        office=known,
        jobs=jobs,
        look=look,
        adapters=Pictures(Program()),
        lang=lang,
        read_only=read_only,
    )
    told = Told(context)
    jobs.failed_unseen.connect(told.failures.append)
    try:
        yield context, told
    finally:
        assert jobs.close(20)
    assert told.failures == []


def shown(qtbot: QtBot, view: QWidget, width: int = 1200, height: int = 780) -> None:
    """Show a view in a window of this size."""
    qtbot.addWidget(view)
    view.resize(width, height)
    view.show()
    qtbot.waitExposed(view)


def settle(qtbot: QtBot, context: Context) -> None:
    """Wait until every lane rests, its answers were shown and everything found its place."""
    qtbot.waitUntil(lambda: context.jobs.is_idle, timeout=20_000)
    QCoreApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qtbot.waitUntil(lambda: context.jobs.is_idle, timeout=20_000)


def words_in(window: QWidget) -> str:
    """Return every word that a widget or its model holds, seen or unseen."""
    found = [window.windowTitle()]
    for widget in [window, *window.findChildren(QWidget)]:
        found += [widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()]
        if isinstance(widget, QLabel | QLineEdit):
            found.append(widget.text())
        if isinstance(widget, QPlainTextEdit):
            found.append(widget.toPlainText())
        if isinstance(widget, QComboBox):
            found += [widget.itemText(place) for place in range(widget.count())]
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            found += _words_of(widget.model())
    return "\n".join(found)


def _words_of(model: QAbstractItemModel) -> list[str]:
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()
    return [
        str(value)
        for row in range(model.rowCount())
        for column in range(columns)
        for value in model.itemData(model.index(row, column)).values()
    ]


def take_in_demo(desk: Desk, name: str, content: bytes = b"") -> int:
    """Take in a file of the demo folder, with more bytes if it must differ; return its stream."""
    return intake.take_in(desk, name, (DEMO / name).read_bytes() + content).stream


def open_case(desk: Desk, content: bytes = b"een vraag", **said: object) -> int:
    """Log one request as it would be confirmed; return its stream."""
    stream = intake.take_in(desk, "vraag.txt", content).stream
    intake.open_case(desk, stream, a_receipt(**said))
    return stream


def nameless(window: QWidget) -> list[str]:
    """Return what takes the keyboard and says no name."""
    return [
        type(widget).__name__
        for widget in _seen(window)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and widget.focusProxy() is None
        and not _name(widget)
    ]


def too_small(window: QWidget) -> list[str]:
    """Return the buttons that are less than 24 pixels high or wide."""
    return [
        _name(widget)
        for widget in _seen(window)
        if isinstance(widget, QAbstractButton) and min(widget.width(), widget.height()) < 24
    ]


def cut(window: QWidget) -> list[str]:
    """Return the words that do not fit in their label or button."""
    found = []
    for widget in _seen(window):
        if isinstance(widget, ElidedLabel) or not isinstance(widget, QLabel | QAbstractButton):
            continue
        words = widget.text().replace("&", "")
        needed = QFontMetricsF(widget.font()).horizontalAdvance(words)
        if isinstance(widget, QLabel) and widget.wordWrap():
            if widget.height() < widget.heightForWidth(widget.width()):
                found.append(words)
        elif widget.width() < needed:
            found.append(words)
    return found


def require_whole(qtbot: QtBot, page: QWidget) -> None:
    """Everything on a page has its name, is large enough, and its words are whole."""
    for found in (nameless(page), too_small(page)):
        assert found == [], found
    qtbot.waitUntil(lambda: cut(page) == [])


def _seen(window: QWidget) -> list[QWidget]:
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.isVisible() and not isinstance(widget, QScrollBar)
    ]


def _name(widget: QWidget) -> str:
    return str(QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name))


def writing(qtbot: QtBot, context: Context, number: str = "B1", *, width: int = 1388) -> LetterView:
    """Return the page of a letter of the first case, once it is there."""
    view = LetterView(context)
    shown(qtbot, view, width)
    view.show_letter(1, number)
    qtbot.waitUntil(lambda: view._editing is not None)
    settle(qtbot, context)
    return view
