"""Nothing personal leaves the encrypted file but in the letters themselves (threats T20, T21)."""

import base64
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from ikanda_case.store.keys import read_keys
from tests.e2e.command_line import Json, folder_of, item, mail, plan, process
from tests.support.canaries import files_below, forms, forms_of_key, found_in
from tests.support.processes import ROOT

COUNT = 40
PATIENCE_S = 240
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


# ---- the window --------------------------------------------------------------------------------


KEYRING = "printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null"
WITH_KEYRING = (
    ["dbus-run-session", "--", "sh", "-c", f'{KEYRING}; exec "$@"', "sh"]
    if shutil.which("dbus-run-session") and shutil.which("gnome-keyring-daemon")
    else []
)
"""A session bus with an unlocked keyring, where the system has them."""
WORDS = {
    # who wrote, and what
    "from": "Karel Kanarieschrijver",
    "box": "karel.kanariebus",
    "subject": "Kanarieonderwerp inzage",
    "body": "Graag inzage in alles, kanariebrieftekst.",
    "number": "85.07.30-033.61",
    "attachment": "kanariebijlage-arts.pdf",
    "attached": "kanariebijlagetekst",
    "phone": "0499 12 34 77",
    "iban": "BE71 0961 2345 6769",
    "other_from": "Greta Kanariegroet",
    "other_subject": "Kanariereclame",
    "other_body": "Kanarieaanbod voor uw kantoor",
    "scan_text": "kanariescantekst",
    # names of files
    "mail_file": "kanarieverzoek-karel",
    "gone_file": "kanariereclame-greta",
    "scan_file": "kanariescan-brief",
    "broken_file": "kanariekapot",
    "broken": "kanariekapotteinhoud",
    "folder": "dossier kanariemap",
    # what a clerk types
    "address": "Kanariestraat 77, 0000 Nergenshuizen",
    "proof_file": "kanariebewijs-suzanne.txt",
    "proof": "Kanariebewijstekst van Suzanne",
    "despite": "Kanarielaat: de brief lag bij een collega",
    "set_aside": "Kanarieopzij: dit is reclame",
    "because": "Kanarieidentiteit: het adres is bekend",
    "note": "Kanarienotitie: gebeld, boos",
    "order": "Kanarieopdracht: bied een gesprek aan",
    "phone_note": "Kanarietelefoon: mevrouw vraagt wissen",
    "letter": "Kanariebrief: wij bewaren een bestelling",
    "corrected": "Kanarieverbetering",
    "reason": "Kanariereden: stempel op de omslag",
    "search": "kanariezoekterm",
    "filter": "kanariefilterterm",
    "half_typed": "Kanariehalfgetypt: nog niet klaar",
    "signatory": "Wannes Kanarieteken",
    "contact": "kanariecontact@kantoor.example",
    # secrets
    "passphrase": "kanariewachtzin dansende paarden zeven",
    "wrong_passphrase": "kanariefout van de wachtzin",
    # what a fault would say
    "crash": "Kanariecrash tekst van een fout",
    "crash_local": "Kanarielokaal Peeters",
    "native": "Kanarienatief woord",
    "unread": "kanarieonleesbaar",
    "message_id": "kanariekenmerk-55@voorbeeld.example",
}


