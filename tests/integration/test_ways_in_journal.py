"""Ways in are entries: who gave, changed or took one, and for whom; a kill leaves none unknown."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ikanda_case.app import access
from ikanda_case.app.desk import Desk
from ikanda_case.app.office import add_person
from ikanda_case.bootstrap.program import Program
from ikanda_case.bootstrap.ways_in import Ways
from ikanda_case.domain import access_facts as a
from ikanda_case.domain.errors import EnvironmentFault, InputError, RuleError
from ikanda_case.domain.facts import Fact
from ikanda_case.domain.journal import OFFICE, Entry, payload
from ikanda_case.domain.roles import MAKERS, RECOVERY
from ikanda_case.store import files
from ikanda_case.store.casefile import create, open_with_key
from ikanda_case.store.keys import read_keys
from ikanda_case.store.opened import OpenCaseFile
from ikanda_case.store.slots import Cost
from ikanda_case.store.ways_in import sheet_facts
from tests.support.casefiles import rulebook
from tests.support.clocks import SetClock
from tests.support.drawer import Drawer
from tests.support.processes import ROOT, command

ILSE = "zeven fictieve fietsbellen"
RIK = "de 4 olifanten dansen traag"
NEW = "negen stille bakkers tellen sterren"
LOWEST = Cost(64 * 1024, 3, 4)
NAME = "fictief.ikanda"


def new_program(drawer: Drawer | None = None) -> Program:
    program = Program()
    program.secrets = drawer or Drawer()
    return program


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed file of two people: an administrator, and an approver with a way in of his own."""
    path = tmp_path_factory.mktemp("ways") / NAME
    program = new_program()
    with create(path, ILSE, "IM", rulebook(), SetClock(), cost=LOWEST) as file:
        desk = program.admitted(file)
        add_person(desk, "p2", "Rik Ontwerp", ("approver", "administrator"))
        access.give_way(desk, Ways(file, program.secrets, LOWEST), "p2", RIK, "RO")
        add_person(desk, "p3", "Noor Verzonnen", ("reader",))
    return path


@pytest.fixture
def path(original: Path, tmp_path: Path) -> Path:
    return copied(original, tmp_path)


def copied(original: Path, folder: Path) -> Path:
    shutil.copy(files.keys_path(original), files.keys_path(folder / NAME))
    return Path(shutil.copy(original, folder / NAME))


class Office:
    """One file opened by a passphrase or by the code, with what the use cases want of it."""

    def __init__(self, path: Path, phrase: str | bytes, drawer: Drawer | None = None) -> None:
        """`phrase` is a passphrase, or the data key where nobody need pay for one: p1's then."""
        self.program = new_program(drawer)
        self.file: OpenCaseFile
        if isinstance(phrase, bytes):
            self.file = open_with_key(path, phrase, rulebook(), SetClock())
            self.file.opened_by = next(
                each for each in read_keys(path).slots if each.person == "p1"
            )
        else:
            self.file = self.program.open(path, phrase, read_only=False)
        self.desk: Desk = self.program.admitted(self.file)
        self.ways = Ways(self.file, self.program.secrets, LOWEST)

    def __enter__(self) -> "Office":
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()

    def entries(self) -> list[Entry]:
        with self.file.reading() as now:
            return list(now.entries(OFFICE))

    def newest(self, count: int = 1) -> list[tuple[str, Fact]]:
        return [(each.actor, each.fact) for each in self.entries()[-count:] if each.fact]


def slot_of(path: Path, person: str, kind: str = "passphrase") -> str:
    return next(
        each.id for each in read_keys(path).slots if each.person == person and each.kind == kind
    )


def unknown_ways(path: Path, entries: list[Entry]) -> set[str]:
    """Return the ways in beside a file that the journal does not know of, or thinks are gone."""
    opened: set[str] = set()
    for entry in entries:
        match entry.fact:
            case a.WayGiven(way=way) | a.PassphraseChanged(way=way) | a.ComputerRemembered(way=way):
                opened.add(way)
            case a.WayTaken(ways=ways) | a.ComputerForgotten(ways=ways):
                opened -= set(ways)
    return {each.id for each in read_keys(path).slots} - opened


# ---- what is written down ------------------------------------------------------------------------


def test_a_new_file_knows_its_maker_and_the_way_it_was_made_with(tmp_path: Path) -> None:
    path = tmp_path / NAME
    with create(path, ILSE, "IM", rulebook(), SetClock(), cost=LOWEST) as file:
        assert new_program().admitted(file).actor == "p1"
    with Office(path, ILSE) as now:
        with now.file.reading() as look:
            assert look.office().people["p1"].roles == MAKERS
        assert now.newest() == [("p1", a.WayGiven(person="p1", way=slot_of(path, "p1")))]
        assert len(now.entries()) == 2, "opening it again writes nothing"
        assert unknown_ways(path, now.entries()) == set()


