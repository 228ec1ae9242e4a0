"""Bytes become an intake draft: whatever arrives, nothing is written, fetched or trusted."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from ikanda_case.app.drafts import Caution, IntakeDraft
from ikanda_case.domain.errors import InputError
from ikanda_case.domain.numbers import find_numbers
from ikanda_case.intake.bodies import MOST_READ, MOST_TEXT, Gatherer
from ikanda_case.intake.charsets import decode_file
from ikanda_case.intake.content import Kind, differs, is_risky, kind_of, media_type, shown_kind
from ikanda_case.intake.language import language_of
from ikanda_case.intake.mail import LARGEST, draft_of_mail, mail_bytes
from ikanda_case.intake.markup import reach_of_html, reach_of_text, text_of_html
from ikanda_case.intake.names import safe_name
from ikanda_case.intake.parts import cut
from ikanda_case.intake.plain import clean_text
from ikanda_case.intake.quotes import own_words
from ikanda_case.intake.rights import NO_WORDS, Vocabulary, rights_in

MOST_CAUTIONS = 100


def read(
    name: str,
    raw: bytes,
    *,
    mail_hosts: Sequence[str],
    brussels_day: Callable[[datetime], date],
    words: Vocabulary = NO_WORDS,
) -> IntakeDraft:
    """Return what `raw` proposes. Never raises; what cannot be read is a draft that says so.

    `mail_hosts` are the office's own mail servers (rules section 2.2), `words` the phrases that
    mean rights. A mail over 25 MB is read only in part.
    """
    try:
        return _read(name, raw, mail_hosts, brussels_day, words)
    except Exception:  # what this function promises; the tests hold that it is never needed
        return failed()


def failed() -> IntakeDraft:
    """Return the draft of a file that could not be read at all."""
    return IntakeDraft(form="unreadable", cautions=(Caution("reading_failed"),))


def attachment(raw: bytes, part: int) -> bytes:
    """Return the bytes of one attachment of a mail, as `AttachmentDraft.part` counts them.

    InputError("unknown_attachment", part) when there is none.
    """
    if kind_of(raw, "any.eml") == "mail":
        parts = Gatherer().gather(cut(mail_bytes(raw)).root).attachments
        if 0 <= part < len(parts):
            return parts[part].content()
    raise InputError("unknown_attachment", part=part)


def _read(
    name: str,
    raw: bytes,
    mail_hosts: Sequence[str],
    brussels_day: Callable[[datetime], date],
    words: Vocabulary,
) -> IntakeDraft:
    kind = kind_of(raw, name)
    if kind == "mail":
        mail = draft_of_mail(raw, mail_hosts, brussels_day)
        draft = _suggested(mail.draft, mail.telling, words)
    elif kind in ("text", "page"):
        draft = text_draft(raw, kind)
        draft = _suggested(draft, draft.text, words)
    elif kind in ("pdf", "jpeg", "png"):
        draft = IntakeDraft(form="scan")
    else:
        draft = IntakeDraft(form="unreadable", cautions=(_unreadable(raw, kind),))
    cautions = (*draft.cautions, *_file_cautions(name, raw, kind))
    return replace(
        draft,
        media_type=media_type(raw, kind, ""),
        cautions=tuple(dict.fromkeys(cautions))[:MOST_CAUTIONS],
    )


def text_draft(raw: bytes, kind: Kind) -> IntakeDraft:
    """Return the draft of a text or a page: its words, and what to mind about them."""
    content = decode_file(raw[:LARGEST])
    page = kind == "page"
    text = clean_text((text_of_html(content.text) if page else content.text)[:MOST_READ])
    reach = reach_of_html(content.text) if page else reach_of_text(content.text)
    cautions = [*reach.cautions()]
    if not content.sure:
        cautions.append(Caution("not_decoded"))
    if len(text) > MOST_TEXT or len(content.text) > MOST_READ:
        cautions.append(Caution("text_cut", (("limit", MOST_TEXT),)))
    return IntakeDraft(form="text", text=text[:MOST_TEXT], cautions=tuple(cautions))


def _unreadable(raw: bytes, kind: Kind) -> Caution:
    if kind in ("none", "outlook"):
        return Caution("empty_file" if kind == "none" else "outlook_message")
    return Caution("unreadable_kind", (("found", shown_kind(raw, kind)),))


def _file_cautions(name: str, raw: bytes, kind: Kind) -> Iterable[Caution]:
    safe = safe_name(name)
    if differs(safe, kind):
        yield Caution("content_differs", (("name", safe), ("found", shown_kind(raw, kind))))
    if kind != "mail" and is_risky(raw, safe, kind):
        yield Caution("attachment_risky", (("name", safe),))


_SIGNAL = re.compile(
    r"\b(?:do[ -]?not[ -]?track|dnt[ -](?:signal\w*|header\w*|1)|sec-gpc|global privacy control"
    r"|niet[ -]volgen[ -]signa\w+|signal \W?ne pas (?:me )?(?:suivre|pister)\W?)",
    re.IGNORECASE,
)
"""A browser's word that its person is not to be followed (GDPR Art. 21(5))."""


def _suggested(draft: IntakeDraft, telling: str, words: Vocabulary) -> IntakeDraft:
    """Add what the words suggest: a language, rights, numbers that do not belong in notes."""
    own = telling if draft.arrival.forwarded else own_words(telling)
    names = " | ".join(each.name for each in draft.attachments)
    kinds = [hit.kind for hit in find_numbers(f"{draft.subject} | {draft.text} | {names}")]
    counts = {"national_number": kinds.count("national"), "card_number": kinds.count("card")}
    numbers = [Caution(code, (("count", count),)) for code, count in counts.items() if count]
    if _SIGNAL.search(f"{draft.subject}\n{own}"):
        numbers.append(Caution("dnt_signal"))
    return replace(
        draft,
        language=language_of(own) or language_of(f"{draft.subject}\n{own}"),
        rights=rights_in((draft.subject, own), words),
        cautions=(*draft.cautions, *numbers),
    )
