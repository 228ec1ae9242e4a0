"""Runs of a letter text are joined to as few as their weights allow."""

from ikanda_case.domain.page import Run
from ikanda_case.domain.slots import merged


def test_runs_of_one_weight_are_one_and_an_empty_run_is_none() -> None:
    apart = [Run("", bold=True), Run("Dag "), Run("allen"), Run("", bold=True), Run("!")]
    assert merged(apart) == (Run("Dag allen!"),)
    assert merged([Run("Dag "), Run("allen", bold=True)]) == (Run("Dag "), Run("allen", bold=True))
