"""What is still to be done after an answer, and what a case brings to light."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from ikanda_case.domain.facts.base import Fact


@dataclass(frozen=True, kw_only=True)
class FollowOnSettled(Fact):
    """One thing that followed from a right is done, or need not be done, and why (S12)."""

    kind = "follow_on_settled"
    code: str
    right: str
    subject: str = ""
    """The recipient or processor it concerns; empty when it concerns none."""
    outcome: Literal["done", "not_applicable", "impossible", "disproportionate"] = "done"
    how: str = ""


@dataclass(frozen=True, kw_only=True)
class PolicyTaskOpened(Fact):
    """A defect that this case showed must be mended; the case does not wait (rules 7.6)."""

    kind = "policy_task_opened"
    code: str
    what: str = ""
    owner: str = ""
    by: date | None = None


@dataclass(frozen=True, kw_only=True)
class PolicyTaskDone(Fact):
    """The defect is mended."""

    kind = "policy_task_done"
    code: str
    how: str = ""


@dataclass(frozen=True, kw_only=True)
class BreachOpened(Fact):
    """Something of this case reached the wrong person or was lost (GDPR Art. 33, rules 7.5)."""

    kind = "breach_opened"
    what: str
    aware_at: datetime
    """When the office became aware, with its offset: the 72 hours run from here."""
    happened: str = ""
    persons: str = ""
    """Whose data, and how many."""
    measures: str = ""


@dataclass(frozen=True, kw_only=True)
class BreachDecided(Fact):
    """Whether the authority is notified, and why or why not (GDPR Art. 33(1), 33(5))."""

    kind = "breach_decided"
    notify: bool = True
    why: str = ""
    high_risk: bool = False
    """The persons must be told as well (GDPR Art. 34)."""


# ---- searching (rules 6) -----------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class SearchOrdered(Fact):
    """A system is to be searched for the person's data, by whom and by when."""

    kind = "search_ordered"
    system: str
    owner: str = ""
    due: date | None = None
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SearchChased(Fact):
    """The owner of a search was reminded."""

    kind = "search_chased"
    system: str
    how: str = ""


@dataclass(frozen=True, kw_only=True)
class SearchDone(Fact):
    """What a search gave, and with what it was searched."""

    kind = "search_done"
    system: str
    outcome: Literal["found", "nothing"] = "nothing"
    identifiers: str = ""
    what: str = ""
    others: bool = False
    """Data of other persons are in it: it is redacted before it leaves."""
    numbers: bool = False
    """A national register or card number is held: it goes to the person, and why it is held is
    looked into (rules 3.4 b)."""
