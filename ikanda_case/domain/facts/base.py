"""What every fact of the journal is, and the words several of them share."""

from dataclasses import dataclass
from typing import ClassVar, Literal

Channel = Literal["email", "post", "desk", "phone", "chat", "account", "other"]
Decision = Literal["granted", "partly", "refused"]
Rung = Literal["L0", "L1", "L2", "L3", "L4", "L5"]
Role = Literal["controller", "joint", "processor", "none"]
"""What the company is to these data (GDPR Art. 4(7), 26, 28); none: another company's data."""


@dataclass(frozen=True, kw_only=True)
class Fact:
    """What one entry says; who, when and the day of the fact stand in the entry itself.

    Facts have no slots: what was read becomes one at once (`domain/journal.py`).
    """

    kind: ClassVar[str] = ""
