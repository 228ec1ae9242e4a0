"""The small parts: what they say, what they refuse, what the keyboard does in them."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLineEdit,
    QMenu,
    QProgressBar,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ikanda_case.ui.look.marks import Badge, Shape
from ikanda_case.ui.look.theme import Appearance, Look
from ikanda_case.ui.widgets.badge import BadgeLabel
from ikanda_case.ui.widgets.banner import Banner, BannerSlot, Notice
from ikanda_case.ui.widgets.button import Button
from ikanda_case.ui.widgets.chip import FilterChip
from ikanda_case.ui.widgets.empty import EmptyState
from ikanda_case.ui.widgets.facts import Fact, Facts
from ikanda_case.ui.widgets.field import Field
from ikanda_case.ui.widgets.inputs import DayField, NumberField
from ikanda_case.ui.widgets.label import PlainLabel
from ikanda_case.ui.widgets.message_line import MessageLine
from ikanda_case.ui.widgets.panel import Panel
from ikanda_case.ui.widgets.passphrase_field import PassphraseField, PassphraseWords, Strength
from ikanda_case.ui.widgets.progress_line import ProgressLine
from ikanda_case.ui.widgets.search_field import SearchField, Suggestion
from ikanda_case.ui.widgets.segments import Segment, Segments
from ikanda_case.ui.widgets.sizes import tags_that_fit, tags_width
from ikanda_case.ui.widgets.tabs import Tab, Tabs
from ikanda_case.ui.widgets.tags import TagRow


class TestButton:
    def test_refusal_keeps_it_visible_closed_and_explained(self, qtbot: QtBot, look: Look) -> None:
        button = Button(look, "Voorleggen", kind="primary", tip="Naar Rik Ontwerp")
        qtbot.addWidget(button)
        button.show()
        button.refuse("Nog 2 verplichte punten")
        assert button.isVisible()
        assert not button.isEnabled()
        assert button.toolTip() == "Nog 2 verplichte punten"
        assert button.accessibleDescription() == "Nog 2 verplichte punten"
        button.allow()
        assert button.isEnabled()
        assert button.toolTip() == "Naar Rik Ontwerp"

    def test_busy_takes_no_second_press(self, qtbot: QtBot, look: Look) -> None:
        button = Button(look, "Ondertekenen")
        qtbot.addWidget(button)
        button.set_busy("Bezig…")
        with qtbot.assertNotEmitted(button.clicked):
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        assert button.text() == "Bezig…"
        button.set_busy("")
        assert button.text() == "Ondertekenen"
        assert button.isEnabled()

    def test_end_of_busy_does_not_lift_a_refusal(self, qtbot: QtBot, look: Look) -> None:
        button = Button(look, "Verzenden")
        qtbot.addWidget(button)
        button.refuse("Identiteit nog niet bevestigd")
        button.set_busy("Bezig…")
        button.set_busy("")
        assert not button.isEnabled()

    def test_icon_alone_has_name_tooltip_and_room(self, qtbot: QtBot, look: Look) -> None:
        button = Button(look, "Vergrendelen", kind="icon", icon="lock_closed", key="Ctrl+L")
        qtbot.addWidget(button)
        assert button.text() == ""
        assert button.accessibleName() == "Vergrendelen"
        assert button.toolTip() == "Vergrendelen (Ctrl+L)"
        assert min(button.sizeHint().width(), button.sizeHint().height()) >= 24

    def test_enter_in_a_dialog_presses_nothing_by_itself(self, qtbot: QtBot, look: Look) -> None:
        dialog = QDialog()
        qtbot.addWidget(dialog)
        lines = QVBoxLayout(dialog)
        field, button = QLineEdit(), Button(look, "Verzenden")
        lines.addWidget(field)
        lines.addWidget(button)
        dialog.show()
        with qtbot.assertNotEmitted(button.clicked):
            QTest.keyClick(field, Qt.Key.Key_Return)

    @pytest.mark.parametrize("kind", ["plain", "primary", "ghost"])
    def test_heights_of_all_kinds_are_one(self, qtbot: QtBot, look: Look, kind: str) -> None:
        button = Button(look, "Zaak openen", kind=kind)  # type: ignore[arg-type]
        qtbot.addWidget(button)
        button.ensurePolished()
        assert button.sizeHint().height() == look.measures.control


class TestBadge:
    def test_speaks_and_explains_the_whole_sentence(self, qtbot: QtBot, look: Look) -> None:
        badge = Badge(Shape.TRIANGLE, "nog 2 d", "soon", chip=True, spoken="Termijn: nog 2 dagen")
        label = BadgeLabel(look, badge)
        qtbot.addWidget(label)
        assert label.accessibleName() == "Termijn: nog 2 dagen"
        assert label.toolTip() == "Termijn: nog 2 dagen"

    def test_no_badge_takes_no_room(self, qtbot: QtBot, look: Look) -> None:
        label = BadgeLabel(look)
        qtbot.addWidget(label)
        assert label.sizeHint().width() == 0

    @pytest.mark.parametrize("appearance", list(Appearance))
    @pytest.mark.parametrize("shape", [shape for shape in Shape if shape])
    def test_every_shape_is_painted_in_its_colour(
        self, qtbot: QtBot, look: Look, appearance: Appearance, shape: Shape
    ) -> None:
        look.choose(appearance)
        label = BadgeLabel(look, Badge(shape, "", "late"))
        qtbot.addWidget(label)
        label.resize(label.sizeHint())
        picture = label.grab().toImage()
        width, height = picture.width(), picture.height()
        inks = {picture.pixelColor(x, y).name() for x in range(width) for y in range(height)}
        assert look.tokens.late.lower() in inks


class TestTags:
    ALL = ("Inzage", "Wissing", "Afmelden reclame")

    def test_whole_tags_only(self, qtbot: QtBot, look: Look) -> None:
        counts = [tags_that_fit(self.ALL, width, look) for width in range(0, 400)]
        assert counts == sorted(counts)
        assert set(counts) == {1, 2, 3}
        assert tags_that_fit(self.ALL, tags_width(self.ALL, look), look) == 3
        assert tags_that_fit(self.ALL, tags_width(self.ALL, look) - 1, look) < 3

    def test_all_are_spoken(self, qtbot: QtBot, look: Look) -> None:
        row = TagRow(look, self.ALL)
        qtbot.addWidget(row)
        row.resize(60, 24)
        assert row.accessibleName() == "Inzage, Wissing, Afmelden reclame"
        assert row.toolTip() == row.accessibleName()


class TestBanner:
    def test_worst_is_said_and_the_first_of_equals(self, qtbot: QtBot, look: Look) -> None:
        slot = BannerSlot(look)
        qtbot.addWidget(slot)
        slot.set_notices(
            [
                Notice("ok", "In orde"),
                Notice("pause", "Geschorst"),
                Notice("late", "Te laat"),
                Notice("late", "Ook te laat"),
            ]
        )
        assert slot.banner.notice == Notice("late", "Te laat")
        slot.set_notices([])
        assert slot.isHidden()

    def test_action_says_which_notice(self, qtbot: QtBot, look: Look) -> None:
        notice = Notice(
            "pause", "Wissing wacht", "De kopie is nog niet weg.", "Naar brief", key="x"
        )
        banner = Banner(look, notice)
        qtbot.addWidget(banner)
        button = banner.action_button()
        assert button is not None
        with qtbot.waitSignal(banner.acted) as acted:
            button.click()
        assert acted.args == [notice]
        assert banner.accessibleName() == "Wissing wacht: De kopie is nog niet weg."

    def test_hidden_without_a_notice_and_back(self, qtbot: QtBot, look: Look) -> None:
        holder = QWidget()
        qtbot.addWidget(holder)
        lines = QVBoxLayout(holder)
        banner = Banner(look)
        lines.addWidget(banner)
        holder.show()
        assert not banner.isVisible()
        banner.set_notice(Notice("info", "Volgende stap"))
        assert banner.isVisible()
        assert banner.action_button() is None
        banner.set_notice(None)
        assert not banner.isVisible()

    @pytest.mark.parametrize("kind", ["late", "soon", "pause", "info", "ok"])
    @pytest.mark.parametrize("direction", list(Qt.LayoutDirection)[:2])
    def test_edge_is_on_the_leading_side(
        self, qtbot: QtBot, look: Look, kind: str, direction: Qt.LayoutDirection
    ) -> None:
        banner = Banner(look, Notice(kind, "Eén zin"))  # type: ignore[arg-type]
        qtbot.addWidget(banner)
        banner.setLayoutDirection(direction)
        banner.resize(300, 60)
        picture = banner.grab().toImage()
        at = 2 if direction == Qt.LayoutDirection.LeftToRight else 297
        wanted = look.tokens.accent if kind == "info" else getattr(look.tokens, kind)
        assert picture.pixelColor(at, 30).name() == wanted.lower()
        assert picture.pixelColor(299 - at, 30).name() == look.tokens.tint(kind).lower()  # type: ignore[arg-type]


class TestSegments:
    OPTIONS = (
        Segment("grant", "Toekennen"),
        Segment("part", "Deels toekennen"),
        Segment("refuse", "Weigeren", "Dit recht kent geen weigering"),
    )

    @pytest.fixture
    def segments(self, qtbot: QtBot, look: Look) -> Segments:
        made = Segments(look, "Beslissing", self.OPTIONS)
        qtbot.addWidget(made)
        made.show()
        return made

    def test_nothing_is_chosen_beforehand(self, segments: Segments) -> None:
        assert segments.current == ""

    def test_click_chooses_and_says_so(self, qtbot: QtBot, segments: Segments) -> None:
        button = segments.findChildren(QRadioButton)[1]
        with qtbot.waitSignal(segments.chosen) as chosen:
            QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
        assert chosen.args == ["part"]
        assert segments.current == "part"

    def test_arrows_move_the_choice(self, qtbot: QtBot, segments: Segments) -> None:
        segments.choose("grant")
        buttons = segments.findChildren(QRadioButton)
        buttons[0].setFocus()
        with qtbot.waitSignal(segments.chosen) as chosen:
            QTest.keyClick(buttons[0], Qt.Key.Key_Right)
        assert chosen.args == ["part"]

    def test_refused_choice_says_why(self, qtbot: QtBot, segments: Segments) -> None:
        refused = segments.findChildren(QRadioButton)[2]
        with qtbot.assertNotEmitted(segments.chosen):
            QTest.mouseClick(refused, Qt.MouseButton.LeftButton)
        assert refused.toolTip() == "Dit recht kent geen weigering"
        assert refused.accessibleDescription() == "Dit recht kent geen weigering"

    def test_choosing_by_program_says_nothing(self, qtbot: QtBot, segments: Segments) -> None:
        with qtbot.assertNotEmitted(segments.chosen):
            segments.choose("part")
        segments.choose("")
        assert segments.current == ""

    def test_choosing_moves_nothing(self, segments: Segments) -> None:
        before = segments.sizeHint()
        segments.choose("part")
        assert segments.sizeHint() == before


class TestTabs:
    ALL = (Tab("request", "Verzoek"), Tab("letters", "Brieven", 2, "Brieven, 2 open punten"))

    @pytest.fixture
    def tabs(self, qtbot: QtBot, look: Look) -> Tabs:
        made = Tabs(look, "Delen van de zaak", self.ALL)
        qtbot.addWidget(made)
        made.show()
        return made

    def test_arrow_shows_the_next_side(self, qtbot: QtBot, tabs: Tabs) -> None:
        assert tabs.current == "request"
        with qtbot.waitSignal(tabs.chosen) as chosen:
            QTest.keyClick(tabs, Qt.Key.Key_Right)
        assert chosen.args == ["letters"]

    def test_numbers_change_without_changing_the_side(self, qtbot: QtBot, tabs: Tabs) -> None:
        tabs.choose("letters")
        with qtbot.assertNotEmitted(tabs.chosen):
            tabs.set_tabs([Tab("request", "Verzoek"), Tab("letters", "Brieven", 1)])
        assert tabs.current == "letters"
        assert tabs.tabText(1) == "Brieven 1"

    def test_open_points_are_spoken(self, tabs: Tabs) -> None:
        assert tabs.accessibleTabName(1) == "Brieven, 2 open punten"

    def test_other_sides_replace_these(self, tabs: Tabs) -> None:
        tabs.set_tabs([Tab("due", "Termijn")])
        assert (tabs.count(), tabs.current) == (1, "due")


class TestFilterChip:
    def test_value_switches_it_on_in_words(self, qtbot: QtBot, look: Look) -> None:
        chip = FilterChip(look, "Ontvangen", QMenu())
        qtbot.addWidget(chip)
        chip.set_value("3 maanden")
        assert chip.text() == "Ontvangen: 3 maanden"
        assert chip.accessibleName() == "Ontvangen: 3 maanden"
        assert chip.property("on") == "true"
        chip.set_value("")
        assert (chip.text(), chip.value) == ("Ontvangen", "")


class TestMessageLine:
    @pytest.fixture
    def line(self, qtbot: QtBot, look: Look) -> MessageLine:
        made = MessageLine(look, "Meldingen", undo_words="Ongedaan maken", undo_key="Ctrl+Z")
        qtbot.addWidget(made)
        return made

    def test_undo_happens_once(self, qtbot: QtBot, line: MessageLine) -> None:
        undone: list[str] = []
        line.say("Toegewezen aan Tim Schets.", lambda: undone.append("back"))
        assert line.can_undo
        with qtbot.waitSignal(line.undone):
            line.undo()
        line.undo()
        assert undone == ["back"]
        assert line.isHidden()

    def test_next_act_takes_the_former_undo_away(self, line: MessageLine) -> None:
        undone: list[str] = []
        line.say("Toegewezen.", lambda: undone.append("back"))
        line.say("Verzonden.")
        assert not line.can_undo
        line.undo()
        assert undone == []

    def test_an_act_said_while_undoing_stays(self, line: MessageLine) -> None:
        line.say("Toegewezen.", lambda: line.say("Niet meer toegewezen."))
        line.undo()
        assert not line.isHidden()

    def test_recent_ones_are_kept_until_forgotten(self, line: MessageLine) -> None:
        for number in range(60):
            line.say(str(number))
        assert line.recent[:2] == ("59", "58")
        assert len(line.recent) == 50
        line.forget()
        assert line.recent == ()


class TestSearchField:
    @pytest.fixture
    def field(self, qtbot: QtBot, look: Look) -> SearchField:
        made = SearchField(look, "Zoeken", placeholder="Zoek zaak", clear_words="Wissen")
        qtbot.addWidget(made)
        made.show()
        return made

    def test_escape_clears_then_leaves(self, qtbot: QtBot, field: SearchField) -> None:
        field.setText("is:telaat")
        with qtbot.waitSignal(field.typed) as typed, qtbot.assertNotEmitted(field.left):
            QTest.keyClick(field, Qt.Key.Key_Escape)
        assert typed.args == [""]
        with qtbot.waitSignal(field.left):
            QTest.keyClick(field, Qt.Key.Key_Escape)

    def test_typing_enter_and_down(self, qtbot: QtBot, field: SearchField) -> None:
        with qtbot.waitSignals([field.typed, field.searched, field.left_downwards]):
            QTest.keyClicks(field, "a")
            QTest.keyClick(field, Qt.Key.Key_Return)
            QTest.keyClick(field, Qt.Key.Key_Down)

    def test_last_word_is_completed_and_the_first_kept(
        self, qtbot: QtBot, field: SearchField
    ) -> None:
        field.set_suggestions([Suggestion("is:telaat", "3"), Suggestion("is:geschorst", "2")])
        completer = field.completer()
        field.setText("inzage is:g")
        completer.setCompletionPrefix(completer.splitPath(field.text())[0])
        assert completer.completionCount() == 1
        assert completer.currentCompletion() == "inzage is:geschorst"
        assert completer.completionModel().index(0, 0).data() == "is:geschorst   2"

    def test_nothing_is_offered_after_a_space(self, field: SearchField) -> None:
        field.set_suggestions([Suggestion("is:telaat")])
        completer = field.completer()
        completer.setCompletionPrefix(completer.splitPath("inzage ")[0])
        assert completer.completionCount() == 0


class TestField:
    def test_error_is_shaped_said_and_described(self, qtbot: QtBot, look: Look) -> None:
        editor = QLineEdit()
        field = Field(look, "Ontvangen op", editor, hint="laatste Received-kop")
        qtbot.addWidget(field)
        assert editor.accessibleName() == "Ontvangen op"
        field.set_error("Deze dag ligt na vandaag. Kies een eerdere dag.")
        assert editor.property("wrong") == "true"
        assert editor.accessibleDescription() == (
            "Deze dag ligt na vandaag. Kies een eerdere dag. laatste Received-kop"
        )
        field.set_error("")
        assert editor.property("wrong") == ""
        assert editor.accessibleDescription() == "laatste Received-kop"


class TestPassphrase:
    WORDS = PassphraseWords("Tonen", "Verbergen", "Caps Lock staat aan")

    @pytest.fixture
    def field(self, qtbot: QtBot, look: Look) -> PassphraseField:
        made = PassphraseField(look, "Wachtzin", self.WORDS)
        qtbot.addWidget(made)
        made.show()
        return made

    def test_is_hidden_until_asked_and_again_after_clearing(self, field: PassphraseField) -> None:
        field.line.setText("paard batterij")
        (eye,) = field.line.findChildren(Button)
        assert field.line.echoMode() == QLineEdit.EchoMode.Password
        assert eye.accessibleName() == "Tonen"
        eye.click()
        assert field.line.echoMode() == QLineEdit.EchoMode.Normal
        assert eye.accessibleName() == "Verbergen"
        field.clear()
        assert field.line.echoMode() == QLineEdit.EchoMode.Password
        assert field.text() == ""

    @pytest.mark.parametrize(
        ("letter", "shift", "said"),
        [("a", False, False), ("A", True, False), ("A", False, True), ("a", True, True)],
    )
    def test_caps_lock_is_known_from_what_is_typed(
        self, field: PassphraseField, letter: str, shift: bool, said: bool
    ) -> None:
        held = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
        QTest.keyClicks(field.line, letter, held)
        assert field.caps_lock_said is said

    def test_caps_lock_key_turns_the_notice(self, field: PassphraseField) -> None:
        said = []
        for press in (Qt.Key.Key_CapsLock, "A", Qt.Key.Key_CapsLock, Qt.Key.Key_CapsLock):
            if isinstance(press, str):
                QTest.keyClicks(field.line, press)
            else:
                QTest.keyClick(field.line, press)
            said.append((field.caps_lock_said, field.line.accessibleDescription()))
        on, off = (True, "Caps Lock staat aan"), (False, "")
        assert said == [off, on, off, on]

    def test_system_knows_better(self, qtbot: QtBot, look: Look) -> None:
        field = PassphraseField(look, "Wachtzin", self.WORDS, caps_lock=lambda: True)
        qtbot.addWidget(field)
        QTest.keyClicks(field.line, "a")
        assert field.caps_lock_said

    def test_a_figure_tells_nothing(self, field: PassphraseField) -> None:
        QTest.keyClicks(field.line, "A7!")
        assert field.caps_lock_said

    def test_strength_is_said_in_words(self, field: PassphraseField) -> None:
        field.set_strength(Strength(0.5, "redelijk", "soon"))
        labels = {label.text() for label in field.findChildren(PlainLabel) if label.isVisible()}
        assert "redelijk" in labels
        field.set_strength(None)
        labels = {label.text() for label in field.findChildren(PlainLabel) if label.isVisible()}
        assert "redelijk" not in labels

    def test_wrong_one_is_selected_for_the_next_try(self, field: PassphraseField) -> None:
        field.line.setText("verkeerd")
        field.set_error("Deze wachtzin opent deze kluis niet.")
        field.select_all()
        assert field.line.selectedText() == "verkeerd"
        assert field.line.accessibleDescription() == "Deze wachtzin opent deze kluis niet."

    def test_cannot_be_copied(self, field: PassphraseField) -> None:
        clipboard = QApplication.clipboard()
        clipboard.setText("voordien")
        field.line.setText("geheim")
        field.line.selectAll()
        field.line.copy()
        assert clipboard.text() == "voordien"

    def test_enter_submits(self, qtbot: QtBot, field: PassphraseField) -> None:
        with qtbot.waitSignal(field.submitted):
            QTest.keyClick(field.line, Qt.Key.Key_Return)


class TestProgressLine:
    def test_says_the_step_and_hears_the_wish_to_stop(self, qtbot: QtBot, look: Look) -> None:
        line = ProgressLine(look, "Ondertekenen", cancel_words="Afbreken", stopping_words="Stopt…")
        qtbot.addWidget(line)
        line.show_step("Tijdstempel wordt opgehaald", "stap 2 van 3", done=1, total=3)
        (bar,) = line.findChildren(QProgressBar)
        assert (bar.value(), bar.maximum()) == (1, 3)
        assert bar.accessibleDescription() == "Tijdstempel wordt opgehaald stap 2 van 3"
        (cancel,) = line.findChildren(Button)
        with qtbot.waitSignal(line.cancelled):
            cancel.click()
        assert (cancel.text(), cancel.isEnabled()) == ("Stopt…", False)
        line.finish()
        assert line.isHidden()
        assert cancel.isEnabled()


class TestSmallOnes:
    def test_empty_state_acts(self, qtbot: QtBot, look: Look) -> None:
        state = EmptyState(look, "Niets dringends.", "De volgende is do 3 december.", "Tonen")
        qtbot.addWidget(state)
        with qtbot.waitSignal(state.acted):
            state.findChildren(Button)[0].click()
        assert state.accessibleName() == "Niets dringends. De volgende is do 3 december."

    def test_panel_acts_and_takes_another_title(self, qtbot: QtBot, look: Look) -> None:
        panel = Panel(look, "Eerst doen", note="8 zaken", action="Alle zaken")
        qtbot.addWidget(panel)
        with qtbot.waitSignal(panel.acted):
            panel.action.click()
        panel.set_title("Opvolging", "2")
        assert panel.accessibleName() == "Opvolging"

    def test_facts_change_and_stay_when_nothing_changed(self, qtbot: QtBot, look: Look) -> None:
        facts = Facts(look, "Feiten", [Fact("Taal", "Nederlands")])
        qtbot.addWidget(facts)
        before = facts.findChildren(PlainLabel)
        facts.set_facts([Fact("Taal", "Nederlands")])
        assert facts.findChildren(PlainLabel) == before
        facts.set_facts([Fact("Taal", "Frans", "volgens de brief"), Fact("Staat", badge=LATE)])
        shown = {label.text() for label in facts.findChildren(PlainLabel) if not label.isHidden()}
        assert shown == {"Taal", "Frans", "volgens de brief", "Staat"}


LATE = Badge(Shape.OCTAGON, "3 d te laat", "late", chip=True)


class TestInputs:
    def test_day_comes_and_goes_as_a_date(self, qtbot: QtBot) -> None:
        field = DayField("Ontvangen op", date(2026, 11, 22), latest=date(2026, 11, 23))
        qtbot.addWidget(field)
        with qtbot.waitSignal(field.day_changed) as changed:
            field.set_day(date(2026, 11, 5))
        assert changed.args == [date(2026, 11, 5)]
        assert field.text() == "05/11/2026"
        field.set_day(date(2027, 1, 1))
        assert field.day == date(2026, 11, 23)

    @pytest.mark.parametrize("kind", ["day", "number"])
    def test_scrolling_past_changes_nothing(self, qtbot: QtBot, kind: str) -> None:
        field = (
            DayField("Dag", date(2026, 11, 22))
            if kind == "day"
            else NumberField("Dagen", 0, 30, unit="d")
        )
        qtbot.addWidget(field)
        before = field.text()
        event = QWheelEvent(
            QPointF(5, 5),
            QPointF(5, 5),
            QPoint(0, 120),
            QPoint(0, 120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(field, event)
        assert field.text() == before
        assert not event.isAccepted()
