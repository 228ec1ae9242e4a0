"""The search language: what its fields and their values are called in four languages."""

from collections.abc import Mapping
from functools import cache
from typing import Literal

from ikanda_case.domain.people import folded

Place = Literal["sender", "addressee", "ref", "title"]
"""Where a word is to be found: `van:jansens`."""
Aspect = Literal["right", "language", "channel", "handler", "is", "kind", "after", "before", "due"]
"""What a case must be: `type:inzage`."""

PLACES: Mapping[Place, str] = {
    "sender": "van de from von afzender expediteur sender absender",
    "addressee": "aan a to an geadresseerde destinataire addressee empfanger",
    "ref": "ref kenmerk reference zeichen",
    "title": "onderwerp objet subject betreff titel titre title",
}
ASPECTS: Mapping[Aspect, str] = {
    "right": "type recht droit right",
    "language": "taal langue language sprache",
    "channel": "kanaal canal channel kanal",
    "handler": "behandelaar gestionnaire handler bearbeiter",
    "is": "is est ist",
    "kind": "in dans",
    "after": "na apres after nach sinds depuis since seit",
    "before": "voor avant before vor",
    "due": "termijn delai due frist",
}
FIELDS: Mapping[str, Place | Aspect] = {
    word: code
    for names in (PLACES, ASPECTS)
    for code, words in names.items()
    for word in words.split()
}
"""Every name of a field, folded; Dutch comes first, then French, English and German."""

_VALUES: Mapping[Aspect, Mapping[str, str]] = {
    "language": {
        "nl": "nl nederlands neerlandais dutch niederlandisch",
        "fr": "fr frans francais french franzosisch",
        "en": "en engels anglais english englisch",
        "de": "de duits allemand german deutsch",
    },
    "channel": {
        "email": "mail email courriel",
        "post": "post poste brief courrier",
        "desk": "balie guichet desk schalter",
        "phone": "telefoon telephone phone telefon",
        "chat": "chat",
        "account": "account klantzone compte konto",
        "other": "andere autre other andere",
    },
    "is": {
        "open": "open ouvert offen",
        "closed": "gesloten afgesloten ferme cloture closed geschlossen abgeschlossen",
        "late": "telaat laat enretard retard late overdue verspatet uberfallig",
        "suspended": "geschorst opgeschort suspendu suspended gehemmt ausgesetzt",
        "extended": "verlengd prolonge extended verlangert",
        "new": "nieuw nouveau new neu",
        "aside": "opzijgelegd geenverzoek ecarte aside beiseite",
    },
    "kind": {
        "case": "zaak dossier case vorgang fall",
        "message": "mail bericht verzoek email courriel message nachricht",
        "attachment": "bijlage stuk annexe piece attachment anhang anlage",
        "note": "notitie nota note reden remarque notiz",
        "letter": "brief lettre letter schreiben",
    },
}
NOBODY = frozenset({"niemand", "personne", "nobody"})
"""What `behandelaar:` says of a case that nobody handles."""


@cache
def values_of(aspect: Aspect) -> Mapping[str, str]:
    """Return the names of an aspect's values, bare, each with its code."""
    known = _VALUES.get(aspect, {})
    return {word: code for code, words in known.items() for word in words.split()}


def bare(text: str) -> str:
    """Return a name as it is compared: without accents, case, spaces and signs."""
    return "".join(sign for sign in folded(text) if sign.isalnum())
