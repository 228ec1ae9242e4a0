"""The parts of a signed page, cut out without our own reader."""

import re

BYTE_RANGE = re.compile(rb"/ByteRange \[0 (\d+) (\d+) (\d+) *\]")


def ranges(pdf: bytes) -> tuple[int, int, int]:
    """Return where the last signature's gap begins and ends, and how many bytes follow it."""
    before, after, length = (int(number) for number in BYTE_RANGE.findall(pdf)[-1])
    return before, after, length


def container_and_content(pdf: bytes) -> tuple[bytes, bytes]:
    """Return the CMS container of the last signature, and the bytes that it signs."""
    before, after, length = ranges(pdf)
    container = bytes.fromhex(pdf[before + 1 : after - 1].decode())
    return container, pdf[:before] + pdf[after : after + length]
