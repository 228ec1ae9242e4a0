"""The search language: any text is a search, and what is not understood is said."""

import unicodedata
from datetime import date, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ikanda_case.app.search_names import ASPECTS, FIELDS, PLACES, values_of
from ikanda_case.app.search_words import (
    MOST_TERMS,
    Condition,
    Misread,
    Names,
    Query,
    Term,
    parse,
    refused,
    without_numbers,
)
from ikanda_case.domain.numbers import find_numbers
from tests.support.cases import an_office

TODAY = date(2026, 11, 23)
NAMES = Names(an_office())
NATIONAL = "93.05.18-223.61"
CARD = "4111 1111 1111 1111"


def asked(text: str) -> Query:
    return parse(text, TODAY, NAMES)


def terms(text: str) -> list[tuple[str, bool, str | None]]:
    return [(term.text, term.prefix, term.place) for term in asked(text).terms]


def conditions(text: str) -> list[tuple[str, tuple[str, ...]]]:
    query = asked(text)
    assert query.misread == ()
    return [(each.aspect, each.values) for each in query.conditions]


def test_words_stand_for_themselves_and_the_last_one_still_grows() -> None:
    assert terms("jansens wis") == [("jansens", False, None), ("wis", True, None)]
    assert terms("jansens wis ") == [("jansens", False, None), ("wis", False, None)]
    assert terms("j") == [("j", False, None)]
    assert terms("AVG-2026-0136") == [("AVG-2026-0136", True, None)]


def test_a_star_stands_for_any_end() -> None:
    assert terms("wis* brief ") == [("wis", True, None), ("brief", False, None)]
    assert asked("wi*sen ").misread == (Misread("star", "wi*sen"),)
    assert terms("*wissen ") == [("wissen", False, None)]


def test_quotes_keep_words_together() -> None:
    assert terms('"kopie van mijn" x ') == [("kopie van mijn", False, None), ("x", False, None)]
    assert terms("“kopie van” ") == [("kopie van", False, None)]
    assert terms('"kopie van mi') == [("kopie van mi", True, None)]
    assert terms('"kopie van mi"') == [("kopie van mi", False, None)]


def test_a_minus_leaves_out() -> None:
    query = asked('inzage -wissing -"geen verzoek" e-mail ')
    assert [term.text for term in query.terms] == ["inzage", "e-mail"]
    assert [(term.text, term.prefix) for term in query.without] == [
        ("wissing", False),
        ("geen verzoek", False),
    ]
    assert asked("-wis").without == (Term("wis"),)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("van:jansens", "sender"), ("de:jansens", "sender"), ("From:jansens", "sender"),
        ("von:jansens", "sender"), ("aan:jansens", "addressee"), ("à:jansens", "addressee"),
        ("ref:0136", "ref"), ("onderwerp:laptop", "title"), ("Betreff:laptop", "title"),
    ],
)  # fmt: skip
def test_a_field_says_where_a_word_stands(text: str, place: str) -> None:
    assert terms(text) == [(text.partition(":")[2], True, place)]


def test_a_field_takes_a_phrase() -> None:
    assert terms('van:"jan jansens" ') == [("jan jansens", False, "sender")]


