"""A fault of the program is told by its kind and its places, never by its words."""

from collections.abc import Callable
from itertools import pairwise

import pytest

from ikanda_case.domain.bug import MOST_BEHIND, MOST_PLACES, kind_of, place, told
from ikanda_case.domain.errors import InputError

SECRET = "Marieke Denkbeeld"


def caught(act: Callable[[], object]) -> BaseException:
    with pytest.raises(Exception) as raised:
        act()
    return raised.value


def fails() -> None:
    raise ValueError(SECRET)


def fails_because() -> None:
    try:
        fails()
    except ValueError as error:
        raise KeyError(SECRET) from error


def fails_while_tidying() -> None:
    try:
        fails()
    except ValueError:
        raise KeyError(SECRET)  # noqa: B904 - what lay behind it is found all the same


def fails_alone() -> None:
    try:
        fails()
    except ValueError:
        raise KeyError(SECRET) from None


def sinks(depth: int) -> None:
    if depth == 0:
        fails()
    sinks(depth - 1)


def test_a_fault_says_its_kind_and_where_it_was_raised_but_not_its_words() -> None:
    kind, *places = told(caught(fails))
    assert kind == "ValueError"
    assert places[-1].startswith("  test_bug.py:") and places[-1].endswith(" fails")
    assert SECRET not in " ".join(places)


@pytest.mark.parametrize("act", [fails_because, fails_while_tidying])
def test_what_lay_behind_a_fault_is_told_too(act: Callable[[], None]) -> None:
    lines = told(caught(act))
    assert (lines[0], "behind it: ValueError" in lines) == ("KeyError", True)
    assert SECRET not in " ".join(lines)


def test_what_was_put_out_of_the_way_is_not_told() -> None:
    assert not any(line.startswith("behind it") for line in told(caught(fails_alone)))


def test_a_long_way_is_told_by_its_end_and_a_ring_of_faults_ends() -> None:
    _, *places = told(caught(lambda: sinks(3 * MOST_PLACES)))
    assert len(places) == MOST_PLACES and places[-1].endswith(" fails")
    one, other = ValueError(), KeyError()
    one.__cause__, other.__cause__ = other, one
    assert told(one) == ("ValueError", "behind it: KeyError")
    chain = [ValueError() for _ in range(2 * MOST_BEHIND)]
    for behind, each in pairwise(chain):
        behind.__cause__ = each
    assert len(told(chain[0])) == MOST_BEHIND


def test_a_known_error_has_its_code_and_a_missing_module_its_name() -> None:
    assert kind_of(InputError("unknown_right", right=SECRET)) == "InputError unknown_right"
    assert kind_of(ModuleNotFoundError(SECRET, name="reportlab")) == (
        "ModuleNotFoundError reportlab"
    )
    assert kind_of(ImportError(SECRET)) == "ImportError"


@pytest.mark.parametrize(
    ("filename", "shown"),
    [
        ("/srv/marieke/ikanda_case/domain/clock.py", "ikanda_case/domain/clock.py"),
        (r"D:\Marieke\ikanda_case\ui\app.py", "ikanda_case/ui/app.py"),
        ("/srv/marieke/lib/site-packages/pikepdf/objects.py", "pikepdf/objects.py"),
        ("/srv/marieke/verzoek.py", "verzoek.py"),
        ("<string>", "<string>"),
        ("/x/brief van Marieke.py", "brief?van?Marieke.py"),
    ],
)
def test_a_place_shows_no_folder_that_may_name_a_person(filename: str, shown: str) -> None:
    assert place(filename, 7, "<lambda>") == f"{shown}:7 <lambda>"
