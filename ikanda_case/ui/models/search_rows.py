"""What a search found as lines: each case with the documents that hold the words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from ikanda_case.app.queries import FoundCase, FoundDocument, Marked
from ikanda_case.app.search import Answer
from ikanda_case.app.search_words import MOST_TERMS, Misread
from ikanda_case.domain.letters import LetterTemplate
from ikanda_case.texts.catalogue import phrase
from ikanda_case.texts.dates import full_date, short_date
from ikanda_case.ui.look.marks import Badge
from ikanda_case.ui.models.case_letters import kind_name
from ikanda_case.ui.models.marked_words import joined, shown
from ikanda_case.ui.models.outside import one_line
from ikanda_case.ui.models.register_rows import line_badge
from ikanda_case.ui.widgets.lines import Line

MOST_OF_A_CASE = 4
"""Documents of one case that are shown; the others are one line."""
HINTS = ("words", "phrase", "prefix", "minus", "places", "kinds", "states", "facts", "days")
"""What can be typed, in the order it is shown."""

_ICONS = {
    "case": "folder",
    "message": "mail",
    "attachment": "attach",
    "note": "edit",
    "letter": "document_text",
}
Templates = Mapping[tuple[str, str], LetterTemplate]


@dataclass(frozen=True, slots=True)
class CaseHead:
    """The line above the documents of one case or item."""

    ref: str
    name: str
    badge: Badge | None = None
    note: str = ""
    """Of an item that is no case: how it stands."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One document in which the words stand."""

    icon: str
    label: str
    day: str
    title: Marked
    text: Marked


@dataclass(frozen=True, slots=True)
class Target:
    """Where the line of a document leads."""

    stream: int
    is_case: bool
    tab: str
    """A tab of the case, and after a colon the place on it."""


@dataclass(frozen=True, slots=True)
class Found:
    """An answer as it is shown."""

    lines: tuple[Line, ...]
    targets: Mapping[str, Target]
    count: str


class SearchRows:
    """Words answers in one language, for one day."""

    def __init__(self, templates: Templates, lang: str, today: date) -> None:
        self._templates = templates
        self._lang = lang
        self._today = today

    def found(self, answer: Answer) -> Found:
        """Return the lines of an answer and where each leads."""
        lines: list[Line] = []
        targets: dict[str, Target] = {}
        for case in answer.findings.cases:
            lines.append(self._head(case))
            for line, target in self._documents(case):
                lines.append(line)
                targets[line.key] = target
        count = len(answer.findings.cases)
        number = f"{count}+" if answer.findings.more else str(count)
        return Found(tuple(lines), targets, self._say("count", count=count, number=number))

    def misread(self, misread: Misread) -> str:
        """Return what to say of a part that was not understood."""
        part = one_line(misread.part, 60)
        return self._say(f"misread_{misread.code}", part=part, most=MOST_TERMS)

    def _head(self, case: FoundCase) -> Line:
        line = case.line
        if line is None:
            note = self._say("waiting" if case.waiting else "aside")
            head = CaseHead("", one_line(case.name, 80), note=note)
            spoken = f"{head.name}, {note}"
        else:
            badge = line_badge(line, self._today, self._lang)
            head = CaseHead(line.ref, one_line(line.requester, 80), badge)
            spoken = ", ".join((line.ref, head.name, badge.spoken or badge.text))
        return Line(f"\0{case.stream}", head, spoken, heading=True)

    def _documents(self, case: FoundCase) -> Iterator[tuple[Line, Target]]:
        for document in case.documents[:MOST_OF_A_CASE]:
            yield self._document(case, document)
        rest = len(case.documents) - MOST_OF_A_CASE
        if rest > 0:
            words = self._say("rest", count=rest)
            hit = Hit("", "", "", Marked(words), Marked(""))
            target = Target(case.stream, case.line is not None, "")
            yield Line(f"{case.stream}:rest", hit, words), target

    def _document(self, case: FoundCase, document: FoundDocument) -> tuple[Line, Target]:
        label = self._label(document)
        is_case = document.kind == "case"
        title = self._letter_name(document) if document.kind == "letter" else document.title
        text = document.text
        if is_case and not text.marks:
            text = Marked("")  # an address that nobody asked for
        hit = Hit(
            icon=_ICONS[document.kind],
            label=label,
            day=short_date(document.day, self._lang, self._today),
            title=shown(joined((title, document.people))),
            text=shown(text),
        )
        spoken = self._say(
            "spoken",
            what=label,
            day=full_date(document.day, self._lang),
            text=" ".join(filter(None, (hit.title.text, hit.text.text))),
        )
        key = f"{case.stream}:{document.kind}:{document.place}"
        return Line(key, hit, spoken, tip=hit.text.text), _target(case, document)

    def _label(self, document: FoundDocument) -> str:
        match document.kind:
            case "note":
                return self._say(f"note.{document.what}")
            case "letter":
                return self._say("kind.letter", number=document.place)
            case "attachment":
                return self._say(f"kind.{document.what}")
            case kind:
                return self._say(f"kind.{kind}")

    def _letter_name(self, document: FoundDocument) -> Marked:
        """Return the name of a letter's kind: what its title holds are codes."""
        return Marked(kind_name(document.what, self._templates, self._lang))

    def _say(self, code: str, **facts: object) -> str:
        return phrase(self._lang, "ui_search", code, facts)


def _target(case: FoundCase, document: FoundDocument) -> Target:
    place = document.place
    tab = {
        "letter": f"letters:{place}",
        "note": f"history:{place}",
        "case": "",
    }.get(document.kind, "request")
    return Target(case.stream, case.line is not None, tab)
