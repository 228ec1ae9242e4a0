"""Acts and roles in words, and the sentence that says why an act is not offered."""

from collections.abc import Sequence

from ikanda_case.domain.office import Office
from ikanda_case.domain.roles import PERMITS, RECOVERY, Act, who_may
from ikanda_case.texts.catalogue import phrase

AREA = "roles"
_NAMED = 3
"""Colleagues who are named as those to ask; more would be no help."""


def act_name(act: str, lang: str) -> str:
    """Return what an act is called."""
    return phrase(lang, AREA, f"act.{act}")


def roles_said(roles: Sequence[str], lang: str) -> str:
    """Return roles as alternatives: "behandelaar of goedkeurder"."""
    names = [phrase(lang, "names", f"role_{role}") for role in roles]
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {phrase(lang, AREA, 'or')} {names[-1]}"


def refusal(act: Act, office: Office, person: str, lang: str) -> str:
    """Return why somebody's roles do not allow an act, and which colleague to ask."""
    if person == RECOVERY:
        return phrase(lang, AREA, "refused_by_sheet", {"act": act_name(act, lang)})
    names = [each.name for each in who_may(office, act)]
    said = {
        "act": act_name(act, lang),
        "roles": roles_said(PERMITS[act].roles, lang),
        "names": ", ".join(names[:_NAMED]),
    }
    return phrase(lang, AREA, "refused" if names else "refused_nobody", said)
