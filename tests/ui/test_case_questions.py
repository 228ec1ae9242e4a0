"""Who acts for whom, what else the person is asked, and stored evidence that goes."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from ikanda_case.app import intake, steps
from ikanda_case.domain.people import Parties, Person
from ikanda_case.ui.case.dialogs.correct import CorrectDialog
from ikanda_case.ui.case.dialogs.destroy import DestroyDialog
from ikanda_case.ui.case.dialogs.identity import IdentityDialog
from ikanda_case.ui.case.dialogs.questions import (
    AskMandateDialog,
    ClarifiedDialog,
    ClarifyDialog,
    MandateEvidenceDialog,
    MandateOutcomeDialog,
    RemindDialog,
)
from ikanda_case.ui.case.identity_side import IdentitySide
from ikanda_case.ui.look.theme import Look
from tests.support.cases import MARIEKE, a_receipt
from tests.ui.rooms import nameless, words_in
from tests.ui.test_case_view import Stage, dialog_of, words_of

LAWYER = Person(name="Mr. Aurelia Pleit (fictief)", email="pleit@balie.example")
PROMPT = date(2026, 11, 9)
"""Two working days after the request arrived: a question is in time."""


@pytest.fixture
def stage(qtbot: QtBot, look: Look) -> Iterator[Stage]:
    made = Stage(look)
    qtbot.addWidget(made.view)
    made.view.resize(1300, 1000)
    made.view.show()
    yield made
    made.jobs.close(10)
    made.gate.program.readers.close()


def represented(stage: Stage, quality: str) -> None:
    """Log another case, of a person for whom somebody acts."""
    taken = intake.take_in(stage.desk, "voor.txt", quality.encode())
    parties = Parties(LAWYER, MARIEKE, quality)  # type: ignore[arg-type]
    intake.open_case(stage.desk, taken.stream, a_receipt(parties=parties))
    stage.stream = taken.stream


def side_of(stage: Stage) -> IdentitySide:
    side = stage.view.sides["identity"]
    assert isinstance(side, IdentitySide)
    return side


def test_who_asks_for_herself_is_shown_no_mandate(qtbot: QtBot, stage: Stage) -> None:
    stage.shown(qtbot, "identity")
    side = side_of(stage)
    assert side.mandate.isHidden() and side.evidence.isHidden()
    assert not side.clarify.isHidden(), "of an access request it may be asked which data"


def test_a_lawyer_is_believed_and_a_routine_question_credits_nothing(
    qtbot: QtBot, stage: Stage
) -> None:
    represented(stage, "lawyer")
    view = stage.shown(qtbot, "identity")
    side = side_of(stage)
    assert "Een advocaat wordt geloofd" in words_in(side.mandate)
    assert "Aurelia Pleit" in words_in(side.mandate)
    side.mandate.acts["ask_mandate"].click()
    dialog = dialog_of(view, AskMandateDialog)
    assert isinstance(dialog, AskMandateDialog)
    assert not dialog.concrete.isChecked()
    dialog.on.set_day(PROMPT)
    dialog.doubt.setPlainText("Voor elk verzoek vragen wij een volmacht.")
    assert dialog.effect.notice is not None and dialog.effect.notice.kind == "soon"
    dialog.act.click()
    qtbot.waitUntil(lambda: dialog.fault.notice is not None)
    assert "3.6" in str(dialog.fault.notice)
    assert view.now is not None and view.now.case.mandate.code == "open"


def test_a_mandate_is_asked_with_its_doubt_arrives_and_is_found_in_order(
    qtbot: QtBot, stage: Stage
) -> None:
    represented(stage, "proxy")
    view = stage.shown(qtbot, "identity")
    panel = side_of(stage).mandate
    panel.acts["ask_mandate"].click()
    dialog = dialog_of(view, AskMandateDialog)
    assert isinstance(dialog, AskMandateDialog)
    assert "schriftelijke volmacht" in dialog.asked.toPlainText()
    dialog.act.click()
    qtbot.waitUntil(lambda: dialog.fields["doubt"].error != "")
    dialog.doubt.setPlainText("Uw brief noemt geen volmacht.")
    dialog.on.set_day(PROMPT)
    assert dialog.effect.notice is not None and dialog.effect.notice.kind == "pause"
    dialog.act.click()
    qtbot.waitUntil(lambda: bool(view.now and view.now.clock.suspended))
    assert not panel.acts["ask_mandate"].isVisible() and panel.acts["remind"].isVisible()
    panel.acts["mandate_evidence"].click()
    arrived = dialog_of(view, MandateEvidenceDialog)
    assert isinstance(arrived, MandateEvidenceDialog)
    arrived.what.setPlainText("brief van de cliënt")
    arrived.act.click()
    qtbot.waitUntil(lambda: bool(view.now and view.now.case.mandate.code == "received"))
    panel.acts["mandate_outcome"].click()
    outcome = dialog_of(view, MandateOutcomeDialog)
    assert isinstance(outcome, MandateOutcomeDialog)
    outcome.act.click()
    qtbot.waitUntil(lambda: outcome.fields["how"].error != "")
    outcome.how.setPlainText("De volmacht noemt inzage en IKANDA.")
    outcome.act.click()
    qtbot.waitUntil(lambda: bool(view.now and view.now.case.mandate.code == "verified"))
    stands = [fact.badge.text for fact in panel.facts.facts if fact.badge]
    assert stands == ["in orde"]


def test_a_clarification_suspends_only_where_the_quantity_is_large(
    qtbot: QtBot, stage: Stage
) -> None:
    view = stage.shown(qtbot, "identity")
    panel = side_of(stage).clarify
    panel.acts["clarify"].click()
    dialog = dialog_of(view, ClarifyDialog)
    assert isinstance(dialog, ClarifyDialog)
    dialog.on.set_day(PROMPT)
    assert dialog.effect.notice is not None and dialog.effect.notice.kind == "soon"
    assert "overweging 63" in dialog.effect.notice.plain
    dialog.question.setPlainText("Welke gegevens bedoelt u?")
    dialog.act.click()
    qtbot.waitUntil(lambda: dialog.fault.notice is not None)
    dialog.large.click()
    assert dialog.effect.notice.kind == "pause"
    dialog.act.click()
    qtbot.waitUntil(lambda: dialog.fields["why"].error != "")
    dialog.why.setPlainText("Tien jaar bestellingen en 4000 tickets.")
    dialog.act.click()
    qtbot.waitUntil(lambda: bool(view.now and view.now.clock.suspended))
    assert "Geschorst sinds maandag 9 november 2026" in words_of(view)
    panel.acts["remind"].click()
    remind = dialog_of(view, RemindDialog)
    assert isinstance(remind, RemindDialog)
    remind.what.setPlainText("per e-mail")
    remind.act.click()
    qtbot.waitUntil(lambda: bool(view.now and view.now.case.reminded_on))
    panel.acts["clarified"].click()
    answer = dialog_of(view, ClarifiedDialog)
    assert isinstance(answer, ClarifiedDialog)
    answer.what.setPlainText("Alles.")
    answer.act.click()
    qtbot.waitUntil(lambda: bool(view.now and not view.now.clock.suspended))
    assert "Verduidelijking gekregen" in words_in(panel)


def test_the_lowest_rung_is_proposed_and_a_card_is_never_asked_by_mail(
    qtbot: QtBot, stage: Stage
) -> None:
    view = stage.shown(qtbot, "identity")
    view.acts.open("ask_identity")
    dialog = dialog_of(view, IdentityDialog)
    assert isinstance(dialog, IdentityDialog)
    assert dialog.rungs.rung == "L1" and dialog.way.currentData() == "email"
    dialog.situation.boxes["elsewhere"].click()
    assert dialog.rungs.rung == "L2" and "controlecode" in dialog.asked.toPlainText()
    assert "voorgesteld" in dialog.rungs.buttons["L2"].text()
    dialog.situation.boxes["remote_impossible"].click()
    assert dialog.rungs.rung == "L4" and dialog.way.currentData() == "post"
    dialog.way.setCurrentIndex(dialog.way.findData("email"))
    dialog.doubt.setPlainText("Het adres wijkt af van ons klantbestand.")
    dialog.act.click()
    qtbot.waitUntil(lambda: dialog.fault.notice is not None)
    assert "T3" in str(dialog.fault.notice)
    dialog.way.setCurrentIndex(dialog.way.findData("person"))
    dialog.on.set_day(PROMPT)
    dialog.act.click()
    qtbot.waitUntil(lambda: bool(view.now and view.now.case.identity.code == "pending"))
    assert view.now is not None and view.now.case.identity.rung == "L4"


def test_a_default_reason_is_kept_by_its_code(qtbot: QtBot, stage: Stage) -> None:
    view = stage.shown(qtbot, "identity")
    view.acts.open("settle_identity")
    dialog = dialog_of(view, IdentityDialog)
    assert isinstance(dialog, IdentityDialog)
    dialog.default.setCurrentIndex(dialog.default.findData("address_on_file"))
    assert "adres" in dialog.because.toPlainText()
    dialog.act.click()
    qtbot.waitUntil(lambda: bool(view.now and view.now.case.identity.code == "not_needed"))
    assert view.now is not None
    facts = [e.fact for e in view.now.case.in_force if e.kind == "identity_not_needed"]
    assert getattr(facts[0], "default", "") == "address_on_file"
    view.acts.open("ask_identity")
    asking = dialog_of(view, IdentityDialog)
    assert isinstance(asking, IdentityDialog)
    asking.doubt.setPlainText("Het adres wijkt af.")
    asking.act.click()
    qtbot.waitUntil(lambda: "S3" in str(asking.fault.notice))
    assert "despite" not in asking.fields, "hard: no reason opens it"
    asking.reject()
    entry = next(e.n for e in view.now.case.in_force if e.kind == "identity_not_needed")
    view.acts.open(f"correct:{entry}")
    right = dialog_of(view, CorrectDialog)
    assert isinstance(right, CorrectDialog)
    rule = right.editors["default"]
    assert isinstance(rule, QComboBox) and rule.currentText().startswith("van het gekende adres")
    rule.setCurrentIndex(rule.findData(""))
    right.reason.setPlainText("Het was een ander adres.")
    right.act.click()
    qtbot.waitUntil(lambda: bool(view.now and not view.now.case.identity.default))


def test_stored_evidence_is_named_with_its_last_day_and_destroyed(
    qtbot: QtBot, stage: Stage
) -> None:
    content = b"\x89PNG afgeschermd"
    intake.attach(stage.desk, stage.stream, "kaart.png", content, purpose="evidence")
    view = stage.shown(qtbot, "identity")
    panel = side_of(stage).evidence
    assert "kaart.png" in words_in(panel) and "kopieën bewaard: 1" in words_in(panel)
    panel.gone.click()
    dialog = dialog_of(view, DestroyDialog)
    assert isinstance(dialog, DestroyDialog)
    dialog.act.click()
    qtbot.waitUntil(lambda: dialog.fields["how"].error != "")
    dialog.how.setPlainText("Nagekeken, naam klopt.")
    dialog.act.click()
    qtbot.waitUntil(lambda: bool(view.now and view.now.case.evidence[0].destroyed_on))
    assert "kopieën bewaard: 0" in words_in(panel) and not panel.gone.isEnabled()


def test_nothing_stays_and_everything_has_a_name(qtbot: QtBot, stage: Stage) -> None:
    represented(stage, "parent")
    steps.identity_not_needed(stage.desk, stage.stream, "Bekend.", stage.context.today())
    view = stage.shown(qtbot, "identity")
    assert nameless(side_of(stage)) == []
    view.clear()
    qtbot.waitUntil(lambda: "Pleit" not in words_in(side_of(stage)))
