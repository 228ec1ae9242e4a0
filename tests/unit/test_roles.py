"""Who may do what, written out a second time from the rules, and asked of every act and role."""

from dataclasses import replace
from typing import get_args

import pytest

from ikanda_case.domain.entry_kinds import FACTS
from ikanda_case.domain.errors import RuleError
from ikanda_case.domain.office import Colleague, Office
from ikanda_case.domain.roles import (
    MAKERS,
    PERMITS,
    RECOVERY,
    ROLES,
    Act,
    may,
    only_reads,
    require,
    roles_of,
    who_may,
)
from ikanda_case.texts.catalogue import sentences
from ikanda_case.texts.errors import error_sentence
from ikanda_case.texts.roles import refusal
from tests.support.casefiles import rulebook
from tests.support.role_table import EXPECTED

LANGUAGES = ("nl", "fr", "en", "de")


def office_of(*people: Colleague) -> Office:
    return replace(Office(rulebook()), people={each.id: each for each in people})


def one_of_each() -> Office:
    """An office with one person in each role, named as the role, and one who was removed."""
    held = [Colleague(role, role.title(), (role,)) for role in ROLES]
    return office_of(*held, Colleague("gone", "Weg", ("handler",), active=False))


def test_every_act_has_its_expectation() -> None:
    assert EXPECTED.keys() == PERMITS.keys() == set(get_args(Act))
    assert set(ROLES) == {"intake", "handler", "approver", "reader", "manager", "administrator"}


@pytest.mark.parametrize("act", PERMITS)
@pytest.mark.parametrize("role", ROLES)
def test_a_role_may_do_its_acts_and_no_others(role: str, act: Act) -> None:
    office = one_of_each()
    if role in EXPECTED[act]:
        require(office, role, act)
        assert may(office, role, act)
        return
    assert not may(office, role, act)
    with pytest.raises(RuleError) as refused:
        require(office, role, act)
    assert (refused.value.code, refused.value.rule) == ("role_missing", "7.2")
    assert refused.value.article == "GDPR Art. 32(1)(b), 32(4)"
    assert refused.value.facts["act"] == act
    assert set(str(refused.value.facts["roles"]).split(",")) == EXPECTED[act]


@pytest.mark.parametrize("act", PERMITS)
def test_several_roles_add_up(act: Act) -> None:
    office = office_of(Colleague("p1", "Ilse", ("intake", "manager")))
    office = replace(office, people={**office.people, "a": Colleague("a", "A", ("administrator",))})
    assert may(office, "p1", act) == bool(EXPECTED[act] & {"intake", "manager"})


@pytest.mark.parametrize("act", PERMITS)
@pytest.mark.parametrize("person", ["gone", "nobody", "", "p1"])
def test_whoever_was_removed_or_never_was_there_may_do_nothing(person: str, act: Act) -> None:
    office = one_of_each()
    assert not may(office, person, act)
    with pytest.raises(RuleError, match="not_of_the_office"):
        require(office, person, act)


@pytest.mark.parametrize("act", PERMITS)
def test_the_recovery_sheet_lets_people_in_and_does_no_work(act: Act) -> None:
    office = one_of_each()
    wanted = "administrator" in EXPECTED[act] and act != "own_way"
    assert may(office, RECOVERY, act) == wanted
    if not wanted:
        with pytest.raises(RuleError, match="not_by_sheet"):
            require(office, RECOVERY, act)


def test_whoever_makes_a_file_may_do_everything_in_it() -> None:
    office = office_of(Colleague("p1", "Ilse", MAKERS))
    assert all(may(office, "p1", act) for act in PERMITS)


@pytest.mark.parametrize("act", PERMITS)
def test_an_empty_office_lets_its_maker_begin(act: Act) -> None:
    assert may(office_of(), "p1", act) == (act in ("read", "people"))


def test_only_a_reader_only_reads() -> None:
    office = one_of_each()
    assert [role for role in ROLES if only_reads(office, role)] == ["reader"]
    assert not only_reads(office, "gone") and not only_reads(office, RECOVERY)
    both = office_of(Colleague("p1", "Ilse", ("reader", "handler")))
    assert not only_reads(both, "p1")


def test_a_removed_colleague_has_no_role_even_where_the_roles_still_stand() -> None:
    assert roles_of(one_of_each(), "gone") == ()


def test_every_kind_of_entry_belongs_to_one_act() -> None:
    written = [fact for permit in PERMITS.values() for fact in permit.writes]
    assert len(written) == len(set(written))
    assert set(written) == set(FACTS.values())


# ---- in words ------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("act", PERMITS)
def test_a_refusal_says_who_may_and_what_to_do(act: Act, lang: str) -> None:
    office = one_of_each()
    said = refusal(act, office, "gone", lang)
    assert sentences(lang, "roles")[f"act.{act}"] in said
    assert any(each.name in said for each in who_may(office, act))
    nobody = refusal(act, office_of(Colleague("p1", "Ilse", (), active=False)), "p1", lang)
    assert nobody != said and "Ilse" not in nobody
    assert act in PERMITS and refusal(act, office, RECOVERY, lang) not in (said, nobody)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_refused_act_names_no_person_in_its_error(lang: str) -> None:
    with pytest.raises(RuleError) as refused:
        require(one_of_each(), "intake", "assign")
    said = error_sentence(refused.value, lang)
    assert sentences(lang, "roles")["act.assign"] in said.message
    for role in ("handler", "manager"):
        assert sentences(lang, "names")[f"role_{role}"] in said.message
    assert said.hint and "7.2" in said.source and "32" in said.source
    assert "Handler" not in said.message


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_role_and_act_is_said_in_plain_words(lang: str) -> None:
    known = sentences(lang, "roles")
    assert {f"role.{role}" for role in ROLES} | {f"act.{act}" for act in PERMITS} <= known.keys()
    assert {code for code in known if code.startswith("act.")} == {f"act.{act}" for act in PERMITS}
