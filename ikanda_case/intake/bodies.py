"""Says which parts of a message are its words and which are its attachments."""

import re
from dataclasses import dataclass, field

from ikanda_case.intake.charsets import decode
from ikanda_case.intake.markup import Reach, reach_of_html, reach_of_text, text_of_html
from ikanda_case.intake.parts import Part
from ikanda_case.intake.plain import OVERRIDE, clean_text, letters

MOST_TEXT = 500_000
"""Characters of words that are shown; no letter is longer."""
MOST_READ = 2 * MOST_TEXT
"""Characters that are cleaned for it, over all parts."""
MOST_MARKUP = 1_500_000
"""Characters of HTML that are laid out, over all parts."""
FEWEST_LETTERS = 20
"""A plain version with fewer letters is a stand-in: the HTML version is read too."""

_WORD = re.compile(r"[^\W\d_]{2,}")
_PROSE = frozenset(("text/plain", "text/html", "text/enriched", "text/richtext"))


@dataclass(slots=True)
class Gathered:
    """What one message consists of."""

    text: str = ""
    plain: bool = True
    """The words came as plain text."""
    reach: Reach = field(default_factory=Reach)
    attachments: list[Part] = field(default_factory=list)
    """Attached messages are followed by their own attachments."""
    originals: list[tuple[Part, "Gathered"]] = field(default_factory=list)
    """Messages attached whole, outside of a delivery report."""
    troubles: set[str] = field(default_factory=set)
    """Caution codes: damaged, not_decoded, text_cut, bidi_controls, versions_differ,
    encrypted, signature_unchecked, auto_reply."""

    def say(self, text: str) -> None:
        """Put words after those that are there, up to the limit."""
        text = "\n\n".join(filter(None, (self.text, text)))
        self.text = text[:MOST_TEXT]
        if len(text) > MOST_TEXT:
            self.troubles.add("text_cut")

    def add(self, other: "Gathered") -> None:
        """Take over everything of `other`, its words after the own ones."""
        self.say(other.text)
        self.plain = self.plain and other.plain
        self.reach += other.reach
        self.attachments += other.attachments
        self.originals += other.originals
        self.troubles |= other.troubles


@dataclass(slots=True)
class Gatherer:
    """Walks the parts of one message; holds what is left of the work it may do."""

    markup_left: int = MOST_MARKUP
    text_left: int = MOST_READ

    def gather(self, part: Part) -> Gathered:
        """Return the words and attachments of a message or part."""
        found = Gathered(troubles=_seals(part))
        if not part.children and part.is_spoiled():
            found.troubles.add("damaged")
        if part.kind == "multipart/alternative" and part.children:
            _choose(found, [self.gather(child) for child in part.children])
        elif part.children and part.kind.startswith("message/"):
            inner = self.gather(part.children[0])
            found.troubles |= inner.troubles - {"auto_reply"}
            found.reach += inner.reach
            found.attachments += [part, *inner.attachments]
            found.originals.append((part.children[0], inner))
        elif part.children:
            for child in part.children:
                found.add(self.gather(child))
            if part.kind == "multipart/report":
                found.originals.clear()
        elif _is_words(part):
            self._read(found, part)
        else:
            found.attachments.append(part)
        return found

    def _read(self, found: Gathered, part: Part) -> None:
        if self.text_left <= 0:
            found.troubles.add("text_cut")
            return
        words = decode(part.content(), part.charset)
        if not words.sure:
            found.troubles.add("not_decoded")
        if part.kind == "text/html":
            found.plain = False
            found.reach = reach_of_html(words.text)
            within = len(words.text) <= self.markup_left
            self.markup_left -= len(words.text) if within else 0
            text = text_of_html(words.text, laid_out=within)
        else:
            found.reach = reach_of_text(words.text)
            flowed = part.parameter("format") == "flowed"
            text = _unflowed(words.text[:MOST_READ]) if flowed else words.text
        if OVERRIDE in text:
            found.troubles.add("bidi_controls")
        if len(text) > MOST_READ:
            found.troubles.add("text_cut")
        self.text_left -= len(text)
        found.say(clean_text(text[:MOST_READ]))


def _choose(found: Gathered, versions: list[Gathered]) -> None:
    """Take the words of one version and the attachments of all.

    Plain text is preferred. A version that says something else is shown after it, because the
    sender may have seen only that one. What is loaded or linked to is the HTML version's.
    """
    full = [each for each in versions if letters(each.text) >= FEWEST_LETTERS]
    best = next((each for each in full if each.plain), None)
    best = best or max(versions, key=lambda each: letters(each.text))
    pages = [each for each in versions if not each.plain]
    plain = best.plain
    for each in (best, *(other for other in versions if other is not best)):
        if each is not best and _differ(best.text, each.text):
            found.troubles.add("versions_differ")
        elif each is not best:
            each.text = ""
        if pages and each not in pages:
            each.reach = Reach()
        found.add(each)
    found.plain = plain


def _differ(one: str, other: str) -> bool:
    """Tell whether less than half of the words of the shorter text are in the other."""
    few, many = sorted((_vocabulary(one), _vocabulary(other)), key=len)
    return 2 * len(few & many) < len(few)


def _vocabulary(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold()))


def _seals(part: Part) -> set[str]:
    seals = {
        "multipart/signed": {"signature_unchecked"},
        "multipart/report": {"auto_reply"},
        "multipart/encrypted": {"encrypted"},
    }
    if part.kind.endswith("pkcs7-mime"):
        signed = "signed" in part.parameter("smime-type")
        return {"signature_unchecked", "encrypted"} if signed else {"encrypted"}
    return seals.get(part.kind, set())


def _is_words(part: Part) -> bool:
    if part.kind.startswith("multipart/"):
        return True
    return part.kind in _PROSE and not part.name and part.disposition != "attachment"


def _unflowed(text: str) -> str:
    """Join the lines that format=flowed broke (RFC 3676)."""
    out: list[str] = []
    joins = False
    for line in text.replace("\r\n", "\n").split("\n"):
        quoted = line.startswith(">")
        content = line if quoted else line.removeprefix(" ")
        if joins and not quoted and content != "-- ":
            out[-1] += content
        else:
            out.append(content)
        joins = content.endswith(" ") and not quoted and content != "-- "
    return "\n".join(out)
