"""Character sets, HTML, quotes and clean text: words arrive, and nothing else does."""

from datetime import date
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikanda_case.intake.charsets import decode, decode_file
from ikanda_case.intake.language import language_of
from ikanda_case.intake.markup import Reach, reach_of_html, reach_of_text, text_of_html
from ikanda_case.intake.plain import clean_line, clean_text, letters
from ikanda_case.intake.quotes import day_in, is_forward, own_words, quoted_head

DUTCH = "Geachte, ik wens één kopie van alles wat u over mij bewaart. Met vriendelijke groeten, Zoë"
FRENCH = "Madame, Monsieur, je souhaite accéder à mes données. Très cordialement, André Exemplaire"
GERMAN = "Sehr geehrte Damen und Herren, bitte löschen Sie meine Daten. Schöne Grüße, Jürgen"


@pytest.mark.parametrize("text", [DUTCH, FRENCH, GERMAN])
@pytest.mark.parametrize("charset", ["utf-8", "cp1252", "iso-8859-15", "mac_roman", "cp850"])
def test_a_declared_set_is_read(text: str, charset: str) -> None:
    assert decode(text.encode(charset), charset).text == text
    assert decode(text.encode(charset), charset).sure


@pytest.mark.parametrize("text", [DUTCH, FRENCH, GERMAN])
@pytest.mark.parametrize("declared", ["", "us-ascii", "unknown-8bit", "x-onbekend", "idna", "\x00"])
@pytest.mark.parametrize("charset", ["utf-8", "cp1252"])
def test_a_set_that_is_not_or_wrongly_declared_is_found(
    text: str, declared: str, charset: str
) -> None:
    found = decode(text.encode(charset), declared)
    assert found.text == text
    assert found.sure == (charset == "utf-8")


def test_latin_1_is_read_as_senders_mean_it() -> None:
    assert decode("voor 5 € “alles”".encode("cp1252"), "iso-8859-1").text == "voor 5 € “alles”"


@given(st.binary(max_size=300), st.text(max_size=40))
@settings(max_examples=500)
def test_any_bytes_become_text(content: bytes, declared: str) -> None:
    assert isinstance(decode(content, declared).text, str)
    assert isinstance(decode_file(content).text, str)


@pytest.mark.parametrize("charset", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_says_the_set(charset: str) -> None:
    assert decode_file(DUTCH.encode(charset)).text == DUTCH


@given(st.text(max_size=500))
@settings(max_examples=1000)
def test_clean_text_holds_no_controls_and_stays_clean(text: str) -> None:
    clean = clean_text(text)
    assert not any(ord(sign) < 32 and sign not in "\n\t" for sign in clean)
    assert not set(clean) & set("\r\x7f\u202a\u202e\u2066\u2069\u200e\ufeff\ud800\u2028")
    assert clean_text(clean) == clean
    line = clean_line(text, 50)
    assert "\n" not in line and len(line) <= 50 and line == line.strip()


def test_a_megabyte_of_blanks_is_cleaned_at_once() -> None:
    start = process_time()
    assert clean_text(" \t" * 500_000) == ""
    assert process_time() - start < 5


HOSTILE = """<html><head><title>t</title><link rel="stylesheet" href="http://x.example/a.css">
<style>body{background:url(http://x.example/b.png)} @import "//x.example/c.css";</style></head>
<body background='https://x.example/d.jpg' onload="alert(1)">
<p>Graag een <b>kopie</b> &amp; uitleg.</p><script>alert(2)</script><noscript>nee</noscript>
<table><tr><td>links</td><td>rechts</td></tr></table>
<img src=//x.example/e.gif><img src="cid:eigen"><a href="https://x.example/f">klik</a>
<a href="mailto:x@x.example">schrijf</a><iframe src="http://x.example/g">kader</iframe>
<svg><text>beeld</text></svg><textarea>veld</textarea></body></html>"""


def test_html_becomes_its_words_and_what_it_reaches_for_is_counted() -> None:
    text = text_of_html(HOSTILE)
    assert " ".join(text.split()) == "Graag een kopie & uitleg. links rechts klik schrijf"
    assert reach_of_html(HOSTILE) == Reach(remote=6, links=1)
    assert reach_of_text("zie https://x.example en www.y.example, niet http://") == Reach(0, 2)


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 150_000 + "woord",
        "<table><tr><td>" * 20_000 + "woord",
        "<p>woord " * 80_000,
        "&" * 900_000 + " woord",
        "<" * 900_000 + " woord",
        "<a href=" * 100_000 + " woord",
        'src="' * 150_000 + " woord",
        "<script>" * 100_000,
        "<!--" * 200_000,
        " " * 900_000 + "woord",
    ],
    ids=lambda page: page[:8],
)
def test_a_page_built_to_exhaust_is_read_within_seconds(page: str) -> None:
    start = process_time()
    reach_of_html(page)
    text = text_of_html(page)
    assert process_time() - start < 8
    assert ("woord" in text) == ("woord" in page[:1_000_000])


