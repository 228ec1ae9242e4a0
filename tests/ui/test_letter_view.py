"""One letter from its first word to its sending, with the page beside it."""

import socket
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QElapsedTimer, Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from ikanda_case.app import delivery, letters, office, office_tables, sealing, signing_key, steps
from ikanda_case.app.desk import Desk
from ikanda_case.domain import roles
from ikanda_case.domain.case import Letter
from ikanda_case.domain.errors import EnvironmentFault, RuleError
from ikanda_case.domain.facts import PolicyChanged, Sent
from ikanda_case.domain.office import Office
from ikanda_case.domain.people import Person
from ikanda_case.domain.roles import MAKERS
from ikanda_case.ui.case.dialogs.letter import LetterDialog
from ikanda_case.ui.context import Context
from ikanda_case.ui.intake.ask_words import AskWords
from ikanda_case.ui.letter.came_back_dialog import CameBackDialog
from ikanda_case.ui.letter.clause_box import ClauseBox
from ikanda_case.ui.letter.letter_view import TYPING_PAUSE, LetterView
from ikanda_case.ui.letter.send_dialog import SendDialog
from ikanda_case.ui.letter.unstamped_dialog import UnstampedDialog
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.models.case_page import CaseNow, head_groups, next_words
from ikanda_case.ui.printing import has_printer
from ikanda_case.ui.widgets.line_edit import LineEdit
from tests.support.cases import MARIEKE, TODAY
from tests.ui.rooms import (
    Told,
    context_at,
    cut,
    furnished_desk,
    nameless,
    open_case,
    settle,
    shown,
    too_small,
    words_in,
    writing,
)

