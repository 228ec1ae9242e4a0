"""Letter texts as the office words them: what it may change, and what is in force (rules 5)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from ikanda_case.domain.errors import InputError
from ikanda_case.domain.facts import LetterTextChanged
from ikanda_case.domain.letter_sound import fault, require_sound
from ikanda_case.domain.letters import FIELDS, LISTINGS, LetterTemplate, needs
from ikanda_case.domain.slots import printable, slots
from ikanda_case.domain.typography import spaced

Templates = Mapping[tuple[str, str], LetterTemplate]
"""Letter texts by kind and language."""
PartKind = Literal[
    "title", "salutation", "closing", "heading", "text", "box", "listing", "fixed", "free"
]
MOST = 4000
"""Signs of one part of a letter."""
_NO_BREAK = str.maketrans({"\u00a0": " ", "\u202f": " "})


@dataclass(frozen=True, slots=True)
class OwnText:
    """What the office's entries say about one letter kind in one language."""

    parts: Mapping[str, str] = field(default_factory=dict)
    """Its own words by the id of the part; none: the text as it ships."""
    times: int = 0
    """How often it was changed, the way back to what ships among them."""
    over: int = 0
    """The version of the shipped text that lay beside the last change."""

    def after(self, change: LetterTextChanged) -> "OwnText":
        """Return it after one more change."""
        return OwnText(dict(change.parts), self.times + 1, change.over)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a letter text: how it ships, and what it says now."""

    id: str
    kind: PartKind
    shipped: str
    now: str
    when: str = ""
    label: str = ""
    article: str = ""
    fixed: bool = False
    """A block of rules 5.3: word for word, never changed."""
    each_right: bool = False
    """In a letter for several rights it stands once for each."""

    @property
    def is_changed(self) -> bool:
        return not same_words(self.shipped, self.now)


def same_words(one: str, other: str) -> bool:
    """Return whether two texts differ in nothing but spaces that must not break."""
    return one.translate(_NO_BREAK).strip() == other.translate(_NO_BREAK).strip()


def in_force(shipped: LetterTemplate, own: OwnText | None) -> LetterTemplate:
    """Return the text letters are written from; a part that ships no more, or is fixed, is left."""
    if own is None or not own.parts:
        return shipped
    said = own.parts
    clauses = tuple(
        clause if clause.fixed else replace(clause, text=said.get(clause.id, clause.text))
        for clause in shipped.clauses
    )
    titles = tuple(
        (when, said.get(f"frame.title.{number}", title))
        for number, (when, title) in enumerate(shipped.titles, 1)
    )
    return replace(
        shipped,
        title=said.get("frame.title", shipped.title),
        titles=titles,
        title_several=said.get("frame.title_several", shipped.title_several),
        salutation=said.get("frame.salutation", shipped.salutation),
        salutation_unknown=said.get("frame.salutation_unknown", shipped.salutation_unknown),
        closing=said.get("frame.closing", shipped.closing),
        clauses=clauses,
        change=own.times,
    )


def texts_in_force(shipped: Templates, own: Mapping[tuple[str, str], OwnText]) -> Templates:
    """Return every text that letters are written from."""
    return {key: in_force(template, own.get(key)) for key, template in shipped.items()}


def parts_of(shipped: LetterTemplate, own: OwnText | None) -> tuple[Part, ...]:
    """Return every part of a letter text in the order of the page, fixed ones among them."""
    now = in_force(shipped, own)
    return tuple(
        replace(before, now=after.now)
        for before, after in zip(_parts(shipped), _parts(now), strict=True)
    )


def _parts(template: LetterTemplate) -> Iterator[Part]:
    yield Part("frame.title", "title", template.title, template.title)
    for number, (when, title) in enumerate(template.titles, 1):
        yield Part(f"frame.title.{number}", "title", title, title, when)
    if template.title_several and template.parts:
        several = template.title_several
        yield Part("frame.title_several", "title", several, several, "several_rights")
    for name in ("salutation", "salutation_unknown"):
        text: str = getattr(template, name)
        if text:
            yield Part(f"frame.{name}", "salutation", text, text)
    for each in template.clauses:
        yield Part(
            each.id, each.kind, each.text, each.text, each.when, each.label, each.article,
            each.fixed, each.part,
        )  # fmt: skip
    yield Part("frame.closing", "closing", template.closing, template.closing)


def checked(shipped: LetterTemplate, change: LetterTextChanged) -> LetterTextChanged:
    """Return a change as it is kept: only what says something else than what ships.

    InputError names kind, language and part: "letter_text_part_unknown", "letter_block_fixed",
    "letter_text_empty", "letter_text_long"(most), "letter_text_signs", "letter_field_unknown"
    (name), "letter_field_dropped"(name) for a mandatory content that would lose its field, and
    what `require_sound` refuses.
    """
    known = {part.id: part for part in _parts(shipped)}
    said: dict[str, str] = {}
    for id, text in change.parts:
        if id not in known:
            raise fault("letter_text_part_unknown", shipped.kind, shipped.language, id)
        if not same_words(text, known[id].shipped):
            said[id] = _words(shipped, known[id], text)
    kept = tuple((id, said[id]) for id in known if id in said)
    require_sound(in_force(shipped, OwnText(said, 1)), shipped.language)
    return replace(change, parts=kept, over=shipped.version)


def _words(shipped: LetterTemplate, part: Part, text: str) -> str:
    """Return the office's words of a part as they are kept, or refuse them by name."""

    def refusal(code: str, **facts: str) -> InputError:
        return fault(code, shipped.kind, shipped.language, part.id, **facts)

    if part.fixed:
        raise refusal("letter_block_fixed")
    words = spaced(printable(text), shipped.language)
    if not words and part.kind != "free":
        raise refusal("letter_text_empty")
    if len(words) > MOST:
        raise refusal("letter_text_long", most=str(MOST))
    try:
        named = slots(words)
    except ValueError:
        raise refusal("letter_text_signs") from None
    for name in named:
        if name not in FIELDS and name not in LISTINGS:
            raise refusal("letter_field_unknown", name=name)
    for name in _dropped(part, words):
        raise refusal("letter_field_dropped", name=name)
    return words


def _dropped(part: Part, words: str) -> tuple[str, ...]:
    """Return the fields of a mandatory content that its new words do not name any more."""
    if not part.label and not part.article:
        return ()
    listing = part.kind == "listing"
    kept = needs(words, listing=listing)
    return tuple(
        name.strip("[]") for name in needs(part.shipped, listing=listing) if name not in kept
    )
