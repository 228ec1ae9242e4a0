"""The request types, their grounds and what each needs (rules 1.1, 1.3, 1.4)."""

import tomllib
from copy import deepcopy
from typing import Any

import pytest

from ikanda_case.domain.errors import InputError
from ikanda_case.domain.policy import Policy
from ikanda_case.domain.rights import RightsTable, cited
from ikanda_case.resource_files import resource
from ikanda_case.tables.rights import load_rights, rights_from

ALLOWED = {
    "ACCESS": "G01 G02 G03 G04 G05 G07 G20 G21 G22 G23",
    "RECTIFY": "G01 G02 G03 G04 G08 G20 G21 G22 G23",
    "ERASE": "G01 G02 G03 G04 G09 G10 G11 G12 G13 G20 G21 G22 G23",
    "RESTRICT": "G01 G02 G03 G04 G14 G20 G21 G22 G23",
    "PORT": "G01 G02 G03 G04 G07 G15 G16 G20 G21 G22 G23",
    "OBJECT": "G01 G02 G03 G04 G13 G17 G20 G21 G22 G23 G24 G26",
    "OPTOUT_DM": "G01 G23",
    "OPTOUT_PROFILE": "G01 G23",
    "ADM": "G01 G02 G03 G04 G18 G19 G20 G21 G22 G23",
    "CONSENT_WD": "G25 G23",
    "RECIPIENTS": "",
    "CHILD_DATA": "G22",
    "INFO": "",
    "COMPLAINT": "",
    "SA_INQUIRY": "",
    "OOS_SUBSIDIARY": "G21 G23",
    "OOS_PARTNER": "G21 G23",
    "OOS_WARRANTY_DISK": "G21 G23",
    "OOS_DECEASED": "G21 G23",
    "UNCLEAR": "",
}
"""Rules 1.4, row by row."""

NEEDS = {
    "G01": "E",
    "G02": "E 4E",
    "G03": "E 4E",
    "G04": "E 4E",
    "G05": "E B 4E counsel",
    "G06": "",
    "G07": "B",
    "G08": "E",
    "G09": "E 4E",
    "G10": "E",
    "G11": "B",
    "G12": "E",
    "G13": "E",
    "G14": "E",
    "G15": "E",
    "G16": "E",
    "G17": "B 4E",
    "G18": "E",
    "G19": "E",
    "G20": "counsel",
    "G21": "E",
    "G22": "E",
    "G23": "E",
    "G24": "E",
    "G25": "E",
    "G26": "E",
}
"""Rules 1.3, column `needs`."""

CLOCKS = {
    "ACCESS": ("art12", "", True),
    "RECTIFY": ("art12", "", True),
    "ERASE": ("art12", "", True),
    "RESTRICT": ("art12", "", True),
    "PORT": ("art12", "", True),
    "OBJECT": ("art12", "workdays_2", True),
    "OPTOUT_DM": ("art12", "optout_10wd", False),
    "OPTOUT_PROFILE": ("art12", "optout_10wd", False),
    "ADM": ("art12", "", True),
    "CONSENT_WD": ("art12", "workdays_2", False),
    "RECIPIENTS": ("art12", "", False),
    "INFO": ("workdays_10", "", False),
    "CHILD_DATA": ("art12", "", True),
    "COMPLAINT": ("art12", "", False),
    "SA_INQUIRY": ("hand", "", False),
    "OOS_SUBSIDIARY": ("art12", "", False),
    "OOS_PARTNER": ("art12", "", False),
    "OOS_WARRANTY_DISK": ("art12", "", False),
    "OOS_DECEASED": ("workdays_10", "", False),
    "UNCLEAR": ("art12", "", False),
}
"""Rules 1.1, column Deadline: answer, effect, whether two further months are possible."""


@pytest.fixture(scope="module")
def table() -> RightsTable:
    return load_rights()


def test_the_grounds_of_each_type_are_those_of_the_matrix(table: RightsTable) -> None:
    assert {id: {*table.allowed(id)} for id in table.rights} == {
        id: {*codes.split()} for id, codes in ALLOWED.items()
    }


def test_a_profile_that_is_not_for_marketing_follows_the_objection(table: RightsTable) -> None:
    assert table.allowed("OPTOUT_PROFILE", marketing=False) == table.allowed("OBJECT")
    other = table.right("OPTOUT_PROFILE", marketing=False)
    objection = table.right("OBJECT")
    assert (other.refusable, other.needs_identity, other.extendable, other.effect_rule) == (
        objection.refusable,
        objection.needs_identity,
        objection.extendable,
        objection.effect_rule,
    )
    assert table.right("ACCESS", marketing=False) == table.right("ACCESS")


