"""Colleagues as rows, and the number the next one gets."""

from collections.abc import Callable, Iterable
from re import fullmatch

from ikanda_case.domain.office import Colleague
from ikanda_case.ui.look.cells import Cell, Row


def people_rows(people: Iterable[Colleague], words: Callable[..., str], me: str) -> list[Row]:
    """Return a row for each colleague: name, roles, and who is at this desk."""
    rows = []
    for person in people:
        roles = ", ".join(words(f"role.{role}") for role in person.roles)
        here = words("person_here") if person.id == me else ""
        rows.append(Row(person.id, (Cell(person.name, strong=True), Cell(roles), Cell(here))))
    return rows


def next_person(people: Iterable[str]) -> str:
    """Return a free id: p1, p2, ..."""
    numbers = [int(known[1]) for each in people if (known := fullmatch(r"p(\d+)", each))]
    return f"p{max(numbers, default=0) + 1}"