def test_each_change_names_who_and_for_whom(path: Path) -> None:
    drawer = Drawer()
    with Office(path, ILSE, drawer) as now:
        before = slot_of(path, "p2")
        access.give_way(now.desk, now.ways, "p3", NEW, "NV")
        assert now.newest() == [("p1", a.WayGiven(person="p3", way=slot_of(path, "p3")))]
        access.remember_computer(now.desk, now.ways)
        computer = slot_of(path, "p1", "computer")
        assert now.newest() == [("p1", a.ComputerRemembered(person="p1", way=computer))]
        access.forget_computer(now.desk, now.ways)
        assert now.newest() == [("p1", a.ComputerForgotten(ways=(computer,)))]
        assert not access.forget_computer(now.desk, now.ways).entries
        access.take_way(now.desk, now.ways, "p2")
        assert now.newest() == [("p1", a.WayTaken(person="p2", ways=(before,)))]
        assert not access.take_way(now.desk, now.ways, "p2").entries
        gone = slot_of(path, "p3")
        access.remove_person(now.desk, now.ways, "p3", "uit dienst")
        assert now.newest(2) == [
            ("p1", a.WayTaken(person="p3", ways=(gone,))),
            ("p1", a.PersonRemoved(person="p3", reason="uit dienst")),
        ]
        assert unknown_ways(path, now.entries()) == set()
    assert [name for name in drawer.kept if not name.endswith("/anchor")] == []


def test_ones_own_passphrase_needs_no_role_and_the_old_one(path: Path) -> None:
    with Office(path, ILSE) as now:
        access.give_way(now.desk, now.ways, "p3", NEW, "NV")
    other = "twaalf verzonnen sneeuwmannen fluiten"
    with Office(path, NEW) as reader:
        assert reader.desk.actor == "p3"
        with pytest.raises(EnvironmentFault, match="wrong_passphrase"):
            access.change_passphrase(reader.desk, reader.ways, ILSE, other)  # somebody else's
        access.change_passphrase(reader.desk, reader.ways, NEW, other)
        assert reader.newest() == [
            ("p3", a.PassphraseChanged(person="p3", way=slot_of(path, "p3")))
        ]
        with pytest.raises(RuleError, match="role_missing"):
            access.give_way(reader.desk, reader.ways, "p2", NEW, "RO")
    with Office(path, other) as now:
        assert now.desk.actor == "p3"
    with Office(path, ILSE) as now:
        assert now.desk.actor == "p1", "hers still opens"


def test_a_forgotten_passphrase_is_renewed_by_an_administrator(path: Path) -> None:
    with Office(path, ILSE) as now:
        access.give_way(now.desk, now.ways, "p2", NEW, "RO")
        renewed = a.WayGiven(person="p2", way=slot_of(path, "p2"), renewed=True)
        assert now.newest() == [("p1", renewed)]
    with Office(path, NEW) as now:
        assert now.desk.actor == "p2"
    with pytest.raises(EnvironmentFault, match="wrong_passphrase"):
        Office(path, RIK)


@pytest.mark.parametrize(
    ("person", "phrase", "label", "code"),
    [("p3", "kort", "NV", "weak_passphrase"), ("p3", RIK, "NV", "passphrase_taken"),
     ("p3", NEW, "", "bad_label")],
)  # fmt: skip
def test_a_way_that_cannot_be_given_is_no_entry(
    path: Path, person: str, phrase: str, label: str, code: str
) -> None:
    with Office(path, ILSE) as now:
        before = len(now.entries())
        with pytest.raises(InputError, match=code):
            access.give_way(now.desk, now.ways, person, phrase, label)
        assert len(now.entries()) == before


def test_no_secret_stands_in_an_entry(path: Path) -> None:
    with Office(path, ILSE, Drawer()) as now:
        access.give_way(now.desk, now.ways, "p3", NEW, "NV")
        access.change_passphrase(now.desk, now.ways, ILSE, "acht gele fietsen zingen luid")
        access.remember_computer(now.desk, now.ways)
        written = b"".join(payload(each.fact) for each in now.entries() if each.fact)
        keys = files.keys_path(path).read_text("utf-8")
        kept = now.program.secrets.kept.values()
        key = now.file.data_key.hex()
    for slot in read_keys(path).slots:
        assert slot.wrapped.hex() in keys
        assert slot.wrapped.hex().encode() not in written
        assert not slot.salt or slot.salt.hex().encode() not in written
    for secret in (ILSE, RIK, NEW, "acht gele", key, *kept):
        assert secret.encode() not in written


# ---- the recovery sheet --------------------------------------------------------------------------


