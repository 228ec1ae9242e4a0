"""Lists in a letter come from the case and the data map; what the drafter wrote herself wins."""

from dataclasses import replace
from datetime import date

import pytest

from ikanda_case.app import intake, letters, office
from ikanda_case.app.drafting import editing
from ikanda_case.app.letter_parts import filled
from ikanda_case.bootstrap.parts import Words
from ikanda_case.domain import facts as f
from ikanda_case.domain.facts import Attached, DataMapChanged
from ikanda_case.domain.letters import LANGUAGES, Filling, compose, contents, open_points
from ikanda_case.domain.office import changed_office
from ikanda_case.domain.page import Listing
from ikanda_case.domain.people import Person
from ikanda_case.domain.slots import plain
from ikanda_case.tables.letters import load_templates
from tests.support.cases import TODAY, Story, a_receipt, opened
from tests.support.desks import memory_desk

TEMPLATES = load_templates()
DAY, LATER = date(2026, 11, 10), date(2026, 11, 17)
AUTHORITY = Person("Gegevensbeschermingsautoriteit (GBA)", ("Drukpersstraat 35", "1000 Brussel"))


def took(story: Story, kind: str, language: str = "nl", **said: object) -> Filling:
    drafted = f.Drafted(
        letter="B9", letter_kind=kind, language="nl", rights=(story.case.rows[0].right,), **said
    )  # type: ignore[arg-type]
    story.put(LATER, drafted)
    letter = story.case.letter("B9")
    assert letter is not None
    return filled(
        story.case, story.office, letter, language, TODAY, Words(),
        lambda kind: TEMPLATES[kind, language],
    )  # fmt: skip


def changed(story: Story, line: str, name: str, value: str) -> None:
    change = DataMapChanged(line=line, field=name, value=value, reason="Bevestigd.")
    story.office = changed_office(story.office, change)


# ---- areas -------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_areas_to_choose_from_are_those_of_the_data_map(language: str) -> None:
    story = opened()
    areas = took(story, "L03", language).listings["areas"]
    known = story.office.rulebook.data_map.categories
    assert areas == tuple(known[f"D{n:02}"].name[language] for n in (*range(1, 20), 24))
    assert known["D20"].name[language] not in areas, "the office's own files are no choice"
    assert known["D22"].name[language] not in areas, "nobody confirmed that there are cameras"


def test_an_area_the_office_confirmed_can_be_chosen() -> None:
    story = opened()
    changed(story, "D22", "purposes", "P11")
    camera = story.office.rulebook.data_map.categories["D22"].name["nl"]
    assert camera not in took(story, "L03").listings["areas"], "its basis is still open"
    changed(story, "D22", "basis", "GB")
    assert camera in took(story, "L03").listings["areas"]


def test_the_areas_tell_nothing_of_what_was_found() -> None:
    story = opened()
    before = took(story, "L03").listings["areas"]
    story.put(DAY, f.SearchOrdered(system="crm", owner="Ilse", due=TODAY, categories=("D01",)))
    done = f.SearchDone(system="crm", outcome="found", identifiers="naam")
    story.put(DAY, done)
    assert took(story, "L03").listings["areas"] == before


def test_what_the_drafter_wrote_wins() -> None:
    found = took(opened(), "L03", fields=(("areas", "bestellingen\n\nreclame"),))
    assert found.listings["areas"] == ("bestellingen", "reclame")


def test_no_other_letter_carries_the_lists() -> None:
    assert {*took(opened(), "L01").listings} == {"rights", "items"}


# ---- recipients --------------------------------------------------------------------------------


