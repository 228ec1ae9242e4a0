"""Pictures of pages as Qt has them."""

from PySide6.QtGui import QImage

Picture = QImage
"""A page as the window draws it."""


def as_image(width: int, height: int, rgb: bytes) -> QImage:
    """Return rows of red, green and blue bytes, from the top and without filling, as a picture."""
    return QImage(rgb, width, height, 3 * width, QImage.Format.Format_RGB888).copy()
