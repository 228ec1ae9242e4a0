"""A desk with real parts at a real case file, and one window's context, for tests of the views."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from PySide6.QtCore import QAbstractItemModel
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ikanda_case.app import office
from ikanda_case.app.desk import Desk
from ikanda_case.app.drafts import IntakeDraft
from ikanda_case.app.ports import CaseFile
from ikanda_case.app.reporting import OverdueReport
from ikanda_case.bootstrap.parts import Pages, Seals, Words
from ikanda_case.domain.letters import LetterTemplate
from ikanda_case.intake.reader import read
from ikanda_case.intake.rights import Vocabulary, vocabulary
from ikanda_case.pictures.pages import PageImage, draw_image, draw_pages
from ikanda_case.resource_files import resource
from ikanda_case.tables.letters import load_templates
from ikanda_case.ui.context import Context
from ikanda_case.ui.jobs import Jobs
from ikanda_case.ui.look.theme import Look
from tests.support.casefiles import make_case_file
from tests.support.cases import an_office
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


class DrawnPages:
    """`Adapters` that draws pages as the program does."""

    def page_images(self, pdf: bytes, dpi: int) -> Sequence[QImage]:
        return [_image(page) for page in draw_pages(pdf, dpi=dpi)]

    def scan_images(self, content: bytes, media_type: str, dpi: int) -> Sequence[QImage]:
        if media_type == "application/pdf":
            return self.page_images(content, dpi)
        return [_image(draw_image(content, longest=1600))]

    def report(self, report: OverdueReport, form: str, *, names: bool, lang: str) -> bytes:
        raise NotImplementedError

    def numbers_masked(self, text: str) -> str:
        return text


def _image(page: PageImage) -> QImage:
    line = 3 * page.width
    return QImage(page.rgb, page.width, page.height, line, QImage.Format.Format_RGB888).copy()


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
    office.describe(desk, replace(an_office().described, demo=True))
    office.add_person(desk, "p1", "Ilse Modelaar", ("intake", "handler"))
    office.add_person(desk, "p2", "Rik Ontwerp", ("approver",))
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
    context = Context(
        desk=desk, jobs=jobs, look=look, adapters=DrawnPages(), lang=lang, read_only=read_only
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
    """Wait until every lane rests and its answers were shown."""
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
    return [
        str(value)
        for row in range(model.rowCount())
        for column in range(model.columnCount())
        for value in model.itemData(model.index(row, column)).values()
    ]


def on(day: date, deed: Callable[[], object], clock: SetClock) -> None:
    """Do something on an earlier day."""
    kept = clock.at
    clock.at = kept.replace(year=day.year, month=day.month, day=day.day)
    deed()
    clock.at = kept
