"""What the chain binds, and in which bytes."""

import hmac
from datetime import date, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as some

from ikanda_case.domain.journal import Entry, canonical, link
from ikanda_case.domain.people import folded

MOMENT = datetime(2026, 11, 23, 9, 0, 1, 5, tzinfo=timezone(timedelta(hours=1)))
KEY, PREVIOUS, DIGEST = b"k" * 32, bytes(range(32)), bytes(range(32, 64))


@given(
    n=some.integers(1, 2**62),
    stream=some.integers(0, 2**62),
    kind=some.text(),
    actor=some.text(alphabet=some.characters(exclude_categories=["Cs"])),
)
def test_a_link_binds_the_canonical_list_of_an_entrys_words(
    n: int, stream: int, kind: str, actor: str
) -> None:
    entry = Entry(n, stream, kind, date(2026, 11, 23), actor, MOMENT, None)
    words = [n, stream, kind, "2026-11-23", actor, "2026-11-23T08:00:01.000005+00:00"]
    bound = canonical([*words, DIGEST.hex(), PREVIOUS.hex()])
    assert link(KEY, PREVIOUS, entry, DIGEST) == hmac.digest(KEY, bound, "sha256")


def test_names_are_folded_alike_whatever_their_accents_and_spaces() -> None:
    assert folded("  Élise  VAN den Ænd\t") == "elise van den ænd"
    assert folded(" Elise  VAN\tden Bosch ") == "elise van den bosch"
