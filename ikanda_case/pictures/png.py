"""A picture that was drawn in the child process, as a file of our own making."""

import io

from PIL import Image

from ikanda_case.pictures.pages import PageImage


def as_png(picture: PageImage) -> bytes:
    """Return a picture as PNG: red, green and blue, nothing transparent, no metadata."""
    made = io.BytesIO()
    size = (picture.width, picture.height)
    Image.frombytes("RGB", size, picture.rgb).save(made, "PNG", optimize=True)
    return made.getvalue()