@pytest.mark.parametrize(
    ("text", "aspect", "values"),
    [
        ("type:inzage", "right", ("ACCESS",)),
        ("droit:effacement", "right", ("ERASE",)),
        ("right:access", "right", ("ACCESS",)),
        ("recht:löschung", "right", ("ERASE",)),
        ("type:inzage,wissing", "right", ("ACCESS", "ERASE")),
        ("type:profielstoppen", "right", ("OPTOUT_PROFILE",)),
        ("taal:fr", "language", ("fr",)),
        ("langue:néerlandais", "language", ("nl",)),
        ("kanaal:e-mail", "channel", ("email",)),
        ("is:telaat", "is", ("late",)),
        ("is:te-laat", "is", ("late",)),
        ("is:suspendu", "is", ("suspended",)),
        ("is:op", "is", ("open", "suspended", "aside")),
        ("in:brief", "kind", ("letter",)),
        ("dans:annexe,note", "kind", ("attachment", "note")),
        ("behandelaar:ilse", "handler", ("p1",)),
        ("behandelaar:ontw", "handler", ("p2",)),
        ("handler:nobody", "handler", ("",)),
        ("na:2026-01-01", "after", ("2026-01-01",)),
        ("na:2026", "after", ("2026-01-01",)),
        ("voor:2026-03", "before", ("2026-03-01",)),
        ("vor:1.12.2026", "before", ("2026-12-01",)),
    ],
)
def test_a_field_says_what_a_case_is(text: str, aspect: str, values: tuple[str, ...]) -> None:
    assert conditions(text) == [(aspect, values)]


@pytest.mark.parametrize(
    ("text", "comparison", "days"),
    [("termijn:<7d", "<", 7), ("délai:>=10j", ">=", 10), ("due:3", "=", 3), ("frist:>2w", ">", 14)],
)
def test_a_last_day_is_counted_from_today(text: str, comparison: str, days: int) -> None:
    day = (TODAY + timedelta(days=days)).isoformat()
    assert asked(text).conditions == (Condition("due", (day,), comparison),)  # type: ignore[arg-type]


def test_what_a_case_is_not_can_be_said_too() -> None:
    assert asked("-is:gesloten").conditions == (Condition("is", ("closed",), negated=True),)


@pytest.mark.parametrize(
    "text",
    ["is:blauw", "type:xyz", "na:2026-02-30", "na:gisteren", "termijn:<7x", "termijn:veel",
     "termijn:9999999d", "behandelaar:xyz", "taal:,", "is:open,blauw"],
)  # fmt: skip
def test_a_value_that_says_nothing_is_looked_for_as_words(text: str) -> None:
    query = asked(text + " ")
    assert query.misread[0] == Misread("value", text)
    assert query.conditions == ()
    assert "".join(term.text for term in query.terms).startswith(text.partition(":")[0])


def test_what_is_no_field_is_words() -> None:
    assert terms("foo:bar 12:30 http://x.example ") == [
        ("foo:bar", False, None), ("12:30", False, None), ("http://x.example", False, None),
    ]  # fmt: skip
    assert asked("foo:bar ").misread == ()
    assert asked("van:") == Query(today=TODAY)


@pytest.mark.parametrize(
    "text",
    ['"', '""', "-", "--", "*", ":", '-"', "'", "\0", "\u202e", "   ", "\n"],
)
def test_signs_alone_ask_for_nothing(text: str) -> None:
    assert asked(text).is_empty


@pytest.mark.parametrize(
    "text",
    [
        '"; DROP TABLE register; --', "NEAR(a b)", "a AND OR NOT b", "{title} : a", "a ^b + c",
        "rank MATCH 'bm25()'", "😀 a", "\u202eabc\u202c", "x\0y", "ﷺ", "a" * 10_000, "- " * 5_000,
        '"' * 999, ":" * 999, "van:" * 500, "\ud800",
    ],
)  # fmt: skip
def test_hostile_text_is_a_search_like_any_other(text: str) -> None:
    query = asked(text)
    for term in (*query.terms, *query.without):
        assert not any(unicodedata.category(sign) in ("Cc", "Cf", "Cs") for sign in term.text)


def test_long_and_wordy_searches_are_cut_and_said() -> None:
    assert asked("a" * 10_000).misread == (Misread("cut"),)
    many = asked(" ".join(f"w{number}" for number in range(40)))
    assert len(many.terms) == MOST_TERMS and many.misread == (Misread("too_many"),)
    assert asked("😀 brief ").misread == (Misread("no_word", "😀"),)


