"""Drafts what one mail says: who, when, what, with what attached, and what to mind."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from ikanda_case.app.drafts import Arrival, AttachmentDraft, Caution, IntakeDraft
from ikanda_case.intake.arrival import BrusselsDay, moment, walk
from ikanda_case.intake.attachments import draft_of
from ikanda_case.intake.bodies import MOST_TEXT, Gathered, Gatherer
from ikanda_case.intake.content import MEDIA_TYPES
from ikanda_case.intake.forwards import Forward, forward_of
from ikanda_case.intake.headers import Fields, addresses, line, values
from ikanda_case.intake.parts import DEEPEST, MOST_PARTS, cut
from ikanda_case.intake.senders import sender_cautions

LARGEST = 25 * 1024 * 1024
"""Bytes; of a larger mail only the beginning is read."""
BEGINNING = 1024 * 1024
BREAK = "\n\n----------\n\n"
"""Stands between a colleague's words and the original they passed on."""
LATE_CLOCK = timedelta(days=1)

_LIMITS = {
    "part_limit": MOST_PARTS,
    "depth_limit": DEEPEST,
    "text_cut": MOST_TEXT,
}
_ORDER = (
    "damaged",
    "part_limit",
    "depth_limit",
    "text_cut",
    "not_decoded",
    "bidi_controls",
    "versions_differ",
    "encrypted",
    "signature_unchecked",
    "auto_reply",
)


@dataclass(frozen=True, slots=True)
class MailDraft:
    """The draft of a mail, and the words of it in which rights and a language are looked for."""

    draft: IntakeDraft
    telling: str


def draft_of_mail(
    content: bytes, mail_hosts: Sequence[str], brussels_day: BrusselsDay
) -> MailDraft:
    """Return what a mail proposes; of one over 25 MB what its beginning says, no attachments."""
    raw = mail_bytes(content)
    large = len(raw) > LARGEST
    tree = cut(raw[:BEGINNING] if large else raw)
    fields = tree.root.fields
    found = Gatherer().gather(tree.root)
    forward = forward_of(fields, found, mail_hosts, brussels_day)
    walked = walk(fields, mail_hosts, brussels_day)
    attachments, minded = _attachments(found, large=large)
    cautions = [
        *_arrival_cautions(fields, walked.arrival, walked.gap_hours),
        *([Caution("forwarded")] if forward else []),
        *sender_cautions(fields),
        *(sender_cautions(forward.fields) if forward and forward.fields else []),
        *_trouble_cautions(set() if large else tree.troubles, found, fields),
        *found.reach.cautions(),
        *minded,
    ]
    sender = next(iter(addresses(fields, "from")), None)
    draft = IntakeDraft(
        form="mail",
        sender_name=sender.name if sender else "",
        sender_address=sender.address if sender else "",
        to=line(fields, "to", 1_000),
        subject=line(fields, "subject", 500),
        text=found.text,
        arrival=walked.arrival,
        attachments=attachments,
        cautions=tuple(dict.fromkeys(cautions)),
        message_id=line(fields, "message-id", 250),
        media_type=MEDIA_TYPES["mail"],
    )
    return MailDraft(draft, found.text) if forward is None else _opened(draft, forward)


def mail_bytes(content: bytes) -> bytes:
    """Return the bytes of a mail without a byte order mark or blank lines before its head."""
    raw = content.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    return raw if b"\n" in raw else raw.replace(b"\r", b"\n")


def _opened(draft: IntakeDraft, forward: Forward) -> MailDraft:
    """Propose the original behind a forwarded mail."""
    arrival = replace(
        draft.arrival,
        forwarded=True,
        original_day=forward.day,
        original_instant=forward.instant,
    )
    opened = replace(
        draft,
        sender_name=forward.name,
        sender_address=forward.address,
        subject=forward.subject or draft.subject,
        text=BREAK.join(filter(None, (draft.text, forward.text)))[:MOST_TEXT],
        arrival=arrival,
        forwarded_by=draft.sender_address if forward.address != draft.sender_address else "",
    )
    return MailDraft(opened, forward.text or draft.text)


def _attachments(
    found: Gathered, *, large: bool
) -> tuple[tuple[AttachmentDraft, ...], list[Caution]]:
    if large:
        return (), [Caution("too_large", (("megabytes", LARGEST // 2**20),))]
    drafts, cautions = [], []
    for place, part in enumerate(found.attachments):
        draft, minded = draft_of(part, place)
        drafts.append(draft)
        cautions += minded
    return tuple(drafts), cautions


def _arrival_cautions(fields: Fields, arrival: Arrival, gap_hours: int) -> Iterable[Caution]:
    if arrival.instant is None:
        yield Caution("no_arrival")
        return
    if gap_hours:
        yield Caution("arrival_gap", (("count", gap_hours),))
    written = next((moment(each) for each in values(fields, "date")), None)
    if written is not None and written - arrival.instant > LATE_CLOCK:
        yield Caution("date_in_future", (("count", (written - arrival.instant).days),))


def _trouble_cautions(cutting: set[str], found: Gathered, fields: Fields) -> Iterable[Caution]:
    troubles = cutting | found.troubles | ({"auto_reply"} if _is_automatic(fields) else set())
    for code in _ORDER:
        if code in troubles:
            yield Caution(code, (("limit", _LIMITS[code]),) if code in _LIMITS else ())


def _is_automatic(fields: Fields) -> bool:
    submitted = line(fields, "auto-submitted", 80).casefold()
    if submitted:
        return not submitted.startswith(("no", "auto-forwarded"))
    answered = line(fields, "precedence", 40).casefold() in ("auto_reply", "auto-reply")
    return answered or any(fields.get(name) for name in ("x-autoreply", "x-autorespond"))
