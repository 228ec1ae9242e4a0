"""`passphrase`, as a person or a script calls it: for an old one, and for a lost one."""

from pathlib import Path

import pytest

from ikanda_case.store.ways_in import sheet_facts
from tests.e2e.command_line import call, process
from tests.e2e.conftest import Demo

NEW = "drie ronde wolken kopen schoenen"


def code_of(demo: Demo, path: Path) -> str:
    with demo.program.open(path, None, read_only=True) as file:
        return sheet_facts(file).code.text


def test_an_old_passphrase_gives_way_to_a_new_one(demo: Demo, tmp_path: Path) -> None:
    path = demo.copy(tmp_path)
    words = ("passphrase", path, "--passphrase-stdin", "--json")
    call(demo.program, *words, stdin="verkeerd\n" + NEW + "\n").refused("wrong_passphrase", 3)
    call(demo.program, *words, stdin=demo.passphrase + "\nkort\n").refused("weak_passphrase", 2)
    told = process(*words, stdin=f"{demo.passphrase}\n{NEW}\n")
    assert told.code == 0, told.err
    assert told.json == {"case_file": str(path), "keys": f"{path}-keys"}
    info = ("info", path, "--passphrase-stdin", "--json")
    assert process(*info, stdin=NEW + "\n").code == 0
    process(*info, stdin=demo.passphrase + "\n").refused("wrong_passphrase", 3)


def test_the_sheet_alone_opens_a_file_whose_keys_are_lost(demo: Demo, tmp_path: Path) -> None:
    path = demo.copy(tmp_path)
    code = code_of(demo, path)
    path.with_name(f"{path.name}-keys").unlink()
    found = process("info", path, "--passphrase-stdin", "--json", stdin=f"{code}\n")
    assert found.code == 0, found.err
    assert found.json["slots"] == [] and found.json["counts"]["cases"] == 26


@pytest.mark.parametrize("keys_left", [True, False])
def test_a_lost_one_is_made_good_by_the_printed_sheet(
    demo: Demo, tmp_path: Path, keys_left: bool
) -> None:
    path = demo.copy(tmp_path)
    code = code_of(demo, path)
    if not keys_left:
        path.with_name(f"{path.name}-keys").unlink()
    told = call(
        demo.program, "passphrase", path, "--passphrase-stdin", "--json", stdin=f"{code}\n{NEW}\n"
    )
    assert told.code == 0, told.err
    with demo.program.open(path, NEW, read_only=True) as file:
        assert file.person == "p1"
