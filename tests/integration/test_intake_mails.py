"""Every mail of the corpus is read as its index says, and none does harm."""

import hashlib
import socket
import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from ikanda_case.app.drafts import IntakeDraft
from ikanda_case.intake.reader import read
from ikanda_case.intake.rights import Vocabulary, vocabulary

ROOT = Path(__file__).resolve().parents[2]
MAILS = ROOT / "tests" / "files" / "mails"
INDEX: dict[str, Any] = tomllib.loads((MAILS / "index.toml").read_text("utf-8"))
HOSTS = tuple(INDEX["mail_hosts"])
BRUSSELS = ZoneInfo("Europe/Brussels")
CODES = {
    "no_arrival": "no_arrival",
    "date_after_arrival": "date_in_future",
    "several_senders": "several_from",
    "no_sender": "no_from",
    "name_imitates_address": "look_alike",
    "mixed_scripts": "mixed_script_sender",
    "reply_to_differs": "reply_to_differs",
    "bidi_controls": "bidi_controls",
    "attachment_name_cleaned": "attachment_name_changed",
    "too_deep": "depth_limit",
    "too_many_parts": "part_limit",
    "damaged": "damaged",
    "bounce": "auto_reply",
    "forwarded": "forwarded",
    "signature_not_checked": "signature_unchecked",
    "winmail": "winmail",
    "national_number": "national_number",
    "card_number": "card_number",
}
"""The index's words for what must be raised, and the reader's codes."""


def brussels_day(instant: datetime) -> date:
    return instant.astimezone(BRUSSELS).date()


@pytest.fixture(scope="module")
def words() -> Vocabulary:
    folder = ROOT / "resources" / "intake"
    return vocabulary(path.read_text("utf-8") for path in folder.glob("rights.*.toml"))


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Notes every attempt to reach out, and refuses it."""
    attempts: list[object] = []

    def refuse(*call: object, **named: object) -> None:
        attempts.append(call)
        raise OSError("no network in this test")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket.socket, "connect_ex", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    return attempts


def shown(draft: IntakeDraft) -> list[str]:
    names = [each.name for each in draft.attachments]
    return [draft.sender_name, draft.sender_address, draft.to, draft.subject, draft.text, *names]


@pytest.mark.parametrize("wanted", INDEX["mail"], ids=lambda each: each["file"])
def test_a_mail_is_read_as_the_index_says(
    wanted: dict[str, Any], words: Vocabulary, no_network: list[object]
) -> None:
    raw = (MAILS / wanted["file"]).read_bytes()
    before = hashlib.sha256(raw).hexdigest()
    draft = read(wanted["file"], raw, mail_hosts=HOSTS, brussels_day=brussels_day, words=words)
    assert hashlib.sha256(raw).hexdigest() == before
    assert no_network == []
    codes = {each.code for each in draft.cautions}
    assert "reading_failed" not in codes
    instant = draft.arrival.instant.isoformat() if draft.arrival.instant else ""
    day = draft.arrival.day.isoformat() if draft.arrival.day else ""
    found = {
        "form": draft.form,
        "arrival": instant,
        "arrival_day": day,
        "sender_address": draft.sender_address,
        "sender_name": draft.sender_name,
        "subject": draft.subject,
        "language": draft.language,
        "attachments": len(draft.attachments),
        "forwarded": draft.arrival.forwarded,
        "original_day": str(draft.arrival.original_day),
    }
    exact = {"form": "mail", **wanted} if wanted["file"] not in UNREAD else wanted
    assert {key: found[key] for key in found if key in exact} == {
        key: exact[key] for key in found if key in exact
    }
    assert all(piece in draft.text for piece in wanted.get("text_has", ()))
    assert all(piece in draft.subject for piece in wanted.get("subject_has", ()))
    assert not any(piece in draft.text for piece in wanted.get("text_never", ()))
    everything = "\n".join(shown(draft))
    assert not any(piece in everything for piece in wanted.get("shown_never", ()))
    assert max(len(draft.subject), len(draft.sender_name)) <= wanted.get("shown_longest", 500)
    names = "".join(each.name for each in draft.attachments)
    assert not any(piece in names for piece in wanted.get("attachment_name_never", ()))
    assert instant in ("", wanted.get("arrival_or_none", instant))
    assert draft.sender_address in ("", wanted.get("sender_or_none", draft.sender_address))
    rights = {each.right: each.certain for each in draft.rights}
    assert not rights.keys() & set(wanted.get("rights_never", ()))
    assert not any(rights.get(each) for each in wanted.get("certain_rights_never", ()))
    raised = {CODES[each] for each in wanted.get("cautions", ())}
    assert raised <= codes
    if wanted.get("cautions") == []:
        assert codes == set()


UNREAD = frozenset(("empty.eml", "not-a-mail.eml", "utf-16.eml"))
"""Files of the corpus that need not be taken for a mail."""
