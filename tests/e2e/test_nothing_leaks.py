"""Nothing personal leaves the encrypted file but in the letters themselves (threats T20, T21)."""

import json
from pathlib import Path

from tests.e2e.command_line import Json, folder_of, item, mail, plan, process

COUNT = 40
LETTER = [{"letter": "L01", "on": "2026-11-06", "sent_by": "email"}]


def canaries(number: int) -> tuple[str, str, str, str]:
    """Return an invented name, mailbox, subject and sentence that stand nowhere else."""
    return (
        f"Kanarie{number:02}naam Verzonnen",
        f"kanarie{number:02}bus",
        f"Kanarie{number:02}onderwerp",
        f"Kanarie{number:02}zin",
    )


def made(place: Path) -> Path:
    """Write a folder with forty requests, some answered, some refused, some set aside."""
    items: list[Json] = []
    files = {}
    for number in range(COUNT):
        name, box, subject, words = canaries(number)
        file = f"m{number:02}.eml"
        content = mail(f"{name} <{box}@voorbeeld.example>", subject, text=f"Inzage graag. {words}")
        files[file.replace(".", "__")] = content
        wrong = {"letter": "L05", "right": "ACCESS", "facts": words, "on": "2026-11-07"}
        items.append(
            item(file, rights=[] if number % 8 == 7 else ["ACCESS"])
            if number % 4
            else item(file, answers=LETTER if number % 8 else [*LETTER, wrong], identity=None)
        )
    return folder_of(place, plan(*items), **files)


def forms(word: str) -> list[bytes]:
    """Return a word as it could lie in a file: UTF-8, UTF-16, folded."""
    return [word.encode(), word.lower().encode(), word.encode("utf-16-le")]


def test_forty_people_leave_no_trace_outside_the_encrypted_file(tmp_path: Path) -> None:
    folder, out = made(tmp_path / "in"), tmp_path / "uit"
    temp = tmp_path / "temp"
    temp.mkdir()
    said = process("demo", "--inputs", folder, "--out", out, "--json", TMPDIR=str(temp))
    assert said.code == 0, said.out
    told = said.json
    assert len(told["cases"]) == 35 and len(told["set_aside"]) == 5
    assert len(told["letters"]) == 10
    assert [each["code"] for each in told["refused"]] == ["identity_open"] * 5
    words = [word for number in range(COUNT) for word in canaries(number)]
    secret = [(out / name).read_bytes() for name in ("demo.ikanda", "demo.ikanda-keys")]
    reports = [(out / name).read_bytes() for name in told["reports"]]
    names = [str(each.relative_to(out)) for each in out.rglob("*")]
    spoken = json.dumps([told["refused"], names]).encode() + said.err.encode() + said.raw
    for word in words:
        for form in forms(word):
            for content in (*secret, *reports, spoken):
                assert form not in content, word
    assert list(temp.iterdir()) == []
    assert {Path(name).parts[0] for name in names} == {
        ".ikanda-demo", "demo.ikanda", "demo.ikanda-keys", "letters", "reports",
    }  # fmt: skip
