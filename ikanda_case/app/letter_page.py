"""The page of the office's letters: the envelope they go into, and a page to try it with."""

from ikanda_case.app.desk import Changes, Desk, record, record_office
from ikanda_case.app.letters import letterhead_of
from ikanda_case.app.ports import Rendering
from ikanda_case.domain.errors import InputError
from ikanda_case.domain.facts import EnvelopeChosen, LogoChosen
from ikanda_case.domain.journal import OFFICE
from ikanda_case.domain.letters import Language
from ikanda_case.domain.page import ACROSS, DOWN, Envelope, LetterPage, LetterText, Paragraph, Run

MOST_LOGO = 5_000_000
"""Bytes of a file that may become the logo."""
_LINES = 6
"""Of an address: as many as the window takes."""


def choose_envelope(desk: Desk, envelope: Envelope) -> Changes:
    """Make letters for this envelope from now on; pages that lie for approval stay as they are.

    InputError("envelope_out_of_reach", across, down) for an address moved too far.
    """
    _require_in_reach(envelope)
    chosen = EnvelopeChosen(window=envelope.window, across=envelope.across, down=envelope.down)
    return record_office(desk, "describe", chosen)


def choose_logo(desk: Desk, content: bytes) -> Changes:
    """Put a picture (PNG, JPEG) into the letterhead, drawn anew on white by the isolated reader.

    InputError: "logo_too_large"(most, in MB), "logo_no_picture". The logo there was then stays.
    """
    if len(content) > MOST_LOGO:
        raise InputError("logo_too_large", most=MOST_LOGO // 1_000_000)
    with desk.reading("describe"):
        pass  # Whoever may not is told before the picture is read.
    try:
        picture = desk.renderer.logo(content)
    except InputError:
        raise InputError("logo_no_picture") from None
    with desk.work("describe") as work:
        chosen = LogoChosen(sha256=work.keep(picture))
        return record(work, OFFICE, [(desk.clock.today(), chosen)])


def remove_logo(desk: Desk) -> Changes:
    """Leave the letterhead without a picture from now on."""
    return record_office(desk, "describe", LogoChosen())


def trial_page(desk: Desk, envelope: Envelope, language: Language) -> Rendering:
    """Return a page to print, fold and put into the envelope: nobody's address, the window drawn.

    Errors as `choose_envelope`, and as `ports.LetterRenderer.render`.
    """
    _require_in_reach(envelope)

    def say(code: str, **facts: object) -> str:
        return desk.wording.phrase("trial_page", code, language, **facts)

    with desk.file.reading() as now:
        office = now.office()
        letterhead = letterhead_of(now, office)
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
        letterhead=letterhead,
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
