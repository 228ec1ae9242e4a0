"""The demo folder, read: what its plan says of a mail is what reading it suggests."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from ikanda_case.app.drafts import IntakeDraft
from ikanda_case.intake.reader import read
from ikanda_case.intake.rights import Vocabulary, vocabulary

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "resources" / "demo"
PLAN: dict[str, Any] = json.loads((DEMO / "plan.json").read_text("utf-8"))
HOSTS = tuple(PLAN["office"]["mail_hosts"])
BRUSSELS = ZoneInfo("Europe/Brussels")
FORMS = {".eml": "mail", ".pdf": "scan", ".jpg": "scan", ".png": "scan", ".txt": "text"}


@pytest.fixture(scope="module")
def words() -> Vocabulary:
    folder = ROOT / "resources" / "intake"
    return vocabulary(path.read_text("utf-8") for path in folder.glob("rights.*.toml"))


def opened(file: str, words: Vocabulary) -> IntakeDraft:
    def brussels_day(instant: datetime) -> date:
        return instant.astimezone(BRUSSELS).date()

    raw = (DEMO / file).read_bytes()
    return read(file, raw, mail_hosts=HOSTS, brussels_day=brussels_day, words=words)


@pytest.mark.parametrize("item", PLAN["items"], ids=lambda item: item["file"])
def test_reading_suggests_what_the_plan_says(item: dict[str, Any], words: Vocabulary) -> None:
    draft = opened(item["file"], words)
    assert draft.form == FORMS[Path(item["file"]).suffix]
    if draft.form == "scan":
        assert (draft.text, draft.rights, draft.cautions) == ("", (), ())
        return
    suggested = {each.right for each in draft.rights}
    assert set(item["rights"]) <= suggested
    assert len(suggested) <= len(item["rights"]) + 2
    assert draft.language == item.get("language", draft.language)
    assert draft.language != ""
    if draft.form == "mail" and "received" not in item:
        assert draft.arrival.source == "received_header"
    sender = item.get("requester", {}).get("email", draft.sender_address)
    assert draft.sender_address == sender


def test_a_forged_chain_does_not_bring_the_arrival_forward(words: Vocabulary) -> None:
    assert opened("05-acces-en-tetes.eml", words).arrival.day == date(2026, 11, 12)


def test_a_mail_released_from_quarantine_arrived_when_it_first_came(words: Vocabulary) -> None:
    assert opened("25-reclamation.eml", words).arrival.day == date(2026, 11, 13)


def test_a_mail_after_midnight_in_brussels_belongs_to_that_day(words: Vocabulary) -> None:
    arrival = opened("08-kort-na-middernacht.eml", words).arrival
    assert (
        arrival.instant is not None and arrival.day == arrival.instant.astimezone(BRUSSELS).date()
    )


def test_an_advertisement_suggests_no_right(words: Vocabulary) -> None:
    assert opened("10-geen-verzoek.eml", words).rights == ()
