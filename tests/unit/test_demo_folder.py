"""The demo folder is sound: it has the form the command line promises to read, and keeps the law.

One item is refused on purpose. The plan of `14-naam-die-lijkt.eml` sends an access answer (L05)
while the identity that was asked for is still open, so that a run of the demo shows a refusal by
rule S6. Nothing else in the plan breaks a rule.
"""

import email
import json
import re
import runpy
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from email.message import Message
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import holidays
import pypdfium2
import pytest
from dateutil.relativedelta import relativedelta
from PIL import Image, ImageChops, ImageStat

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "resources" / "demo"
MAILS = ROOT / "tests" / "files" / "mails"
BRUSSELS = ZoneInfo("Europe/Brussels")
HOLIDAYS = holidays.country_holidays("BE", years=2026)
REFUSED = "14-naam-die-lijkt.eml"
BROKEN = "19-afgebroken.eml"
DUPLICATES = ("01-inzage.eml", "18-inzage-nogmaals.eml")

RIGHTS = {
    *("ACCESS", "RECTIFY", "ERASE", "RESTRICT", "PORT", "OBJECT", "OPTOUT_DM", "OPTOUT_PROFILE"),
    *("ADM", "CONSENT_WD", "RECIPIENTS", "INFO", "CHILD_DATA", "COMPLAINT", "SA_INQUIRY"),
    *("OOS_SUBSIDIARY", "OOS_PARTNER", "OOS_WARRANTY_DISK", "OOS_DECEASED"),
}
LETTERS = {"L01", "L02", "L04", "L05", "L06", "L07", "L10", "L12", "L18"}
FINAL = {"L05", "L06", "L07", "L10", "L12", "L18"}
PERSONAL = {"L05", "L05b", "L07", "L08"}
GROUNDS = {("ERASE", "G10"), ("ACCESS", "G01"), ("OOS_SUBSIDIARY", "G21")}
"""Grounds the plan uses, each allowed for its right by rules section 1.4."""

Check = Callable[[Any], bool]


def _text(value: Any) -> bool:
    return isinstance(value, str) and value.strip() == value != ""