def test_data_of_a_child_take_the_grounds_of_the_right_that_is_meant(table: RightsTable) -> None:
    meant = table.allowed("CHILD_DATA", meant="RECTIFY")
    assert meant == table.allowed("RECTIFY")
    assert table.allowed("CHILD_DATA", meant="INFO") == ("G22",)


FOLLOW_ONS = {
    "RECTIFY": "recipient_notice",
    "ERASE": "recipient_notice processor_confirmation publishers suppression_entry"
    " end_date_of_kept",
    "RESTRICT": "recipient_notice review_date",
    "OBJECT": "erase_after_objection",
    "OPTOUT_DM": "suppression_entry pass_on confirm_optout",
    "OPTOUT_PROFILE": "delete_profile suppression_entry pass_on",
    "ADM": "human_review",
    "CONSENT_WD": "pass_on keep_proof",
    "SA_INQUIRY": "dossier",
}
"""Rules 1.1, column Follow-on duties, as far as a case is kept open by them (S12)."""


def test_what_follows_from_each_type_is_what_the_table_says(table: RightsTable) -> None:
    assert {id: " ".join(right.follow_ons) for id, right in table.rights.items()} == {
        id: FOLLOW_ONS.get(id, "") for id in table.rights
    }
    assert table.right("OPTOUT_PROFILE", marketing=False).follow_ons == (
        "erase_after_objection",
        "delete_profile",
    )


def test_a_childs_right_takes_the_form_of_the_right_that_is_meant(table: RightsTable) -> None:
    form, access = table.form("CHILD_DATA", meant="ACCESS"), table.right("ACCESS")
    assert (form.id, form.answer_rule, form.needs_identity) == ("CHILD_DATA", "art12", True)
    assert form.grounds == access.grounds
    assert {*access.duties, "parental_authority", "no_child_marketing"} == {*form.duties}
    assert form.follow_ons == ()
    assert table.form("CHILD_DATA", meant="ERASE").follow_ons == table.right("ERASE").follow_ons
    assert table.form("CHILD_DATA").id == table.right("CHILD_DATA").id
    assert table.form("ACCESS", meant="ERASE") == access


def test_only_answers_without_an_article_are_the_offices_own(table: RightsTable) -> None:
    own = {id for id, right in table.rights.items() if not right.answer_by_law}
    assert own == {"INFO", "COMPLAINT", "OOS_DECEASED"}


def test_marketing_is_absolute_where_the_table_says_so(table: RightsTable) -> None:
    absolute = {id for id, right in table.rights.items() if right.marketing_is_absolute}
    assert absolute == {"OPTOUT_DM", "OPTOUT_PROFILE"}
    assert not table.right("OPTOUT_PROFILE", marketing=False).marketing_is_absolute


def test_each_ground_needs_what_the_rules_say(table: RightsTable) -> None:
    assert {code: set(ground.needs) for code, ground in table.grounds.items()} == {
        code: {*needs.split()} for code, needs in NEEDS.items()
    }


def test_counsel_is_asked_before_access_is_called_unfounded(table: RightsTable) -> None:
    assert table.needs("ACCESS", "G03") == {"E", "4E", "counsel"}
    assert table.needs("ERASE", "G03") == {"E", "4E"}


def test_the_fee_is_a_measure_and_no_type_may_be_refused_on_it(table: RightsTable) -> None:
    assert [code for code, ground in table.grounds.items() if ground.measure] == ["G06"]
    assert all("G06" not in table.allowed(id) for id in table.rights)


def test_each_type_has_the_clock_of_the_table(table: RightsTable) -> None:
    assert {
        id: (Policy().rule(right.answer_rule), Policy().rule(right.effect_rule), right.extendable)
        for id, right in table.rights.items()
    } == CLOCKS


def test_stopping_advertising_asks_no_identity_and_knows_no_refusal(table: RightsTable) -> None:
    for id in ("OPTOUT_DM", "OPTOUT_PROFILE"):
        assert not table.right(id).needs_identity
        assert not table.right(id).refusable
    assert not table.right("CONSENT_WD").needs_identity
    assert not table.right("ADM").needs_identity
    assert all(table.right(id).needs_identity for id in ("ACCESS", "ERASE", "PORT", "OBJECT"))


def test_the_short_names_are_those_of_the_lists(table: RightsTable) -> None:
    in_lists = [right.short["nl"] for right in table.rights.values()]
    assert list(dict.fromkeys(in_lists)) == [
        "Inzage",
        "Rechtzetting",
        "Wissing",
        "Beperking",
        "Overdracht",
        "Bezwaar",
        "Afmelden reclame",
        "Profiel stoppen",
        "Autom. besluit",
        "Toestemming",
        "Ontvangers",
        "Vraag",
        "Kind",
        "Klacht",
        "GBA",
        "Onduidelijk",
        "Doorverwijzing",
    ]