def test_until_the_office_named_a_recipient_the_statement_speaks() -> None:
    story = opened()
    found = took(story, "L05")
    assert found.listings["recipients"] == ()
    changed(story, "R07", "role", "verwerker, bevestigd")
    assert took(story, "L05").listings["recipients"] == (), "a role is no name"
    text = compose(
        TEMPLATES["L05", "nl"], replace(found, fields={**found.fields, "facts": "x"}), ()
    )
    assert "Bij naam noemt onze privacyverklaring" in str(text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_recipients_stand_by_the_name_the_office_gave(language: str) -> None:
    story = opened()
    changed(story, "R07", "name", "Voorbeeld Mailings BV (fictief)")
    found = took(story, "L05", language, fields=(("facts", "Wij vonden drie bestellingen."),))
    known = story.office.rulebook.data_map.recipients
    assert found.listings["recipients"] == tuple(
        each.name[language] for id, each in known.items() if id != "R11"
    )
    template = TEMPLATES["L05", language]
    text = compose(template, found, ())
    listed = [plain(item) for block in text.blocks if isinstance(block, Listing)
              for item in block.items]  # fmt: skip
    assert "Voorbeeld Mailings BV (fictief)" in listed
    (content,) = [each for each in contents(template, found) if each.article == "15(1)(c)"]
    assert content.done
    assert "privacyverklaring:\n– Leadinfo" not in str(text)


def test_recipients_in_the_drafter_s_own_words_stand_alone() -> None:
    story = opened()
    changed(story, "R07", "name", "Voorbeeld Mailings BV (fictief)")
    fields = (("facts", "Wij vonden drie bestellingen."),)
    found = took(story, "L05", fields=fields, free=(("recipients", "Alleen de koerier."),))
    text = str(compose(TEMPLATES["L05", "nl"], found, ()))
    assert "Alleen de koerier." in text and "Voorbeeld Mailings" not in text
    found = took(story, "L05", fields=(*fields, ("recipients", "De koerier.")))
    assert found.listings["recipients"] == ("De koerier.",)


# ---- the dossier -------------------------------------------------------------------------------


def a_story() -> Story:
    story = opened()
    story.put(
        date(2026, 11, 6),
        Attached(name="Marieke.pdf", sha256="11" * 32, size=9, purpose="envelope"),
    )
    story.put(
        date(2026, 11, 6), Attached(name="id.pdf", sha256="22" * 32, size=9, purpose="evidence")
    )
    story.put(LATER, f.Noted(text="Een interne notitie."))
    story.put(DAY, f.Decided(right="ACCESS", decision="granted"))
    story.put(DAY, f.Drafted(letter="B1", letter_kind="L01", language="nl", rights=("ACCESS",)))
    story.put(DAY, f.Drafted(letter="B2", letter_kind="L05", language="nl", rights=("ACCESS",)))
    story.put(date(2026, 11, 9), f.Sent(letter="B1", channel="post", to="x"))
    return story


def test_the_timeline_tells_what_happened_in_the_order_of_its_days() -> None:
    lines = took(a_story(), "L20").listings["timeline"]
    assert [line.split(":")[0] for line in lines] == [
        "5 november 2026", "9 november 2026", "10 november 2026",
    ]  # fmt: skip
    assert "Ontvangen" in lines[0] and "verzonden" in lines[1] and "Beslissing" in lines[2]
    assert "notitie" not in str(lines).casefold()


def test_the_inventory_names_pieces_and_no_file_or_evidence_of_identity() -> None:
    lines = took(a_story(), "L20").listings["inventory"]
    assert lines == (
        "5 november 2026: het verzoek, per e-mail",
        "6 november 2026: omslag",
        "9 november 2026: brief B1, Ontvangstbevestiging",
    )
    assert "Marieke" not in str(lines)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_dossier_letter_asks_neither_list_of_the_drafter(language: str) -> None:
    story = a_story()
    fields = (("facts", "De feiten."), ("inquiry", "DOS-1 van 2 november 2026"))
    found = took(story, "L20", language, fields=fields, addressee=AUTHORITY)
    assert open_points(TEMPLATES["L20", language], found) == ()


# ---- what the drafter sees ---------------------------------------------------------------------


def test_a_list_from_the_data_map_is_a_proposal_the_drafter_may_word_anew() -> None:
    desk = replace(memory_desk(), templates=TEMPLATES, wording=Words())
    office.add_person(desk, "p1", "Ilse Modelaar", ("intake", "handler", "administrator"))
    stream = intake.take_in(desk, "vraag.txt", b"een vraag").stream
    intake.open_case(desk, stream, a_receipt())
    letters.draft(desk, stream, letters.Wish(kind="L03"), TODAY)
    blanks = {blank.id: blank for blank in editing(desk, stream, "B1", TODAY, "nl").blanks}
    areas = blanks["areas"]
    assert areas.text == areas.proposed and areas.long and not areas.clause
    assert "identificatie en contact" in areas.text.casefold()
    own = letters.Wish(kind="L03", number="B1", fields=(("areas", "alleen reclame"),))
    letters.draft(desk, stream, own, TODAY)
    blanks = {blank.id: blank for blank in editing(desk, stream, "B1", TODAY, "nl").blanks}
    assert blanks["areas"].text == "alleen reclame" != blanks["areas"].proposed
