"""What each kind of fact makes of a case, a file for each part of the work."""

from ikanda_case.domain.replayed import arrival, decisions, file, follow_ons, identity, letters
from ikanda_case.domain.replayed.base import becomes, effect_of

__all__ = [
    "arrival",
    "becomes",
    "decisions",
    "effect_of",
    "file",
    "follow_ons",
    "identity",
    "letters",
]