def test_a_long_name_cites_the_article_as_every_letter_does(table: RightsTable) -> None:
    without = {"COMPLAINT", "OOS_SUBSIDIARY", "OOS_PARTNER", "OOS_WARRANTY_DISK", "OOS_DECEASED"}
    for right in table.rights.values():
        for language, name in right.name.items():
            assert name.endswith(f"({cited(right.article, language)})") != (right.id in without)


@pytest.mark.parametrize(
    ("article", "nl", "fr", "en", "de"),
    [
        (
            "15",
            "artikel 15 AVG",
            "article 15 du RGPD",
            "Article 15 GDPR",
            "Artikel 15 DSGVO",
        ),
        (
            "17(3)(b)",
            "artikel 17(3)(b) AVG",
            "article 17(3)(b) du RGPD",
            "Article 17(3)(b) GDPR",
            "Artikel 17 Absatz 3 Buchstabe b DSGVO",
        ),
        (
            "11(2), 12(2), 12(6)",
            "artikelen 11(2), 12(2) en 12(6) AVG",
            "articles 11(2), 12(2) et 12(6) du RGPD",
            "Articles 11(2), 12(2) and 12(6) GDPR",
            "Artikel 11 Absatz 2, Artikel 12 Absatz 2 und Artikel 12 Absatz 6 DSGVO",
        ),
        (
            "13-14",
            "artikel 13-14 AVG",
            "article 13-14 du RGPD",
            "Article 13-14 GDPR",
            "Artikel 13-14 DSGVO",
        ),
        ("", "", "", "", ""),
    ],
)
def test_articles_are_cited_in_each_language(
    article: str, nl: str, fr: str, en: str, de: str
) -> None:
    assert [cited(article, language) for language in ("nl", "fr", "en", "de")] == [nl, fr, en, de]


def test_the_article_of_a_ground_is_that_of_the_right_it_meets(table: RightsTable) -> None:
    assert table.ground("G07").article_for("ACCESS") == "15(4)"
    assert table.ground("G07").article_for("PORT") == "20(4)"
    assert table.ground("G13").article_for("ERASE") == "17(3)(e)"
    assert table.ground("G13").article_for("OBJECT") == "21(1)"
    assert table.ground("G02").article_for("ADM") == "12(2)"
    assert "11(2)" not in table.ground("G02").article_for("OBJECT")


def test_what_is_not_in_the_table_is_refused_by_name(table: RightsTable) -> None:
    with pytest.raises(InputError) as unknown:
        table.right("FORGET")
    assert (unknown.value.code, unknown.value.facts) == ("unknown_right", {"right": "FORGET"})
    with pytest.raises(InputError) as ground:
        table.ground("G99")
    assert (ground.value.code, ground.value.facts) == ("unknown_ground", {"ground": "G99"})


def test_french_texts_break_no_line_before_their_high_punctuation(table: RightsTable) -> None:
    french = [ground.limit["fr"] for ground in table.grounds.values()]
    french += [duty.text["fr"] for duty in table.duties.values()]
    assert any("\u00a0:" in text for text in french)
    assert not any(f" {sign}" in text for text in french for sign in ":;?!")


def parsed() -> tuple[dict[str, Any], dict[str, Any]]:
    rights = tomllib.loads(resource("rights.toml").read_text(encoding="utf-8"))
    grounds = tomllib.loads(resource("grounds.toml").read_text(encoding="utf-8"))
    return deepcopy(rights), deepcopy(grounds)


@pytest.mark.parametrize(
    ("field", "value", "entry"),
    [
        ("grounds", ["G01", "G98"], "ACCESS.grounds"),
        ("grounds", ["G01", "G06"], "ACCESS.grounds"),
        ("limits", {"G10": "copy_only"}, "ACCESS.grounds"),
        ("duties", ["sing"], "ACCESS.duties"),
        ("follow_ons", ["sing"], "ACCESS.follow_ons"),
        ("short", {"nl": "Inzage"}, "ACCESS.name"),
        ("id", "RECTIFY", "id"),
    ],
)
def test_a_table_whose_parts_do_not_fit_is_refused(field: str, value: Any, entry: str) -> None:
    rights, grounds = parsed()
    rights["right"][0][field] = value
    with pytest.raises(InputError) as refused:
        rights_from(rights, grounds)
    assert refused.value.code == "rights_table"
    assert refused.value.facts == {"entry": entry}


@pytest.mark.parametrize(
    ("field", "value"),
    [("needs", ["X"]), ("article_for", {"NONE": "1"}), ("title", {"nl": "x"})],
)
def test_a_ground_that_does_not_fit_is_refused(field: str, value: Any) -> None:
    rights, grounds = parsed()
    grounds["G01"][field] = value
    with pytest.raises(InputError) as refused:
        rights_from(rights, grounds)
    assert str(refused.value.facts["entry"]).startswith("G01.")
