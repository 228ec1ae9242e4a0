"""Many letters signed at once, on every core; each is judged before it comes back."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from ikanda_case.app.ports import Batch, ToSign
from ikanda_case.domain.errors import EnvironmentFault, InputError, KnownError
from ikanda_case.signing.children import Child, Crew, command_of
from ikanda_case.signing.signing_child import FLAG

SECONDS = 60.0
"""Wall time for one letter, its time stamp included; then its process is ended."""
_PROXIES = tuple(
    name for each in ("http_proxy", "https_proxy", "no_proxy") for name in (each, each.upper())
)
_KINDS: dict[str, type[KnownError]] = {
    "InputError": InputError,
    "EnvironmentFault": EnvironmentFault,
}


@dataclass(frozen=True, slots=True)
class SignedPage:
    """A signed letter and what its signature is worth."""

    pdf: bytes
    verdict: str
    why: str
    level: str


def signed_all(
    pages: Iterable[ToSign],
    batch: Batch,
    now: Callable[[], datetime],
    look: Callable[[], None] = lambda: None,
    patience: float = 15.0,
) -> Iterator[SignedPage | KnownError]:
    """Yield each page signed at `now`, in their order, or what refused it; errors as `sign_letter`.

    EnvironmentFault("signing_broke") for one whose process ended or took longer than a minute.
    The key goes to the processes through a pipe, and nowhere else. `look` as for `crew.judged`;
    a time-stamp server is waited for `patience` seconds.
    """
    settings = json.dumps({"time_stamps": batch.time_stamps, "patience": patience}).encode()

    def start() -> Child:
        child = Child(child_command(), _PROXIES)
        child.answer([settings, batch.pkcs12], 1, SECONDS)
        return child

    def ask(child: Child, page: ToSign) -> SignedPage | KnownError:
        said = json.dumps({"stamp": page.stamp, "now": now().isoformat()}).encode()
        told = child.answer([said, page.pdf], 2, SECONDS)
        return _answer(told) if told is not None else EnvironmentFault("signing_broke")

    lost = EnvironmentFault("signing_broke")
    return Crew[ToSign, SignedPage | KnownError](batch.count, start, ask, lost).answers(pages, look)


def child_command() -> list[str]:
    """Return the call of the child."""
    return command_of("ikanda_case.signing.signing_child", FLAG)


def _answer(told: list[bytes]) -> SignedPage | KnownError:
    said, pdf = json.loads(told[0]), told[1]
    if "code" in said:
        facts = {name: _fact(value) for name, value in said["facts"].items()}
        return _KINDS[said["kind"]](said["code"], **facts)
    return SignedPage(pdf, said["verdict"], said["why"], said["level"])


def _fact(value: object) -> str | int | bool | date:
    """Return a fact of an error as it was: a day comes as `{"day": "2026-11-23"}`."""
    if isinstance(value, dict):
        return date.fromisoformat(value["day"])
    assert isinstance(value, str | int)
    return value
