"""Looking at what arrived: the message beside its facts, checked at each change."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QWidget
from pytestqt.qtbot import QtBot

from ikanda_case.app import intake
from ikanda_case.app.desk import Desk
from ikanda_case.domain.people import Parties, Person
from ikanda_case.ui.context import Context
from ikanda_case.ui.intake.ask_words import AskWords
from ikanda_case.ui.intake.post_view import PostView
from ikanda_case.ui.intake.review_view import ReviewView
from ikanda_case.ui.look.theme import Look
from tests.support.cases import TODAY
from tests.ui.rooms import (
    DEMO,
    Told,
    context_at,
    cut,
    furnished_desk,
    nameless,
    open_case,
    settle,
    shown,
    take_in_demo,
    too_small,
    words_in,
)

MAIL = "09-drie-rechten.eml"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = furnished_desk(tmp_path)
    yield made
    made.file.close()  # type: ignore[attr-defined]


def review(qtbot: QtBot, context: Context, stream: int, *, width: int = 1200) -> ReviewView:
    view = ReviewView(context)
    shown(qtbot, view, width)
    look_at(qtbot, view, context, stream)
    return view


def look_at(qtbot: QtBot, view: ReviewView, context: Context, stream: int) -> None:
    view.show_item(stream)
    settle(qtbot, context)


def boxes(view: ReviewView) -> dict[str, QCheckBox]:
    return view._form.rights._boxes


def due(view: ReviewView, right: str) -> str:
    return view._form.rights._dues[right].text()


def test_a_mail_is_shown_with_the_words_it_rests_on(
    qtbot: QtBot, window: tuple[Context, Told]
) -> None:
    context, _ = window
    view = review(qtbot, context, take_in_demo(context.desk, MAIL))
    text = view._message._text.shown.text
    assert "GEEN nieuwsbrieven en geen acties meer [2]" in text
    assert view._form.name.text() == "Nora Verzinsel"
    assert view._form.received.day == date(2026, 10, 29)
    assert boxes(view)["OPTOUT_DM"].isChecked()
    assert "Vrij zeker" in boxes(view)["OPTOUT_DM"].accessibleDescription()
    assert view._open.isEnabled()


def test_another_day_of_arrival_counts_again_with_the_rule_below(
    qtbot: QtBot, window: tuple[Context, Told]
) -> None:
    context, _ = window
    view = review(qtbot, context, take_in_demo(context.desk, "01-inzage.eml"))
    assert due(view, "ACCESS") == "wo 9 dec"
    view._form.received.set_day(date(2026, 11, 5))
    qtbot.waitUntil(lambda: due(view, "ACCESS") == "ma 7 dec")
    assert "5 november 2026" in view._form._why.text()
    assert "7 december 2026" in view._form._why.text()


def test_each_right_gets_its_own_last_day(qtbot: QtBot, window: tuple[Context, Told]) -> None:
    context, _ = window
    view = review(qtbot, context, take_in_demo(context.desk, MAIL))
    boxes(view)["ACCESS"].click()
    qtbot.waitUntil(lambda: due(view, "ACCESS") != "")
    assert due(view, "ACCESS") == "ma 30 nov"
    assert due(view, "OPTOUT_DM") == "vr 13 nov"
    assert due(view, "RECTIFY") == ""


def test_without_a_right_no_case_can_be_opened(qtbot: QtBot, window: tuple[Context, Told]) -> None:
    context, told = window
    view = review(qtbot, context, take_in_demo(context.desk, "01-inzage.eml"))
    boxes(view)["ACCESS"].click()
    qtbot.waitUntil(lambda: not view._open.isEnabled())
    assert view._open.toolTip().startswith("Er is geen recht gekozen.")
    assert view._wrong.text().startswith("Er is geen recht gekozen.")
    view.complete_step()
    settle(qtbot, context)
    assert told.cases == []


def test_a_right_that_is_not_usual_can_be_added(qtbot: QtBot, window: tuple[Context, Told]) -> None:
    context, _ = window
    view = review(qtbot, context, take_in_demo(context.desk, "01-inzage.eml"))
    more = view._form.rights._more
    more.setCurrentIndex(more.findData("PORT"))
    more.activated.emit(more.currentIndex())
    qtbot.waitUntil(lambda: due(view, "PORT") != "")
    assert more.findData("PORT") == -1


def test_a_day_in_the_future_is_refused_beside_its_field(
    qtbot: QtBot, window: tuple[Context, Told]
) -> None:
    context, _ = window
    view = review(qtbot, context, take_in_demo(context.desk, "01-inzage.eml"))
    view._form.received.set_day(TODAY + timedelta(days=1))
    field = view._form._fields["received_on"]
    qtbot.waitUntil(lambda: "toekomst" in field.error)
    assert not view._open.isEnabled()
    view._form.received.set_day(TODAY)
    qtbot.waitUntil(view._open.isEnabled)
    assert field.error == ""


def test_a_letter_dated_after_its_arrival_is_refused_beside_that_day(
    qtbot: QtBot, window: tuple[Context, Told]
) -> None:
    context, _ = window
    view = review(qtbot, context, take_in_demo(context.desk, "11-brief-post.pdf"))
    form = view._form
    form.name.setText("Gerda Bedenksel")
    boxes(view)["ACCESS"].setChecked(True)
    form.received.set_day(date(2026, 11, 12))
    form.dated.set_day(date(2026, 11, 13))
    qtbot.waitUntil(lambda: "ligt na de aankomst" in form.dated.error)
    assert form._fields["received_on"].error == ""
    assert not view._open.isEnabled()
    form.dated.set_day(date(2026, 11, 9))
    qtbot.waitUntil(view._open.isEnabled)


@pytest.mark.parametrize(
    "name", ["11-brief-post.pdf", "12-lettre-manuscrite.jpg", "13-brief-deutsch.png"]
)
def test_a_scan_is_shown_as_pages(qtbot: QtBot, window: tuple[Context, Told], name: str) -> None:
    context, _ = window
    view = review(qtbot, context, take_in_demo(context.desk, name))
    assert view._message._stack.currentWidget() is view._message._pages
    assert view._message._pages.grab().toImage().format() != QImage.Format.Format_Invalid
    assert "1 / " in words_in(view._message._pages)
    assert view._form.channel.currentData() == "post"


def test_a_damaged_mail_says_so_and_shows_what_can_be_read(
    qtbot: QtBot, window: tuple[Context, Told]
) -> None:
    context, _ = window
    view = review(qtbot, context, take_in_demo(context.desk, "19-afgebroken.eml"))
    assert view._message._banner.isVisible()
    assert "beschadigd" in view._message._banner.accessibleName()
    assert "inzage in alle persoonsgegevens" in view._message._text.shown.text


def test_what_cannot_be_read_becomes_a_case_by_typing_the_facts(
    qtbot: QtBot, window: tuple[Context, Told]
) -> None:
    context, told = window
    taken = intake.take_in(context.desk, "kapot.bin", bytes(range(256)) * 4)
    view = review(qtbot, context, taken.stream)
    assert "niet leesbaar" in view._message._chrome.text()
    assert not view._open.isEnabled()
    QTest.keyClicks(view._form.name, "Fien Voorbeeld")
    boxes(view)["ACCESS"].click()
    qtbot.waitUntil(view._open.isEnabled)
    view.complete_step()
    qtbot.waitUntil(lambda: told.cases == [(taken.stream, "")])
    with context.desk.file.reading() as now:
        assert now.case(taken.stream).received.parties.requester.name == "Fien Voorbeeld"  # type: ignore[union-attr]


def test_a_lawyer_asks_for_someone_else(qtbot: QtBot, window: tuple[Context, Told]) -> None:
    context, told = window
    stream = take_in_demo(context.desk, "20-advocaat.eml")
    view = review(qtbot, context, stream)
    assert not view._form.subject_name.isVisible()
    acts_for = view._form.acts_for
    acts_for.setCurrentIndex(acts_for.findData("lawyer"))
    qtbot.waitUntil(view._form.subject_name.isVisible)
    view._form.subject_name.setText("Kasper Denkbeeldig")
    boxes(view)["ACCESS"].setChecked(True)
    qtbot.waitUntil(view._open.isEnabled)
    view.complete_step()
    qtbot.waitUntil(lambda: told.cases == [(stream, "")])
    with context.desk.file.reading() as now:
        parties = now.case(stream).received.parties  # type: ignore[union-attr]
    assert (parties.representation, parties.data_subject.name) == ("lawyer", "Kasper Denkbeeldig")


def test_earlier_cases_of_the_same_person_are_named_as_a_hint(
    qtbot: QtBot, window: tuple[Context, Told]
) -> None:
    context, _ = window
    nora = Person("Nora Verzinsel", email="nora.verzinsel@post-voorbeeld.example")
    open_case(context.desk, parties=Parties.herself(nora))
    view = review(qtbot, context, take_in_demo(context.desk, MAIL))
    assert "AVG-2026-0001" in view._earlier.text()
    assert "geen bewijs van identiteit" in view._earlier.text()
    view._form.email.setText("een.ander@voorbeeld.example")
    view._form.email.editingFinished.emit()
    qtbot.waitUntil(lambda: "Geen vroegere zaak" in view._earlier.text())


def test_what_is_no_request_is_set_aside_with_its_reason(
    qtbot: QtBot, window: tuple[Context, Told]
) -> None:
    context, told = window
    stream = take_in_demo(context.desk, "10-geen-verzoek.eml")
    view = review(qtbot, context, stream)
    view._aside.click()
    ask = view._asking.dialog
    assert isinstance(ask, AskWords)
    ask.answer.click()
    assert ask.isVisible()
    assert "reden" in ask.wrong.text()
    ask.text.setPlainText("Reclame van een leverancier.")
    ask.answer.click()
    qtbot.waitUntil(lambda: told.lists == ["waiting"])
    with context.desk.file.reading() as now:
        assert now.waiting() == ()
        assert now.case(stream).set_aside


def test_the_arrows_go_through_what_waits(qtbot: QtBot, window: tuple[Context, Told]) -> None:
    context, told = window
    streams = [take_in_demo(context.desk, name) for name in ("01-inzage.eml", MAIL)]
    view = review(qtbot, context, streams[1])
    assert view._note.text().startswith("1 van 2 nieuw binnen.")
    assert not view._former.isEnabled()
    assert view._former.accessibleDescription()
    view._next.click()
    assert told.items == [streams[0]]


def test_the_same_file_again_is_one_item(qtbot: QtBot, window: tuple[Context, Told]) -> None:
    context, _ = window
    first = take_in_demo(context.desk, MAIL)
    view = PostView(context)
    shown(qtbot, view)
    view.start()
    view.take_in(MAIL, (DEMO / MAIL).read_bytes(), "email")
    settle(qtbot, context)
    settle(qtbot, context)
    with context.desk.file.reading() as now:
        (item,) = now.waiting()
    assert (item.stream, item.times) == (first, 2)
    assert view._review._form.name.text() == "Nora Verzinsel"


def test_a_letter_by_post_starts_with_its_scan(qtbot: QtBot, window: tuple[Context, Told]) -> None:
    context, told = window
    view = PostView(context)
    shown(qtbot, view)
    view.start()
    view.take_in("brief.pdf", (DEMO / "11-brief-post.pdf").read_bytes(), "post")
    settle(qtbot, context)
    settle(qtbot, context)
    form = view._review._form
    assert view._review._title.text() == "Brief per post innemen"
    assert form.dated.isVisible()
    form.name.setText("Gerda Bedenksel")
    form.received.set_day(date(2026, 11, 12))
    form.rights._boxes["ACCESS"].setChecked(True)
    qtbot.waitUntil(view._review._open.isEnabled)
    view.complete_step()
    qtbot.waitUntil(lambda: view._review._asking.dialog is not None)  # it came eleven days ago
    asking = view._review._asking.dialog
    assert isinstance(asking, AskWords)
    asking.text.setPlainText("De brief lag bij een collega.")
    asking.answer.click()
    qtbot.waitUntil(lambda: len(told.cases) == 1)


def test_a_case_file_that_is_only_read_opens_no_case(qtbot: QtBot, look: Look, desk: Desk) -> None:
    stream = take_in_demo(desk, "01-inzage.eml")
    with context_at(desk, look, read_only="asked") as (context, told):
        view = review(qtbot, context, stream)
        assert not view._open.isEnabled()
        assert "geopend om te lezen" in view._open.toolTip()
        assert not view._aside.isEnabled()
        assert told.cases == []


def test_markup_and_hidden_signs_of_a_mail_stay_text(
    qtbot: QtBot, window: tuple[Context, Told]
) -> None:
    context, _ = window
    mail = (
        'From: "<b>Vet</b>" <x@voorbeeld.example>\r\nSubject: <img src=x> ' + "A" * 90_000 + "\r\n"
        "Content-Type: text/plain; charset=utf-8\r\n\r\n<h1>Inzage</h1> \u202ebedriegen\r\n"
        "\u2714 VEILIGE AFZENDER, nummer 85.07.30-033.28\r\n" + "woord " * 50_000
    ).encode()
    taken = intake.take_in(context.desk, "\u202e" + "n" * 100_000 + ".eml", mail)
    view = review(qtbot, context, taken.stream)
    text = view._message._text.shown.text
    assert "<h1>" in text
    assert "85.07.30" not in text
    assert "\u202e" not in words_in(view)
    assert view.minimumSizeHint().width() < 1000
    assert view.width() == 1200


def test_nothing_of_a_message_stays_after_clearing(
    qtbot: QtBot, window: tuple[Context, Told]
) -> None:
    context, _ = window
    view = review(qtbot, context, take_in_demo(context.desk, MAIL))
    view._form.acts_for.setCurrentIndex(1)
    view._form.subject_name.setText("Kasper Denkbeeldig")
    assert "Verzinsel" in words_in(view)
    view.clear()
    view.show_item(1)
    view.clear()
    settle(qtbot, context)
    said = words_in(view)
    assert not [w for w in ("Verzin", "nieuwsbrie", "Kasper", "drie-rechten", "AVG-") if w in said]


@pytest.mark.parametrize("lang", ["nl", "fr", "de", "en"])
@pytest.mark.parametrize("width", [848, 1200])
def test_everything_is_named_large_enough_and_whole(
    qtbot: QtBot, look: Look, desk: Desk, lang: str, width: int
) -> None:
    streams = [take_in_demo(desk, name) for name in (MAIL, "13-brief-deutsch.png")]
    with context_at(desk, look, lang=lang) as (context, _):
        view = review(qtbot, context, streams[0], width=width)
        for stream in streams:
            look_at(qtbot, view, context, stream)
            view._form.dated.set_day(TODAY)
            settle(qtbot, context)
            assert nameless(view) == []
            assert too_small(view) == []
            qtbot.waitUntil(
                lambda view=view: cut(view) == []
            )  # the last layout pass may still come
            assert view.minimumSizeHint().width() <= width


def test_tab_goes_through_the_facts_in_the_order_seen(
    qtbot: QtBot, window: tuple[Context, Told]
) -> None:
    context, _ = window
    view = review(qtbot, context, take_in_demo(context.desk, MAIL))
    form = view._form
    view.activateWindow()
    view.focus_filter()
    wanted = [form.name, form.email, form.received, form.channel, form.language, form.acts_for,
              form.address]  # fmt: skip
    reached: list[QWidget | None] = []
    for _press in range(12):  # a day takes the key three times: day, month, year
        if view.focusWidget() not in reached:
            reached.append(view.focusWidget())
        QTest.keyClick(view.focusWidget(), Qt.Key.Key_Tab)
    assert reached[: len(wanted)] == wanted
