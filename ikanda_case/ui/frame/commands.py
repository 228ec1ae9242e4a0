"""Every command of the window: its menu, its keys, and when it can be given."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from ikanda_case.domain.roles import Act

When = Literal["always", "open", "closed", "case", "letter"]
"""closed: while no case file is open; case, letter: while one is in front of the person."""

MENUS = ("file", "edit", "view", "case", "letter", "reports", "extra", "help")
OPEN_ONLY = ("case", "letter", "reports")
"""Menus that are not there before a case file is open."""


@dataclass(frozen=True, slots=True)
class Command:
    """One line of a menu; its words are `command.<code>` of the catalogue."""

    code: str
    menu: str
    keys: tuple[str, ...] = ()
    """The first is shown; the others are the same key on other keyboards."""
    icon: str = ""
    when: When = "open"
    act: "Act | None" = None
    """What it begins; refused, with the reason, to whoever may not do that here."""
    group: int = 0
    """A rule stands between groups."""
    choices: str = ""
    """A sub-menu of one-of-several: `appearance` or `language`."""


def _list(number: int, key: str, azerty: str) -> Command:
    return Command(f"list_{key}", "view", (f"Alt+{number}", f"Alt+{azerty}"))


COMMANDS: tuple[Command, ...] = (
    Command("new_request", "file", ("Ctrl+N",), "add", act="take_in"),
    Command("new_from_clipboard", "file", ("Ctrl+Shift+N",), "copy", act="take_in"),
    Command("take_in", "file", ("Ctrl+O",), "mail_inbox_arrow_down", act="take_in"),
    Command("post", "file", ("Ctrl+Shift+O",), "mailbox", act="take_in"),
    Command("open_file", "file", (), "folder_open", "closed", group=1),
    Command("new_file", "file", (), "add", "closed", group=1),
    Command("demo", "file", (), "eye", "closed", group=1),
    Command("restore", "file", (), "arrow_undo", "closed", group=1),
    Command("lock", "file", ("Ctrl+L",), "lock_closed", group=2),
    Command("quit", "file", ("Ctrl+Q",), "", "always", group=2),
    Command("undo", "edit", ("Ctrl+Z",), "arrow_undo"),
    Command("search", "edit", ("Ctrl+K",), "search", group=1),
    Command("find", "edit", ("Ctrl+F",), "filter", group=1),
    Command("copy_ref", "edit", ("Ctrl+Shift+C", "."), "copy", "case", group=2),
    _list(1, "today", "&"),
    _list(2, "waiting", "É"),
    _list(3, "todo", '"'),
    _list(4, "unassigned", "'"),
    _list(5, "week", "("),
    _list(6, "late", "§"),
    _list(7, "identity", "È"),
    _list(8, "all", "!"),
    _list(9, "closed", "Ç"),
    Command("back", "view", ("Alt+Left",), "arrow_left", group=1),
    Command("refresh", "view", ("F5",), "arrow_clockwise", group=1),
    Command("next_pane", "view", ("F6",), group=1),
    Command("former_pane", "view", ("Shift+F6",), group=1),
    Command("appearance", "view", when="always", group=2, choices="appearance"),
    Command("step", "case", ("Ctrl+Return", "Ctrl+Enter"), "checkmark"),
    Command("request_tab", "case", (), "mail", "case", group=1),
    Command("deadline_tab", "case", ("Ctrl+D",), "calendar_clock", "case", group=1),
    Command("identity_tab", "case", ("Ctrl+I",), "person_clock", "case", group=1),
    Command("letters_tab", "letter", ("Ctrl+B",), "document_text", "case"),
    Command("follow_ons_tab", "case", (), "link", "case", group=1),
    Command("save", "letter", ("Ctrl+S",), "document_text", "letter", act="draft"),
    Command("sign_many", "letter", (), "signature", act="sign", group=2),
    Command("report", "reports", (), "document_text"),
    Command("office", "extra", ("Ctrl+,",), "home"),
    Command("vault", "extra", (), "database"),
    Command("people", "extra", (), "people"),
    Command("looks", "extra", (), "eye"),
    Command("keys", "extra", (), "keyboard"),
    Command("language", "extra", when="always", group=1, choices="language"),
    Command("help", "help", ("F1", "Ctrl+/", "Ctrl+?", "?"), "question_circle", "always"),
    Command("messages", "help", (), "history"),
    Command("faults", "help", when="always", group=1),
    Command("about", "help", (), "info", "always", group=1),
)
BY_CODE = {command.code: command for command in COMMANDS}
TABS = {
    "request_tab": "request",
    "deadline_tab": "clock",
    "identity_tab": "identity",
    "letters_tab": "letters",
    "follow_ons_tab": "follow_ons",
}
"""Which tab of a case a command shows."""
