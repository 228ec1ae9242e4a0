"""A letter for several rights: the drafter sees of which right she writes, and what it lacks."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from ikanda_case.app import letters, steps
from ikanda_case.app.desk import Desk
from ikanda_case.domain.errors import RuleError
from ikanda_case.domain.facts import Decided
from ikanda_case.ui.case.dialogs.letter import LetterDialog
from ikanda_case.ui.context import Context
from ikanda_case.ui.letter.letter_view import LetterView
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.models.case_page import CaseNow
from tests.support.cases import TODAY, noted
from tests.ui.rooms import (
    Told,
    context_at,
    cut,
    furnished_desk,
    nameless,
    open_case,
    settle,
    too_small,
    words_in,
    writing,
)

REFUSED = "De boekhoudwet doet ons uw facturen bewaren."
DONE = "Wij verbeterden uw huisnummer in de webwinkel."


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A request whose rectification was done and whose erasure was refused, with its draft."""
    made = furnished_desk(tmp_path)
    stream = open_case(made, received_on=TODAY, rights=("RECTIFY", "ERASE"))
    steps.identity_not_needed(made, stream, "Verzonnen reden.", TODAY)
    steps.decide(made, stream, Decided(right="RECTIFY", decision="granted"), TODAY)
    steps.execute(made, stream, "RECTIFY", "", TODAY)
    refused = Decided(
        right="ERASE", decision="refused", ground="G10", facts=REFUSED, evidence=noted("G10")
    )
    steps.decide(made, stream, refused, TODAY)
    letters.draft(made, stream, letters.Wish(kind="L07", by_email=True), TODAY)
    yield made
    made.file.close()  # type: ignore[attr-defined]


def box(view: LetterView, name: str) -> QPlainTextEdit:
    found = view._editor._editors[name]
    assert isinstance(found, QPlainTextEdit)
    return found


def kept(context: Context) -> dict[str, str]:
    with context.desk.file.reading() as now:
        letter = now.case(1).letter("B1")
    assert letter is not None
    return dict(letter.draft.fields)


def test_each_right_has_its_own_heading_fields_and_mandatory_contents(
    qtbot: QtBot, window: tuple[Context, Told]
) -> None:
    view = writing(qtbot, window[0])
    assert [*view._editor._editors] == ["what_done.RECTIFY", "facts.ERASE"]
    assert {"Rechtzetting", "Wissing"} <= {*words_in(view._editor).split("\n")}
    assert box(view, "facts.ERASE").accessibleName() == "Wissing, feiten"
    open_points = [each.title for each in view._side.checks.checks if each.badge.strong]
    assert open_points == ["Rechtzetting: Wat, waar en wanneer"]
    titles = [each.title for each in view._side.checks.checks]
    assert "Wissing: Grond en artikel" in titles and "Klacht bij de autoriteit" in titles
    assert view._wrong.text() == "Nog 1 verplicht punt." and not view._act.isEnabled()
    view.activateWindow()
    view._side.chosen.emit("what.RECTIFY")
    assert view.focusWidget() is box(view, "what_done.RECTIFY")


def test_tab_goes_from_the_list_through_the_words_of_each_right(
    qtbot: QtBot, window: tuple[Context, Told]
) -> None:
    view = writing(qtbot, window[0])
    view.activateWindow()
    view._editor.setFocus()
    for name in ("what_done.RECTIFY", "facts.ERASE"):
        QTest.keyClick(view.focusWidget(), Qt.Key.Key_Tab)
        assert view.focusWidget() is box(view, name)


def test_what_was_noted_is_proposed_and_kept_only_when_it_is_worded_anew(
    qtbot: QtBot, window: tuple[Context, Told]
) -> None:
    context, told = window
    view = writing(qtbot, context)
    assert box(view, "facts.ERASE").toPlainText() == REFUSED
    assert "Voorgestelde tekst" in words_in(view._editor._fields["facts.ERASE"])
    box(view, "what_done.RECTIFY").setPlainText(DONE)
    qtbot.waitUntil(view._act.isEnabled, timeout=10_000)
    view.save()
    qtbot.waitUntil(lambda: told.sentences == ["Concept bewaard."])
    settle(qtbot, context)
    assert kept(context) == {"what_done.RECTIFY": DONE}
    box(view, "facts.ERASE").setPlainText("Twee facturen blijven, wegens de boekhoudwet.")
    view.save()
    qtbot.waitUntil(lambda: "facts.ERASE" in kept(context))
    settle(qtbot, context)
    view.clear()