FACTS = "Wij bewaren van u een verzonnen bestelling."


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A case whose identity needs no check, with a draft of the answer to access."""
    made = furnished_desk(tmp_path)
    office.add_person(made, "p1", "Ilse Modelaar", MAKERS)
    stream = open_case(made, received_on=TODAY)
    steps.identity_not_needed(made, stream, "Verzonnen reden.", TODAY)
    letters.draft(made, stream, letters.Wish(kind="L05", by_email=True), TODAY)
    yield made
    made.file.close()  # type: ignore[attr-defined]


def facts_of(view: LetterView) -> QPlainTextEdit:
    editor = view._editor._editors["facts"]
    assert isinstance(editor, QPlainTextEdit)
    return editor


def fill(qtbot: QtBot, view: LetterView) -> None:
    facts_of(view).setPlainText(FACTS)
    qtbot.waitUntil(view._act.isEnabled, timeout=10_000)


def kept(context: Context) -> Letter:
    with context.desk.file.reading() as now:
        return now.case(1).letter("B1")


def in_state(qtbot: QtBot, context: Context, view: LetterView, state: str) -> None:
    qtbot.waitUntil(
        lambda: view._editing is not None and view._editing.letter.state == state, timeout=10_000
    )
    settle(qtbot, context)


def test_what_is_missing_is_named_marked_and_closes_the_button(
    qtbot: QtBot, window: tuple[Context, Told]
) -> None:
    context, _ = window
    view = writing(qtbot, context)
    assert view._wrong.text() == "Nog 1 verplicht punt."
    assert not view._act.isEnabled()
    assert view._act.toolTip() == "Nog 1 verplicht punt."
    assert "ontbreekt" in words_in(view._editor._fields["facts"])
    open_points = [check for check in view._side.checks.checks if check.badge.strong]
    assert [check.title for check in open_points] == ["Toegesneden op deze persoon"]
    view.activateWindow()
    view._side.chosen.emit(open_points[0].key)
    assert view.focusWidget() is facts_of(view)


def test_the_page_follows_the_typing_without_holding_the_window(
    qtbot: QtBot, window: tuple[Context, Told]
) -> None:
    context, _ = window
    view = writing(qtbot, context)
    assert "0 / 0" in words_in(view._preview.pages)
    clock = QElapsedTimer()
    clock.start()
    facts_of(view).setPlainText(FACTS)
    assert clock.elapsed() < 100
    assert view._pause.isActive()
    assert view._pause.interval() == TYPING_PAUSE
    qtbot.waitUntil(view._act.isEnabled, timeout=10_000)
    assert "1 / " in words_in(view._preview.pages)
    assert view._wrong.text() == ""
    assert "ontbreekt" not in words_in(view._editor)


def test_saving_keeps_the_words_and_the_caret(qtbot: QtBot, window: tuple[Context, Told]) -> None:
    context, told = window
    view = writing(qtbot, context)
    editor = facts_of(view)
    editor.setPlainText(FACTS)
    editor.setFocus()
    view.save()
    qtbot.waitUntil(lambda: told.sentences == ["Concept bewaard."])
    settle(qtbot, context)
    assert dict(kept(context).draft.fields)["facts"] == FACTS
    assert facts_of(view) is editor


def test_what_was_typed_is_kept_when_the_page_is_left(
    qtbot: QtBot, window: tuple[Context, Told]
) -> None:
    context, _ = window
    view = writing(qtbot, context)
    facts_of(view).setPlainText(FACTS)
    view.hide()
    qtbot.waitUntil(lambda: dict(kept(context).draft.fields).get("facts") == FACTS)
    settle(qtbot, context)


def test_locking_keeps_the_words_in_the_file_and_none_in_the_window(
    qtbot: QtBot, window: tuple[Context, Told]
) -> None:
    context, _ = window
    view = writing(qtbot, context)
    facts_of(view).setPlainText(FACTS)
    assert "Denkbeeld" in words_in(view)
    view._by_email.setToolTip("")
    view.clear()
    settle(qtbot, context)
    assert dict(kept(context).draft.fields)["facts"] == FACTS
    said = words_in(view)
    assert not [w for w in ("Denkbeeld", "AVG-", "verzonnen bestelling", "Volgens") if w in said]
    assert "0 / 0" in words_in(view._preview.pages)


def test_a_letter_goes_from_draft_to_sent(
    qtbot: QtBot, window: tuple[Context, Told], tmp_path: Path
) -> None:
    context, told = window
    signing_key.ensure_key(context.desk)
    view = writing(qtbot, context)
    fill(qtbot, view)
    view.complete_step()
    in_state(qtbot, context, view, "to_approve")
    digits = kept(context).sha256[:4].upper()
    assert digits in view._preview.note.text()
    assert facts_of(view).isReadOnly()
    assert facts_of(view).height() > 3 * facts_of(view).fontMetrics().lineSpacing()
    view.complete_step()
    in_state(qtbot, context, view, "approved")
    view.complete_step()
    in_state(qtbot, context, view, "signed")
    view.complete_step()
    sending = view._asking.dialog
    assert isinstance(sending, SendDialog)
    assert sending.record.isEnabled()
    sending.record.click()
    in_state(qtbot, context, view, "sent")
    assert kept(context).sent_on == TODAY
    assert view._act.words == "Bewaren als…"
    assert told.sentences[-1] == "Verzending vastgelegd."


def test_where_a_second_person_is_needed_the_drafter_is_told_so_in_place(
    qtbot: QtBot, window: tuple[Context, Told]
) -> None:
    context, _ = window
    change = PolicyChanged(name="second_person_always", value="true", reason="Verzonnen reden.")
    office_tables.change(context.desk, change)
    view = writing(qtbot, context)
    fill(qtbot, view)
    view.complete_step()
    in_state(qtbot, context, view, "to_approve")
    assert not view._act.isEnabled()
    assert "iemand anders dan wie hem opstelde of voorlegde" in view._act.toolTip()
    assert view._act.toolTip() in words_in(view._banner)
    context.desk = replace(context.desk, actor="p2")
    view.refresh()
    qtbot.waitUntil(view._act.isEnabled)
    view.complete_step()
    in_state(qtbot, context, view, "approved")


def test_sent_back_with_a_remark_the_draft_shows_it(
    qtbot: QtBot, window: tuple[Context, Told]
) -> None:
    context, _ = window
    view = writing(qtbot, context)
    fill(qtbot, view)
    view.complete_step()
    in_state(qtbot, context, view, "to_approve")
    view._send_back.click()
    asking = view._asking.dialog
    assert isinstance(asking, AskWords)
    asking.answer.click()
    assert asking.wrong.text() == "Schrijf op wat er anders moet."
    asking.text.setPlainText("Maak de tweede zin korter.")
    asking.answer.click()
    in_state(qtbot, context, view, "draft")
    assert view._banner.notice is not None
    assert view._banner.notice.plain == "Maak de tweede zin korter."
    assert not facts_of(view).isReadOnly()


def test_without_an_address_nothing_is_recorded_as_sent(
    qtbot: QtBot, window: tuple[Context, Told]
) -> None:
    from ikanda_case.ui.letter.send_dialog import SendDialog

    context, _ = window
    view = writing(qtbot, context)
    dialog = SendDialog(context, "B1", " ", by_email=False, parent=view)
    assert not dialog.record.isEnabled()
    assert "geen adres" in dialog.record.toolTip()


def test_a_case_file_that_is_only_read_lets_nothing_be_written(
    qtbot: QtBot, look: Look, desk: Desk
) -> None:
    with context_at(desk, look, read_only="asked") as (context, _):
        view = writing(qtbot, context)
        assert facts_of(view).isReadOnly()
        assert not view._act.isEnabled()
        assert view._banner.isVisible()


@pytest.mark.parametrize(
    ("roles", "state", "why"),
    [
        (("intake",), "draft", "voorleggen ter goedkeuring: daarvoor is de rol behandelaar nodig"),
        (
            ("handler",),
            "to_approve",
            "goedkeuren: daarvoor is de rol goedkeurder nodig. Vraag",
        ),
        (("handler",), "approved", "ondertekenen: daarvoor is de rol goedkeurder nodig"),
        (
            ("approver",),
            "signed",
            "vastleggen: daarvoor is de rol inname of behandelaar nodig",
        ),
        (("reader",), "sent", "buiten de kluis bewaren: daarvoor is de rol"),
    ],
)
def test_a_step_that_is_another_ones_is_closed_with_the_reason(
    qtbot: QtBot, look: Look, desk: Desk, roles: tuple[str, ...], state: str, why: str
) -> None:
    _bring_to(desk, state)
    office.add_person(desk, "p3", "Noor Verzonnen", roles)
    with context_at(replace(desk, actor="p3"), look) as (context, _):
        view = LetterView(context)
        shown(qtbot, view)
        view.show_letter(1, "B1")
        qtbot.waitUntil(lambda: view._editing is not None)
        settle(qtbot, context)
        assert not view._act.isEnabled()
        assert why in view._act.toolTip()
        assert state == "sent" or view._act.toolTip() in words_in(view._banner)
        assert facts_of(view).isReadOnly() == (state != "draft" or roles != ("handler",))
        if state == "to_approve":
            assert not view._send_back.isEnabled()


def test_a_correction_begins_with_the_old_words_and_names_the_old_letter(
    qtbot: QtBot, window: tuple[Context, Told]
) -> None:
    context, _ = window
    desk = context.desk
    _bring_to(desk, "sent")
    with desk.file.reading() as reading:
        now = CaseNow.of(reading.case(1), reading.office(), TODAY)
    dialog = LetterDialog(context, now, "B1")
    qtbot.addWidget(dialog)
    wish = dialog.wish()
    assert (wish.corrects, dict(wish.fields)) == ("B1", {"facts": FACTS})
    assert letters.draft(desk, 1, wish, TODAY).letter == "B2"
    view = writing(qtbot, context)
    view.show_letter(1, "B2")
    settle(qtbot, context)
    assert "zet brief B1 recht" in words_in(view._banner)
    assert facts_of(view).toPlainText() == FACTS and view._act.isEnabled()
    printed = letters.sheet(desk, 1, "B2", TODAY).texts[0].reference_lines
    assert ("Verbetert", "onze brief van 23 november 2026") in printed


def _bring_to(desk: Desk, state: str) -> None:
    signing_key.ensure_key(desk)
    states = ("draft", "to_approve", "approved", "signed", "sent")
    reached = states.index(state)
    copy = (("copy", "twee bestanden"),)
    wish = letters.Wish(kind="L05", by_email=True, facts=FACTS, fields=copy, number="B1")
    letters.draft(desk, 1, wish, TODAY)
    if reached >= 1:
        sha256 = letters.ask_approval(desk, 1, "B1", TODAY).sha256
    if reached >= 2:
        letters.approve(desk, 1, "B1", sha256, TODAY)
    if reached >= 3:
        sealing.sign(desk, 1, "B1", TODAY)
    if reached >= 4:
        to = delivery.address_of(desk, 1, "B1")
        delivery.record_sent(desk, 1, Sent(letter="B1", channel="email", to=to), TODAY)


def test_hostile_words_do_no_harm(qtbot: QtBot, window: tuple[Context, Told]) -> None:
    context, _ = window
    view = writing(qtbot, context)
    facts_of(view).setPlainText("<b>Vet</b> {0} %s \u202e " + "woord " * 20_000)
    qtbot.waitUntil(lambda: not view._pause.isActive())
    settle(qtbot, context)
    assert view.isVisible()
    assert view.minimumSizeHint().width() < 1388


@pytest.mark.parametrize("lang", ["nl", "fr", "de", "en"])
@pytest.mark.parametrize("width", [848, 1388])
def test_everything_is_named_large_enough_and_whole(
    qtbot: QtBot, look: Look, desk: Desk, lang: str, width: int
) -> None:
    with context_at(desk, look, lang=lang) as (context, _):
        view = writing(qtbot, context, width=width)
        assert nameless(view) == []
        assert too_small(view) == []
        qtbot.waitUntil(lambda view=view: cut(view) == [])  # the last layout pass may still come
        assert view.minimumSizeHint().width() <= width


def test_without_a_time_stamp_the_person_decides(
    qtbot: QtBot, window: tuple[Context, Told]
) -> None:
    context, _ = window
    desk = context.desk
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        signing_key.choose_time_stamps(desk, f"http://127.0.0.1:{free.getsockname()[1]}/")
    signing_key.ensure_key(desk)
    view = writing(qtbot, context)
    fill(qtbot, view)
    for state in ("to_approve", "approved"):
        view._act.click()
        in_state(qtbot, context, view, state)
    view._act.click()
    qtbot.waitUntil(lambda: view.findChild(UnstampedDialog) is not None, timeout=10_000)
    dialog = view.findChild(UnstampedDialog)
    assert dialog is not None
    assert "niet te bereiken" in words_in(dialog)
    assert kept(context).state == "approved", "nothing is signed before the person says so"
    dialog.act.click()
    in_state(qtbot, context, view, "signed")
    signed = kept(context).signed
    assert signed is not None
    assert (signed.level, signed.without_time_stamp) == ("B-B", "time_stamp_unreachable")


def test_an_approval_can_be_taken_back_until_the_letter_is_signed(
    qtbot: QtBot, window: tuple[Context, Told]
) -> None:
    context, _ = window
    signing_key.ensure_key(context.desk)
    view = writing(qtbot, context)
    fill(qtbot, view)
    for state in ("to_approve", "approved"):
        view._act.click()
        in_state(qtbot, context, view, state)
    assert view._send_back.isVisible()
    letters.send_back(context.desk, 1, "B1", "toch niet")
    view.refresh()
    in_state(qtbot, context, view, "draft")
    assert kept(context).approved_by == ""


def through(qtbot: QtBot, context: Context, view: LetterView, *states: str) -> None:
    signing_key.ensure_key(context.desk)
    for state in states:
        view._act.click()
        in_state(qtbot, context, view, state)


def test_a_mail_draft_is_written_where_the_person_chooses_for_a_reason(
    qtbot: QtBot, window: tuple[Context, Told], tmp_path: Path
) -> None:
    context, told = window
    view = writing(qtbot, context)
    fill(qtbot, view)
    assert not view._out.isVisible()
    through(qtbot, context, view, "to_approve", "approved", "signed")
    assert view._out.words == "Mailconcept maken…"
    view._out.click()
    asking = view._asking.dialog
    assert isinstance(asking, AskWords), "an answer to access carries personal data"
    assert "art. 32" in words_in(asking)
    asking.reject()
    assert view._editing is not None
    path = tmp_path / "brief.eml"
    view._leaving.write_mail(view._editing, path, "Zij vroeg het zo.")
    settle(qtbot, context)
    assert b"X-Unsent: 1" in path.read_bytes()
    assert kept(context).taken_out == "mail"
    assert "Outlook of Thunderbird" in told.sentences[-1]


def test_a_mail_draft_that_cannot_be_recorded_does_not_lie_there(
    qtbot: QtBot, window: tuple[Context, Told], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context, _ = window
    view = writing(qtbot, context)
    fill(qtbot, view)
    through(qtbot, context, view, "to_approve", "approved", "signed")
    assert view._editing is not None
    path = tmp_path / "brief.eml"
    monkeypatch.setattr(roles, "require", _refuse_to_send(roles.require))
    view._leaving.write_mail(view._editing, path, "Zij vroeg het zo.")
    settle(qtbot, context)
    assert not path.exists()
    assert view._banner.isVisible()


def _refuse_to_send(real: Callable[..., None]) -> Callable[..., None]:
    """What happens when somebody takes the role away between writing and recording."""

    def require(office: Office, person: str, act: roles.Act) -> None:
        if act == "send":
            raise RuleError("not_of_the_office", rule=roles.RULE, article=roles.ARTICLE)
        real(office, person, act)

    return require


def test_a_folder_that_takes_nothing_is_said_and_nothing_is_recorded(
    qtbot: QtBot, window: tuple[Context, Told], tmp_path: Path
) -> None:
    context, _ = window
    view = writing(qtbot, context)
    fill(qtbot, view)
    through(qtbot, context, view, "to_approve", "approved", "signed")
    assert view._editing is not None
    view._leaving.write_mail(view._editing, tmp_path / "weg" / "brief.eml", "Zij vroeg het zo.")
    settle(qtbot, context)
    assert "Kies een andere map" in words_in(view._banner)
    assert kept(context).taken_out == ""


def test_a_letter_that_goes_by_post_is_printed_at_its_true_size(
    qtbot: QtBot, window: tuple[Context, Told], tmp_path: Path
) -> None:
    context, told = window
    view = writing(qtbot, context)
    view._by_email.click()
    fill(qtbot, view)
    through(qtbot, context, view, "to_approve", "approved", "signed")
    assert view._out.words == "Afdrukken…"
    if not has_printer():
        view._out.click()
        assert "geen printer" in words_in(view._banner)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    path = tmp_path / "papier.pdf"
    printer.setOutputFileName(str(path))
    assert view._editing is not None
    view._leaving.print_on(view._editing, printer)
    settle(qtbot, context)
    assert kept(context).taken_out == "paper"
    assert "Afgedrukt" in told.sentences[-1]
    assert _inked(path) == pytest.approx(_inked(None, letters.stored(context.desk, 1, "B1")), abs=3)


def _inked(path: Path | None, pdf: bytes = b"") -> tuple[float, float, float, float]:
    """Return where the ink of the first page begins and ends, in points."""
    with pypdfium2.PdfDocument(str(path) if path else pdf) as made:
        made.init_forms()
        page = made[0].render(scale=1, may_draw_forms=True).to_pil().convert("L")
    box = page.point(lambda tone: 255 if tone < 128 else 0).getbbox()
    assert box is not None
    return box


def test_a_registered_letter_needs_its_number_and_the_scan_joins_the_case(
    qtbot: QtBot, window: tuple[Context, Told], tmp_path: Path
) -> None:
    context, _ = window
    view = writing(qtbot, context)
    view._by_email.click()
    fill(qtbot, view)
    through(qtbot, context, view, "to_approve", "approved", "signed")
    view._act.click()
    sending = view._asking.dialog
    assert isinstance(sending, SendDialog)
    sending._way.setCurrentIndex(sending._way.findData("registered"))
    assert not sending.record.isEnabled()
    assert "aangetekende" in words_in(sending)
    assert ", ".join((MARIEKE.name, *MARIEKE.address)) in words_in(sending)
    sending._proof.setText("RR 123 456 785 BE")
    scan = tmp_path / "bewijs.png"
    scan.write_bytes(b"een verzonnen scan")
    sending.scan.set_path(scan)
    sending.record.click()
    in_state(qtbot, context, view, "sent")
    sent = kept(context).sent
    assert sent is not None
    assert (sent.channel, sent.proof) == ("registered", "RR 123 456 785 BE")
    with context.desk.file.reading() as now:
        assert now.blob(sent.scan) == b"een verzonnen scan"


def test_a_letter_that_came_back_is_said_and_sent_again(
    qtbot: QtBot, window: tuple[Context, Told]
) -> None:
    context, told = window
    view = writing(qtbot, context)
    fill(qtbot, view)
    through(qtbot, context, view, "to_approve", "approved", "signed")
    view._act.click()
    sending = view._asking.dialog
    assert isinstance(sending, SendDialog)
    sending.record.click()
    in_state(qtbot, context, view, "sent")
    view._returned.click()
    back = view._asking.dialog
    assert isinstance(back, CameBackDialog)
    assert back.why.currentData() == "bounced"
    assert "verschuift niet" in words_in(back)
    back.act.click()
    qtbot.waitUntil(lambda: kept(context).came_back_on == TODAY)
    settle(qtbot, context)
    assert "kwam terug op" in words_in(view._banner)
    assert view._out.isVisible() and not view._returned.isVisible()
    assert view._act.words == "Nieuwe verzending vastleggen…"
    with context.desk.file.reading() as reading:
        now = CaseNow.of(reading.case(1), reading.office(), TODAY)
    assert "opnieuw verzenden" in next_words(now, "nl").bold
    head = head_groups(now, "nl")[0]
    assert head.badge is not None and head.badge.text == "30 d", "it is owed again"
    assert head.second == "kwam terug ma 23 nov"
    assert LetterDialog(context, now, parent=view).kind.currentData() == "L05"
    view.complete_step()
    again = view._asking.dialog
    assert isinstance(again, SendDialog)
    again.record.click()
    qtbot.waitUntil(lambda: kept(context).came_back_on is None)
    settle(qtbot, context)
    assert told.sentences[-1] == "Vastgelegd dat de brief opnieuw verzonden is."
    assert view._returned.isVisible() and view._returned.words == "Kwam terug…"
    assert view._act.words == "Bewaren als…"


@pytest.mark.parametrize("lang", ["nl", "fr", "en", "de"])
def test_the_dialogs_of_sending_are_named_and_whole(
    qtbot: QtBot, look: Look, desk: Desk, lang: str
) -> None:
    with context_at(desk, look, lang=lang) as (context, _):
        view = writing(qtbot, context)
        for dialog in (
            SendDialog(context, "B1", "Nergenslaan 3", by_email=False, parent=view),
            CameBackDialog(context, "B1", TODAY, by_email=False, parent=view),
            UnstampedDialog(context, EnvironmentFault("time_stamp_slow", seconds=15), view),
        ):
            dialog.show()
            settle(qtbot, context)
            assert cut(dialog) == []
            assert nameless(dialog) == []
            assert too_small(dialog) == []
            dialog.close()


def test_words_kept_leave_whom_a_letter_is_written_to(qtbot: QtBot, look: Look, desk: Desk) -> None:
    who = Person("Verzonnen Ontvanger BV", ("Verzonnenkade 1", "3000 Nergens"))
    wish = letters.Wish(kind="L15", addressee=who, language="fr")
    letters.draft(desk, 1, wish, TODAY)
    with context_at(desk, look) as (context, _):
        view = LetterView(context)
        shown(qtbot, view, 1388)
        view.show_letter(1, "B2")
        qtbot.waitUntil(lambda: view._editing is not None)
        settle(qtbot, context)
        assert "Verzonnen Ontvanger BV" in view._second.text()
        assert "Marieke" not in view._second.text()
        editor = next(iter(view._editor._editors.values()))
        assert isinstance(editor, QPlainTextEdit | LineEdit)
        typed = "klantnummer 12"
        editor.setPlainText(typed) if isinstance(editor, QPlainTextEdit) else editor.setText(typed)
        view._on_typed()
        view.save()
        settle(qtbot, context)
    with desk.file.reading() as now:
        draft = now.case(1).letter("B2").draft
    assert (draft.addressee, draft.language) == (who, "fr")
    assert delivery.address_of(desk, 1, "B2") == (
        "Verzonnen Ontvanger BV, Verzonnenkade 1, 3000 Nergens"
    )


def clause_box(qtbot: QtBot, context: Context) -> ClauseBox:
    """Return the field for the facts, with the keyboard in it."""
    view = writing(qtbot, context)
    box = facts_of(view)
    assert isinstance(box, ClauseBox)
    view.activateWindow()
    box.setFocus()
    qtbot.waitUntil(box.hasFocus)
    return box


def test_two_colons_open_the_list_of_clauses_and_enter_puts_one_in(
    qtbot: QtBot, window: tuple[Context, Told]
) -> None:
    context, _ = window
    box = clause_box(qtbot, context)
    QTest.keyClicks(box, "Wij zochten. ::")
    popup = box.popup
    assert popup.isVisible()
    every = box.list.completionCount()
    assert every > 5
    QTest.keyClicks(box, "klacht")
    assert 0 < box.list.completionCount() < every
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert not popup.isVisible()
    assert box.toPlainText().startswith("Wij zochten. ")
    assert "::" not in box.toPlainText()
    assert "klacht" in box.toPlainText().casefold()
    assert box.toPlainText() in box.document().toPlainText()


def test_the_list_of_clauses_closes_with_escape_and_leaves_the_words(
    qtbot: QtBot, window: tuple[Context, Told]
) -> None:
    context, _ = window
    box = clause_box(qtbot, context)
    QTest.keyClicks(box, "::")
    QTest.keyClick(box.popup, Qt.Key.Key_Escape)
    assert not box.popup.isVisible()
    assert box.toPlainText() == "::"
    QTest.keyClicks(box, "zzzz")
    assert not box.popup.isVisible(), "nothing fits, nothing is shown"
