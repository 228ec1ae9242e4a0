"""What an office does all day, at random, for tests that kill or stop it in the middle."""

import hashlib
from datetime import date
from pathlib import Path
from random import Random

from ikanda_case.domain.facts import Noted, PolicyChanged
from ikanda_case.domain.journal import OFFICE
from ikanda_case.store.opened import OpenCaseFile
from tests.support.casefiles import ACTOR, received, reopen, somebody, take_in

DAY = date(2026, 11, 20)
SIZES = (200, 200, 900, 900, 3_000, 3_000, 40_000, 200_000)
"""Of what is kept, in bytes: a large one makes the log so long that it is brought in meanwhile."""


def act(path: Path, random: Random, actions: int) -> None:
    """Open the file, act so often and close it; say of each action that it is kept.

    A line is "kept", the number of entries, the head, and the SHA-256 of bytes that were kept.
    """
    with reopen(path) as file:
        for _ in range(actions):
            content = random.randbytes(random.choice(SIZES))
            n, head = _one(file, content, random)
            print("kept", n, head, hashlib.sha256(content).hexdigest(), flush=True)


def _one(file: OpenCaseFile, content: bytes, random: Random) -> tuple[int, str]:
    with file.work(ACTOR) as work:
        stream = take_in(work, content, DAY)
        if random.random() < 0.7:
            parties = somebody(f"Fien{stream} Voorbeeld")
            work.append(stream, DAY, received(work.next_ref(DAY.year), parties=parties))
        if random.random() < 0.3:
            text = "gebeld " * random.randrange(400)
            work.append(random.choice(work.streams()), DAY, Noted(text=text))
        if random.random() < 0.1:
            days = str(random.randint(1, 20))
            change = PolicyChanged(name="draft_days_before_due", value=days, reason="drukte")
            work.append(OFFICE, DAY, change)
        head = work.head()
        work.commit()
    return file.contents().entries, head
