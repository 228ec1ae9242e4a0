"""`backup` and `restore`, as a person or a script calls them."""

import json
from datetime import date
from pathlib import Path

from ikanda_case.domain.journal import OFFICE
from tests.e2e.command_line import call, process
from tests.e2e.conftest import Demo


def test_a_process_backs_up_and_restores(demo: Demo, tmp_path: Path) -> None:
    path, out = demo.copy(tmp_path), tmp_path / "b.ikanda-backup"
    words = ("--passphrase-stdin", "--json")
    told = process("backup", path, out, *words, stdin=demo.passphrase + "\n")
    assert told.code == 0, told.err
    assert told.json["backup"] == str(out) and told.json["noted"] is True
    assert told.json["bytes"] == out.stat().st_size
    assert told.err.split("\n")[-2] == "100 %"
    info = call(demo.program, "info", path, "--json").json
    assert info["last_backup"] == told.json["made_at"].replace("Z", "+00:00")
    assert info["head"] == told.json["head"]
    because = ("--reason", "oefening")
    done = process("restore", out, path, *because, *words, stdin=demo.passphrase + "\n")
    assert done.code == 0, done.err
    assert done.json["head"] == done.json["replaced_head"] == told.json["head"]
    assert Path(done.json["replaced"]).is_file()
    after = call(demo.program, "info", path, "--json").json
    assert after["counts"]["entries"] == info["counts"]["entries"] + 1
    assert call(demo.program, "verify", path, "--json").json["ok"]
    with demo.program.open_desk(path, None, read_only=True) as desk, desk.file.reading() as now:
        entry = now.entries(OFFICE)[-1]
    assert entry.kind == "restored" and entry.on >= date(2026, 1, 1)


def test_in_a_folder_it_gets_its_name(demo: Demo, tmp_path: Path) -> None:
    path, folder = demo.copy(tmp_path), tmp_path / "back-ups"
    folder.mkdir()
    told = call(demo.program, "backup", path, folder, "--json")
    (made,) = folder.iterdir()
    assert Path(told.json["backup"]) == made
    assert made.name.startswith("demo-2") and made.suffix == ".ikanda-backup"


def test_refusals_are_in_the_promised_form(demo: Demo, tmp_path: Path) -> None:
    path, out = demo.copy(tmp_path), tmp_path / "b.ikanda-backup"
    call(demo.program, "backup", path, out, "--json")
    call(demo.program, "backup", path, out, "--json").refused("file_exists", 2)
    call(demo.program, "backup", tmp_path / "weg.ikanda", out, "--json").refused("no_such_file", 2)
    back = ("restore", out, path, "--json")
    assert json.loads(call(demo.program, *back).out or "{}") == {}  # a call without a reason
    assert call(demo.program, *back).code == 2
    call(demo.program, *back, "--reason", " ").refused("words_missing", 2)
    call(demo.program, "restore", path, path, "--reason", "x", "--json").refused("no_backup", 2)
    call(demo.program, *back, "--reason", "x", "--passphrase-stdin", stdin="verkeerd\n").refused(
        "wrong_passphrase", 3
    )
    raw = bytearray(out.read_bytes())
    raw[-100] ^= 1
    out.write_bytes(raw)
    call(demo.program, *back, "--reason", "x").refused("backup_damaged", 1)
    assert call(demo.program, "verify", path, "--json").json["ok"]
