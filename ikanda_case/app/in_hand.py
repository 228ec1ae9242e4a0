"""What a person had in hand when the file was locked: kept inside it, for that person alone.

It is no fact and no entry: words that were being typed, given back at the next unlocking.
"""

from ikanda_case.app.desk import Desk


def keep(desk: Desk, words: str) -> None:
    """Keep what is in hand, in place of what was kept before; empty words forget it.

    EnvironmentFault as every unit of work.
    """
    if words == kept(desk):
        return
    with desk.work("in_hand") as work:
        work.keep_secret(_name(desk), words.encode())
        work.commit()


def kept(desk: Desk) -> str:
    """Return what this person had in hand; empty for nothing."""
    with desk.file.reading() as now:
        return (now.secret(_name(desk)) or b"").decode()


def _name(desk: Desk) -> str:
    return f"in_hand:{desk.actor}"
