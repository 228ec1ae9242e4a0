"""The office's key and its time stamps, as use cases: what is taken, refused, and recorded."""

import shutil
import socket
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ikanda_case.app import letters, sealing, signing_key
from ikanda_case.app.desk import Desk
from ikanda_case.bootstrap.parts import Seals
from ikanda_case.domain.errors import EnvironmentFault, InputError, RuleError
from ikanda_case.domain.facts import KeyMade, Signed, TimeStampsChosen
from ikanda_case.domain.journal import OFFICE
from ikanda_case.domain.people import Parties
from ikanda_case.texts.names import journal_line
from tests.support.authorities import authority, key_file
from tests.support.cases import MARIEKE, TODAY, a_receipt
from tests.support.clocks import SetClock
from tests.support.desks import signing_desk
from tests.support.time_stamps import make_authority, serving

PASSWORD = "geheim van het bestand"


def a_file() -> bytes:
    made = authority("ec")
    return key_file(made.signer_key, made.signer, made.middle, made.root)


@pytest.fixture
def desk() -> Desk:
    return signing_desk(Seals(patience=5.0))


def a_case(desk: Desk) -> int:
    from ikanda_case.app import intake, steps

    stream = intake.take_in(desk, "vraag.txt", b"een").stream
    intake.open_case(desk, stream, a_receipt(parties=Parties(MARIEKE, MARIEKE)))
    steps.identity_not_needed(desk, stream, "adres gekend", TODAY)
    return stream


def approved(desk: Desk, stream: int) -> str:
    number = letters.draft(desk, stream, letters.Wish(kind="L01"), TODAY).letter
    frozen = letters.ask_approval(desk, stream, number, TODAY)
    letters.approve(desk, stream, number, frozen.sha256, TODAY)
    return number


def signed(desk: Desk, stream: int, number: str) -> Signed:
    with desk.file.reading() as now:
        letter = now.case(stream).letter(number)
    assert letter is not None
    assert letter.signed is not None
    return letter.signed


def entries(desk: Desk, kind: type) -> list[object]:
    with desk.file.reading() as now:
        return [each.fact for each in now.entries(OFFICE) if isinstance(each.fact, kind)]


# ---- a key from a file ---------------------------------------------------------------------------


def test_a_key_of_a_file_signs_the_next_letter_and_the_stamp_names_its_issuer(desk: Desk) -> None:
    key, said = signing_key.look(desk, a_file(), PASSWORD)
    assert len(entries(desk, KeyMade)) == 1, "looking takes nothing"
    signing_key.take(desk, key)
    now, told = signing_key.certificate(desk)
    assert told == said
    assert (now.fingerprint, now.certificate) == (key.fingerprint, authority("ec").signer)
    assert [each.from_file for each in entries(desk, KeyMade)] == [False, True]  # type: ignore[attr-defined]
    stream = a_case(desk)
    number = approved(desk, stream)
    sealing.sign(desk, stream, number, TODAY)
    assert signed(desk, stream, number).fingerprint == key.fingerprint
    verdict = desk.signer.verdict(letters.stored(desk, stream, number))
    assert (verdict.verdict, verdict.signer) == ("valid", "Kantoor Voorbeeld")


def test_the_same_key_is_not_taken_twice(desk: Desk) -> None:
    key, _ = signing_key.look(desk, a_file(), PASSWORD)
    signing_key.take(desk, key)
    with pytest.raises(RuleError) as refused:
        signing_key.take(desk, key)
    assert refused.value.code == "key_already"


def test_a_refused_file_leaves_the_key_that_was_there(desk: Desk) -> None:
    before, _ = signing_key.certificate(desk)
    with pytest.raises(InputError) as refused:
        signing_key.look(desk, a_file(), "fout")
    assert refused.value.code == "key_passphrase_wrong"
    assert signing_key.certificate(desk)[0].fingerprint == before.fingerprint
    stream = a_case(desk)
    sealing.sign(desk, stream, approved(desk, stream), TODAY)


def test_a_page_that_names_the_old_key_is_made_anew_and_not_signed_with_the_new_one(
    desk: Desk,
) -> None:
    stream = a_case(desk)
    number = approved(desk, stream)
    signing_key.make_own(desk)
    with pytest.raises(RuleError) as refused:
        sealing.sign(desk, stream, number, TODAY)
    assert refused.value.code == "key_changed_since"
    letters.send_back(desk, stream, number, "nieuwe sleutel")
    frozen = letters.ask_approval(desk, stream, number, TODAY)
    letters.approve(desk, stream, number, frozen.sha256, TODAY)
    sealing.sign(desk, stream, number, TODAY)
    assert signed(desk, stream, number).fingerprint == signing_key.certificate(desk)[0].fingerprint


def test_an_expired_certificate_signs_nothing(desk: Desk) -> None:
    stream = a_case(desk)
    number = approved(desk, stream)
    clock = desk.clock
    assert isinstance(clock, SetClock)
    later = replace(desk, clock=SetClock(datetime.now(UTC) + timedelta(days=20 * 365)))
    with pytest.raises(InputError) as refused:
        sealing.sign(later, stream, number, TODAY)
    assert refused.value.code == "key_expired"


# ---- time stamps ---------------------------------------------------------------------------------


needs_openssl = pytest.mark.skipif(shutil.which("openssl") is None, reason="there is no openssl")


@needs_openssl
def test_a_letter_gets_the_time_stamp_the_office_chose(desk: Desk, tmp_path: Path) -> None:
    stream = a_case(desk)
    with serving(make_authority(tmp_path / "tsa").answer) as url:
        assert signing_key.try_time_stamps(desk, url).tzinfo is not None
        signing_key.choose_time_stamps(desk, url)
        number = approved(desk, stream)
        sealing.sign(desk, stream, number, TODAY)
    fact = signed(desk, stream, number)
    assert (fact.level, fact.without_time_stamp) == ("B-T", "")
    assert desk.signer.verdict(letters.stored(desk, stream, number)).timestamp is not None


def test_without_its_server_a_person_decides_and_the_entry_says_so(desk: Desk) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/"
    signing_key.choose_time_stamps(desk, url)
    stream = a_case(desk)
    number = approved(desk, stream)
    with desk.file.reading() as now:
        before = now.head()
    with pytest.raises(EnvironmentFault) as fault:
        sealing.sign(desk, stream, number, TODAY)
    with desk.file.reading() as now:
        assert now.head() == before, "nothing is kept before a person says so"
    sealing.sign(desk, stream, number, TODAY, without_time_stamp=fault.value.code)
    fact = signed(desk, stream, number)
    assert (fact.level, fact.without_time_stamp) == ("B-B", "time_stamp_unreachable")
    with desk.file.reading() as now:
        entry = now.entries(stream)[-1]
        said = journal_line(entry, now.office(), "nl")
    assert "(B-B)" in said.title
    assert "zonder tijdstempel" in said.second


def test_an_address_that_is_none_is_not_chosen_and_an_empty_one_ends_it(desk: Desk) -> None:
    with pytest.raises(InputError) as refused:
        signing_key.choose_time_stamps(desk, "ftp://tijd.example")
    assert refused.value.code == "time_stamp_url_wrong"
    signing_key.choose_time_stamps(desk, " https://tijd.example/ ")
    assert signing_key.certificate(desk)[0].time_stamps == "https://tijd.example/"
    signing_key.choose_time_stamps(desk, "")
    assert signing_key.certificate(desk)[0].time_stamps == ""
    assert len(entries(desk, TimeStampsChosen)) == 2
