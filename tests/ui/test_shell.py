"""The frame: places and the way back, commands and their keys, taking in, locking, errors."""

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeySequence, QWindow
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ikanda_case.app.desk import Changes
from ikanda_case.domain.errors import EnvironmentFault, InputError
from ikanda_case.texts.catalogue import sentences
from ikanda_case.ui.frame.commands import BY_CODE, COMMANDS, MENUS
from ikanda_case.ui.frame.deeds import choose_files, deed_of, show_help
from ikanda_case.ui.frame.faults import details_of
from ikanda_case.ui.frame.help_view import PAGES, HelpView
from ikanda_case.ui.frame.new_request import NewRequestDialog
from ikanda_case.ui.frame.places import TODAY, Place, Trail
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.main_window import MainWindow
from ikanda_case.ui.remembered import LANGUAGES
from ikanda_case.ui.widgets.lines import LineList
from tests.ui.shell_parts import (
    FILE,
    MAIL,
    NAME,
    MemoryGate,
    Shell,
    log_case,
    make_window,
    rest,
    words_in,
)


@pytest.fixture
def shell(qtbot: QtBot, look: Look, tmp_path: Path) -> Shell:
    return Shell(qtbot, look, tmp_path)


# ---- commands ----------------------------------------------------------------------------------


def test_every_command_does_something(shell: Shell) -> None:
    for command in COMMANDS:
        if not command.choices:
            assert callable(deed_of(shell.window, command.code)), command.code


def test_no_key_gives_two_commands() -> None:
    keys = [QKeySequence(key).toString() for each in COMMANDS for key in each.keys]
    assert all(keys)
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_menu_letters_are_unique(lang: str) -> None:
    shell, door = sentences(lang, "ui_shell"), sentences(lang, "ui_door")
    groups = {
        code: [shell[f"command.{c.code}"] for c in COMMANDS if c.menu == code] for code in MENUS
    }
    groups["bar"] = [door[f"menu.{code}"] for code in MENUS]
    for name, words in groups.items():
        letters = [text[text.index("&") + 1].lower() for text in words]
        assert len(letters) == len(set(letters)), (lang, name, words)


def test_each_command_shows_its_key_in_its_menu(shell: Shell) -> None:
    for command in COMMANDS:
        action = shell.window.menus.actions[command.code]
        assert action in shell.window.menus.menus[command.menu].actions()
        assert [key.toString() for key in action.shortcuts()] == [
            QKeySequence(key).toString() for key in command.keys
        ]


def test_what_needs_a_case_says_so(shell: Shell) -> None:
    action = shell.window.menus.actions["deadline_tab"]
    assert not action.isEnabled()
    assert action.toolTip() == "Open eerst een zaak"


def test_before_a_file_is_open_there_is_little_to_do(
    qtbot: QtBot, look: Look, tmp_path: Path
) -> None:
    window = make_window(qtbot, look, MemoryGate(), tmp_path)
    window.start()
    window.finish()
    menus = window.menus
    assert not menus.menus["case"].menuAction().isVisible()
    assert not menus.actions["new_request"].isEnabled()
    assert menus.actions["open_file"].isEnabled() and menus.actions["help"].isEnabled()
    deed_of(window, "new_request")()


