"""Many letters judged at once: in their order, by processes that may break, and not for ever."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from ikanda_case.signing import crew
from ikanda_case.signing.children import WORTH_A_PROCESS
from ikanda_case.signing.crew import judged
from ikanda_case.signing.sign import sign_letter
from tests.support.letters import SIGNED_AT, STAMP, office_key, rendered


@pytest.fixture(scope="module")
def letters() -> list[bytes]:
    page = rendered("nl").pdf
    return [
        sign_letter(page, office_key().pkcs12, STAMP, now=SIGNED_AT + timedelta(seconds=number))
        for number in range(6)
    ]


def test_each_letter_is_judged_in_its_place(letters: list[bytes]) -> None:
    altered = letters[2].replace(b"/Contents <", b"/Contents  <", 1)
    given = [letters[0], b"", letters[1], altered, b"%PDF-1.7 \x00 broken", letters[3]]
    found = list(judged(given, 10 * WORTH_A_PROCESS))
    assert [valid for valid, _ in found] == [True, False, True, False, False, True]
    assert [why for valid, why in found if valid] == ["intact"] * 3
    assert all(why for _, why in found)


def test_only_a_few_are_held_at_a_time(letters: list[bytes]) -> None:
    taken = 0

    def coming() -> Iterator[bytes]:
        nonlocal taken
        for _ in range(12):
            taken += 1
            yield letters[0]

    ahead = []
    for number, (valid, _) in enumerate(judged(coming(), 1), 1):
        assert valid
        ahead.append(taken - number)
    assert taken == len(ahead) == 12 and max(ahead) <= 3


def test_a_letter_that_keeps_a_process_too_long_costs_only_itself(
    letters: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crew, "SECONDS", 0.0)
    assert list(judged(letters[:1], 1)) == [(False, "unreadable")]
    monkeypatch.undo()
    assert list(judged(letters[:1], 1)) == [(True, "intact")]


def test_whoever_looks_may_stop_it(letters: list[bytes]) -> None:
    class Asked(Exception):
        pass

    def look() -> None:
        raise Asked

    with pytest.raises(Asked):
        list(judged(letters, len(letters), look))


def test_a_child_that_cannot_start_leaves_nothing_valid(
    letters: list[bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(crew, "child_command", lambda: ["false"])
    assert list(judged(letters[:2], 2)) == [(False, "unreadable")] * 2
