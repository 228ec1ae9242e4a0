"""Words by which an answer gives away a mistake, in Dutch, French, English and German."""

import re
from collections.abc import Mapping

_I = re.IGNORECASE

FORM = re.compile(
    r"""\b(?:(?:hand)?getekend\w* | ondertekend\w* | handtekening\w* | \w*formulier\w*
    | aangetekend\w* | klantnummer\w* | notari\w+ | gelegaliseerd\w*
    | sign[eé]e?s? | signature\w* | formulaires? | recommand[eé]\w* | num[eé]ro\ de\ client
    | l[eé]galis[eé]\w*
    | signed | signatures? | forms? | registered\ (?:post|mail|letter) | customer\ number
    | unterschr\w+ | unterzeichne\w+ | formulare?\w* | vordruck\w* | einschreiben | kundennummer\w*
    | beglaubigt\w*)\b""",
    re.VERBOSE | _I,
)
"""What the law makes no condition (rules 1.2): a form, a signature, registered post ..."""
OF_A_COMPLAINT = re.compile(r"klacht|plainte|complaint|beschwerde|aanklacht", _I)
"""A complaint to the authority must be signed; a sentence about it says so rightly."""
EXCESSIVE = re.compile(
    r"""\b(?:buitensporig\w* | (?:kennelijk\ )?ongegrond\w* | repetitie\w+
    | excessi\w+ | (?:manifestement\ )?infond[eé]e?s? | r[eé]p[eé]titi\w+
    | (?:manifestly\ )?unfounded | repetitive
    | exzessiv\w* | (?:offenkundig\ |offensichtlich\ )?unbegr[uü]ndet\w* | wiederholt\w*\ antr\w+
    )\b""",
    re.VERBOSE | _I,
)
LATE = re.compile(
    r"""\b(?:te\ laat | laattijdig\w* | verontschuldig\w* | spijt
    | en\ retard | tardi\w+ | excuses? | d[eé]sol[eé]\w* | retard
    | late | apolog\w+ | sorry
    | zu\ sp[aä]t | versp[aä]t\w* | entschuldig\w* | tut\ uns\ leid)\b""",
    re.VERBOSE | _I,
)
CITED = re.compile(r"\b(?:art(?:ikel|icle|\.)?)\s*(1[5-9]|2[0-2])\b(?!\d)", _I)
"""An article of the chapter on the rights, as one cites it; group 1 is its number."""
EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
TELEPHONE = re.compile(r"(?<!\d)\+?\d[\d ()./-]{7,18}\d(?!\d)")
BIRTH = re.compile(r"geboren op|geboortedatum|n[eé]e? le|date de naissance|born on|geboren am", _I)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


COMMON: Mapping[str, frozenset[str]] = {
    "nl": _words(
        """de het een en van ik te dat die in niet is op aan met als voor zijn er maar om wij u uw
        ons onze hebben heeft wordt worden deze dit ook naar bij nog dan wat geen over door werd"""
    ),
    "fr": _words(
        """le la les un une des et de du que qui dans ne pas est sur au aux avec pour par nous vous
        vos notre nos votre ce cette ces son sa ses sont ont avons avez été il elle en mais ou où"""
    ),
    "en": _words(
        """the a an and of to that in is it for with as was on are we you your our us have has be
        this these not at by from or which will would been they there but no were had their"""
    ),
    "de": _words(
        """der die das ein eine einen und von zu dass in nicht ist auf mit als für sind es aber um
        wir sie ihre ihren ihr uns unsere haben hat wird werden diese dieser auch nach bei noch
        wurde den dem des im am zum zur über durch kein keine"""
    ),
}
"""The small words by which a language is told, in a paragraph of some length."""
