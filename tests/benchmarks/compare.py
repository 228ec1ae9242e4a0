"""Ours beside the bare thing, in turns and in one run, so that what disturbs disturbs both."""

from collections.abc import Callable, Iterable
from functools import partial
from statistics import median
from time import process_time

Deed = Callable[[], object]


def seconds(deed: Deed, times: int = 1) -> float:
    """Return the processor time one run of a deed takes, over so many runs at once."""
    began = process_time()
    for _ in range(times):
        deed()
    return (process_time() - began) / times


def side_by_side(
    ours: Deed, bare: Deed, *, rounds: int = 40, times: int = 5
) -> tuple[float, float]:
    """Return the median processor time of both, done in turns."""
    taken: tuple[list[float], list[float]] = ([], [])
    for deed in (ours, bare):
        deed()
    for _ in range(rounds):
        for place, deed in enumerate((ours, bare)):
            taken[place].append(seconds(deed, times))
    return median(taken[0]), median(taken[1])


def each_once(
    ours: Callable[[int], object], bare: Callable[[int], object], asked: Iterable[int]
) -> tuple[float, float]:
    """Return the median processor time of both, each number asked for once by either."""
    taken: tuple[list[float], list[float]] = ([], [])
    for turn, number in enumerate(asked):
        pair = ((0, ours), (1, bare))
        for place, ask in pair if turn % 2 else pair[::-1]:
            taken[place].append(seconds(partial(ask, number)))
    return median(taken[0]), median(taken[1])


def said(what: str, ours: float, bare: float) -> str:
    """Return one line of a report."""
    unit, factor = ("ms", 1e3) if max(ours, bare) < 1 else ("s", 1.0)
    return f"{what}: {ours * factor:.2f} {unit}, bare {bare * factor:.2f}, ratio {ours / bare:.2f}"