@given(st.text(alphabet="<>/ab \"'=&;!-\n", max_size=200))
@settings(max_examples=500)
def test_any_markup_becomes_text(page: str) -> None:
    assert isinstance(text_of_html(page), str)
    assert reach_of_html(page).remote >= 0


@pytest.mark.parametrize(
    ("head", "name", "address", "day"),
    [
        (
            "Van: Vera Verzonnen <vera@voorbeeld.example>\nVerzonden: zondag 1 november 2026 8:59",
            "Vera Verzonnen",
            "vera@voorbeeld.example",
            date(2026, 11, 1),
        ),
        (
            "De : André Fictif <andre@exemple.example>\nEnvoyé : mardi 3 août 2026 10:15",
            "André Fictif",
            "andre@exemple.example",
            date(2026, 8, 3),
        ),
        (
            "From: Madeup, Imogen [mailto:imogen@madeup.example]\n"
            "Sent: Tuesday, December 1, 2026 9:05 AM",
            "Madeup, Imogen",
            "imogen@madeup.example",
            date(2026, 12, 1),
        ),
        (
            "> *Von:* Jürgen Erdacht <j@erdacht.example>\n> *Gesendet:* Montag, 2. März 2026 07:00",
            "Jürgen Erdacht",
            "j@erdacht.example",
            date(2026, 3, 2),
        ),
        (
            "From: <x@y.example>\nDate: Mon, 9 Nov 2026 at 09:12",
            "",
            "x@y.example",
            date(2026, 11, 9),
        ),
        (
            "Van: Iemand zonder adres\nDatum: 05/11/2026",
            "Iemand zonder adres",
            "",
            date(2026, 11, 5),
        ),
        ("Van: Iemand\nVerzonden: gisteren", "Iemand", "", None),
    ],
)
def test_the_head_of_a_quoted_mail_is_opened(
    head: str, name: str, address: str, day: date | None
) -> None:
    found = quoted_head(f"Voor jullie?\n\n{head}\nOnderwerp: iets\n\nGeachte,")
    assert found is not None
    assert (found.name, found.address, found.day) == (name, address, day)


def test_words_about_a_sender_are_no_quoted_head() -> None:
    assert quoted_head("Van: de bakker\nwij kochten brood\n\nen melk") is None


@pytest.mark.parametrize(
    ("subject", "forwarded"),
    [
        ("FW: x", True),
        ("Fwd: x", True),
        ("TR : x", True),
        ("WG: x", True),
        ("Re: FW: x", False),
        ("Doorgestuurd: x", True),
        ("Forward the data", False),
        ("Twee vragen", False),
    ],
)
def test_a_forwarded_subject_is_known(subject: str, forwarded: bool) -> None:
    assert is_forward(subject) == forwarded


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("31/02/2026", None),
        ("2026-11-05", date(2026, 11, 5)),
        ("1 brumaire 2026", None),
        ("5.11.2026", date(2026, 11, 5)),
        ("5 nov. 2026", date(2026, 11, 5)),
        ("", None),
    ],
)
def test_a_claimed_day_is_read_or_left(text: str, day: date | None) -> None:
    assert day_in(text) == day


@given(st.dates(date(1990, 1, 1), date(2199, 12, 31)))
def test_every_day_is_read_as_the_four_languages_write_it(day: date) -> None:
    months = {
        "nl": "januari februari maart april mei juni juli augustus september oktober november"
        " december",
        "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre"
        " décembre",
        "en": "January February March April May June July August September October November"
        " December",
        "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    }
    for names in months.values():
        assert day_in(f"op {day.day} {names.split()[day.month - 1]} {day.year} 10:15") == day
    assert day_in(f"{day.day:02}/{day.month:02}/{day.year}") == day


def test_own_words_leave_out_what_is_quoted() -> None:
    text = "Akkoord.\n> wilt u wissen?\nGroet\n\nVan: Kantoor <k@kantoor.example>\nwissen"
    assert own_words(text) == "Akkoord.\nGroet\n"
    assert own_words("Ja\n-----Original Message-----\nwissen") == "Ja"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (DUTCH, "nl"),
        (FRENCH, "fr"),
        (GERMAN, "de"),
        ("Please send me a copy of everything you hold about me.", "en"),
        ("stop", ""),
        ("", ""),
        ("1234567890 " * 10, ""),
        ("Buongiorno, vorrei una copia di tutti i miei dati personali, grazie mille.", ""),
        ("Dzień dobry, proszę o kopię wszystkich moich danych osobowych.", ""),
    ],
)
def test_a_language_is_suggested_only_when_sure(text: str, language: str) -> None:
    assert language_of(text) == language


def test_letters_are_counted_in_any_script() -> None:
    assert letters("aé 1-Ж!") == 3
