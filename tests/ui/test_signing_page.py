"""The settings of signing: a key file looked at before it is taken, a time-stamp server tried."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ikanda_case.app import signing_key
from ikanda_case.app.desk import Desk
from ikanda_case.ui.context import Context
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.settings.key_dialogs import KeyFileDialog, OwnKeyDialog
from ikanda_case.ui.settings.signing_page import SigningPage
from tests.support.authorities import authority, issued, key_file
from tests.support.time_stamps import make_authority, serving
from tests.ui.rooms import (
    Told,
    context_at,
    cut,
    furnished_desk,
    nameless,
    settle,
    shown,
    too_small,
    words_in,
)

PASSWORD = "geheim van het bestand"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = furnished_desk(tmp_path)
    signing_key.ensure_key(made)
    yield made
    made.file.close()  # type: ignore[attr-defined]


@pytest.fixture(params=["nl", "fr", "en", "de"])
def window(
    desk: Desk, look: Look, request: pytest.FixtureRequest
) -> Iterator[tuple[Context, Told]]:
    with context_at(desk, look, lang=request.param) as made:
        yield made


@pytest.fixture
def dutch(desk: Desk, look: Look) -> Iterator[tuple[Context, Told]]:
    with context_at(desk, look) as made:
        yield made


@pytest.fixture
def chosen(tmp_path: Path) -> Path:
    made = authority("ec")
    path = tmp_path / "kantoor.p12"
    path.write_bytes(key_file(made.signer_key, made.signer, made.middle, made.root))
    return path


def opened(qtbot: QtBot, context: Context) -> SigningPage:
    page = SigningPage(context)
    shown(qtbot, page, 900, 760)
    settle(qtbot, context)
    return page


def file_dialog(qtbot: QtBot, page: SigningPage) -> KeyFileDialog:
    page._on_choose_clicked()
    dialog = page.findChild(KeyFileDialog)
    assert dialog is not None
    qtbot.waitUntil(dialog.isVisible)
    return dialog


def looked_at(
    qtbot: QtBot, context: Context, dialog: KeyFileDialog, path: Path, password: str = PASSWORD
) -> None:
    dialog.set_path(path)
    dialog.password.line.setText(password)
    dialog.act.click()
    settle(qtbot, context)


def fingerprint(context: Context) -> str:
    return signing_key.certificate(context.desk)[0].fingerprint


def test_everything_is_named_and_nothing_is_cut(
    qtbot: QtBot, window: tuple[Context, Told], chosen: Path
) -> None:
    context, _ = window
    page = opened(qtbot, context)
    dialog = file_dialog(qtbot, page)
    looked_at(qtbot, context, dialog, chosen)
    for view in (page, dialog):
        assert cut(view) == []
        assert nameless(view) == []
        assert too_small(view) == []


def test_a_certificate_of_the_office_s_own_is_called_that(
    qtbot: QtBot, dutch: tuple[Context, Told]
) -> None:
    page = opened(qtbot, dutch[0])
    assert "een eigen certificaat" in words_in(page.facts)
    digits = fingerprint(dutch[0])
    assert " ".join((digits[:4], digits[4:8])) in words_in(page.facts)


def test_a_key_file_is_shown_before_it_is_taken(
    qtbot: QtBot, dutch: tuple[Context, Told], chosen: Path
) -> None:
    context, told = dutch
    page, before = opened(qtbot, context), fingerprint(context)
    dialog = file_dialog(qtbot, page)
    assert not dialog.act.isEnabled()
    looked_at(qtbot, context, dialog, chosen)
    assert "Kantoor Voorbeeld" in words_in(dialog.found)
    assert "Tussen (verzonnen)" in words_in(dialog.found)
    assert dialog.act.words == "Hiermee ondertekenen"
    assert fingerprint(context) == before, "looking takes nothing"
    dialog.act.click()
    settle(qtbot, context)
    assert fingerprint(context) != before
    assert "Tussen (verzonnen)" in words_in(page.facts)
    assert told.sentences == ["Het kantoor ondertekent nu met deze sleutel."]


def test_another_password_or_file_is_looked_at_anew(
    qtbot: QtBot, dutch: tuple[Context, Told], chosen: Path
) -> None:
    context, _ = dutch
    page = opened(qtbot, context)
    dialog = file_dialog(qtbot, page)
    looked_at(qtbot, context, dialog, chosen)
    dialog.password.line.setText("iets anders")
    assert dialog.act.words == "Nakijken"
    assert not dialog.found.isVisible()


def test_a_wrong_password_is_said_at_its_field_and_nothing_is_lost(
    qtbot: QtBot, dutch: tuple[Context, Told], chosen: Path
) -> None:
    context, _ = dutch
    before = fingerprint(context)
    page = opened(qtbot, context)
    dialog = file_dialog(qtbot, page)
    looked_at(qtbot, context, dialog, chosen, "fout")
    assert "klopt niet" in words_in(dialog.fields["passphrase"])
    assert fingerprint(context) == before
    looked_at(qtbot, context, dialog, chosen)
    assert dialog.act.words == "Hiermee ondertekenen"


def test_an_expired_certificate_is_refused_with_its_day(
    qtbot: QtBot, dutch: tuple[Context, Told], tmp_path: Path
) -> None:
    context, _ = dutch
    key = authority("ec").signer_key
    path = tmp_path / "oud.pfx"
    path.write_bytes(key_file(key, issued("Oud", key, "Oud", key, ca=False, days=31)))
    page = opened(qtbot, context)
    dialog = file_dialog(qtbot, page)
    looked_at(qtbot, context, dialog, path)
    assert "vervallen op 1 februari 2026" in words_in(dialog.fault).replace("zondag ", "")
    assert dialog.act.words == "Nakijken"


def test_a_new_key_of_its_own(qtbot: QtBot, dutch: tuple[Context, Told]) -> None:
    context, _ = dutch
    page, before = opened(qtbot, context), fingerprint(context)
    page._on_own_clicked()
    dialog = page.findChild(OwnKeyDialog)
    assert dialog is not None
    assert "opnieuw voor" in words_in(dialog)
    dialog.act.click()
    settle(qtbot, context)
    assert fingerprint(context) != before


@pytest.mark.skipif(shutil.which("openssl") is None, reason="there is no openssl")
def test_a_server_is_tried_and_kept(
    qtbot: QtBot, dutch: tuple[Context, Told], tmp_path: Path
) -> None:
    context, told = dutch
    page = opened(qtbot, context)
    panel = page.stamps
    assert not panel.keep.isEnabled()
    with serving(make_authority(tmp_path / "tsa").answer) as url:
        panel.line.setText(url)
        panel.attempt.click()
        settle(qtbot, context)
        assert "De server antwoordt" in words_in(panel)
        page.complete_step()
        settle(qtbot, context)
    assert signing_key.certificate(context.desk)[0].time_stamps == url
    assert told.sentences == ["Server voor tijdstempels vastgelegd."]
    assert not panel.keep.isEnabled()


def test_what_is_no_address_is_said_and_not_kept(qtbot: QtBot, dutch: tuple[Context, Told]) -> None:
    context, _ = dutch
    page = opened(qtbot, context)
    page.stamps.line.setText("tijd.example")
    page.stamps.keep.click()
    settle(qtbot, context)
    assert "geen adres" in words_in(page.stamps)
    assert signing_key.certificate(context.desk)[0].time_stamps == ""
    assert [held.words for held in page.in_hand()] == [{"url": "tijd.example"}]


def test_who_may_not_change_it_is_told_why(qtbot: QtBot, desk: Desk, look: Look) -> None:
    from dataclasses import replace

    with context_at(replace(desk, actor="p2"), look) as (context, _):
        page = opened(qtbot, context)
        for button in (page.choose, page.own, page.stamps.keep, page.stamps.attempt):
            assert not button.isEnabled()
            assert button.toolTip()
