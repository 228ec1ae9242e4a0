"""The look that every test of the window shares, light unless a test switches it."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from ikanda_case.app.desk import Desk
from ikanda_case.ui.context import Context
from ikanda_case.ui.look.measures import Density
from ikanda_case.ui.look.theme import Appearance, Look
from tests.ui.rooms import Told, context_at


@pytest.fixture
def look(one_look: Look) -> Iterator[Look]:
    """Clears away the windows of earlier tests first, which would be restyled with every change."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    yield one_look
    if one_look.appearance is not Appearance.LIGHT:
        one_look.choose(Appearance.LIGHT)
    if one_look.density is not Density.NORMAL:
        one_look.set_density(Density.NORMAL)


@pytest.fixture
def window(desk: Desk, look: Look) -> Iterator[tuple[Context, Told]]:
    """A window's context at the desk of the module that asks, and what its views asked for."""
    with context_at(desk, look) as made:
        yield made