def test_by_the_sheets_code_nobody_is_spoken_for(path: Path) -> None:
    from ikanda_case.app import steps

    with Office(path, ILSE) as now:
        code = sheet_facts(now.file).code.text
    with Office(path, code) as sheet:
        assert sheet.desk.actor == RECOVERY
        with pytest.raises(RuleError, match="not_by_sheet"):
            steps.note(sheet.desk, 1, "ik ben Ilse")
        with pytest.raises(RuleError, match="not_by_sheet"):
            access.remember_computer(sheet.desk, sheet.ways)
        with pytest.raises(RuleError, match="not_by_sheet"):
            access.change_passphrase(sheet.desk, sheet.ways, code, NEW)
        access.give_way(sheet.desk, sheet.ways, "p1", NEW, "IM")
        given = a.WayGiven(person="p1", way=slot_of(path, "p1"), renewed=True)
        assert sheet.newest() == [(RECOVERY, given)]
    with Office(path, NEW) as now:
        assert now.desk.actor == "p1"


# ---- who gets in ---------------------------------------------------------------------------------


def test_whoever_was_removed_is_not_let_in_by_a_way_that_was_left(path: Path) -> None:
    from ikanda_case.app import office

    with Office(path, ILSE) as now:
        office.remove_person(now.desk, "p2", "uit dienst")  # and nobody took his way in away
    program = new_program()
    with pytest.raises(RuleError, match="not_of_the_office"):
        program.open_desk(path, RIK, read_only=True).__enter__()
    with Office(path, ILSE) as now:
        assert now.desk.actor == "p1", "nothing stays locked"


# ---- killed --------------------------------------------------------------------------------------

DEEDS = """
import os, signal, sys
from pathlib import Path
from ikanda_case.app import access
from tests.integration.test_ways_in_journal import ILSE, NEW, Office, copied
from tests.support.drawer import Drawer

original, folder, deed, every = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], sys.argv[4]
key = bytes.fromhex(sys.stdin.readline())
last, touches = 0, []

def touched(event, arguments):
    if last and event in ("open", "os.rename", "os.remove") and str(folder) in str(arguments[0]):
        touches.append(event)
        if len(touches) == last:
            os.kill(os.getpid(), signal.SIGKILL)

def does(desk, ways):
    deeds = {
        "give": lambda: access.give_way(desk, ways, "p3", NEW, "NV"),
        "renew": lambda: access.give_way(desk, ways, "p2", NEW, "RO"),
        "change": lambda: access.change_passphrase(desk, ways, ILSE, NEW),
        "take": lambda: access.take_way(desk, ways, "p2"),
        "remove": lambda: access.remove_person(desk, ways, "p2", "uit dienst"),
        "remember": lambda: access.remember_computer(desk, ways),
    }
    deeds[deed]()

def tried(number):
    "Do it in a process that dies at a touch; return what it touched when it lived."
    global last
    place = folder / str(number)
    place.mkdir()
    path = copied(original, place)
    heard, said = os.pipe()
    child = os.fork()
    if not child:
        with Office(path, key, Drawer()) as now:
            last = number
            does(now.desk, now.ways)
            last = 0
        os.write(said, " ".join(touches).encode())
        os._exit(0)
    os.close(said)
    died = os.waitpid(child, 0)[1]
    return [] if died else os.read(heard, 9999).decode().split()

sys.addaudithook(touched)
whole = tried(10_000)
swaps = [place for place, event in enumerate(whole, start=1) if event == "os.rename"]
at = range(1, len(whole) + 1) if every == "every" else sorted({*swaps, *(n + 1 for n in swaps)})
for number in at:
    if number <= len(whole):
        assert not tried(number), number
print(len(whole))
"""
ALL = ("give", "renew", "change", "take", "remove", "remember")


def no_way_is_unknown(original: Path, folder: Path, deed: str, every: str) -> None:
    """Kill a deed at its steps, and see after each that the journal knows every way in."""
    with new_program().open(original, ILSE, read_only=True) as file:
        key = file.data_key
    done = subprocess.run(
        command(DEEDS, str(original), str(folder), deed, every),
        cwd=ROOT, input=key.hex(), capture_output=True, text=True, timeout=500, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) >= 5, "it touched the folder"
    before = {each.id for each in read_keys(original).slots}
    changed = []
    for place in sorted(folder.iterdir(), key=lambda each: int(each.name)):
        path = place / NAME
        with Office(path, key) as now:
            assert unknown_ways(path, now.entries()) == set(), place.name
        changed.append({each.id for each in read_keys(path).slots} != before)
    assert changed == sorted(changed), "once it is done it stays done"
    assert not changed[0] and changed[-1]


@pytest.mark.skipif(sys.platform == "win32", reason="forks")
@pytest.mark.parametrize("deed", ["give", "change", "take"])
def test_a_kill_around_a_swap_leaves_no_way_the_journal_does_not_know(
    original: Path, tmp_path: Path, deed: str
) -> None:
    no_way_is_unknown(original, tmp_path, deed, "swaps")


@pytest.mark.full
@pytest.mark.timeout(600)
@pytest.mark.skipif(sys.platform == "win32", reason="forks")
@pytest.mark.parametrize("deed", ALL)
def test_a_kill_at_any_step_leaves_no_way_the_journal_does_not_know(
    original: Path, tmp_path: Path, deed: str
) -> None:
    no_way_is_unknown(original, tmp_path, deed, "every")
