"""Where `resources/` is: in a checkout, in an installed wheel, in a frozen program."""

import sys
from pathlib import Path


def resource(*parts: str) -> Path:
    """Return the path of a file or folder below `resources/`; it need not exist.

    FileNotFoundError when the program was installed without its resources.
    """
    return _root().joinpath(*parts)


def _root() -> Path:
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen is not None:
        return Path(frozen) / "resources"
    package = Path(__file__).resolve().parent
    for root in (package / "_resources", package.parent / "resources"):
        if root.is_dir():
            return root
    raise FileNotFoundError("resources")
