"""Invented people and their requests, the same for the same number: what large case files hold."""

from dataclasses import dataclass
from datetime import date, timedelta

from ikanda_case.domain import facts as f
from ikanda_case.domain.people import Parties, Person, folded

FIRST = (
    "Aagje", "Abel", "Amira", "An", "Arne", "Ayoub", "Bart", "Bea", "Bram", "Britt", "Cato",
    "Chloë", "Daan", "Dina", "Edda", "Elif", "Els", "Emiel", "Fatima", "Fien", "Floor", "Geert",
    "Gitte", "Hilde", "Hugo", "Ilse", "Jef", "Joke", "Joris", "Karim", "Katrien", "Lars",
    "Leen", "Lieve", "Lotte", "Maarten", "Marieke", "Mehmet", "Nele", "Noor", "Nora", "Omar",
    "Piet", "Rik", "Roos", "Sam", "Senna", "Sofie", "Stijn", "Tine", "Toon", "Veerle", "Wannes",
    "Wout", "Yasmina", "Zoë",
)  # fmt: skip
_BEGINS = (
    "Bedacht", "Denk", "Droom", "Fabel", "Fantasie", "Fictie", "Leugen", "Mijmer", "Niemands",
    "Schijn", "Sprookjes", "Verzin",
)  # fmt: skip
_ENDS = ("aert", "beek", "berghe", "bosch", "brugge", "huys", "man", "mans", "steen", "veld")
LAST = tuple(begin + end for begin in _BEGINS for end in _ENDS)
STREETS = ("Dagdroomlaan", "Fictiestraat", "Luchtkasteelplein", "Nergensweg", "Verzonnendreef")
TOWNS = ("0000 Nergenshuizen", "0001 Verzonnendorp", "0002 Luchtkasteel", "0003 Fabelberg")
COLLEAGUES = ("Ilse Modelaar", "Rik Ontwerp", "Bea Schets", "Wout Prent", "Noor Maquette")
"""Their ids are p1, p2 and so on."""

_SUBJECTS = {
    "ACCESS": ("Vraag om inzage in mijn gegevens", "Welke gegevens hebt u over mij", "Inzage"),
    "ERASE": ("Verzoek om mijn account te wissen", "Gelieve mijn gegevens te verwijderen"),
    "RECTIFY": ("Mijn adres staat fout in uw systeem", "Rechtzetting van mijn naam"),
    "OBJECT": ("Ik wil geen reclame meer", "Bezwaar tegen uw mailings"),
}
_MIX = (*("ACCESS",) * 5, *("ERASE",) * 3, "RECTIFY", "OBJECT")
_WORDS = (
    "aankoop", "aanvraag", "account", "adres", "afspraak", "antwoord", "archief", "bestelling",
    "brief", "camera", "contract", "dossier", "factuur", "filiaal", "formulier", "gegevens",
    "gesprek", "klacht", "klantenkaart", "kopie", "korting", "levering", "mailing", "nieuwsbrief",
    "opname", "order", "rekening", "retour", "sollicitatie", "telefoon", "toestemming", "website",
)  # fmt: skip


def scattered(number: int, salt: int) -> int:
    """Return a number that looks like chance, the same for the same two (splitmix64)."""
    mixed = (number * 0x9E3779B97F4A7C15 + salt * 0xBF58476D1CE4E5B9) & (2**64 - 1)
    mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & (2**64 - 1)
    mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & (2**64 - 1)
    return mixed ^ (mixed >> 31)


# ---- who and what ------------------------------------------------------------------------------


def person_of(number: int) -> Person:
    """Return who sent the request of that number; one in ten was here before."""
    own = number // 2 if number % 10 == 0 else number
    first = FIRST[scattered(own, 1) % len(FIRST)]
    last = LAST[scattered(own, 2) % len(LAST)]
    street = f"{STREETS[scattered(own, 3) % len(STREETS)]} {own % 180 + 1}"
    email = f"{folded(first)}.{last.lower()}.{own}@voorbeeld.example"
    return Person(f"{first} {last}", (street, TOWNS[scattered(own, 4) % len(TOWNS)]), email)


def rights_of(number: int) -> tuple[str, ...]:
    """Return what is asked: one right, or in one of twelve two."""
    first = _MIX[scattered(number, 5) % len(_MIX)]
    return ("ACCESS", "ERASE") if scattered(number, 6) % 12 == 0 else (first,)


def subject_of(number: int) -> str:
    """Return the subject of the request."""
    subjects = _SUBJECTS[rights_of(number)[0]]
    return subjects[scattered(number, 7) % len(subjects)]


def text_of(number: int, words: int = 40) -> str:
    """Return invented sentences of about so many words."""
    said = [_WORDS[scattered(number * 997 + place, 8) % len(_WORDS)] for place in range(words)]
    lines = [" ".join(said[at : at + 8]) for at in range(0, words, 8)]
    return "\r\n".join(f"Het gaat over {line}." for line in lines)


