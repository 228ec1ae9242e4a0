"""What the chain binds, and in which bytes."""

import hmac
from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as some

from ikanda_case.domain import facts as f
from ikanda_case.domain.errors import DamageError
from ikanda_case.domain.journal import Entry, canonical, fact_of, field_of, link, payload
from ikanda_case.domain.people import Person, folded, person_keys
from ikanda_case.domain.replay import corrected_entry

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


def test_a_person_is_known_again_by_mail_or_by_name_with_town() -> None:
    home = ("Straat 1", "0000 Nergens")
    mail = Person(name="Ada", email=" Ada@voorbeeld.example ")
    assert person_keys(mail) == {"mail:ada@voorbeeld.example"}
    assert person_keys(Person(name="Ada", address=home)) == {"home:ada|straat 1 0000 nergens"}
    assert person_keys(Person(name="Ada")) == frozenset()


NOTED = payload(f.Noted(text="gebeld"))


def test_a_fact_is_read_back_as_it_was_written() -> None:
    assert fact_of("noted", NOTED) == f.Noted(text="gebeld")


def test_what_an_older_program_did_not_write_has_its_default() -> None:
    assert fact_of("delivery_failed", b'{"letter":"B1"}') == f.DeliveryFailed(letter="B1", why="")
    with pytest.raises(DamageError):
        fact_of("delivery_failed", b'{"why":"verhuisd"}')


@pytest.mark.parametrize(
    ("kind", "raw", "code"),
    [
        ("teleported", NOTED, "unknown_entry_kind"),
        ("noted", NOTED + b" ", "unreadable_entry"),
        ("noted", NOTED + NOTED, "unreadable_entry"),
        ("noted", b"{", "unreadable_entry"),
        ("noted", b"\xff", "unreadable_entry"),
        ("noted", b'{"text":7}', "unreadable_entry"),
        ("noted", b'{"words":"gebeld"}', "unreadable_entry"),
        ("decided", b'{"decision":"perhaps","right":"ACCESS"}', "unreadable_entry"),
    ],
)
def test_what_no_entry_could_hold_is_damage(kind: str, raw: bytes, code: str) -> None:
    with pytest.raises(DamageError) as found:
        fact_of(kind, raw)
    assert (found.value.code, found.value.facts["kind"]) == (code, kind)


def test_a_correction_names_a_field_that_is_there_and_a_value_it_can_have() -> None:
    assert field_of("noted", "text", '"gebeld"') == "gebeld"
    assert field_of("noted", "on", '"2026-11-23"') == date(2026, 11, 23)
    for name, raw in (("colour", '"blue"'), ("text", "7"), ("on", '"morgen"')):
        with pytest.raises(DamageError):
            field_of("noted", name, raw)


def test_an_entry_whose_words_were_removed_can_still_have_its_day_put_right() -> None:
    removed = Entry(4, 1, "noted", date(2026, 11, 23), "p1", MOMENT, None)
    changes = (("text", '"gebeld"'), ("on", '"2026-11-20"'))
    after = corrected_entry(removed, changes)
    assert (after.on, after.fact) == (date(2026, 11, 20), None)
