"""Pictures and texts of PDF pages and scans, made in a child process that may break."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ikanda_case.domain.errors import InputError
from ikanda_case.pictures.child import FLAG

_PASSED_ON = ("LD_LIBRARY_PATH", "SYSTEMROOT", "SYSTEMDRIVE", "WINDIR")
_ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class PictureLimits:
    """What a file may cost before it is given up."""

    seconds: float = 10.0
    memory: int = 1 << 30
    """Address space of the child in bytes; held on Linux only."""
    pixels: int = 40_000_000
    """Of one picture."""
    all_pixels: int = 200_000_000
    """Of all pictures of one call together."""
    signs: int = 2_000_000
    """Of the text of all pages of one call together; what stands after them is not read."""


@dataclass(frozen=True, slots=True)
class PageImage:
    """A picture: rows of red, green and blue bytes from the top, without filling."""

    width: int
    height: int
    rgb: bytes


STRICT = PictureLimits()


def draw_pages(
    pdf: bytes,
    *,
    dpi: int,
    first: int = 0,
    count: int | None = None,
    limits: PictureLimits = STRICT,
) -> tuple[PageImage, ...]:
    """Return pages of a PDF as they look, with their annotations: the stamp of a signature too.

    `first` counts from 0; a `count` beyond the end gives what there is. InputError
    `picture_failed` (reason: unreadable, password, too_large, memory, broken) or
    `picture_timeout` (seconds).
    """
    if dpi < 1 or first < 0 or (count is not None and count < 0):
        raise ValueError("dpi, first and count count from their beginnings")
    return tuple(_pictures(pdf, limits, kind="pages", dpi=dpi, first=first, count=count))


def draw_image(
    image: bytes, *, longest: int | None = None, limits: PictureLimits = STRICT
) -> PageImage:
    """Return a JPEG or PNG scan upright on white, at most `longest` pixels on its longer side.

    Errors as `draw_pages`.
    """
    (picture,) = _pictures(image, limits, kind="image", longest=longest)
    return picture


def page_texts(pdf: bytes, *, limits: PictureLimits = STRICT) -> tuple[str, ...]:
    """Return the text of each page as a reader would copy it. Errors as `draw_pages`."""
    lines = _lines(_answered(pdf, limits, kind="texts"))
    return tuple(line["text"] for line, _ in lines if "text" in line)


def child_command() -> list[str]:
    """Return the call of the child: this Python, or the frozen program with a flag of its own."""
    if getattr(sys, "frozen", False):
        return [sys.executable, FLAG]
    return [sys.executable, "-P", "-m", "ikanda_case.pictures.child"]


def _pictures(content: bytes, limits: PictureLimits, **request: object) -> Iterator[PageImage]:
    answer = _answered(content, limits, **request)
    for line, rgb in _lines(answer):
        if "width" in line:
            yield PageImage(line["width"], line["height"], rgb)


def _answered(content: bytes, limits: PictureLimits, **request: object) -> bytes:
    """Return all that the child wrote; InputError when it was too slow or broke."""
    asked = json.dumps({**request, **asdict(limits)}).encode("ascii") + b"\n"
    with subprocess.Popen(
        child_command(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(),
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    ) as child:
        try:
            answer, _ = child.communicate(asked + content, timeout=limits.seconds)
        except subprocess.TimeoutExpired:
            child.kill()
            raise InputError("picture_timeout", seconds=int(limits.seconds)) from None
    return answer


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    return {**kept, "PYTHONPATH": str(_ROOT), "PYTHONUTF8": "1"}


def _lines(answer: bytes) -> Iterator[tuple[dict[str, Any], bytes]]:
    """Return the lines of an answer with their pixels; InputError unless it ends with `done`."""
    place = 0
    while place < len(answer):
        end = answer.find(b"\n", place)
        try:
            line = json.loads(answer[place : end if end >= 0 else None])
        except ValueError:
            break
        if not isinstance(line, dict):
            break
        place = end + 1 if end >= 0 else len(answer)
        if "done" in line:
            return
        if "failed" in line:
            raise InputError("picture_failed", reason=line["failed"])
        size = max(0, line.get("width", 0) * line.get("height", 0) * 3)
        yield line, answer[place : place + size]
        place += size
    raise InputError("picture_failed", reason="broken")