def mail_of(number: int) -> bytes:
    """Return the bytes of the mail that began the case."""
    person = person_of(number)
    head = (
        f"From: {person.email}\r\nTo: privacy@ikanda-demo.example\r\n"
        f"Subject: {subject_of(number)}\r\nMessage-ID: <{number}@voorbeeld.example>\r\n"
        "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    )
    body = f"Beste,\r\n\r\n{text_of(number)}\r\n\r\nMet vriendelijke groeten\r\n{person.name}\r\n"
    return (head + body).encode()


def received_of(number: int, ref: str) -> f.Received:
    """Return the fact that opens the case."""
    return f.Received(
        ref=ref,
        channel="email",
        parties=Parties.herself(person_of(number)),
        rights=rights_of(number),
        language="fr" if scattered(number, 9) % 6 == 0 else "nl",
        subject=subject_of(number),
    )


# ---- how a case goes ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Course:
    """How a case goes: its steps after taking in and receipt, and when it came in."""

    name: str
    share: int
    """Of a thousand cases."""
    came: tuple[int, int]
    """Between so many days before today and so many."""
    steps: tuple[tuple[int, str], ...]
    """Working steps by days after receipt; what each writes is `fact_of_step`."""


_ANSWER = ((5, "decided"), (8, "drafted"), (9, "sent"))
_LONG_AGO = (1500, 101)
COURSES = (
    Course("answered", 330, _LONG_AGO, ((1, "known"), *_ANSWER, (9, "executed"), (10, "closed"))),
    Course("refused", 90, _LONG_AGO, ((1, "known"), (6, "refused"), (8, "drafted"), (9, "sent"),
                                      (10, "closed"))),
    Course("withdrawn", 200, _LONG_AGO, ((4, "withdrawn"),)),
    Course("unanswered", 100, _LONG_AGO, ((2, "asked"), (60, "no answer"), (65, "no action"))),
    Course("extended", 80, _LONG_AGO, ((1, "known"), (20, "extended"), (50, "decided"),
                                       (55, "drafted"), (56, "sent"), (58, "closed"))),
    Course("new", 50, (25, 0), ()),
    Course("at work", 70, (28, 3), ((1, "known"), (2, "assigned"), (3, "noted"))),
    Course("late", 25, (95, 36), ((1, "known"), (2, "assigned"))),
    Course("suspended", 20, (25, 12), ((2, "assigned"), (3, "asked"))),
    Course("evidence", 12, (24, 14), ((3, "asked"), (13, "evidence"))),
    Course("drafted", 18, (27, 9), ((1, "known"), (2, "assigned"), *_ANSWER[:2])),
    Course("ordered", 5, (20, 5), ((1, "known"), (4, "seen"))),
)  # fmt: skip
"""Four of five are closed; of the open ones a seventh is late."""
_BY_SHARE = tuple(course for course in COURSES for _ in range(course.share))


def course_of(number: int) -> Course:
    """Return how the case of that number goes."""
    return _BY_SHARE[scattered(number, 10) % len(_BY_SHARE)]


def came_on(number: int, today: date) -> date:
    """Return the day the request came in."""
    most, least = course_of(number).came
    return today - timedelta(days=least + scattered(number, 11) % (most - least + 1))


def handler_of(number: int) -> str:
    """Return the id of the colleague who handles the case."""
    return f"p{scattered(number, 12) % len(COLLEAGUES) + 1}"


def facts_of_step(step: str, number: int, on: date) -> tuple[f.Fact, ...]:
    """Return what a working step writes on its day."""
    if step in _ONCE:
        return (_ONCE[step],)
    rights = rights_of(number)
    match step:
        case "assigned":
            return (f.Assigned(handler=handler_of(number)),)
        case "noted":
            return (f.Noted(text=text_of(number, 16)),)
        case "seen":
            return (f.Seen(step="Bel de aanvrager op.", by=on + timedelta(days=7)),)
        case "decided":
            return tuple(f.Decided(right=each, decision="granted") for each in rights)
        case "refused":
            return tuple(
                f.Decided(right=each, decision="refused", ground="G01", facts="Verzonnen feiten.")
                for each in rights
            )
        case "executed":
            return tuple(f.Executed(right=each) for each in rights)
        case "drafted":
            free = (("text", text_of(number, 24)),)
            return (
                f.Drafted(letter="B1", letter_kind="L05", language="nl", rights=rights, free=free),
            )
    raise ValueError(step)


_ONCE: dict[str, f.Fact] = {
    "known": f.IdentityNotNeeded(because="Zij schrijft vanaf het adres van haar account."),
    "asked": f.IdentityRequested(doubt="De naam past niet bij het account.", rung="L2"),
    "evidence": f.IdentityReceived(what="kopie van een klantenkaart"),
    "no answer": f.IdentityUnanswered(why="Geen antwoord."),
    "extended": f.Extended(reason="Er zijn veel verzoeken tegelijk."),
    "sent": f.Sent(letter="B1", channel="email", to="afzender"),
    "closed": f.Closed(),
    "withdrawn": f.Closed(outcome="withdrawn"),
    "no action": f.Closed(outcome="no_action"),
}
