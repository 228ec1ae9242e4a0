"""A person at the real window: eyes that see what is shown, hands on keyboard and mouse."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import (
    QMimeData,
    QModelIndex,
    QPoint,
    QPointF,
    Qt,
    QTimer,
    QUrl,
)
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLineEdit,
    QMenu,
    QPushButton,
    QRadioButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ikanda_case.ui.frame.desk_frame import DeskFrame
from ikanda_case.ui.look.cells import CellRole
from ikanda_case.ui.main_window import MainWindow
from tests.e2e.window_sight import bring_into_view, cells, names, said

W = TypeVar("W", bound=QWidget)

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier
KEY = Qt.Key

PASSPHRASE = "zeven verzonnen paarden dansen traag"
LONG_MS = 20_000
_LOOK_MS = 15
_TABS = 120


class Person:
    """Does what a person can do, to what a person can see, and waits until it is done."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self.qtbot = qtbot
        self.window = window

    # ---- eyes ----------------------------------------------------------------------------------

    @property
    def front(self) -> QWidget:
        """What takes keys now: a menu, a dialog, or the window."""
        found = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        return found or self.window

    @property
    def frame(self) -> DeskFrame:
        """What stands round the pages of the open file."""
        assert self.window.frame is not None
        return self.window.frame

    @property
    def page(self) -> QWidget:
        """The page in front of the person."""
        page = self.frame.pages.currentWidget()
        assert page is not None
        return page

    def words(self, of: QWidget | None = None) -> str:
        """Everything that can be read now, one text a line."""
        return "\n".join(text for text in said(of or self.front, seen=True) if text)

    def sees(self, *texts: str, of: QWidget | None = None) -> None:
        """Wait until each of these can be read."""
        place = of

        def all_there() -> None:
            said = self.words(place)
            missing = [text for text in texts if text not in said]
            assert not missing, f"{missing} not in:\n{said}"

        self.waits(all_there)

    def sees_not(self, *texts: str, of: QWidget | None = None) -> None:
        """None of these can be read."""
        said = self.words(of)
        assert not [text for text in texts if text in said], said

    def the(self, kind: type[W], words: str = "", of: QWidget | None = None) -> W:
        """Return the one visible widget of a kind with these words or this name."""
        found = [
            each
            for each in (of or self.front).findChildren(kind)
            if each.isVisible() and (not words or words in names(each))
        ]
        assert len(found) == 1, f"{len(found)} x {kind.__name__} {words!r} in:\n{self.words(of)}"
        return found[0]

    def the_named(self, name: str) -> QWidget:
        """Return the one visible widget with exactly this name that takes the keyboard."""
        found = [
            each
            for each in self.front.findChildren(QWidget)
            if each.isVisible()
            and each.accessibleName() == name
            and each.focusPolicy() != Qt.FocusPolicy.NoFocus
        ]
        assert len(found) == 1, f"{len(found)} x {name!r}"
        return found[0]

    def the_button(self, words: str) -> QPushButton:
        """Return the one visible button that says this."""
        return self.the(QPushButton, words)

    # ---- patience ------------------------------------------------------------------------------

    def rests(self) -> None:
        """Wait until all work is done and shown."""
        self.qtbot.waitUntil(lambda: self.window.jobs.is_idle, timeout=LONG_MS)

    def waits(self, ready: Callable[[], bool | None]) -> None:
        """Wait until something holds; a check that asserts says itself what was not so."""
        try:
            self.qtbot.waitUntil(ready, timeout=LONG_MS)
        except self.qtbot.TimeoutError:
            ready()
            raise

    # ---- hands ---------------------------------------------------------------------------------

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        """Press a key where the keyboard is."""
        front = self.front
        focused: QWidget | None = front.focusWidget()
        QTest.keyClick(front if focused is None else focused, key, held)

    def types(self, text: str) -> None:
        """Type where the keyboard is."""
        front = self.front
        target: QWidget | None = front.focusWidget()
        assert target is not None and target.isVisible() and target.isEnabled()
        QTest.keyClicks(target, text)

    def writes(self, field: QWidget, text: str) -> None:
        """Go to a field by mouse and replace what stands in it."""
        self.clicks(field)
        self.key(KEY.Key_A, CTRL)
        self.types(text)

    def clicks(self, target: QWidget | str, of: QWidget | None = None) -> None:
        """Press the left button in the middle of a widget that can be seen and reached."""
        widget = self.the(QAbstractButton, target, of) if isinstance(target, str) else target
        self.clicks_at(widget, self._spot(widget))

    def clicks_at(self, widget: QWidget, spot: QPoint) -> None:
        """Press the left button at this place; whatever lies on top of it gets the press."""
        bring_into_view(widget, spot)
        top = widget.window()
        where = widget.mapTo(top, spot)
        assert widget.isVisible(), f"{widget!r} cannot be seen"
        assert widget.isEnabled(), f"{names(widget)} is closed: {widget.toolTip()}"
        hit = top.childAt(where) or top
        covered = hit is not widget and not widget.isAncestorOf(hit)
        assert not covered, f"{names(widget)} lies under {hit!r}"
        QTest.mouseClick(hit, Qt.MouseButton.LeftButton, NONE, hit.mapFrom(top, where))

    def _spot(self, widget: QWidget) -> QPoint:
        if isinstance(widget, QAbstractButton) and not widget.hitButton(widget.rect().center()):
            return QPoint(10, widget.height() // 2)
        return widget.rect().center()

    def row(self, view: QAbstractItemView, key: str, *, twice: bool = False) -> None:
        """Click on the row with this key once it is there; twice opens it."""
        model = view.model()

        def places() -> list[QModelIndex]:
            rows = (model.index(number, 0) for number in range(model.rowCount()))
            return [each for each in rows if str(each.data(CellRole.KEY)) == key]

        def is_there() -> None:
            assert places(), f"no row {key!r}: {list(cells(model))}"

        self.waits(is_there)
        [index] = places()
        view.scrollTo(index)
        spot = view.visualRect(index).center()
        self.clicks_at(view.viewport(), spot)
        if twice:
            QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, NONE, spot)

    def chooses(self, combo: QComboBox, words: str) -> None:
        """Go through a list of choices by the arrow keys until it says this."""
        self.tabs_to(combo)
        place = combo.findText(words, Qt.MatchFlag.MatchContains)
        assert place >= 0, [combo.itemText(n) for n in range(combo.count())]
        for _ in range(combo.count()):
            if combo.currentIndex() == place:
                return
            self.key(KEY.Key_Down if combo.currentIndex() < place else KEY.Key_Up)
        assert combo.currentIndex() == place

    def tabs_to(self, widget: QWidget) -> None:
        """Press Tab until the keyboard is there."""
        for _ in range(_TABS):
            if self.front.focusWidget() is widget:
                return
            self.key(KEY.Key_Tab)
        raise AssertionError(f"Tab does not reach {names(widget)}")

    def ticks(self, words: str) -> QCheckBox:
        """Tick a box by mouse."""
        box = self.the(QCheckBox, words)
        if not box.isChecked():
            self.clicks(box)
        assert box.isChecked()
        return box

    def dates(self, field: QWidget, day: date) -> None:
        """Go to a field for a day by Tab and type another day."""
        self.tabs_to(field)
        self.key(KEY.Key_Home)
        for _ in range(2):
            self.key(KEY.Key_Right, SHIFT)
        self.types(f"{day:%d%m%Y}")

    def does_it(self) -> None:
        """Do the filled thing of what is in front: Ctrl+Enter; wait until all is shown."""
        self.key(KEY.Key_Return, CTRL)
        self.rests()

    def fills_and_does(self, kind: type[W], fill: Callable[[W], None]) -> None:
        """Fill the dialog that has come up, do it by Ctrl+Enter, and wait until it has gone."""
        dialog = self.dialog(kind)
        fill(dialog)
        self.key(KEY.Key_Return, CTRL)

        def gone() -> None:
            assert QApplication.activeModalWidget() is None, self.words()

        self.waits(gone)
        self.rests()
        self.comes_back()

    def comes_back(self) -> None:
        """Have the window in front, as the desktop does when a dialog has gone."""
        self._have_in_front(self.window)

    def _have_in_front(self, window: QWidget) -> None:
        window.activateWindow()
        self.waits(window.isActiveWindow)

    def out_of_reach(self) -> list[str]:
        """Press Tab all the way round; name what takes the keyboard and never got it."""
        wanted = {
            each
            for each in self.window.findChildren(QWidget)
            if each.isVisible()
            and each.isEnabled()
            and each.focusPolicy() & Qt.FocusPolicy.TabFocus
            and each.focusProxy() is None
            and not (isinstance(each, QRadioButton) and not each.isChecked())
        }
        got: set[QWidget] = set()
        for _ in range(_TABS):
            now = self.window.focusWidget()
            if now is not None:
                got.add(now)
            if wanted <= got:
                break
            self.key(KEY.Key_Tab)
        return sorted(f"{type(each).__name__} {names(each)}" for each in wanted - got)

    def menu(self, opener: QWidget, words: str) -> None:
        """Open the menu of a button and go down to the line that says this."""
        taken: list[str] = []

        def take(menu: QMenu) -> None:
            for _ in menu.actions():
                QTest.keyClick(menu, KEY.Key_Down)
                line: QAction | None = menu.activeAction()
                if line is not None and line.text().replace("&", "") == words:
                    taken.append(words)
                    QTest.keyClick(menu, KEY.Key_Return)
                    return
            menu.close()

        with self.meeting(QMenu, take):
            self.clicks(opener)
        assert taken, f"no line {words!r}"

    # ---- dialogs -------------------------------------------------------------------------------

    def dialog(self, kind: type[W], title: str = "") -> W:
        """Wait for a dialog of a kind and return it."""

        def there() -> None:
            front = QApplication.activeModalWidget()
            assert isinstance(front, kind) and title in front.windowTitle(), self.words()

        self.waits(there)
        found = QApplication.activeModalWidget()
        assert isinstance(found, kind)
        self._have_in_front(found)
        return found

    @contextmanager
    def meeting(self, kind: type[W], does: Callable[[W], None]) -> Iterator[None]:
        """Within it a dialog that blocks comes up; what is done in it happens while it blocks."""
        met: list[W] = []
        faults: list[BaseException] = []

        def look() -> None:
            front = QApplication.activePopupWidget() or QApplication.activeModalWidget()
            if not isinstance(front, kind) or not front.isVisible():
                return
            looking.stop()
            met.append(front)
            try:
                if front.isModal():
                    self._have_in_front(front)
                does(front)
                self.waits(lambda: not front.isVisible())
            except BaseException as fault:  # shown once the dialog has gone
                faults.append(fault)
                front.close()

        looking = QTimer(interval=_LOOK_MS)
        looking.timeout.connect(look)
        looking.start()
        yield
        self.waits(lambda: bool(met))
        looking.stop()
        if QApplication.activeModalWidget() is None:
            self.comes_back()
        if faults:
            raise faults[0]

    def picks_file(self, path: Path) -> Callable[[QFileDialog], None]:
        """Paste a path into Qt's file dialog and press its button."""

        def pick(dialog: QFileDialog) -> None:
            line = dialog.findChild(QLineEdit, "fileNameEdit")
            assert line is not None
            QTest.mouseClick(line, Qt.MouseButton.LeftButton)
            line.selectAll()
            QGuiApplication.clipboard().setText(str(path))
            QTest.keyClick(line, KEY.Key_V, CTRL)
            QGuiApplication.clipboard().clear()
            while (proposals := QApplication.activePopupWidget()) is not None:
                QTest.keyClick(proposals, KEY.Key_Escape)
            accept = next(
                button
                for button in dialog.findChildren(QPushButton)
                if button.isDefault() and button.isVisible()
            )
            assert accept.isEnabled(), line.text()
            QTest.mouseClick(accept, Qt.MouseButton.LeftButton)

        return pick

    # ---- drop ----------------------------------------------------------------------------------

    def drops(self, *paths: Path) -> None:
        """Drag files over the window and let them go there."""
        held = QMimeData()
        held.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        spot = self.window.rect().center()
        button, copy = Qt.MouseButton.LeftButton, Qt.DropAction.CopyAction
        enter = QDragEnterEvent(spot, copy, held, button, NONE)
        QApplication.sendEvent(self.window, enter)
        assert enter.isAccepted()
        drop = QDropEvent(QPointF(spot), copy, held, button, NONE)
        QApplication.sendEvent(self.window, drop)
        assert drop.isAccepted()

    # ---- the door ------------------------------------------------------------------------------

    def unlocks(self, passphrase: str = PASSPHRASE) -> None:
        """Type the passphrase and press Enter; wait until the file stands open."""
        field = self.window.door.unlock.passphrase.line
        self.waits(lambda: field.isEnabled() and field.isVisible())
        self.waits(field.hasFocus)
        self.types(passphrase)
        self.key(KEY.Key_Return)
        self.waits(lambda: self.window.frame is not None)
        self.rests()
        assert self.window.isActiveWindow(), "something took the keyboard away from the window"

    def locks(self) -> None:
        """Lock by the key, and wait until the file is closed."""
        self.key(KEY.Key_L, CTRL)
        self.waits(lambda: self.window.session is None and not self.window.closing)
        self.rests()
