"""Deceiving senders are pointed at, honest ones are left alone."""

from email.header import Header

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikanda_case.intake.headers import read_head
from ikanda_case.intake.senders import mixes_scripts, odd_domain, sender_cautions

TWINS = {"a": "а", "e": "е", "o": "о", "p": "р", "c": "с", "x": "х", "i": "і", "v": "ν"}
NAMES = st.sampled_from(
    ["Vera Verzonnen", "Octavia Exemplaire", "Jaap Voorbeeld", "IKANDA Privacy", "Piet Pape"]
)


def codes(**fields: str) -> list[str]:
    raw = "".join(f"{name.replace('_', '-')}: {value}\n" for name, value in fields.items())
    return [each.code for each in sender_cautions(read_head(raw.encode(), 0, 10_000).fields)]


@given(NAMES, st.data())
@settings(max_examples=500)
def test_every_name_with_a_borrowed_letter_is_flagged(name: str, data: st.DataObject) -> None:
    places = [place for place, sign in enumerate(name) if sign.lower() in TWINS]
    chosen = data.draw(st.sets(st.sampled_from(places), min_size=1))
    forged = "".join(
        TWINS[sign.lower()] if place in chosen else sign for place, sign in enumerate(name)
    )
    encoded = Header(forged, "utf-8").encode()
    assert "mixed_script_sender" in codes(From=f"{encoded} <vera@voorbeeld.example>")


@pytest.mark.parametrize(
    "name",
    [
        "Zoë Müller-Ångström",
        "Łukasz Żółć",
        "Αλέξανδρος Παπαδόπουλος",
        "Иван Иванов",
        "山田 太郎 (Yamada Taro)",
        "Yamada 太郎",
        "محمد علي",
        "Nguyễn Văn Ánh",
        "O'Neill & Søn, 2de verdieping №5",
        "Vera 🌻 Verzonnen",
        "",
    ],
)
def test_an_honest_name_is_left_alone(name: str) -> None:
    assert not mixes_scripts(name)
    assert codes(From=f"{Header(name, 'utf-8').encode()} <a@voorbeeld.example>") == []


@pytest.mark.parametrize(
    ("address", "odd"),
    [
        ("a@voorbeeld.example", False),
        ("a@münchen.example", False),
        ("a@xn--mnchen-3ya.example", False),
        ("a@xn--80ak6aa92e.example", True),
        ("a@ikаnda.example", True),
        ("a@пример.испытание", False),
        ("a@xn--99999999999.example", False),
        ("a", False),
    ],
)
def test_a_domain_in_another_script_than_its_ending_is_odd(address: str, odd: bool) -> None:
    assert odd_domain(address) == odd


def test_fancy_letters_are_flagged() -> None:
    assert mixes_scripts("𝐈𝐊𝐀𝐍𝐃𝐀 𝐏𝐫𝐢𝐯𝐚𝐜𝐲")


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        ({"From": "Vera <vera@voorbeeld.example>"}, []),
        ({"From": "Vera"}, ["no_from"]),
        ({"Subject": "x"}, ["no_from"]),
        ({"From": "a@b.example, c@d.example"}, ["several_from"]),
        ({"From": "a@b.example", "from": "c@d.example"}, ["several_from"]),
        ({"From": "a@b.example", "from": "A@b.example"}, ["several_from"]),
        ({"From": "a@b.example", "Reply_To": "A@B.example"}, []),
        ({"From": "a@b.example", "Reply_To": "Vera <z@y.example>"}, ["reply_to_differs"]),
        ({"From": '"privacy@kantoor.example" <a@b.example>'}, ["look_alike"]),
        ({"From": '"a@b.example" <a@b.example>'}, []),
        ({"From": "a@b.example", "Subject": "kopie \u202efdp"}, ["bidi_controls"]),
        ({"From": "a@b.example", "Subject": "\u200ekopie\u200f"}, []),
        ({"From": "(" * 3_000 + " a@b.example"}, []),
    ],
)
def test_what_the_head_says_of_the_sender(fields: dict[str, str], wanted: list[str]) -> None:
    assert codes(**fields) == wanted