def test_keys_work_in_the_window(shell: Shell) -> None:
    shell.window.activateWindow()
    shell.qtbot.waitUntil(shell.window.isActiveWindow)
    QTest.keyClick(shell.frame.navigation, Qt.Key.Key_8, Qt.KeyboardModifier.AltModifier)
    shell.rest()
    assert shell.here == Place("list", "all")
    QTest.keyClick(shell.frame, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert shell.window.focusWidget() is shell.frame.toolbar.search
    QTest.keyClicks(shell.frame.toolbar.search, "denkbeeld.")
    assert shell.frame.toolbar.search.text() == "denkbeeld.", "a full stop is text in a field"


def test_the_toolbar_repeats_the_menus(shell: Shell) -> None:
    button = shell.frame.toolbar.buttons["lock"]
    assert "Ctrl+L" in button.toolTip() and button.accessibleName() == "Vergrendelen"
    button.click()
    assert shell.window.frame is None


# ---- places ------------------------------------------------------------------------------------


def test_a_trail_leads_back_and_never_out() -> None:
    trail = Trail()
    trail.go(Place("list", "todo"))
    trail.go(Place("case", "", 1))
    trail.go(Place("case", "clock", 1))
    assert trail.here == Place("case", "clock", 1)
    assert trail.back() == Place("list", "todo")
    assert trail.back() == TODAY
    assert trail.back() == TODAY and not trail.can_go_back


def test_a_trail_forgets_what_was_typed() -> None:
    trail = Trail()
    trail.go(Place("words", NAME))
    trail.forget_words()
    assert NAME not in repr(trail.here) and trail.here == Place("words")


def test_the_first_place_is_today(shell: Shell) -> None:
    assert shell.here == TODAY
    assert shell.frame.navigation.current == "today"
    assert not shell.window.menus.actions["back"].isEnabled()


def test_the_navigation_counts_and_leads(shell: Shell) -> None:
    said = words_in(shell.frame.navigation)
    assert "Te doen, 1" in said and "Nieuw binnen, 0" in said and "Te laat, 0" in said
    shell.frame.navigation.chosen.emit("todo")
    shell.rest()
    assert shell.here == Place("list", "todo")
    assert NAME in words_in(shell.frame.pages)


def test_counts_follow_what_happens(shell: Shell) -> None:
    shell.gate.clock.at = shell.gate.clock.at.replace(year=2027)
    log_case(shell.gate, FILE, b"nog een vraag")
    shell.frame.context.changed.emit(Changes())
    shell.rest()
    assert "Te laat, 2 zaken" in words_in(shell.frame.navigation)


def test_back_returns(shell: Shell) -> None:
    shell.give("list_late")
    shell.give("list_all")
    shell.give("back")
    assert shell.here == Place("list", "late")
    assert shell.frame.navigation.current == "late"


def test_the_views_lead_by_the_signals_of_the_context(shell: Shell) -> None:
    context = shell.frame.context
    context.list_wanted.emit("identity")
    assert shell.here == Place("list", "identity")
    context.list_wanted.emit("report")
    assert shell.here == Place("report")
    shell.rest()


def test_searching_shows_all_cases_with_these_words(shell: Shell) -> None:
    search = shell.frame.toolbar.search
    search.setText("denkbeeld")
    QTest.keyClick(search, Qt.Key.Key_Return)
    shell.rest()
    assert shell.here == Place("words", "denkbeeld")
    assert shell.frame.navigation.current == ""
    assert NAME in words_in(shell.frame.pages)


def test_the_title_holds_a_reference_and_never_a_name(shell: Shell) -> None:
    shell.frame.context.case_wanted.emit(shell.stream, "")
    shell.rest()
    assert shell.window.windowTitle() == "AVG-2026-0001 - ikanda-case"
    shell.give("copy_ref")
    assert QGuiApplication.clipboard().text() == "AVG-2026-0001"
    shell.give("list_all")
    assert shell.window.windowTitle() == "ikanda-case"


def test_the_keys_of_a_case_show_its_sides(shell: Shell) -> None:
    shell.frame.context.case_wanted.emit(shell.stream, "")
    shell.rest()
    for code, tab in (
        ("deadline_tab", "clock"),
        ("identity_tab", "identity"),
        ("letters_tab", "letters"),
        ("follow_ons_tab", "follow_ons"),
    ):
        shell.give(code)
        assert shell.here == Place("case", tab, shell.stream)
    shell.give("back")
    assert shell.here == TODAY


def test_escape_leads_one_level_back_where_nothing_is_lost(shell: Shell) -> None:
    shell.give("list_all")
    shell.frame.context.case_wanted.emit(shell.stream, "")
    shell.rest()
    shell.frame.context.failed.emit(EnvironmentFault("disk_full"))
    QTest.keyClick(shell.frame, Qt.Key.Key_Escape)
    assert shell.frame.banner.isHidden() and shell.here.kind == "case"
    QTest.keyClick(shell.frame, Qt.Key.Key_Escape)
    assert shell.here == Place("list", "all")
    QTest.keyClick(shell.frame, Qt.Key.Key_Escape)
    assert shell.here == Place("list", "all"), "a list is left by choosing another"
    shell.rest()


def test_f6_goes_round_the_panes(shell: Shell) -> None:
    shell.window.activateWindow()
    shell.qtbot.waitUntil(shell.window.isActiveWindow)
    shell.frame.navigation.setFocus()
    seen = []
    for _ in range(2):
        shell.frame.turn_pane(1)
        focused = shell.window.focusWidget()
        assert focused is not None
        seen.append(shell.frame.pages.isAncestorOf(focused))
    assert seen == [True, False]


# ---- status ------------------------------------------------------------------------------------


def test_the_status_bar_says_which_file_and_who(shell: Shell) -> None:
    said = words_in(shell.window.status)
    for words in (
        "privacy-2026.ikanda",
        "Alles bewaard 09:00",
        "Belgische kalender",
        "Ilse Modelaar",
    ):
        assert words in said
    assert "DEMO" not in said


def test_a_narrow_window_gives_its_width_to_the_page(shell: Shell) -> None:
    shell.window.resize(1200, 700)
    assert not shell.frame.navigation.is_rail
    shell.window.resize(920, 560)
    shell.qtbot.waitUntil(lambda: shell.frame.navigation.is_rail)
    button = shell.frame.toolbar.buttons["take_in"]
    assert button.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly
    assert "Innemen" in button.toolTip() and button.accessibleName() == "Innemen"


def test_settings_get_the_width_of_the_navigation(shell: Shell) -> None:
    shell.window.resize(1280, 800)
    shell.give("office")
    assert shell.frame.navigation.is_rail
    shell.give("list_all")
    assert not shell.frame.navigation.is_rail


def test_messages_are_kept_under_help_and_undone_once(shell: Shell) -> None:
    undone: list[int] = []
    undo = shell.window.menus.actions["undo"]
    assert not undo.isEnabled()
    shell.frame.say("Toegewezen.", lambda: undone.append(1))
    assert undo.isEnabled()
    undo.trigger()
    undo.trigger()
    assert undone == [1] and not undo.isEnabled()
    assert shell.frame.message.recent == ("Toegewezen.",)


# ---- taking in ---------------------------------------------------------------------------------


def drop(target: MainWindow | QWindow, *paths: Path, at: QPointF | None = None) -> bool:
    """Drag files over the window and let go; say whether it took them."""
    held = QMimeData()
    held.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    spot, copy = at or QPointF(300, 300), Qt.DropAction.CopyAction
    button, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entered = QDragEnterEvent(spot.toPoint(), copy, held, button, keys)
    QCoreApplication.sendEvent(target, entered)
    dropped = QDropEvent(spot, copy, held, button, keys)
    if entered.isAccepted():
        QCoreApplication.sendEvent(target, dropped)
    return entered.isAccepted() and dropped.isAccepted()


def test_a_dropped_mail_is_kept_and_shown(shell: Shell) -> None:
    assert drop(shell.window, shell.file("vraag.eml"))
    shell.qtbot.waitUntil(lambda: shell.here.kind == "item")
    with shell.frame.context.desk.file.reading() as now:
        item = now.case(shell.here.stream).taken_in
        assert item is not None and now.blob(item.sha256) == MAIL
        assert (item.name, item.channel, item.media_type) == (
            "vraag.eml",
            "email",
            "message/rfc822",
        )
    shell.rest()


def test_a_file_dropped_on_a_field_is_taken_in_and_not_typed(shell: Shell) -> None:
    search, handle = shell.frame.toolbar.search, shell.window.windowHandle()
    at = QPointF(search.mapTo(shell.window, search.rect().center()))
    assert drop(handle, shell.file("vraag.eml"), at=at)
    shell.qtbot.waitUntil(lambda: shell.here.kind == "item")
    assert search.text() == ""
    shell.rest()


def test_several_dropped_files_are_all_kept_and_listed(shell: Shell) -> None:
    files = [shell.file(f"{n}.txt", b"vraag %d" % n) for n in range(3)]
    assert drop(shell.window, *files)
    shell.qtbot.waitUntil(lambda: shell.here == Place("list", "waiting"))
    shell.rest()
    assert "Nieuw binnen, 3" in words_in(shell.frame.navigation)
    assert "3 bestanden ingenomen." in shell.frame.message.recent


def test_what_is_no_letter_is_not_taken(shell: Shell) -> None:
    assert not drop(shell.window, shell.file("programma.exe"))
    shell.frame.taking_in.take_files([shell.file("programma.exe"), shell.file("b.zip")])
    assert "2 bestanden zijn niet ingenomen" in shell.frame.message.recent[0]


def test_the_same_file_again_leads_to_what_was_kept(shell: Shell) -> None:
    shell.frame.taking_in.take_files([shell.file("opnieuw.txt", b"een vraag")])
    shell.qtbot.waitUntil(lambda: shell.here.kind == "case")
    shell.rest()
    assert shell.here.stream == shell.stream
    assert "lag al in de kluis" in shell.frame.message.recent[0]


def test_a_file_that_cannot_be_read_is_said_and_the_others_are_kept(shell: Shell) -> None:
    gone = shell.folder / "weg.eml"
    shell.frame.taking_in.take_files([gone, shell.file("vraag.eml")])
    shell.qtbot.waitUntil(lambda: shell.here.kind == "item")
    shell.rest()


def test_a_file_that_is_gone_is_said(shell: Shell) -> None:
    shell.frame.taking_in.take_files([shell.folder / "weg.eml"])
    shell.rest()
    assert not shell.frame.banner.isHidden()
    assert shell.here == TODAY


def test_a_request_by_telephone_is_noted_word_for_word(shell: Shell) -> None:
    dialog = shell.frame.noting.open()
    assert isinstance(dialog, NewRequestDialog)
    assert "Kies hoe het binnenkwam" in words_in(dialog)
    dialog.text.setPlainText("Mevrouw Fictief vraagt inzage.")
    dialog.channel.choose("phone")
    dialog.channel.chosen.emit("phone")
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    dialog._take.click()
    shell.qtbot.waitUntil(lambda: shell.here.kind == "item")
    with shell.frame.context.desk.file.reading() as now:
        item = now.case(shell.here.stream).taken_in
        assert item is not None and item.channel == "phone"
        assert now.blob(item.sha256).decode() == "Mevrouw Fictief vraagt inzage."
    shell.rest()


def test_copied_words_become_a_note_and_copied_files_are_taken_in(shell: Shell) -> None:
    QGuiApplication.clipboard().setText("Gekopieerde vraag")
    shell.give("new_from_clipboard")
    dialog = shell.window.findChild(NewRequestDialog)
    assert dialog is not None and dialog.text.toPlainText() == "Gekopieerde vraag"
    dialog.reject()
    held = QMimeData()
    held.setUrls([QUrl.fromLocalFile(str(shell.file("vraag.eml")))])
    QGuiApplication.clipboard().setMimeData(held)
    shell.give("new_from_clipboard")
    shell.qtbot.waitUntil(lambda: shell.here.kind == "item")
    QGuiApplication.clipboard().clear()
    shell.rest()


def test_files_chosen_by_dialog_are_taken_in(shell: Shell) -> None:
    dialog = choose_files(shell.frame)
    dialog.filesSelected.emit([str(shell.file("vraag.eml"))])
    dialog.reject()
    shell.qtbot.waitUntil(lambda: shell.here.kind == "item")
    shell.rest()


# ---- errors ------------------------------------------------------------------------------------


def test_a_known_error_is_worded_with_its_hint(shell: Shell) -> None:
    shell.frame.context.failed.emit(EnvironmentFault("disk_full"))
    said = words_in(shell.frame.banner)
    assert sentences("nl", "errors")["disk_full"] in said
    assert sentences("nl", "errors")["disk_full_hint"] in said
    shell.give("list_all")
    assert shell.frame.banner.isHidden()


def raised(error: Exception) -> Exception:
    try:
        raise error
    except Exception as caught:
        return caught


def test_a_bug_is_said_without_a_word_of_what_it_says(shell: Shell) -> None:
    shell.frame.context.failed.emit(raised(ValueError(f"geheim van {NAME}")))
    assert "Er ging iets mis" in words_in(shell.frame.banner)
    assert NAME not in words_in(shell.window)
    button = shell.frame.banner.banner.action_button()
    assert button is not None and button.text() == "Details kopiëren"
    button.click()
    details = QGuiApplication.clipboard().text()
    assert details.startswith("ValueError") and "raised" in details
    assert NAME not in details
    assert shell.frame.banner.isHidden()


def test_a_known_error_without_words_is_a_bug(shell: Shell) -> None:
    shell.frame.context.failed.emit(InputError("nobody_worded_this"))
    assert "Er ging iets mis" in words_in(shell.frame.banner)


def test_details_name_places_inside_the_program_only() -> None:
    details = details_of(raised(KeyError(NAME)))
    assert NAME not in details
    assert "/work" not in details and str(Path.home()) not in details


# ---- read-only and help ------------------------------------------------------------------------


def test_read_only_says_why_and_refuses_what_writes(
    qtbot: QtBot, look: Look, tmp_path: Path
) -> None:
    gate = MemoryGate()
    gate.put(FILE)
    window = make_window(qtbot, look, gate, tmp_path)
    window.start()
    window.show()
    window.door.entered.emit(_read_only(gate))
    rest(qtbot, window)
    assert window.frame is not None
    assert "Alleen lezen" in words_in(window.frame.banner)
    for code in ("new_request", "take_in", "post"):
        assert BY_CODE[code].act == "take_in"
        assert not window.menus.actions[code].isEnabled()
        assert "geopend om te lezen" in window.menus.actions[code].toolTip()
    assert "geopend om te lezen" in window.frame.toolbar.buttons["take_in"].toolTip()
    path = tmp_path / "vraag.eml"
    path.write_bytes(MAIL)
    assert not drop(window, path)


def _read_only(gate: MemoryGate) -> object:
    from ikanda_case.ui.door.entered import Entered

    opened = gate.open(FILE, gate.vaults[FILE].passphrase, read_only=True)
    with opened.desk.file.reading() as now:
        return Entered(opened, now.office())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_help_has_the_same_pages_in_every_language(qtbot: QtBot, look: Look, lang: str) -> None:
    view = HelpView(look, lang)
    view.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(view)
    texts = []
    for page in PAGES:
        view.pages.choose(page)
        texts.append(view.text.toPlainText())
    assert len(set(texts)) == len(PAGES) and all(len(text) > 400 for text in texts)


def test_help_opens_beside_the_window(shell: Shell) -> None:
    view = show_help(shell.window)
    assert view.isVisible() and not view.isModal()
    view.close()


# ---- the list below the search field ------------------------------------------------------------


def typed(shell: Shell, text: str) -> LineList:
    """Type in the search field and wait for what it offers."""
    shell.window.activateWindow()
    shell.qtbot.waitUntil(shell.window.isActiveWindow)
    shell.frame.toolbar.focus_search()
    QTest.keyClicks(shell.frame.toolbar.search, text)
    shell.rest()
    return shell.frame.palette_list.list


def test_typing_offers_cases_and_commands_by_their_words(shell: Shell) -> None:
    assert f"AVG-2026-0001, {NAME}" in words_in(typed(shell, "denk"))
    shell.frame.toolbar.search.clear()
    offered = words_in(typed(shell, "vergr"))
    assert "Vergrendelen" in offered and "Opdrachten" in offered


def test_down_and_enter_open_what_is_offered(shell: Shell) -> None:
    offered = typed(shell, "denk")
    QTest.keyClick(shell.frame.toolbar.search, Qt.Key.Key_Down)
    assert shell.window.focusWidget() is offered
    QTest.keyClick(offered, Qt.Key.Key_Return)
    shell.rest()
    assert shell.here == Place("case", "", shell.stream)
    assert shell.frame.toolbar.search.text() == ""


def test_escape_closes_what_is_offered_and_keeps_the_words(shell: Shell) -> None:
    offered = typed(shell, "denk")
    QTest.keyClick(shell.frame.toolbar.search, Qt.Key.Key_Down)
    QTest.keyClick(offered, Qt.Key.Key_Escape)
    assert shell.window.focusWidget() is shell.frame.toolbar.search
    assert shell.frame.toolbar.search.text() == "denk"
    shell.frame.navigation.setFocus()
    assert shell.frame.palette_list.isHidden()
    assert NAME not in words_in(offered)


def test_a_command_that_is_offered_is_given(shell: Shell) -> None:
    offered = typed(shell, "alle zak")
    assert offered.choose("command:list_all")
    QTest.keyClick(offered, Qt.Key.Key_Return)
    shell.rest()
    assert shell.here == Place("list", "all")