def _lines(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(_text(line) for line in value)


def _day(value: Any) -> bool:
    return _text(value) and date.fromisoformat(value).isoformat() == value


def _moment(value: Any) -> bool:
    return _text(value) and datetime.fromisoformat(value).isoformat() == value


def _one_of(*allowed: str) -> Check:
    return lambda value: value in allowed


def _record(value: Any, required: dict[str, Check], optional: dict[str, Check]) -> bool:
    """Whether `value` has every required field, no unknown one, and each in its form."""
    assert isinstance(value, dict), value
    assert required.keys() <= value.keys() <= required.keys() | optional.keys(), value
    for name, field in value.items():
        assert (required | optional)[name](field), (name, field)
    return True


def _person(value: Any) -> bool:
    return _record(value, {"name": _text}, {"address": _lines, "email": _text})


def _identity(value: Any) -> bool:
    if value["needed"] is False:
        return _record(value, {"needed": lambda it: it is False, "because": _text}, {})
    return _record(
        value,
        {
            "needed": lambda it: it is True,
            "doubt": _text,
            "rung": _one_of("L0", "L1", "L2", "L3", "L4", "L5"),
            "requested_on": _day,
        },
        {
            "received_on": _day,
            "outcome": _one_of("confirmed", "insufficient", "mismatch", "none"),
            "on": _day,
        },
    )


def _answer(value: Any) -> bool:
    return _record(
        value,
        {"letter": lambda it: it in LETTERS, "on": _day},
        {
            "right": lambda it: it in RIGHTS,
            "ground": lambda it: re.fullmatch(r"G[0-2]\d", it) is not None,
            "facts": _text,
            "sent_by": _one_of("post", "email"),
        },
    )


def _item(value: Any) -> bool:
    return _record(
        value,
        {
            "file": _text,
            "rights": lambda it: isinstance(it, list) and set(it) <= RIGHTS,
            "identity": _identity,
        },
        {
            "channel": _one_of("email", "post", "desk", "phone", "chat"),
            "received": _moment,
            "dated": _day,
            "official_channel": _day,
            "forwarded_by_staff": lambda it: isinstance(it, bool),
            "requester": _person,
            "data_subject": _person,
            "language": _one_of("nl", "fr", "en", "de"),
            "extended": lambda it: _record(it, {"on": _day, "reason": _text}, {}),
            "answers": lambda it: bool(it) and all(_answer(answer) for answer in it),
            "close_on": _day,
        },
    )


def _office(value: Any) -> bool:
    return _record(
        value,
        {
            "legal_name": _text,
            "department": _text,
            "address": _lines,
            "mailbox": _text,
            "mail_hosts": _lines,
            "signatory": lambda it: _record(it, {"name": _text, "function": _text}, {}),
        },
        {
            "intake_addresses": lambda it: all(_lines(lines) for lines in it),
            "enterprise_number": _text,
            "contact": _text,
        },
    )


PLAN = json.loads((DEMO / "plan.json").read_text("utf-8"))
ITEMS: list[dict[str, Any]] = PLAN["items"]
AS_OF = date.fromisoformat(PLAN["as_of"])
WITH_RIGHTS = [item for item in ITEMS if item["rights"]]

each_item = pytest.mark.parametrize("item", ITEMS, ids=lambda item: item["file"][:2])
each_case = pytest.mark.parametrize("item", WITH_RIGHTS, ids=lambda item: item["file"][:2])


def _message(name: str) -> Message:
    return email.message_from_bytes((DEMO / name).read_bytes())


def _own_hops(message: Message) -> list[datetime]:
    """Dates of the Received: lines from the top while they are the office's own."""
    hops = []
    for line in message.get_all("Received", []):
        host = re.search(r"\sby ([\w.-]+)", line)
        if host is None or host[1] not in PLAN["office"]["mail_hosts"]:
            break
        hops.append(parsedate_to_datetime(line.rpartition(";")[2].strip()))
    return hops


def _arrival(item: dict[str, Any]) -> datetime:
    if "received" in item:
        return datetime.fromisoformat(item["received"]).replace(tzinfo=BRUSSELS)
    return _own_hops(_message(item["file"]))[-1].astimezone(BRUSSELS)


def _acts(item: dict[str, Any]) -> Iterator[date]:
    """Every day on which the office did something."""
    identity, extended = item["identity"], item.get("extended", {})
    told = [identity.get("requested_on"), identity.get("on"), extended.get("on")]
    told += [answer["on"] for answer in item.get("answers", [])] + [item.get("close_on")]
    yield from (date.fromisoformat(day) for day in told if day)


def _working_days(after: date, until: date) -> int:
    days = (after + timedelta(n + 1) for n in range((until - after).days))
    return sum(day.weekday() < 5 and day not in HOLIDAYS for day in days)


def _letters(item: dict[str, Any], *kinds: str) -> list[dict[str, Any]]:
    return [answer for answer in item.get("answers", []) if answer["letter"] in kinds]


def test_the_plan_has_the_form_of_the_interface() -> None:
    assert _record(
        PLAN,
        {
            "as_of": _day,
            "office": _office,
            "items": lambda items: all(_item(item) for item in items),
        },
        {},
    )
    assert len(ITEMS) >= 16


def test_plan_and_folder_name_the_same_files() -> None:
    named = [item["file"] for item in ITEMS]
    assert len(named) == len(set(named))
    assert {*named, "plan.json"} == {path.name for path in DEMO.iterdir()}


def test_files_are_small() -> None:
    sizes = {path.name: path.stat().st_size for path in DEMO.iterdir()}
    assert all(0 < size <= 250_000 for size in sizes.values()), sizes
    assert sum(sizes.values()) <= 600_000


def test_only_the_duplicates_are_the_same_bytes() -> None:
    contents = Counter((DEMO / item["file"]).read_bytes() for item in ITEMS)
    first, again = ((DEMO / name).read_bytes() for name in DUPLICATES)
    assert first == again
    assert len(contents) == len(ITEMS) - 1


@each_item
def test_lines_end_as_in_a_real_mail(item: dict[str, Any]) -> None:
    if item["file"].endswith((".eml", ".txt")):
        raw = (DEMO / item["file"]).read_bytes()
        assert raw.count(b"\r\n") == raw.count(b"\n") == raw.count(b"\r") > 10


@each_item
def test_mails_are_whole_except_the_broken_one(item: dict[str, Any]) -> None:
    if item["file"].endswith(".eml"):
        parts = list(_message(item["file"]).walk())
        defects = [defect for part in parts for defect in part.defects]
        assert bool(defects) == (item["file"] == BROKEN)


@each_item
def test_it_arrived_in_the_months_before(item: dict[str, Any]) -> None:
    assert date(2026, 8, 1) <= _arrival(item).date() <= date(2026, 11, 22)


@each_case
def test_the_office_acts_on_working_days_in_order(item: dict[str, Any]) -> None:
    arrived = _arrival(item).date()
    for day in _acts(item):
        assert arrived <= day <= AS_OF
        assert day.weekday() < 5 and day not in HOLIDAYS, day
    sent = [answer["on"] for answer in item.get("answers", [])]
    assert sent == sorted(sent)
    if "close_on" in item:
        assert item["close_on"] >= sent[-1]
        answered = {answer["right"] for answer in _letters(item, *FINAL)}
        assert answered == set(item["rights"])


@each_case
def test_answers_are_about_the_rights_asked(item: dict[str, Any]) -> None:
    for answer in item.get("answers", []):
        assert (answer["letter"] in FINAL) == ("right" in answer)
        assert answer.get("right", item["rights"][0]) in item["rights"]
        if answer["letter"] in {"L06", "L10", "L18"}:
            assert (answer["right"], answer["ground"]) in GROUNDS
            assert "facts" in answer
        if "sent_by" in answer and answer["sent_by"] == "post":
            assert item["requester"]["address"]


@each_case
def test_identity_is_asked_in_time_and_by_letter(item: dict[str, Any]) -> None:
    identity = item["identity"]
    asked = [answer["on"] for answer in _letters(item, "L02")]
    if not identity["needed"]:
        assert not asked
        return
    assert asked[0] == identity["requested_on"]
    requested = date.fromisoformat(identity["requested_on"])
    assert 0 < _working_days(_arrival(item).date(), requested) <= 5
    if "outcome" in identity:
        assert identity["requested_on"] < identity["received_on"] <= identity["on"]
    if identity.get("outcome") == "insufficient":
        assert asked[1:] == [identity["on"]]


def test_personal_data_leave_only_when_identity_is_settled_save_in_one_item() -> None:
    early = []
    for item in ITEMS:
        identity = item["identity"]
        settled = "0" if not identity["needed"] else "9"
        if identity.get("outcome") == "confirmed":
            settled = identity["on"]
        early += [item["file"] for answer in _letters(item, *PERSONAL) if answer["on"] < settled]
    assert early == [REFUSED]


@each_case
def test_extension_and_refusal_fall_in_the_first_month(item: dict[str, Any]) -> None:
    month = _arrival(item).date() + relativedelta(months=1)
    extended = item.get("extended")
    assert [answer["on"] for answer in _letters(item, "L04")] == (
        [extended["on"]] if extended else []
    )
    if extended:
        assert date.fromisoformat(extended["on"]) <= month
    for answer in _letters(item, "L06"):
        assert date.fromisoformat(answer["on"]) <= month


def test_dutch_first_and_every_language_is_there() -> None:
    told = Counter(item.get("language", "nl") for item in WITH_RIGHTS)
    assert set(told) == {"nl", "fr", "en", "de"}
    assert told["nl"] > len(WITH_RIGHTS) / 2
    answered = {item["language"] for item in ITEMS if _letters(item, *FINAL) and "language" in item}
    assert answered == {"nl", "fr", "en", "de"}


def test_arrivals_that_are_easily_read_wrong() -> None:
    by_number = {item["file"][:2]: item for item in ITEMS}
    forged = _message(by_number["05"]["file"])
    assert [day.date().isoformat() for day in _own_hops(forged)] == ["2026-11-12"] * 2
    assert sum("2026-08" in day or "Aug 2026" in day for day in forged.get_all("Received", [])) == 2
    assert not _message(by_number["06"]["file"]).get_all("Received")
    future = parsedate_to_datetime(_message(by_number["07"]["file"])["Date"])
    assert future.date() > AS_OF > _arrival(by_number["07"]).date()
    late = _own_hops(_message(by_number["08"]["file"]))[-1]
    assert late.isoformat(timespec="minutes") == "2026-11-10T23:50+00:00"
    assert late.astimezone(BRUSSELS).date() in HOLIDAYS
    released, *_, arrived = _own_hops(_message(by_number["25"]["file"]))
    assert released.date() - arrived.date() == timedelta(3)


def test_a_colleague_forwarded_a_mail_four_days_later() -> None:
    [item] = [item for item in ITEMS if item.get("forwarded_by_staff")]
    outer = _message(item["file"])
    [wrapped] = [part for part in outer.walk() if part.get_content_type() == "message/rfc822"]
    original = wrapped.get_payload(0)
    assert isinstance(original, Message)
    first = _own_hops(original)[-1]
    assert first == _arrival(item)
    official = date.fromisoformat(item["official_channel"])
    assert official == _own_hops(outer)[-1].date() == first.date() + timedelta(4)


def test_the_kinds_of_post_an_office_really_gets() -> None:
    endings = Counter(Path(item["file"]).suffix for item in ITEMS)
    assert {".eml", ".pdf", ".jpg", ".png", ".txt"} == set(endings)
    assert {"email", "post", "phone"} <= {item.get("channel") for item in ITEMS}
    assert sum(len(item["rights"]) > 1 for item in ITEMS) >= 3
    assert sum(not item["rights"] for item in ITEMS) == 2
    assert any("data_subject" in item for item in ITEMS)
    html = _message("03-html-met-pixel.eml").get_payload(decode=True)
    assert isinstance(html, bytes)
    assert html.count(b"http://tracker.example/") == 5
    unanswered = [
        item["file"]
        for item in WITH_RIGHTS
        if not _letters(item, *FINAL)
        and not item["identity"]["needed"]
        and "extended" not in item
        and _arrival(item).date() + relativedelta(months=1) < AS_OF
    ]
    assert unanswered == ["23-te-laat.eml"]


def test_everyone_is_invented() -> None:
    address = re.compile(rb"[\w.+-]+@([\w-]+(?:\.[\w-]+)+)")
    for path in DEMO.iterdir():
        if path.suffix in {".eml", ".txt", ".json"}:
            domains = set(address.findall(path.read_bytes().replace(b"=\r\n", b"")))
            assert all(domain.endswith(b".example") for domain in domains), (path.name, domains)
    homes = [
        item["requester"].get("address", ["0000 "])[-1] for item in ITEMS if "requester" in item
    ]
    assert all(home.startswith("0000 ") for home in homes)


def _picture(path: Path) -> Image.Image:
    if path.suffix != ".pdf":
        with Image.open(path) as picture:
            return picture.convert("RGB")
    with pypdfium2.PdfDocument(path) as document:
        page: Image.Image = document[0].render(scale=150 / 72).to_pil()
        assert (len(document), page.size) == (1, (1241, 1754))  # 1240 dots, rounded up
        return page.convert("RGB").resize((1240, 1754))


def test_the_script_draws_the_scans_that_are_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["make_demo_scans.py", str(tmp_path)])
    runpy.run_path(str(ROOT / "packaging" / "make_demo_scans.py"), run_name="__main__")
    drawn = sorted(tmp_path.iterdir())
    assert [path.name for path in drawn] == [
        item["file"] for item in ITEMS if not item["file"].endswith((".eml", ".txt"))
    ]
    for path in drawn:
        mine, kept = _picture(path), _picture(DEMO / path.name)
        assert mine.size == kept.size == (1240, 1754)
        assert max(ImageStat.Stat(ImageChops.difference(mine, kept)).mean) < 3
        red, _, blue = kept.crop((700, 60, 1240, 420)).split()
        stamped = ImageChops.subtract(red, blue).point(lambda shade: 255 * (shade > 90))
        assert 0.02 < ImageStat.Stat(stamped).mean[0] / 255 < 0.3