def post(folder: Path) -> None:
    """Lay what arrived in a folder: mails with and without attachment, a scan, rubbish."""
    attached = base64.b64encode(f"%PDF-1.4 {WORDS['attached']}".encode()).decode()
    (folder / f"{WORDS['mail_file']}.eml").write_bytes(
        "\r\n".join(
            (
                "Received: from post.voorbeeld.example by mx.kantoor.example with ESMTP; "
                "Thu, 05 Nov 2026 10:00:00 +0100",
                f"From: {WORDS['from']} <{WORDS['box']}@voorbeeld.example>",
                "To: privacy@kantoor.example",
                f"Subject: {WORDS['subject']}",
                "Date: Thu, 05 Nov 2026 10:00:00 +0100",
                f"Message-ID: <{WORDS['message_id']}>",
                'Content-Type: multipart/mixed; boundary="q"',
                "",
                "--q",
                "Content-Type: text/plain; charset=utf-8",
                "",
                f"{WORDS['body']} Rijksregister {WORDS['number']}, tel. {WORDS['phone']},",
                f"rekening {WORDS['iban']}.",
                "--q",
                f'Content-Type: application/pdf; name="{WORDS["attachment"]}"',
                f'Content-Disposition: attachment; filename="{WORDS["attachment"]}"',
                "Content-Transfer-Encoding: base64",
                "",
                attached,
                "--q--",
                "",
            )
        ).encode()
    )
    (folder / f"{WORDS['gone_file']}.eml").write_bytes(
        f"From: {WORDS['other_from']} <g@voorbeeld.example>\r\n"
        f"Subject: {WORDS['other_subject']}\r\n\r\n{WORDS['other_body']}\r\n".encode()
    )
    scan = (ROOT / "resources" / "demo" / "11-brief-post.pdf").read_bytes()
    (folder / f"{WORDS['scan_file']}.pdf").write_bytes(scan + f"\n%{WORDS['scan_text']}".encode())
    (folder / f"{WORDS['broken_file']}.eml").write_bytes(f"\0\xff{WORDS['broken']}".encode())
    (folder / f"{WORDS['unread']}.msg").write_bytes(b"\xd0\xcf\x11\xe0" + WORDS["unread"].encode())


