"""A failure is told beside what was tried if a person can do something about it."""

from ikanda_case.domain.errors import KnownError
from ikanda_case.ui.context import Context
from ikanda_case.ui.models.vault_words import fault
from ikanda_case.ui.widgets.banner import BannerSlot


def tell(context: Context, place: BannerSlot, error: Exception) -> None:
    """Tell a known error in this place; any other one is the window's, which keeps a report."""
    if isinstance(error, KnownError):
        place.set_notices([fault(error, context.lang)])
    else:
        context.failed.emit(error)
