"""The menu bar: every command in its menu with its key; toolbar and keys only repeat it."""

from collections.abc import Callable, Sequence
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from ikanda_case.ui.frame.commands import BY_CODE, COMMANDS, MENUS, OPEN_ONLY, Command
from ikanda_case.ui.frame.words import Words
from ikanda_case.ui.look.theme import Look

if TYPE_CHECKING:
    from ikanda_case.domain.roles import Act


def _nothing(_act: "Act") -> str:
    return ""


class Menus(QObject):
    """Builds the menus and knows which commands can be given now."""

    chosen = Signal(str)
    """Code of the command."""
    picked = Signal(str, str)
    """Code of a command with choices, and the choice."""

    def __init__(
        self, bar: QMenuBar, look: Look, words: Words, choices: dict[str, Sequence[str]]
    ) -> None:
        """`choices` are the keys of each sub-menu of one-of-several."""
        super().__init__(bar)
        self._look = look
        self._words = words
        self._choices = choices
        self._open = False
        self._kind = ""
        self._refusal: Callable[[Act], str] = _nothing
        self._single_keys = True
        self.actions: dict[str, QAction] = {}
        self._picks: dict[tuple[str, str], QAction] = {}
        self.menus = {code: bar.addMenu(words(f"menu.{code}")) for code in MENUS}
        for code in OPEN_ONLY:
            self.menus[code].menuAction().setVisible(False)

    def fill(self, words: Words) -> None:
        """Make the commands: after the first paint, which shows the menus' names only."""
        self._words = words
        for code, menu in self.menus.items():
            self._fill(menu, code)
        self._allow()

    # ---- what can be given ---------------------------------------------------------------------

    def set_open(self, *, is_open: bool, refusal: Callable[["Act"], str] | None = None) -> None:
        """A case file was opened or closed; `refusal` says why an act cannot be done in it."""
        self._open = is_open
        self._refusal = refusal or _nothing
        if not is_open:
            self._kind = ""
        self._allow()

    def refresh(self) -> None:
        """What the person may do has changed."""
        self._allow()

    def set_kind(self, kind: str) -> None:
        """What kind of place is in front of the person: case, letter, list, ..."""
        self._kind = kind
        self._allow()

    def set_allowed(self, code: str, *, allowed: bool) -> None:
        """For what depends on the moment: back, undo."""
        self.actions[code].setEnabled(allowed and self._reason(BY_CODE[code]) == "")

    def set_single_keys(self, *, on: bool) -> None:
        """Whether keys without Ctrl or Alt give commands (WCAG 2.1.4)."""
        self._single_keys = on
        for code, action in self.actions.items():
            self._give_keys(BY_CODE[code], action)

    def tick(self, code: str, choice: str) -> None:
        """Show which of several is in force."""
        if (code, choice) in self._picks:
            self._picks[code, choice].setChecked(True)

    def _allow(self) -> None:
        for code in OPEN_ONLY:
            self.menus[code].menuAction().setVisible(self._open)
        for command in COMMANDS:
            action = self.actions[command.code]
            here = command.when == "always" or (command.when != "closed") == self._open
            reason = self._reason(command)
            action.setVisible(here)
            action.setEnabled(here and not reason)
            action.setToolTip(reason or action.text().replace("&", ""))

    def _reason(self, command: Command) -> str:
        if command.act and (refused := self._refusal(command.act)):
            return refused
        if command.when == "case" and self._kind not in ("case", "letter"):
            return self._words("needs_case")
        if command.when == "letter" and self._kind != "letter":
            return self._words("needs_letter")
        return ""

    # ---- making --------------------------------------------------------------------------------

    def _fill(self, menu: QMenu, code: str) -> None:
        menu.setToolTipsVisible(True)
        menu.aboutToShow.connect(partial(self._dress, code))
        mine = [command for command in COMMANDS if command.menu == code]
        for number, (_, group) in enumerate(groupby(mine, key=lambda each: each.group)):
            if number:
                menu.addSeparator()
            for command in group:
                menu.addAction(self._action(command, menu))

    def _dress(self, code: str) -> None:
        """Icons are drawn when a menu is first looked at."""
        for command in COMMANDS:
            if command.menu == code and command.icon:
                self._look.dress(self.actions[command.code], command.icon)

    def _action(self, command: Command, menu: QMenu) -> QAction:
        words = self._words(f"command.{command.code}")
        if command.choices:
            action = self._choice_menu(command, words, menu).menuAction()
        else:
            action = QAction(words, menu)
            action.triggered.connect(partial(self.chosen.emit, command.code))
        if command.code == "quit":
            action.setMenuRole(QAction.MenuRole.QuitRole)
        self.actions[command.code] = action
        self._give_keys(command, action)
        return action

    def _give_keys(self, command: Command, action: QAction) -> None:
        keys = [key for key in command.keys if self._single_keys or len(key) > 1]
        action.setShortcuts([QKeySequence(key) for key in keys])

    def _choice_menu(self, command: Command, words: str, menu: QMenu) -> QMenu:
        below = QMenu(words, menu)
        group = QActionGroup(below)
        for choice in self._choices[command.choices]:
            action = QAction(self._words(f"{command.choices}.{choice}"), below, checkable=True)
            action.triggered.connect(partial(self.picked.emit, command.code, choice))
            group.addAction(action)
            below.addAction(action)
            self._picks[command.code, choice] = action
        return below
