"""A batch of approved letters on every core, beside the same letters one after the other."""

import os
import time

import pytest

from ikanda_case.app import letters, office, sealing
from ikanda_case.app.desk import Desk
from ikanda_case.domain.roles import MAKERS
from tests.integration.test_signing_batch import approved
from tests.support.cases import TODAY
from tests.ui.rooms import furnished_desk

LETTERS = 500
ALONE = 60
"""Letters signed one after the other for the rate of one core."""
LEAST_RATIO = 1.8
MOST_BEND = 1.25
"""The second half of a batch may be so much slower than the first; the best of each, as others
share the machine."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    made = furnished_desk(tmp_path_factory.mktemp("batch"))
    office.add_person(made, "p1", "Ilse Modelaar", MAKERS)
    office.ensure_key(made)
    return made


def one_by_one(desk: Desk, chosen: list[tuple[int, str]]) -> float:
    """Return how many letters a second are signed one after the other, the first apart."""
    sealing.sign(desk, *chosen[0], TODAY)
    began = time.perf_counter()
    for stream, number in chosen[1:]:
        sealing.sign(desk, stream, number, TODAY)
    return (len(chosen) - 1) / (time.perf_counter() - began)


@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="there is one core only")
def test_a_batch_uses_both_cores_and_stays_even(desk: Desk) -> None:
    chosen = [approved(desk, number) for number in range(2 * ALONE + LETTERS)]
    alone = one_by_one(desk, chosen[:ALONE])
    quarters, began, own = [], time.perf_counter(), time.process_time()
    for done, outcome in enumerate(sealing.sign_many(desk, chosen[ALONE:-ALONE], TODAY), 1):
        assert outcome.refused is None
        if done % (LETTERS // 4) == 0:
            quarters.append(LETTERS // 4 / (time.perf_counter() - began))
            began = time.perf_counter()
    own = (time.process_time() - own) / LETTERS
    alone = max(alone, one_by_one(desk, chosen[-ALONE:]))
    rates = ", ".join(f"{rate:.1f}" for rate in quarters)
    print(
        f"\none by one {alone:.1f}/s, batch by quarters {rates}/s, {own * 1000:.1f} ms of its own"
    )
    assert len(letters.stored(desk, *chosen[-1])) > 10_000
    assert max(quarters) / alone >= LEAST_RATIO
    assert max(quarters[:2]) / max(quarters[2:]) <= MOST_BEND
