"""Many approved letters signed at once: in their order, each kept by itself, none lost."""

import shutil
import socket
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ikanda_case.app import intake, letters, sealing, signing_key, steps
from ikanda_case.app.desk import Desk
from ikanda_case.domain.people import Parties
from ikanda_case.signing import signing_crew
from tests.support.cases import MARIEKE, TODAY, a_receipt
from tests.support.time_stamps import make_authority, serving
from tests.ui.rooms import makers_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = makers_desk(tmp_path)
    yield made
    made.file.close()  # type: ignore[attr-defined]


def approved(desk: Desk, number: int) -> tuple[int, str]:
    stream = intake.take_in(desk, "vraag.txt", f"vraag {number}".encode()).stream
    intake.open_case(desk, stream, a_receipt(parties=Parties(MARIEKE, MARIEKE)))
    steps.identity_not_needed(desk, stream, "adres gekend", TODAY)
    letters.draft(desk, stream, letters.Wish(kind="L01"), TODAY)
    frozen = letters.ask_approval(desk, stream, "B1", TODAY)
    letters.approve(desk, stream, "B1", frozen.sha256, TODAY)
    return stream, "B1"


def states(desk: Desk, chosen: list[tuple[int, str]]) -> list[str]:
    with desk.file.reading() as now:
        return [now.case(stream).letter(number).state for stream, number in chosen]


def test_every_letter_is_signed_in_its_place_and_checked(desk: Desk) -> None:
    chosen = [approved(desk, number) for number in range(4)]
    assert [(each.stream, each.letter.id) for each in sealing.waiting(desk)] == chosen
    found = list(sealing.sign_many(desk, chosen, TODAY))
    assert [(each.stream, each.number, each.refused) for each in found] == [
        (stream, number, None) for stream, number in chosen
    ]
    assert states(desk, chosen) == ["signed"] * 4
    for stream, number in chosen:
        assert desk.signer.verdict(letters.stored(desk, stream, number)).verdict == "valid"
    assert sealing.waiting(desk) == ()


def test_what_may_not_be_signed_costs_only_itself(desk: Desk) -> None:
    good, bad, last = (approved(desk, number) for number in range(3))
    letters.send_back(desk, *bad, "toch niet")
    found = list(sealing.sign_many(desk, [bad, good, (99, "B1"), last], TODAY))
    assert [each.refused.code if each.refused else "" for each in found] == [
        "not_approved", "", "unknown_case", "",
    ]  # fmt: skip
    assert states(desk, [good, bad, last]) == ["signed", "draft", "signed"]


def test_it_stops_between_two_letters_and_keeps_what_was_yielded(desk: Desk) -> None:
    chosen = [approved(desk, number) for number in range(3)]
    working = sealing.sign_many(desk, chosen, TODAY)
    assert next(working).refused is None
    working.close()
    assert states(desk, chosen) == ["signed", "approved", "approved"]


def test_whoever_looks_ends_it(desk: Desk) -> None:
    class Asked(Exception):
        pass

    def look() -> None:
        raise Asked

    chosen = [approved(desk, 1)]
    with pytest.raises(Asked):
        list(sealing.sign_many(desk, chosen, TODAY, look))
    assert states(desk, chosen) == ["approved"]


@pytest.mark.parametrize("way", ["no program", "no time"])
def test_a_process_that_breaks_leaves_its_letter_approved(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    chosen = [approved(desk, 1)]
    breaking: dict[str, Callable[[], None]] = {
        "no program": lambda: monkeypatch.setattr(signing_crew, "child_command", lambda: ["false"]),
        "no time": lambda: monkeypatch.setattr(signing_crew, "SECONDS", 0.0),
    }
    breaking[way]()
    (found,) = sealing.sign_many(desk, chosen, TODAY)
    assert found.refused is not None
    assert found.refused.code == "signing_broke"
    assert states(desk, chosen) == ["approved"]


def test_a_server_that_is_down_is_said_of_each_and_the_person_may_sign_without(desk: Desk) -> None:
    chosen = [approved(desk, number) for number in range(2)]
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        signing_key.choose_time_stamps(desk, f"http://127.0.0.1:{free.getsockname()[1]}/")
    found = list(sealing.sign_many(desk, chosen, TODAY))
    codes = {each.refused.code for each in found if each.refused}
    assert (len(found), codes) == (2, {"time_stamp_unreachable"})
    again = sealing.sign_many(desk, chosen, TODAY, without_time_stamp="time_stamp_unreachable")
    assert [each.refused for each in again] == [None, None]
    with desk.file.reading() as now:
        signed = [now.case(stream).letter(number).signed for stream, number in chosen]
    assert {each.without_time_stamp for each in signed} == {"time_stamp_unreachable"}


@pytest.mark.skipif(shutil.which("openssl") is None, reason="there is no openssl")
def test_each_letter_of_a_batch_has_its_own_time_stamp(desk: Desk, tmp_path: Path) -> None:
    chosen = [approved(desk, number) for number in range(2)]
    with serving(make_authority(tmp_path / "tsa").answer) as url:
        signing_key.choose_time_stamps(desk, url)
        assert [each.refused for each in sealing.sign_many(desk, chosen, TODAY)] == [None, None]
    for stream, number in chosen:
        assert desk.signer.verdict(letters.stored(desk, stream, number)).level == "B-T"


def test_an_expired_key_is_said_of_each_with_its_day(desk: Desk) -> None:
    from datetime import timedelta

    from tests.support.clocks import START, SetClock

    chosen = [approved(desk, 1)]
    later = replace(desk, clock=SetClock(START + timedelta(days=20 * 365)))
    (found,) = sealing.sign_many(later, chosen, TODAY)
    assert found.refused is not None
    assert found.refused.code == "key_expired"
    assert str(found.refused.facts["until"]) == "2036-11-22"
