"""A batch of approved letters on every core, beside the same letters one after the other."""

import os
import time

import pytest

from ikanda_case.app import letters, sealing
from ikanda_case.app.desk import Desk
from tests.integration.test_signing_batch import approved
from tests.support.cases import TODAY
from tests.ui.rooms import makers_desk

resource = pytest.importorskip("resource")

LETTERS = 500
ALONE = 60
"""Letters signed one after the other, for what one core does."""
LEAST_RATIO = 1.8
MOST_BEND = 1.25
"""So much more may a letter in the second half of a batch cost this process."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return makers_desk(tmp_path_factory.mktemp("batch"))


def spent(who: int = 0) -> float:
    """Return the seconds of a core that this process, or its children that ended, have used."""
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def one_by_one(desk: Desk, chosen: list[tuple[int, str]]) -> float:
    """Return the seconds of a core that a letter takes when signed by itself, the first apart."""
    sealing.sign(desk, *chosen[0], TODAY)
    began = spent()
    for stream, number in chosen[1:]:
        sealing.sign(desk, stream, number, TODAY)
    return (spent() - began) / (len(chosen) - 1)


@pytest.mark.timeout(900)
@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="there is one core only")
def test_a_batch_uses_both_cores_and_stays_even(desk: Desk) -> None:
    """By the time of cores, as others share the machine: on two that are free a batch takes the
    longer of what this process does and half of everything."""
    chosen = [approved(desk, number) for number in range(ALONE + LETTERS)]
    alone = one_by_one(desk, chosen[:ALONE])
    began, by_children, wall = spent(), spent(resource.RUSAGE_CHILDREN), time.perf_counter()
    half = began
    for done, outcome in enumerate(sealing.sign_many(desk, chosen[ALONE:], TODAY), 1):
        assert outcome.refused is None
        half = spent() if done == LETTERS // 2 else half
    own = spent() - began
    children = spent(resource.RUSAGE_CHILDREN) - by_children
    ratio = alone * LETTERS / max(own, (own + children) / 2)
    bend = (began + own - half) / (half - began)
    rate = LETTERS / (time.perf_counter() - wall)
    print(
        f"\none letter {alone * 1000:.0f} ms of a core; in a batch {own / LETTERS * 1000:.0f} ms "
        f"here, {children / LETTERS * 1000:.0f} ms in its processes: {ratio:.2f} times one core; "
        f"second half {bend:.2f} of the first; {rate:.1f}/s on the clock"
    )
    assert len(letters.stored(desk, *chosen[-1])) > 10_000
    assert ratio >= LEAST_RATIO
    assert bend <= MOST_BEND
