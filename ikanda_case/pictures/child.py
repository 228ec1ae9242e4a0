"""The process that opens a hostile file: draws what it was given, and nothing else.

It reads one line of JSON and then the file from standard input; it writes, for each picture, a
line of JSON and the pixels to standard output, and at the end a line that says `done` or
`failed`. It opens no file and keeps none; when it is killed, nothing is lost but the picture.
"""

import json
import sys
from collections.abc import Iterator
from typing import Any, BinaryIO

FLAG = "--pictures-child"
"""The argument by which a frozen program becomes this process."""

Request = dict[str, Any]
Picture = tuple[int, int, bytes]


class Refused(Exception):
    """The file is not drawn; `reason` is a code."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def main() -> int:
    """Answer one request; always 0, unless the system ends the process."""
    request = json.loads(sys.stdin.buffer.readline())
    _limit(request["memory"], request["seconds"])
    out = sys.stdout.buffer
    try:
        _answer(request, sys.stdin.buffer.read(), out)
        _say(out, done=True)
    except Refused as refused:
        _say(out, failed=refused.reason)
    except MemoryError:
        _say(out, failed="memory")
    except Exception:
        # A hostile file breaks a reader in more ways than anyone can list.
        _say(out, failed="unreadable")
    return 0


def _answer(request: Request, content: bytes, out: BinaryIO) -> None:
    if request["kind"] == "texts":
        left = request["signs"]
        for text in _texts(content):
            _say(out, text=text[:left])
            left -= len(text)
            if left <= 0:
                break
        return
    draw = _pages if request["kind"] == "pages" else _image
    for width, height, rgb in draw(request, content):
        _say(out, width=width, height=height)
        out.write(rgb)


def _say(out: BinaryIO, **line: object) -> None:
    out.write(json.dumps(line).encode("ascii") + b"\n")


def _limit(memory: int, seconds: float) -> None:
    """Take from this process what it does not need: memory, time, files, core dumps."""
    try:
        import resource
    except ImportError:  # Windows has no such limits; there the time limit of the parent remains.
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 2))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _pages(request: Request, content: bytes) -> Iterator[Picture]:
    document = _opened(content)
    document.init_forms()
    scale = request["dpi"] / 72
    stop = len(document) if request["count"] is None else request["first"] + request["count"]
    left = request["all_pixels"]
    for number in range(request["first"], min(stop, len(document))):
        page = document[number]
        pixels = page.get_width() * scale * page.get_height() * scale
        left -= pixels
        if not 1 <= pixels <= request["pixels"] or left < 0:
            raise Refused("too_large")
        bitmap = page.render(scale=scale, may_draw_forms=True, rev_byteorder=True)
        yield bitmap.width, bitmap.height, _packed(bitmap)
        bitmap.close()
        page.close()


def _packed(bitmap: Any) -> bytes:
    """Return the pixels as RGB without the bytes that fill up each row."""
    if bitmap.n_channels != 3:
        raise Refused("unreadable")
    row, stride = bitmap.width * 3, bitmap.stride
    buffer = memoryview(bitmap.buffer).cast("B")
    if row == stride:
        return bytes(buffer[: row * bitmap.height])
    return b"".join(buffer[y * stride : y * stride + row] for y in range(bitmap.height))


def _texts(content: bytes) -> Iterator[str]:
    document = _opened(content)
    for page in document:
        words = page.get_textpage()
        yield words.get_text_bounded()
        words.close()
        page.close()


def _opened(content: bytes) -> Any:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        password = getattr(error, "err_code", 0) == pypdfium2.raw.FPDF_ERR_PASSWORD
        raise Refused("password" if password else "unreadable") from None


def _image(request: Request, content: bytes) -> Iterator[Picture]:
    import io

    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = None
    with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as opened:
        if opened.width * opened.height > request["pixels"]:
            raise Refused("too_large")
        picture = ImageOps.exif_transpose(opened)
        longest = request["longest"]
        if longest is not None:
            picture.thumbnail((longest, longest))
        drawn = _on_white(picture)
    yield drawn.width, drawn.height, drawn.tobytes()


def _on_white(picture: Any) -> Any:
    """Return a picture as RGB; what is transparent shows white paper."""
    from PIL import Image

    if not picture.has_transparency_data:
        return picture.convert("RGB")
    layer = picture.convert("RGBA")
    paper = Image.new("RGBA", layer.size, "white")
    return Image.alpha_composite(paper, layer).convert("RGB")


if __name__ == "__main__":
    sys.exit(main())