@pytest.mark.parametrize(("number", "code"), [(NATIONAL, "national_number"), (CARD, "card_number")])
@pytest.mark.parametrize("sign", ["", "\u202e", "\u200b"])
def test_a_number_that_may_not_be_kept_is_neither_looked_for_nor_told(
    number: str, code: str, sign: str
) -> None:
    typed = f"jansens {number[:5]}{sign}{number[5:]} brief "
    query = asked(typed)
    assert query.misread == (Misread(code),)  # type: ignore[arg-type]
    assert terms(typed) == [("jansens", False, None), ("brief", False, None)]
    shown = without_numbers(typed)
    assert not find_numbers(shown) and not any(map(str.isdecimal, shown))
    assert shown.startswith("jansens ●") and shown.endswith("● brief ")
    assert terms(shown) == terms(typed) and asked(shown).misread == ()
    assert refused(typed) == (Misread(code),) and refused(shown) == ()  # type: ignore[arg-type]


def test_an_account_number_may_be_looked_for() -> None:
    assert asked("BE71 0961 2345 6769").misread == ()
    assert without_numbers("BE71 0961 2345 6769") == "BE71 0961 2345 6769"


# ---- any text ----------------------------------------------------------------------------------

PIECES = st.sampled_from(
    ['"', "-", "*", ":", " ", "van:", "is:", "type:", "termijn:<", "na:", "in:", ",", "AND", "NOT",
     "NEAR(", "{", "}", "(", ")", "^", "+", "'", ";", "--", "\0", "\u202e", "é", "e\u0301", "😀",
     "ß", "2026-01-01", "93.05.18-223.61", "telaat", "inzage", "a", "wissing", "\ud800"]
)  # fmt: skip
ANY = st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=30).map("".join))


@given(ANY)
@example("termijn:<9999w")
@example("na:0000-01-01")
@example("-na:2026-01-01")
@settings(max_examples=400, deadline=None)
def test_any_text_is_a_search(text: str) -> None:
    query = parse(text, TODAY, NAMES)
    assert len(query.terms) + len(query.without) <= MOST_TERMS
    for term in (*query.terms, *query.without):
        assert any(map(str.isalnum, term.text)) and "\0" not in term.text
        term.text.encode()
    for each in query.conditions:
        assert each.values and all(isinstance(value, str) for value in each.values)
    assert parse(text, TODAY, NAMES) == query
    assert not [hit for hit in find_numbers(without_numbers(text)) if hit.kind != "iban"]


@given(st.lists(st.from_regex(r"[a-zé]{2,12}", fullmatch=True), min_size=1, max_size=8))
def test_plain_words_come_back_as_they_are(words: list[str]) -> None:
    query = parse(" ".join(words) + " ", TODAY, Names())
    assert [unicodedata.normalize("NFC", each) for each in words] == [t.text for t in query.terms]
    assert not query.without and not query.conditions and not query.misread


# ---- names -------------------------------------------------------------------------------------


def test_every_name_of_a_field_says_one_thing() -> None:
    words = [
        word for names in (PLACES, ASPECTS) for each in names.values() for word in each.split()
    ]
    assert len({*words}) == len(FIELDS)
    assert all(word.isascii() and word.islower() for word in words)


def test_every_right_is_found_by_its_name_in_every_language() -> None:
    for code, right in an_office().rulebook.rights.rights.items():
        for lang in ("nl", "fr", "en", "de"):
            wanted = right.short[lang].replace(" ", "").replace(",", "")
            found = asked(f"type:{wanted} ").conditions[0].values
            assert code in found or any(
                an_office().rulebook.rights.rights[each].short[lang] == right.short[lang]
                for each in found
            )


@pytest.mark.parametrize("aspect", ["language", "channel", "is", "kind"])
def test_every_value_can_be_typed(aspect: str) -> None:
    for name, code in values_of(aspect).items():  # type: ignore[arg-type]
        field = ASPECTS[aspect].split()[0]  # type: ignore[index]
        assert code in asked(f"{field}:{name} ").conditions[0].values
