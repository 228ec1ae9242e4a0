"""Looks at who says to have sent a message, and warns where the name may deceive."""

import unicodedata
from collections.abc import Iterable

from ikanda_case.app.drafts import Caution
from ikanda_case.intake.headers import Address, Fields, addresses, addresses_in, decoded, values
from ikanda_case.intake.plain import turns_around

_WRITTEN_TOGETHER = frozenset(("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO"))
_LATIN_TWINS = frozenset("аеорсухіјѕԁһԛԝвкмнтАВСЕНІЈКМОРЅТХУЗαεικνορτυχΑΒΕΖΗΙΚΜΝΟΡΤΥΧ")
"""Letters of other scripts that look like Latin ones in most type faces."""


def sender_cautions(fields: Fields) -> list[Caution]:
    """Return what to mind about the sender of one message (threats.md T13)."""
    senders = addresses(fields, "from")
    cautions = []
    count = max(len({each.address.casefold() for each in senders}), len(values(fields, "from")))
    if not senders:
        cautions.append(Caution("no_from"))
    if count > 1:
        cautions.append(Caution("several_from", (("count", count),)))
    replies = {each.address.casefold(): each.address for each in addresses(fields, "reply-to")}
    others = [shown for folded, shown in replies.items() if folded not in _folded(senders)]
    if senders and others:
        cautions.append(Caution("reply_to_differs", (("address", others[0]),)))
    if any(turns_around(decoded(each)) for name in _SHOWN for each in values(fields, name)):
        cautions.append(Caution("bidi_controls"))
    for each in senders:
        cautions += _of_one(each)
    return cautions


_SHOWN = ("from", "reply-to", "sender", "subject", "to")


def _folded(senders: Iterable[Address]) -> set[str]:
    return {each.address.casefold() for each in senders}


def _of_one(sender: Address) -> list[Caution]:
    cautions = []
    if mixes_scripts(sender.name) or mixes_scripts(sender.address) or odd_domain(sender.address):
        cautions.append(Caution("mixed_script_sender"))
    named = [each for each in addresses_in(sender.name) if _differ(each, sender.address)]
    if named:
        cautions.append(Caution("look_alike", (("shown", named[0]), ("address", sender.address))))
    return cautions


def _differ(one: str, other: str) -> bool:
    return one.strip(".").casefold() != other.strip(".").casefold()


def mixes_scripts(text: str) -> bool:
    """Tell whether a word of `text` mixes scripts, or poses as a Latin one in a Latin text."""
    words = [_scripts(word) for word in _words(text)]
    if any(len(scripts) > 1 for scripts in words):
        return True
    latin = any(scripts == {"LATIN"} for scripts in words)
    posing = any(len(word) > 1 and set(word) <= _LATIN_TWINS for word in _words(text))
    return (latin and posing) or any(scripts == {"FANCY"} for scripts in words)


def odd_domain(address: str) -> bool:
    """Tell whether a label of the domain is in another script than the Latin ending."""
    labels = [_readable(label) for label in address.rpartition("@")[2].split(".")]
    ending = labels[-1] if labels else ""
    foreign = any(_scripts(label) - {"LATIN"} for label in labels)
    return foreign and ending.isascii()


def _readable(label: str) -> str:
    if not label.lower().startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except (UnicodeError, ValueError):
        return label


def _words(text: str) -> list[str]:
    return "".join(sign if sign.isalpha() else " " for sign in text).split()


def _scripts(word: str) -> set[str]:
    scripts = {_script(sign) for sign in word if sign.isalpha()} - {""}
    return scripts - _WRITTEN_TOGETHER if scripts & _WRITTEN_TOGETHER else scripts


def _script(sign: str) -> str:
    if sign.isascii():
        return "LATIN"
    first = unicodedata.name(sign, "").partition(" ")[0]
    if first in ("FULLWIDTH", "MATHEMATICAL", "DOUBLE-STRUCK", "SCRIPT", "BLACK-LETTER"):
        return "FANCY"
    return "" if first in ("MODIFIER", "FEMININE", "MASCULINE", "MICRO") else first
