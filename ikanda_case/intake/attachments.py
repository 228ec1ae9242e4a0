"""Attachments as the clerk will see them: a safe name, what they really are, what to mind."""

import hashlib
import unicodedata

from ikanda_case.app.drafts import AttachmentDraft, Caution
from ikanda_case.intake.content import differs, is_risky, kind_of, media_type, shown_kind
from ikanda_case.intake.headers import decoded, line
from ikanda_case.intake.names import NAMELESS, safe_name
from ikanda_case.intake.parts import Part
from ikanda_case.intake.plain import turns_around

_ENDINGS = {
    "application/pdf": ".pdf",
    "application/pkcs7-signature": ".p7s",
    "application/pkcs7-mime": ".p7m",
    "image/gif": ".gif",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "message/delivery-status": ".txt",
    "text/calendar": ".ics",
    "text/html": ".html",
    "text/plain": ".txt",
    "text/rfc822-headers": ".txt",
}


def shown_name(part: Part, place: int) -> tuple[str, str]:
    """Return the cleaned name of an attachment and the name it came with."""
    came = decoded(part.name)
    if came:
        return safe_name(came), came
    if part.kind.startswith("message/") and part.children:
        subject = line(part.children[0].fields, "subject", 80)
        return safe_name(f"{subject or NAMELESS}.eml"), ""
    return f"{NAMELESS}-{place + 1}{_ENDINGS.get(part.kind, '')}", ""


def draft_of(part: Part, place: int) -> tuple[AttachmentDraft, list[Caution]]:
    """Return an attachment as the clerk will see it, and what to mind about it."""
    content = part.content()
    name, came = shown_name(part, place)
    kind = kind_of(content, name)
    draft = AttachmentDraft(
        name=name,
        media_type=media_type(content, kind, part.kind),
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        part=place,
    )
    minded = {
        "attachment_name_changed": came != "" and name != _tidy(came),
        "attachment_risky": is_risky(content, name, kind),
        "winmail": part.kind == "application/ms-tnef" or name.lower() == "winmail.dat",
    }
    cautions = [Caution(code, (("name", name),)) for code, holds in minded.items() if holds]
    if turns_around(came):
        cautions.append(Caution("bidi_controls"))
    if differs(name, kind):
        found = shown_kind(content, kind)
        cautions.append(Caution("content_differs", (("name", name), ("found", found))))
    return draft, cautions


def _tidy(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).split())