def test_approval_waits_for_the_contents_of_every_right(
    qtbot: QtBot, window: tuple[Context, Told]
) -> None:
    context, _ = window
    with pytest.raises(RuleError) as stopped:
        letters.ask_approval(context.desk, 1, "B1", TODAY)
    assert stopped.value.code == "letter_field_missing_of_right"
    assert (stopped.value.facts["part"], stopped.value.facts["field"]) == (
        "Rechtzetting", "what_done",
    )  # fmt: skip
    view = writing(qtbot, context)
    box(view, "what_done.RECTIFY").setPlainText(DONE)
    qtbot.waitUntil(view._act.isEnabled, timeout=10_000)
    view.complete_step()
    qtbot.waitUntil(
        lambda: view._editing is not None and view._editing.letter.state == "to_approve",
        timeout=10_000,
    )
    settle(qtbot, context)
    assert box(view, "what_done.RECTIFY").isReadOnly()


def test_words_of_an_older_draft_are_shown_in_the_parts_they_speak_for(
    qtbot: QtBot, window: tuple[Context, Told]
) -> None:
    context, _ = window
    older = letters.Wish(kind="L07", facts=DONE, by_email=True, number="B1")
    letters.draft(context.desk, 1, older, TODAY)
    view = writing(qtbot, context)
    assert box(view, "what_done.RECTIFY").toPlainText() == DONE
    assert box(view, "facts.ERASE").toPlainText() == REFUSED
    assert "facts" not in view._editor._editors
    assert view._act.isEnabled()
    view._unsaved = True
    view.save()
    qtbot.waitUntil(lambda: kept(context) == {"what_done.RECTIFY": DONE})
    settle(qtbot, context)


def test_a_refusal_of_several_rights_asks_no_ground_for_all(
    qtbot: QtBot, window: tuple[Context, Told]
) -> None:
    context, _ = window
    with context.desk.file.reading() as reading:
        now = CaseNow.of(reading.case(1), reading.office(), TODAY)
    dialog = LetterDialog(context, now)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.kind.setCurrentIndex(dialog.kind.findData("L06"))
    assert not dialog.fields["ground"].isVisible() and not dialog.fields["facts"].isVisible()
    assert dialog.wish().ground == "" == dialog.wish().facts
    dialog.rights["RECTIFY"].setChecked(False)
    assert dialog.fields["ground"].isVisible() and dialog.fields["facts"].isVisible()
    assert dialog.wish().ground == "G10" and dialog.wish().facts == REFUSED


def test_nothing_is_cut_small_or_nameless(qtbot: QtBot, window: tuple[Context, Told]) -> None:
    view = writing(qtbot, window[0])
    assert not cut(view) and not nameless(view) and not too_small(view)


def test_a_drafter_reads_in_her_own_language_what_a_letter_in_another_one_asks(
    qtbot: QtBot, look: Look, tmp_path: Path
) -> None:
    """French proposals hold their signs by spaces that must not break: still they are proposals."""
    desk = furnished_desk(tmp_path)
    stream = open_case(desk, received_on=TODAY, rights=("ACCESS", "ERASE"), language="fr")
    steps.identity_not_needed(desk, stream, "Verzonnen reden.", TODAY)
    in_part = Decided(
        right="ERASE", decision="partly", ground="G10", facts="twee facturen", evidence=noted("G10")
    )
    steps.decide(desk, stream, in_part, TODAY)
    letters.draft(desk, stream, letters.Wish(kind="L05", by_email=True), TODAY)
    with context_at(desk, look) as (context, _):
        view = writing(qtbot, context)
        assert view._title.text() == "Antwoord op inzage"
        assert {"Inzage", "Wissing"} <= {*words_in(view._editor).split("\n")}
        assert "Inzage: Toegesneden op deze persoon" in [
            each.title for each in view._side.checks.checks
        ]
        purposes = box(view, "purposes.ACCESS")
        assert purposes.accessibleName() == "Inzage, Doeleinden"
        assert "\u00a0:" in view._editor.words()["purposes.ACCESS"]
        assert view._editor.free() == ()
        assert "Voorgestelde tekst" in words_in(view._editor._fields["purposes.ACCESS"])
        assert view._editor.words()["left_out.ERASE"] == "twee facturen"
        box(view, "left_out.ERASE").setPlainText("deux factures ; la loi les demande.")
        view.save()
        settle(qtbot, context)
        assert kept(context) == {"left_out.ERASE": "deux factures\u00a0; la loi les demande."}
        view.clear()
    desk.file.close()  # type: ignore[attr-defined]


def test_a_right_on_which_nothing_is_decided_is_decided_first(
    qtbot: QtBot, window: tuple[Context, Told]
) -> None:
    context, _ = window
    stream = open_case(
        context.desk, b"een ander", received_on=TODAY, rights=("RECTIFY", "ERASE"), despite=""
    )
    letters.draft(context.desk, stream, letters.Wish(kind="L07", by_email=True), TODAY)
    view = writing(qtbot, context)
    view.show_letter(stream, "B1")
    settle(qtbot, context)
    assert "beslis eerst in de zaak" in words_in(view._editor._fields["decision.ERASE"])
    view.clear()
