"""`verify` and `info`: a sound file passes, and whatever was touched is named."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ikanda_case.bootstrap.program import Program
from ikanda_case.store.engine import CaseDb, connect
from tests.e2e.command_line import Said, call, process
from tests.e2e.conftest import Demo

CHECKS = ["pages", "journal", "payloads", "lists", "blobs", "signatures", "anchors"]


def verified(demo: Demo, file: Path) -> Said:
    return call(demo.program, "verify", file, "--json")


def failed(said: Said) -> list[str]:
    """Return the names of the checks that failed; the form is the promised one."""
    told = said.json
    assert told.keys() == {"ok", "checks"}, told
    assert all(each.keys() == {"name", "ok", "detail", "seconds"} for each in told["checks"])
    found = [each["name"] for each in told["checks"] if not each["ok"]]
    assert told["ok"] is (not found)
    assert said.code == (1 if found else 0)
    return found


@contextmanager
def touched(demo: Demo, folder: Path) -> Iterator[tuple[Path, CaseDb]]:
    """Give a copy of the case file, open to someone with the key who took the guards away."""
    path = demo.copy(folder)
    db = connect(path, demo.program.key, "rw")
    for (trigger,) in db.rows("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
        db.run(f"DROP TRIGGER {trigger}")
    db.run("PRAGMA foreign_keys=OFF")
    yield path, db
    db.run("PRAGMA wal_checkpoint(TRUNCATE)")
    db.conn.close()


def test_the_demo_file_is_sound_and_a_process_says_so(demo: Demo) -> None:
    said = process(
        "verify", demo.file, "--json", "--passphrase-stdin", stdin=demo.passphrase + "\n"
    )
    assert failed(said) == []
    assert all(re.fullmatch(r"[a-z]+ \d+ %", line) for line in said.err.splitlines())
    checks = {each["name"]: each for each in said.json["checks"]}
    assert list(checks) == CHECKS
    assert checks["anchors"]["detail"].startswith("unanchored since ")
    assert checks["signatures"]["detail"] == f"{len(demo.said['letters'])} signed letters"


def test_one_flipped_byte_in_a_page_is_found(demo: Demo, tmp_path: Path) -> None:
    path = demo.copy(tmp_path)
    content = bytearray(path.read_bytes())
    content[len(content) * 3 // 5] ^= 1
    path.write_bytes(content)
    assert "pages" in failed(verified(demo, path))


def test_a_changed_day_in_the_journal_is_found(demo: Demo, tmp_path: Path) -> None:
    with touched(demo, tmp_path) as (path, db):
        db.run("UPDATE journal SET on_day = '2026-11-20' WHERE kind = 'received' AND n < 20")
    assert "journal" in failed(verified(demo, path))


def test_a_changed_payload_is_found(demo: Demo, tmp_path: Path) -> None:
    with touched(demo, tmp_path) as (path, db):
        db.run("UPDATE payload SET body = CAST(body || ' ' AS BLOB) WHERE n = 9")
    assert "payloads" in failed(verified(demo, path))


def test_a_cut_journal_is_found(demo: Demo, tmp_path: Path) -> None:
    with touched(demo, tmp_path) as (path, db):
        db.run("DELETE FROM journal WHERE n = (SELECT max(n) FROM journal)")
    assert failed(verified(demo, path))


def test_changed_bytes_of_a_file_are_found(demo: Demo, tmp_path: Path) -> None:
    with touched(demo, tmp_path) as (path, db):
        first = db.value("SELECT sha256 FROM blob WHERE substr(body, 1, 4) <> '%PDF' LIMIT 1")
        db.run("UPDATE blob SET body = zeroblob(length(body)) WHERE sha256 = ?", (first,))
    assert "blobs" in failed(verified(demo, path))


def test_a_due_date_changed_in_a_list_is_found(demo: Demo, tmp_path: Path) -> None:
    with touched(demo, tmp_path) as (path, db):
        db.run("UPDATE register SET due = '2027-01-01' WHERE stream = 1")
    assert failed(verified(demo, path)) == ["lists"]


def test_signatures_of_older_letters_may_be_left_out(demo: Demo) -> None:
    said = call(demo.program, "verify", demo.file, "--json", "--since", "2026-11-24")
    assert failed(said) == []
    detail = {each["name"]: each["detail"] for each in said.json["checks"]}["signatures"]
    older = len(demo.said["letters"])
    assert detail == f"0 letters signed since 2026-11-24; {older} older ones left out"
    said = call(demo.program, "verify", demo.file, "--json", "--since", "gisteren")
    said.refused("bad_date", 2)


def test_without_json_each_check_is_a_line(demo: Demo) -> None:
    said = call(demo.program, "verify", demo.file)
    assert said.code == 0
    assert [line.split()[1].rstrip(":") for line in said.out.splitlines()] == CHECKS


def test_info_counts_and_tells_nothing_personal(demo: Demo) -> None:
    said = call(demo.program, "info", demo.file, "--json")
    told = said.json
    assert said.code == 0
    assert told["form"] == 2 and told["last_backup"] is None and told["unanchored_since"]
    assert told["slots"] == [{"label": "DEMO", "kind": "passphrase", "role": "owner"}]
    assert told["counts"]["cases"] == len(demo.said["cases"])
    names = [
        call_["facts"]["parties"]["requester"]["name"]
        for call_ in (
            call(demo.program, "case", "show", demo.file, each["ref"], "--json").json
            for each in demo.said["cases"][:3]
        )
    ]
    assert all(name and name not in said.out for name in names)


def test_looking_changes_nothing_in_the_file(demo: Demo, tmp_path: Path) -> None:
    path = demo.copy(tmp_path)
    before = path.read_bytes()
    verified(demo, path)
    call(demo.program, "case", "list", path, "--json")
    call(demo.program, "report", "overdue", path)
    assert path.read_bytes() == before
    wal = tmp_path / "demo.ikanda-wal"
    assert not wal.exists() or wal.stat().st_size == 0


# ---- files that are not, or no longer, case files ------------------------------------------------


def with_passphrase(demo: Demo, path: Path, said: str | None = None) -> Said:
    passphrase = demo.passphrase if said is None else said
    return call(Program(), "info", path, "--json", "--passphrase-stdin", stdin=passphrase + "\n")


def test_a_wrong_passphrase_is_an_error_of_the_surroundings(demo: Demo) -> None:
    with_passphrase(demo, demo.file, "dit is ze niet").refused("wrong_passphrase", 3)
    with_passphrase(demo, demo.file, "").refused("wrong_passphrase", 3)
    said = process("info", demo.file, "--json", "--passphrase-stdin", stdin=b"\xff\xfe\n")
    said.refused("wrong_passphrase", 3)


def test_missing_keys_are_an_error_of_the_surroundings(demo: Demo, tmp_path: Path) -> None:
    path = demo.copy(tmp_path)
    (tmp_path / "demo.ikanda-keys").unlink()
    with_passphrase(demo, path).refused("keys_missing", 3)


def test_without_a_terminal_nobody_is_asked(demo: Demo) -> None:
    process("info", demo.file, "--json").refused("no_terminal", 3)


def test_damaged_keys_are_damage(demo: Demo, tmp_path: Path) -> None:
    path = demo.copy(tmp_path)
    (tmp_path / "demo.ikanda-keys").write_bytes(b"{" * 50)
    with_passphrase(demo, path).refused("keys_damaged", 1)


def test_a_newer_file_is_not_opened(demo: Demo, tmp_path: Path) -> None:
    with touched(demo, tmp_path) as (path, db):
        db.run("PRAGMA user_version=3")
    with_passphrase(demo, path).refused("newer_file", 3)


def test_a_file_that_cannot_be_read_with_the_right_passphrase_is_damaged(
    demo: Demo, tmp_path: Path
) -> None:
    path = demo.copy(tmp_path)
    content = bytearray(path.read_bytes())
    content[100] ^= 1
    path.write_bytes(content)
    with_passphrase(demo, path).refused("not_readable", 1)


def test_what_is_no_case_file_is_a_wrong_call(demo: Demo, tmp_path: Path) -> None:
    other = tmp_path / "brief.ikanda"
    with_passphrase(demo, other).refused("no_such_file", 2)
    for content in (b"", b"SQLite format 3\x00" + b"\x00" * 4080):
        other.write_bytes(content)
        with_passphrase(demo, other).refused("no_case_file", 2)


# ---- new -----------------------------------------------------------------------------------------


def made(path: Path, passphrase: str) -> Said:
    return call(Program(), "new", path, "--json", "--passphrase-stdin", stdin=passphrase + "\n")


def test_a_new_file_opens_with_its_passphrase_and_is_empty(demo: Demo, tmp_path: Path) -> None:
    path = tmp_path / "nieuw.ikanda"
    said = made(path, demo.passphrase)
    assert said.code == 0
    assert said.json == {"case_file": str(path), "keys": f"{path}-keys"}
    counts = with_passphrase(demo, path).json["counts"]
    assert (counts["items"], counts["cases"], counts["files"]) == (0, 0, 0)


def test_an_existing_file_is_never_written_over(demo: Demo, tmp_path: Path) -> None:
    path = demo.copy(tmp_path)
    before = path.read_bytes()
    made(path, demo.passphrase).refused("file_exists", 2)
    assert path.read_bytes() == before
    (tmp_path / "demo.ikanda").unlink()
    made(path, demo.passphrase).refused("file_exists", 2)
    assert not path.exists()


def test_a_weak_passphrase_makes_no_file(tmp_path: Path) -> None:
    for weak in ("", "kort", "wachtwoord123", "nieuwnieuwnieuw"):
        made(tmp_path / "nieuw.ikanda", weak).refused("weak_passphrase", 2)
    assert list(tmp_path.iterdir()) == []


def test_another_ending_makes_no_file(demo: Demo, tmp_path: Path) -> None:
    made(tmp_path / "nieuw.db", demo.passphrase).refused("not_ikanda_name", 2)
    assert list(tmp_path.iterdir()) == []
