"""Addresses as lines a person types, and back."""

from collections.abc import Iterable


def lines_of(text: str) -> tuple[str, ...]:
    """Return the lines of one address, without empty ones."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def addresses_of(text: str) -> tuple[tuple[str, ...], ...]:
    """Return the addresses of a text with one on each line, its parts separated by commas."""
    found = (
        tuple(part.strip() for part in line.split(",") if part.strip())
        for line in text.splitlines()
    )
    return tuple(address for address in found if address)


def addresses_text(addresses: Iterable[Iterable[str]]) -> str:
    """Return addresses as text with one on each line."""
    return "\n".join(", ".join(address) for address in addresses)
