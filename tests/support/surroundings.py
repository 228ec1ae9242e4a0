"""A system that says what a test has it say, for windows that listen to it."""

from collections.abc import Callable, Sequence


class ToldSurroundings:
    """`ui.surroundings.Surroundings`, on whose thread the test itself is."""

    def __init__(self, *, ending: str = "", reports: Sequence[str] = ()) -> None:
        self.left: Callable[[str], None] | None = None
        """What is called when the person is away; None while nobody listens."""
        self.tell: Callable[[BaseException], None] | None = None
        self.noted: list[BaseException] = []
        self.settled = 0
        self._ending = ending
        self._reports = reports

    def settle(self) -> None:
        self.settled += 1

    def watch(self, left: Callable[[str], None]) -> None:
        self.left = left

    def rest(self) -> None:
        self.left = None

    def hear_faults(self, tell: Callable[[BaseException], None]) -> None:
        self.tell = tell

    def note_fault(self, error: BaseException) -> None:
        self.noted.append(error)

    def fault_reports(self) -> Sequence[str]:
        return self._reports

    def bad_ending(self) -> str:
        return self._ending
