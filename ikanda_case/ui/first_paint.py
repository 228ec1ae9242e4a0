"""What is left undone until the window has been painted for the first time."""

import builtins
import gc

import PySide6.QtCore  # noqa: F401 (it lays the look into sources that is taken away here)


def hurry() -> None:
    """Before the window's own modules are imported: nothing that helps nobody yet.

    What is made on the way to the first paint is no garbage. And PySide reads the source of every
    module that is imported after it, to see whether it wants a feature (names in snake case) that
    nothing here uses.
    """
    gc.disable()
    plain = getattr(builtins, "__orig_import__", None)  # PySide's own name for it
    if plain is not None:
        builtins.__import__ = plain


def leave_alone() -> None:
    """Before any file can be opened: never look for garbage among what the start made."""
    gc.freeze()


def take_time() -> None:
    """After the first paint: look for garbage again."""
    gc.enable()
