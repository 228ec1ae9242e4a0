"""The decision on a right: its own grounds, and a field for each thing a ground needs."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ikanda_case.app import rights
from ikanda_case.domain.facts import RightAdded
from ikanda_case.ui.case.case_view import CaseView
from ikanda_case.ui.case.dialogs.decide import DecideDialog
from ikanda_case.ui.case.dialogs.ground_needs import END_DATE
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.models.case_page import rights_rows
from ikanda_case.ui.widgets.inputs import DayField
from tests.ui.rooms import nameless
from tests.ui.test_case_view import Stage, dialog_of


@pytest.fixture
def stage(qtbot: QtBot, look: Look) -> Iterator[Stage]:
    """A case that asks for a copy, an erasure and who received the data; identity is settled."""
    made = Stage(look)
    made.settled()
    for right in ("ERASE", "RECIPIENTS", "OPTOUT_DM"):
        added = RightAdded(right=right, why="zelfde brief")
        rights.add_right(made.desk, made.stream, added, made.context.today())
    qtbot.addWidget(made.view)
    made.view.resize(1200, 800)
    made.view.show()
    yield made
    made.jobs.close(10)
    made.gate.program.readers.close()


def deciding(view: CaseView, right: str, decision: str, ground: str) -> DecideDialog:
    """Open the decision on a right and choose."""
    view.acts.decide(right)
    dialog = dialog_of(view, DecideDialog)
    assert isinstance(dialog, DecideDialog)
    dialog.decision.choose(decision)
    dialog.decision.chosen.emit(decision)
    place = dialog.ground.findData(ground)
    assert place > 0, [dialog.ground.itemData(n) for n in range(dialog.ground.count())]
    dialog.ground.setCurrentIndex(place)
    return dialog


def asked(dialog: DecideDialog) -> list[str]:
    """Return what the chosen ground asks for, as it can be seen."""
    return [name for name, field in dialog.needed.fields.items() if field.isVisible()]


def test_a_ground_shows_a_field_for_each_evidence_and_is_kept(qtbot: QtBot, stage: Stage) -> None:
    view = stage.shown(qtbot)
    dialog = deciding(view, "ACCESS", "refused", "G01")
    assert asked(dialog) == ["systems", "identifiers"]
    assert nameless(dialog) == []
    QTest.keyClicks(dialog.needed.fields["systems"].editor, "webshop, CRM")
    dialog.facts.setPlainText("Niets gevonden.")
    dialog.act.click()
    qtbot.waitUntil(lambda: dialog.needed.fields["identifiers"].error != "")
    QTest.keyClicks(dialog.needed.fields["identifiers"].editor, "naam en e-mailadres")
    dialog.act.click()
    qtbot.waitUntil(lambda: bool(view.now and view.now.case.rows[0].ground == "G01"))
    assert view.now is not None
    decided = view.now.case.rows[0].decided
    assert decided is not None
    assert decided.evidence == (
        ("systems", "webshop, CRM"), ("identifiers", "naam en e-mailadres"),
    )  # fmt: skip


def test_abuse_needs_evidence_balancing_counsel_and_a_second_person(
    qtbot: QtBot, stage: Stage
) -> None:
    view = stage.shown(qtbot)
    dialog = deciding(view, "ACCESS", "refused", "G05")
    assert asked(dialog) == ["objective", "subjective", "balancing", "counsel"]
    for name in ("objective", "subjective"):
        QTest.keyClicks(dialog.needed.fields[name].editor, "zie nota")
    dialog.facts.setPlainText("Het verzoek dient een ander doel.")
    for name in ("balancing", "counsel"):
        dialog.act.click()
        field = dialog.needed.fields[name]
        qtbot.waitUntil(lambda field=field: field.error != "")  # type: ignore[misc]
        QTest.keyClicks(field.editor, "In woorden.")
    dialog.act.click()
    qtbot.waitUntil(lambda: bool(view.now and view.now.case.rows[0].ground == "G05"))


def test_what_must_stay_has_an_end_date(qtbot: QtBot, stage: Stage) -> None:
    view = stage.shown(qtbot)
    dialog = deciding(view, "ERASE", "partly", "G10")
    QTest.keyClicks(dialog.needed.fields["statute"].editor, "wet van 20 november 2022")
    end = dialog.needed.fields[END_DATE].editor
    assert isinstance(end, DayField)
    end.set_day(date(2036, 12, 31))
    dialog.facts.setPlainText("Twee facturen van maart 2026.")
    dialog.act.click()
    qtbot.waitUntil(lambda: bool(view.now and view.now.case.rows[1].decision == "partly"))
    assert view.now is not None
    decided = view.now.case.rows[1].decided
    assert decided is not None
    assert decided.kept_until == date(2036, 12, 31)
    view.acts.decide("ERASE")
    again = dialog_of(view, DecideDialog)
    assert isinstance(again, DecideDialog)
    assert dict(again.needed.evidence) == {
        "statute": "wet van 20 november 2022", END_DATE: "2036-12-31",
    }  # fmt: skip


def test_a_limit_of_the_answer_is_no_ground(qtbot: QtBot, stage: Stage) -> None:
    view = stage.shown(qtbot)
    dialog = deciding(view, "RECIPIENTS", "partly", "limitation:RECIPIENT_UNKNOWN")
    assert asked(dialog) == []
    dialog.facts.setPlainText("De koeriers van 2019 staan nergens meer.")
    dialog.act.click()
    qtbot.waitUntil(lambda: bool(view.now and view.now.case.rows[2].decision == "partly"))
    assert view.now is not None
    decided = view.now.case.rows[2].decided
    assert decided is not None
    assert (decided.ground, decided.limitation) == ("", "RECIPIENT_UNKNOWN")


def test_a_granted_right_asks_for_nothing(qtbot: QtBot, stage: Stage) -> None:
    view = stage.shown(qtbot)
    dialog = deciding(view, "ERASE", "partly", "G10")
    dialog.decision.choose("granted")
    dialog.decision.chosen.emit("granted")
    assert asked(dialog) == []
    dialog.act.click()
    qtbot.waitUntil(lambda: bool(view.now and view.now.case.rows[1].decision == "granted"))
    assert view.now is not None
    decided = view.now.case.rows[1].decided
    assert decided is not None
    assert (decided.ground, decided.evidence, decided.kept_until) == ("", (), None)


def test_a_refusal_after_the_month_asks_why_and_takes_the_reason_along(
    qtbot: QtBot, stage: Stage
) -> None:
    view = stage.shown(qtbot)
    stage.gate.clock.at = datetime(2027, 1, 11, 9, 0, tzinfo=UTC)
    dialog = deciding(view, "ACCESS", "partly", "G07")
    dialog.on.set_day(date(2027, 1, 11))
    dialog.facts.setPlainText("Twee namen van derden.")
    for name in asked(dialog):
        QTest.keyClicks(dialog.needed.fields[name].editor, "In woorden.")
    dialog.act.click()
    qtbot.waitUntil(lambda: "despite" in dialog.fields)
    QTest.keyClicks(dialog.fields["despite"].editor, "Het archief kwam pas vandaag vrij.")
    dialog.act.click()
    qtbot.waitUntil(lambda: bool(view.now and view.now.case.rows[0].decision == "partly"))


def test_what_is_absolute_is_not_refused(qtbot: QtBot, stage: Stage) -> None:
    view = stage.shown(qtbot)
    view.acts.decide("OPTOUT_DM")
    dialog = dialog_of(view, DecideDialog)
    assert isinstance(dialog, DecideDialog)
    assert "niet geweigerd" in "\n".join(label.text() for label in dialog.findChildren(QLabel))


def test_what_was_noted_for_a_ground_outlives_a_lock(qtbot: QtBot, stage: Stage) -> None:
    view = stage.shown(qtbot)
    dialog = deciding(view, "ERASE", "partly", "G10")
    QTest.keyClicks(dialog.needed.fields["statute"].editor, "wet van 20 november 2022")
    (held,) = view.acts.in_hand()
    dialog.reject()
    view.acts.take_up(held)
    again = dialog_of(view, DecideDialog)
    assert isinstance(again, DecideDialog)
    assert asked(again) == ["statute", END_DATE]
    assert dict(again.needed.evidence)["statute"] == "wet van 20 november 2022"


def test_each_part_has_its_own_decision_and_ground_and_the_whole_is_computed(
    qtbot: QtBot, stage: Stage
) -> None:
    view = stage.shown(qtbot)
    view.acts.decide("ERASE")
    dialog = dialog_of(view, DecideDialog)
    assert isinstance(dialog, DecideDialog)
    for _ in range(2):
        dialog.parts.add_part.click()
    account, invoices = dialog.parts.parts
    account.item.setText("klantprofiel")
    invoices.item.setText("twee facturen van maart 2026")
    assert dialog.decision.current == "granted" and not dialog.decision.isEnabled()
    choose(invoices, "refused")
    assert dialog.decision.current == "partly"
    assert not dialog.fields["ground"].isVisible() and not dialog.fields["facts"].isVisible()
    dialog.act.click()
    qtbot.waitUntil(lambda: dialog.fault.notice is not None)
    invoices.ground.setCurrentIndex(invoices.ground.findData("G10"))
    assert asked(dialog) == ["statute", END_DATE]
    dialog.act.click()
    qtbot.waitUntil(lambda: "feiten" in str(dialog.fault.notice))
    assert invoices.ground.findData("G08") < 0, "what is not listed for the right does not exist"
    invoices.facts.setText("stukken van de boekhouding")
    QTest.keyClicks(dialog.needed.fields["statute"].editor, "wet van 20 november 2022")
    end = dialog.needed.fields[END_DATE].editor
    assert isinstance(end, DayField)
    end.set_day(date(2036, 12, 31))
    assert nameless(dialog) == []
    dialog.act.click()
    qtbot.waitUntil(lambda: bool(view.now and view.now.case.rows[1].decision == "partly"))
    assert view.now is not None
    row = view.now.case.rows[1]
    assert row.decided is not None and row.grounds == ("G10",)
    assert [(each.item, each.decision, each.ground) for each in row.decided.items] == [
        ("klantprofiel", "granted", ""),
        ("twee facturen van maart 2026", "refused", "G10"),
    ]
    cell = next(r for r in rights_rows(view.now, "nl") if r.key == "ERASE").cells[4]
    assert cell.second == "G10, 2 delen"
    view.acts.decide("ERASE")
    again = dialog_of(view, DecideDialog)
    assert isinstance(again, DecideDialog)
    assert again.parts.items == row.decided.items
    again.parts.parts[1].remove.click()
    assert again.parts.whole == "granted"


def test_parts_that_were_typed_outlive_a_lock(qtbot: QtBot, stage: Stage) -> None:
    view = stage.shown(qtbot)
    view.acts.decide("ERASE")
    dialog = dialog_of(view, DecideDialog)
    assert isinstance(dialog, DecideDialog)
    dialog.parts.add_part.click()
    dialog.parts.parts[0].item.setText("facturen")
    choose(dialog.parts.parts[0], "partly")
    (held,) = view.acts.in_hand()
    before = dialog.parts.items
    dialog.reject()
    view.acts.take_up(held)
    again = dialog_of(view, DecideDialog)
    assert isinstance(again, DecideDialog)
    assert again.parts.items == before and again.decision.current == "partly"


def choose(part: object, decision: str) -> None:
    """Choose the decision on a part, as by hand."""
    part.decision.choose(decision)  # type: ignore[attr-defined]
    part.decision.chosen.emit(decision)  # type: ignore[attr-defined]
