"""Two hundred sessions with one case file: opened, written, backed up, verified and closed.

`python -m tests.e2e.key_story` reads the passphrase and its folders from standard input.
"""

import json
import sys
import traceback
from pathlib import Path

from ikanda_case.app import in_hand, intake
from ikanda_case.bootstrap.program import Program
from ikanda_case.bootstrap.surroundings import SystemSurroundings
from ikanda_case.store.casefile import remember_on_this_computer
from tests.e2e.command_line import ByKey
from tests.e2e.leaks_story import everything_in_keyring

SESSIONS = 200


class Sessions:
    """Every second one by this computer's key, where there is a keyring."""

    def __init__(self, path: Path, passphrase: str) -> None:
        self.path = path
        self.passphrase = passphrase
        self.program = Program()
        self.done = 0

    def hold(self) -> None:
        ByKey(b"").create(self.path, self.passphrase, "FV")  # at the lowest cost there may be
        keyring = self.program.secrets.available()
        for number in range(SESSIONS):
            passphrase = None if keyring and number % 2 else self.passphrase
            with self.program.open(self.path, passphrase, read_only=False) as file:
                desk = self.program.desk(file)
                intake.take_in(desk, f"{number}.txt", f"vraag {number}".encode())
                in_hand.keep(desk, f"half {number}")
                if keyring and number == 0:
                    remember_on_this_computer(file, self.program.secrets, "balie")
            if number % 10 == 0:
                backup = self.path.with_name(f"{number}.ikanda-backup")
                self.program.back_up(self.path, passphrase, backup, lambda _done, _total: None)
            self.done += 1
        self.program.readers.close()


def main() -> None:
    """Hold the sessions and say how many there were."""
    asked = json.loads(sys.stdin.readline())
    surroundings = SystemSurroundings("0.1.0")
    surroundings.install()
    sessions = Sessions(Path(asked["work"]) / "privacy.ikanda", asked["words"]["passphrase"])
    fault, kept = "", list[str]()
    try:
        sessions.hold()
        if sessions.program.secrets.available():
            kept = everything_in_keyring()
    except BaseException:
        fault = traceback.format_exc()
    told = {"fault": fault, "sessions": sessions.done, "keyring": kept}
    done = Path(asked["done"])
    done.with_suffix(".part").write_text(json.dumps(told))
    done.with_suffix(".part").rename(done)
    surroundings.close()


if __name__ == "__main__":
    main()
