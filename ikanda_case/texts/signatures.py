"""A signature in words: whose certificate it is and who vouches for it, and when it was made."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from ikanda_case.texts.catalogue import phrase

_WHO = {"self-signed": "self_signed", "trusted": "trusted"}


class Seal(Protocol):
    """What is known of a signature whose verdict was given."""

    @property
    def signer(self) -> str: ...
    @property
    def signed_at(self) -> datetime | None: ...
    @property
    def timestamp(self) -> datetime | None: ...
    @property
    def identity(self) -> str: ...


def seal_said(
    seal: Seal, lang: str, local: Callable[[datetime], datetime] = lambda moment: moment
) -> tuple[str, ...]:
    """Return the sentences about the signer and the time of a valid signature.

    A certificate that only its owner vouches for is called that. `local` gives a moment in the
    zone it is told in; as it stands when not said.
    """
    said = []
    if seal.signer:
        who = _WHO.get(seal.identity, "issued")
        said.append(phrase(lang, "names", f"seal_{who}", {"signer": seal.signer}))
    at = seal.timestamp or seal.signed_at
    if at is not None:
        when = "stamped" if seal.timestamp else "not_stamped"
        said.append(phrase(lang, "names", f"seal_{when}", {"at": local(at)}))
    return tuple(said)
