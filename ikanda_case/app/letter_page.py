"""The page of the office's letters: the envelope they go into, and a page to try it with."""

from ikanda_case.app.desk import Changes, Desk, record_office
from ikanda_case.app.letters import letterhead_of
from ikanda_case.app.ports import Rendering
from ikanda_case.domain.errors import InputError
from ikanda_case.domain.facts import EnvelopeChosen
from ikanda_case.domain.letters import Language
from ikanda_case.domain.page import ACROSS, DOWN, Envelope, LetterPage, LetterText, Paragraph, Run

_LINES = 6
"""Of an address: as many as the window takes."""


def choose_envelope(desk: Desk, envelope: Envelope) -> Changes:
    """Make letters for this envelope from now on; pages that lie for approval stay as they are.

    InputError("envelope_out_of_reach", across, down) for an address moved too far.
    """
    _require_in_reach(envelope)
    chosen = EnvelopeChosen(window=envelope.window, across=envelope.across, down=envelope.down)
    return record_office(desk, "describe", chosen)


def trial_page(desk: Desk, envelope: Envelope, language: Language) -> Rendering:
    """Return a page to print, fold and put into the envelope: nobody's address, the window drawn.

    Errors as `choose_envelope`, and as `ports.LetterRenderer.render`.
    """
    _require_in_reach(envelope)

    def say(code: str, **facts: object) -> str:
        return desk.wording.phrase("trial_page", code, language, **facts)

    with desk.file.reading() as now:
        office = now.office()
    words = tuple(Paragraph((Run(say(f"how_{number}")),)) for number in (1, 2, 3))
    text = LetterText(
        language=language,
        title=say("title"),
        salutation="",
        blocks=words,
        closing="",
        reference_lines=((say("label"), say("value")),),
    )
    page = LetterPage(
        kind="",
        reference=say("value"),
        letterhead=letterhead_of(office),
        recipient=tuple(say("line", number=number) for number in range(1, _LINES + 1)),
        texts=(text,),
        small_print=(),
        demo=office.described.demo,
        envelope=envelope,
        outline=True,
    )
    return desk.renderer.render(page)


def _require_in_reach(envelope: Envelope) -> None:
    if abs(envelope.across) > ACROSS or abs(envelope.down) > DOWN:
        raise InputError("envelope_out_of_reach", across=ACROSS, down=DOWN)
