"""What a case file holds, as plain JSON: told when it is made, and compared for ever after."""

import hashlib
from typing import Any

from ikanda_case.domain.case import Case
from ikanda_case.domain.facts import Rendered
from ikanda_case.domain.journal import OFFICE
from ikanda_case.store.engine import connect
from ikanda_case.store.opened import OpenCaseFile

ENTRIES = "SELECT n, stream, kind, on_day, actor, recorded_at, hex(link) FROM journal ORDER BY n"


def holdings(file: OpenCaseFile) -> dict[str, Any]:
    """Return what nothing may ever change: entries, heads, cases, letters, bytes, people, keys.

    What is counted by the rules of the day, such as the last day of an open case, is left out.
    """
    about = file.contents()
    with file.reading() as now:
        cases = [now.case(stream) for stream in now.streams()]
        people = now.office().people
        office_entries = len(now.entries(OFFICE))
        head = now.head()
    db = connect(file.path, file.data_key, "ro")
    try:
        return {
            "uuid": str(about.uuid),
            "generation": about.generation,
            "created_at": about.created_at.isoformat(),
            "head": head,
            "office_entries": office_entries,
            "entries": [list(row) for row in db.rows(ENTRIES)],
            "removed": [list(row) for row in db.rows("SELECT n, by FROM removed ORDER BY n")],
            "heads_on_letters": {
                str(entry.n): entry.fact.head
                for case in cases
                for entry in case.entries
                if isinstance(entry.fact, Rendered)
            },
            "items": [_item(case) for case in cases],
            "blobs": dict(db.rows("SELECT sha256, size FROM blob ORDER BY sha256")),
            "secrets": {
                name: hashlib.sha256(body).hexdigest()
                for name, body in db.rows("SELECT name, body FROM secret ORDER BY name")
            },
            "people": {each.id: [each.name, each.active] for each in people.values()},
            "slots": [
                [slot.kind, slot.label, slot.role, slot.generation] for slot in file.kept_slots()
            ],
        }
    finally:
        db.conn.close()


def _item(case: Case) -> dict[str, Any]:
    received = case.received
    return {
        "stream": case.id,
        "name": case.taken_in.name if case.taken_in else "",
        "sha256": case.taken_in.sha256 if case.taken_in else "",
        "times": case.times,
        "set_aside": case.set_aside,
        "ref": case.ref,
        "received_on": case.received_on.isoformat() if case.received_on else None,
        "requester": received.parties.requester.name if received else "",
        "rights": list(received.rights) if received else [],
        "closed_on": case.closed_on.isoformat() if case.closed_on else None,
        "letters": [
            [letter.id, letter.draft.letter_kind, letter.sha256, letter.state]
            for letter in case.letters
        ],
    }