def test_the_index_of_odd_mails_names_each_and_knows_its_words() -> None:
    index = tomllib.loads((MAILS / "index.toml").read_text("utf-8"))
    named = [entry["file"] for entry in index["mail"]]
    assert len(named) == len(set(named)) >= 25
    assert set(named) == {path.name for path in MAILS.glob("*.eml")}
    for entry in index["mail"]:
        assert _text(entry["why"])
        assert set(entry.get("cautions", [])) <= index["cautions"].keys()
        assert (MAILS / entry["file"]).stat().st_size < 130_000
        if entry.get("arrival"):
            arrived = datetime.fromisoformat(entry["arrival"]).astimezone(BRUSSELS)
            assert arrived.date().isoformat() == entry["arrival_day"]


def test_the_national_number_among_the_odd_mails_belongs_to_nobody() -> None:
    raw = (MAILS / "national-number.eml").read_text("ascii")
    found = re.search(r"(\d\d)\.(\d\d)\.(\d\d)-(\d{3})\.(\d\d)", raw)
    assert found is not None
    *_, check = found.groups()
    assert 97 - int("".join(found.groups()[:4])) % 97 == int(check)
    with pytest.raises(ValueError, match="day"):
        date(1900 + int(found[1]), int(found[2]), int(found[3]))


def test_line_ends_of_the_odd_mails_survived_the_checkout() -> None:
    assert b"\r" not in (MAILS / "lf-only.eml").read_bytes()
    assert b"\n" not in (MAILS / "cr-only.eml").read_bytes()
    assert (MAILS / "empty.eml").read_bytes() == b""
    assert b"\x00" in (MAILS / "nul-bytes.eml").read_bytes()
