"""Every word of a file, and of what is attached to it, to be searched; nothing is judged here."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from ikanda_case.app.search_documents import MOST_WORDS, FilePart
from ikanda_case.intake.attachments import shown_name
from ikanda_case.intake.bodies import Gatherer
from ikanda_case.intake.content import kind_of
from ikanda_case.intake.mail import draft_of_mail, mail_bytes
from ikanda_case.intake.office import office_text
from ikanda_case.intake.parts import Part, cut
from ikanda_case.intake.plain import clean_text
from ikanda_case.intake.reader import text_draft

MOST_ATTACHED = 200
"""Attachments of one message that are opened; the others are found by their names."""
MOST_ALTOGETHER = 4 * MOST_WORDS
"""Characters of a message and all that is attached to it."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What reading a part gave; the words of a PDF are for another process to read."""

    part: FilePart
    is_pdf: bool = False


def words_of(name: str, raw: bytes) -> tuple[Opened, ...]:
    """Return the words of a file, then of each attachment; a scan and what breaks say so."""
    whole = _opened(0, name, raw)
    found = [whole]
    left = MOST_ALTOGETHER - len(whole.part.text)
    for place, part in enumerate(_attached(name, raw), 1):
        each = FilePart(place, "unreadable", shown_name(part, place - 1)[0])
        if place <= MOST_ATTACHED and left > 0:
            opened = _opened(place, each.name, part.content())
            each = replace(opened.part, name=each.name, text=opened.part.text[:left])
            left -= len(each.text)
            found.append(Opened(each, opened.is_pdf))
        else:
            found.append(Opened(each))
    return tuple(found)


def _attached(name: str, raw: bytes) -> tuple[Part, ...]:
    if kind_of(raw, name) != "mail":
        return ()
    drafted = draft_of_mail(raw, (), _any_day).draft.attachments
    if not drafted:  # a message over 25 MB has none: it is read in part only
        return ()
    return tuple(Gatherer().gather(cut(mail_bytes(raw)).root).attachments)


def _opened(place: int, name: str, raw: bytes) -> Opened:
    kind = kind_of(raw, name)
    if kind == "pdf":
        return Opened(FilePart(place, "unreadable"), is_pdf=True)
    if kind == "mail":
        return Opened(_of_mail(place, raw))
    if kind in ("text", "page"):
        return Opened(_read(place, text_draft(raw, kind).text))
    if kind == "zip":
        text = office_text(raw)
        return Opened(FilePart(place, "unreadable") if text is None else _read(place, text))
    scan = kind in ("jpeg", "png", "none")
    return Opened(FilePart(place, "nothing" if scan else "unreadable"))


def _of_mail(place: int, raw: bytes) -> FilePart:
    draft = draft_of_mail(raw, (), _any_day).draft
    sender = " ".join(filter(None, (draft.sender_name, draft.sender_address, draft.forwarded_by)))
    return replace(_read(place, draft.text), name=draft.subject, sender=sender, addressee=draft.to)


def _read(place: int, text: str) -> FilePart:
    words = clean_text(text)[:MOST_WORDS]
    return FilePart(place, "read" if words.strip() else "nothing", text=words)


def _any_day(instant: datetime) -> date:
    return instant.date()


def packed(found: tuple[Opened, ...]) -> list[dict[str, object]]:
    """Return what was read as JSON values."""
    return [
        {
            "part": each.part.part,
            "state": each.part.state,
            "name": each.part.name,
            "sender": each.part.sender,
            "addressee": each.part.addressee,
            "text": each.part.text,
            "is_pdf": each.is_pdf,
        }
        for each in found
    ]


def unpacked(values: object) -> tuple[Opened, ...]:
    """Return what was read again; ValueError where anything is not right."""
    if not isinstance(values, list) or not values:
        raise ValueError("no parts")
    return tuple(_unpacked(values))


def _unpacked(values: list[object]) -> Iterator[Opened]:
    for place, each in enumerate(values):
        if not isinstance(each, dict) or each.get("part") != place:
            raise ValueError("no part")
        state = each.get("state")
        if state not in ("read", "nothing", "unreadable"):
            raise ValueError("no state")
        said = [each.get(name) for name in ("name", "sender", "addressee", "text")]
        texts = [text for text in said if isinstance(text, str)]
        if len(texts) != len(said):
            raise ValueError("no text")
        yield Opened(FilePart(place, state, *texts), each.get("is_pdf") is True)
