"""A handful of cases in which everything that can be searched stands somewhere."""

from datetime import date, timedelta

from ikanda_case.app.ports import CaseFile, Work
from ikanda_case.app.search_documents import FilePart
from ikanda_case.domain import facts as f
from ikanda_case.domain.people import Parties, Person
from tests.support.casefiles import ACTOR, received, take_in
from tests.support.cases import TODAY

DAY = date(2026, 11, 20)
LATE = TODAY - timedelta(days=60)

HILDE = Person("Hilde Fictief", ("Verzonnenlaan 3", "9000 Gent"), "hilde@voorbeeld.example")
BRAM = Person("Bram Verzonnen", ("Nergensplein 1",), "bram@voorbeeld.example", "000 11 22 33")
MEESTER = Person("Mr. Octavia Pleitgraag", (), "octavia@advocaten.example")
ANDRE = Person("André Éclair", ("Rue Imaginée 4", "1000 Bruxelles"), "andre@exemple.example")


def tell(file: CaseFile) -> None:
    """Write the stories into an empty file: four cases, one item that waits, one set aside."""
    with file.work(ACTOR) as work:
        _hilde(work)
        _bram(work)
        _andre(work)
        _closed(work)
        _items(work)
        work.commit()


def _case(work: Work, content: bytes, fact: f.Received, *parts: FilePart, on: date = DAY) -> int:
    stream = take_in(work, content, on, "vraag.eml")
    if parts:
        work.keep_words(work.keep(content), parts)
    work.append(stream, on, fact)
    return stream


def _hilde(work: Work) -> None:
    """An access case that is late, with a letter in draft and a remark."""
    fact = received(
        "AVG-2026-0001", parties=Parties.herself(HILDE), subject="Kopie van mijn dossier"
    )
    body = FilePart(
        0,
        "read",
        "Kopie van mijn dossier",
        "Hilde Fictief hilde@voorbeeld.example",
        "privacy@ikanda-demo.example",
        "Geachte,\nik vraag een kopie van alle gegevens over mijn defecte brandkast.",
    )
    stream = _case(work, b"hilde", fact, body, on=LATE)
    work.append(stream, DAY, f.IdentityNotNeeded(because="zelfde adres als in het klantenbestand"))
    work.append(stream, DAY, f.Noted(text="Gebeld over de brandkast; zij mailt de factuur na."))
    work.append(
        stream,
        DAY,
        f.Drafted(
            letter="B1",
            letter_kind="L05",
            language="nl",
            fields=(("facts", "De gegevens staan in bijlage zeven."),),
            free=(("slot", "Wij danken u voor uw geduld."),),
        ),
    )


def _bram(work: Work) -> None:
    """A lawyer asks for somebody else; two rights, an attachment, an assigned handler."""
    fact = f.Received(
        ref="AVG-2026-0002",
        channel="post",
        parties=Parties(requester=MEESTER, data_subject=BRAM, representation="lawyer"),
        rights=("ACCESS", "ERASE"),
        language="nl",
        subject="Verzoek namens cliënt",
    )
    mail = (
        FilePart(0, "read", "Verzoek namens cliënt", "Octavia Pleitgraag", "", "Zie de bijlage."),
        FilePart(1, "read", "volmacht.pdf", "", "", "Volmacht om te wissen, getekend te Gent."),
        FilePart(2, "nothing", "logo.png"),
    )
    stream = _case(work, b"bram", fact, *mail)
    work.append(stream, DAY, f.Assigned(handler="p1"))
    scan = work.keep(b"scan van de envelop")
    work.append(
        stream,
        DAY,
        f.Attached(name="envelop-januari.pdf", sha256=scan, size=19, purpose="envelope"),
    )
    work.keep_words(scan, [FilePart(0, "read", text="Aangetekend verzonden te Nergenshuizen")])
    work.append(stream, DAY, f.Decided(right="ERASE", decision="refused", ground="G10", facts="x"))


def _andre(work: Work) -> None:
    """A French case with accents, extended, its letter rendered and read."""
    fact = f.Received(
        ref="AVG-2026-0003",
        channel="email",
        parties=Parties.herself(ANDRE),
        rights=("OBJECT",),
        language="fr",
        subject="Opposition à la publicité",
    )
    body = FilePart(
        0, "read", "Opposition", "André Éclair", "", "Je m'oppose à la publicité ciblée, été 2026."
    )
    stream = _case(work, b"andre", fact, body)
    work.append(stream, DAY, f.IdentityNotNeeded(because="même adresse"))
    work.append(stream, DAY, f.Extended(reason="dossier complexe"))
    page = work.keep(b"%PDF page")
    head = "0" * 64
    work.append(
        stream,
        DAY,
        f.Drafted(letter="B1", letter_kind="L04", language="fr", free=(("x", "brouillon"),)),
        f.Rendered(
            letter="B1",
            sha256=page,
            pages=1,
            head=head,
            recipient=("André Éclair", "Rue Imaginée 4"),
        ),
    )
    work.keep_words(page, [FilePart(0, "read", text="Nous prolongeons le délai de deux mois.")])


def _closed(work: Work) -> None:
    fact = received("AVG-2025-0099", parties=Parties.herself(HILDE), subject="Oude vraag")
    stream = _case(work, b"oud", fact, on=date(2025, 6, 2))
    work.append(stream, DAY, f.Closed(outcome="withdrawn"))


def _items(work: Work) -> None:
    """One that waits and was read, one set aside that was not."""
    stream = take_in(work, b"wacht", DAY, "wachtend.txt")
    assert stream
    work.keep_words(work.keep(b"wacht"), [FilePart(0, "read", text="Mag ik mijn brandkast zien?")])
    aside = take_in(work, b"reclame", DAY, "reclame.eml")
    work.append(aside, DAY, f.SetAside(reason="reclame voor brandkasten"))