class Life:
    """The program in a process of its own, in a home of its own, with all that it leaves."""

    def __init__(self, folder: Path) -> None:
        self.home = folder / "home"
        self.inputs, self.exports = folder / "in", folder / WORDS["folder"]
        self.done = folder / "done.json"
        self.folders = {
            "HOME": self.home,
            "XDG_CONFIG_HOME": self.home / "config",
            "XDG_DATA_HOME": self.home / "data",
            "XDG_STATE_HOME": self.home / "state",
            "XDG_CACHE_HOME": self.home / "cache",
            "XDG_RUNTIME_DIR": self.home / "runtime",
            "TMPDIR": self.home / "tmp",
        }
        self.work = self.home / "work"
        for each in (self.inputs, self.exports, self.work, *self.folders.values()):
            each.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.out, self.err = folder / "stdout", folder / "stderr"
        self.seen: set[bytes] = set()

    @property
    def file(self) -> Path:
        return self.work / "privacy.ikanda"

    def live(self, story: str, *, ends: bool) -> dict[str, Any]:
        """Let a story happen, look on at every process of it, then kill it or let it end."""
        needed = ("PATH", "DISPLAY", "XAUTHORITY", "QT_QPA_PLATFORM")
        kept = {name: os.environ[name] for name in needed if name in os.environ}
        settings = {name: str(path) for name, path in self.folders.items()}
        settings |= {"PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}
        with self.out.open("wb") as out, self.err.open("wb") as err:
            process = subprocess.Popen(
                [*WITH_KEYRING, sys.executable, "-m", story],
                cwd=self.work,
                env=kept | settings,
                stdin=subprocess.PIPE,
                stdout=out,
                stderr=err,
                start_new_session=True,
            )
            assert process.stdin is not None
            asked = {
                "words": WORDS,
                "inputs": str(self.inputs),
                "work": str(self.work),
                "exports": str(self.exports),
                "done": str(self.done),
                "ends": ends,
            }
            process.stdin.write(json.dumps(asked).encode() + b"\n")
            process.stdin.close()
            try:
                self._look_on(process)
                if ends:
                    process.wait(60)
            finally:
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        return dict(json.loads(self.done.read_text()))

    def _look_on(self, process: subprocess.Popen[bytes]) -> None:
        for _ in range(PATIENCE_S * 20):
            self.seen |= told_by_processes(process.pid)
            if self.done.exists() or process.poll() is not None:
                return
            threading.Event().wait(0.05)
        raise AssertionError("the day did not end")

    def left(self) -> list[Path]:
        """Return every file of it that is neither the case file, a backup, nor exported."""
        own = [self.file.with_name(f"{self.file.name}{end}") for end in ("", "-wal", "-shm")]
        return [
            each
            for each in files_below(self.home, but=own)
            if not each.name.endswith(".ikanda-backup")
        ]


def told_by_processes(leader: int) -> set[bytes]:
    """Return arguments and surroundings of a process and of all below it, as others read them."""
    found = set()
    for pid in _family(leader):
        for name in ("cmdline", "comm", "environ"):
            with suppress(OSError):
                found.add(Path(f"/proc/{pid}/{name}").read_bytes())
    return found


def _family(leader: int) -> set[int]:
    parents = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with suppress(OSError):
                stat = (folder / "stat").read_text()
                parents[int(folder.name)] = int(stat.rpartition(")")[2].split()[1])
    family = {leader}
    while more := {pid for pid, parent in parents.items() if parent in family} - family:
        family |= more
    return family


def leaks_of(folder: Path, *, ends: bool) -> None:
    life = Life(folder)
    post(life.inputs)
    told = life.live("tests.e2e.leaks_story", ends=ends)
    assert told["fault"] == ""
    key, _ = read_keys(life.file).by_passphrase(WORDS["passphrase"])
    words = {name: forms(word) for name, word in WORDS.items()}
    secret = {"data key": forms_of_key(key)}
    left = life.left()
    names = {each.name for each in left}
    assert {"privacy.ikanda-keys", "ikanda-case.log", "recent.json"} <= names
    assert ("window.ini" in names) == ends
    assert any(name.endswith(".fault.txt") for name in names)
    assert found_in(left, words | secret) == []
    assert found_in([life.out, life.err], words | secret) == []
    assert life.out.read_bytes() == b""
    spoken = b"\n".join(life.seen) + "\n".join(told["titles"]).encode()
    assert b"ikanda_case.intake.child" in spoken and "AVG-2026-0001 - ikanda-case" in told["titles"]
    assert [name for name, each in (words | secret).items() if any(f in spoken for f in each)] == []
    everything = files_below(life.home, life.exports)
    assert found_in(everything, secret) == [], "also not in the case file, and not in a backup"
    kept = b"\n".join(bytes.fromhex(each) for each in told["keyring"])
    assert bool(WITH_KEYRING) == (b"ikanda-case" in kept)
    assert [name for name, each in (words | secret).items() if any(f in kept for f in each)] == []
    reports = [each.read_text() for each in left if each.name.endswith(".fault.txt")]
    assert all("ValueError" in each and "leaks_story.py" in each for each in reports)
    exported = (life.exports / "brief.pdf").read_bytes()
    assert exported.startswith(b"%PDF"), "what a person exports may say who it is for"


@pytest.mark.timeout(300)
def test_a_day_at_the_window_leaves_no_word_anywhere_and_is_killed_in_the_middle(
    tmp_path: Path,
) -> None:
    leaks_of(tmp_path, ends=False)


@pytest.mark.full
def test_a_day_that_ends_well_leaves_no_word_either(tmp_path: Path) -> None:
    leaks_of(tmp_path, ends=True)


@pytest.mark.timeout(300)
@pytest.mark.full
@pytest.mark.xvfb
def test_a_day_on_a_screen_leaves_no_word(tmp_path: Path) -> None:
    leaks_of(tmp_path, ends=False)


@pytest.mark.full
@pytest.mark.timeout(900)
def test_the_key_is_nowhere_after_two_hundred_sessions(tmp_path: Path) -> None:
    life = Life(tmp_path)
    told = life.live("tests.e2e.key_story", ends=True)
    assert told["fault"] == "" and told["sessions"] == 200
    key, _ = read_keys(life.file).by_passphrase(WORDS["passphrase"])
    secret = {"data key": forms_of_key(key), "passphrase": forms(WORDS["passphrase"])}
    everything = [*files_below(life.home), life.out, life.err]
    assert len([each for each in everything if each.name.endswith(".ikanda-backup")]) == 20
    assert found_in(everything, secret) == []
    spoken = b"\n".join(life.seen) + b"\n".join(map(bytes.fromhex, told["keyring"]))
    assert not [name for name, each in secret.items() if any(form in spoken for form in each)]
