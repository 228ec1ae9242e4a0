"""Pages and scans as pictures from a process that may break: limits, errors, exact pixels."""

import io
import os
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from ikanda_case.domain.errors import InputError
from ikanda_case.letters.render import render_letter
from ikanda_case.pictures.child import FLAG
from ikanda_case.pictures.pages import (
    PageImage,
    PictureLimits,
    child_command,
    draw_image,
    draw_pages,
    page_texts,
)
from tests.support.letters import rendered, signed, two_pages


def reason(error: pytest.ExceptionInfo[InputError]) -> object:
    assert error.value.code == "picture_failed"
    return error.value.facts["reason"]


def picture(page: PageImage) -> Image.Image:
    return Image.frombytes("RGB", (page.width, page.height), page.rgb)


def encoded(image: Image.Image, form: str, **settings: object) -> bytes:
    written = io.BytesIO()
    image.save(written, form, **settings)
    return written.getvalue()


# ---- pages -------------------------------------------------------------------------------------


@pytest.mark.parametrize("dpi", [50, 72, 150])
def test_a_page_has_the_size_of_its_paper(dpi: int) -> None:
    (page,) = draw_pages(rendered().pdf, dpi=dpi)
    assert page.width == pytest.approx(8.27 * dpi, abs=1.5)
    assert page.height == pytest.approx(11.69 * dpi, abs=1.5)
    assert len(page.rgb) == page.width * page.height * 3


def test_a_page_is_black_on_white_and_red_comes_first() -> None:
    (page,) = draw_pages(rendered().pdf, dpi=72)
    colours = picture(page).getcolors(1 << 20)
    assert colours is not None
    assert max(colours)[1] == (255, 255, 255)
    red = encoded(Image.new("RGB", (10, 10), (250, 10, 20)), "PDF")
    (drawn,) = draw_pages(red, dpi=72)
    assert drawn.rgb[:3][0] > 200 > drawn.rgb[:3][2]


def test_the_stamp_of_a_signature_shows() -> None:
    (before,), (after,) = draw_pages(rendered().pdf, dpi=60), draw_pages(signed(), dpi=60)
    assert before.rgb != after.rgb


def test_pages_are_chosen() -> None:
    pdf = render_letter(two_pages()).pdf
    both = draw_pages(pdf, dpi=40)
    assert len(both) == 2
    assert draw_pages(pdf, dpi=40, first=1) == both[1:]
    assert draw_pages(pdf, dpi=40, count=1) == both[:1]
    assert draw_pages(pdf, dpi=40, first=1, count=9) == both[1:]
    assert draw_pages(pdf, dpi=40, first=7) == ()


def test_the_text_of_each_page_is_read() -> None:
    first, second = page_texts(render_letter(two_pages()).pdf)
    assert "Geachte heer Denkbeeldig" in first
    assert "bladzijde 2 van 2" in second


@pytest.mark.parametrize(("dpi", "first", "count"), [(0, 0, 1), (50, -1, 1), (50, 0, -1)])
def test_a_wrong_call_is_a_bug(dpi: int, first: int, count: int) -> None:
    with pytest.raises(ValueError, match="count from"):
        draw_pages(rendered().pdf, dpi=dpi, first=first, count=count)


# ---- scans -------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
@pytest.mark.parametrize("mode", ["1", "L", "RGB", "CMYK", "P", "RGBA", "LA", "I;16"])
def test_a_scan_becomes_rgb(form: str, mode: str) -> None:
    image = Image.new("L", (60, 40), 90)
    converted = Image.new("I;16", (60, 40), 9000) if mode == "I;16" else image.convert(mode)
    try:
        content = encoded(converted, form)
    except OSError:
        pytest.skip(f"{form} has no {mode}")
    drawn = draw_image(content)
    assert (drawn.width, drawn.height, len(drawn.rgb)) == (60, 40, 60 * 40 * 3)


def test_what_is_transparent_shows_white_paper() -> None:
    drawn = draw_image(encoded(Image.new("RGBA", (4, 4), (0, 0, 0, 0)), "PNG"))
    assert set(drawn.rgb) == {255}


def test_a_scan_stands_upright() -> None:
    image = Image.new("RGB", (60, 40), "white")
    exif = image.getexif()
    exif[0x0112] = 6
    drawn = draw_image(encoded(image, "JPEG", exif=exif))
    assert (drawn.width, drawn.height) == (40, 60)


def test_a_scan_is_made_smaller_and_never_larger() -> None:
    content = encoded(Image.new("RGB", (400, 200), "grey"), "PNG")
    assert draw_image(content, longest=100).width == 100
    assert draw_image(content, longest=9000).width == 400


# ---- what is hostile ---------------------------------------------------------------------------


def bomb(side: int) -> bytes:
    """Return a tiny PNG that says it is a huge one, and is."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        body = kind + content
        return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))

    rows = zlib.compress(b"\0" * ((side // 8 + 1) * 1000), 9)
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(InputError) as error:
        draw_image(bomb(100_000))
    assert reason(error) == "too_large"


def test_a_page_of_too_many_pixels_is_refused() -> None:
    with pytest.raises(InputError) as error:
        draw_pages(rendered().pdf, dpi=700)
    assert reason(error) == "too_large"


def test_too_many_pixels_together_are_refused() -> None:
    pdf = render_letter(two_pages()).pdf
    limits = PictureLimits(all_pixels=500_000)
    assert len(draw_pages(pdf, dpi=50, limits=limits)) == 2
    with pytest.raises(InputError) as error:
        draw_pages(pdf, dpi=60, limits=limits)
    assert reason(error) == "too_large"


@pytest.mark.parametrize(
    "content", [b"", b"niets", b"%PDF-1.7", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"]
)
def test_what_cannot_be_read_says_so(content: bytes) -> None:
    for draw in (
        lambda: draw_pages(content, dpi=50),
        lambda: draw_image(content),
        lambda: page_texts(content),
    ):
        with pytest.raises(InputError) as error:
            draw()
        assert reason(error) == "unreadable"


@pytest.mark.parametrize("form", ["GIF", "BMP", "TIFF", "WEBP"])
def test_only_scans_are_opened_as_scans(form: str) -> None:
    with pytest.raises(InputError) as error:
        draw_image(encoded(Image.new("RGB", (5, 5)), form))
    assert reason(error) == "unreadable"


def test_a_locked_pdf_asks_for_its_password() -> None:
    import pikepdf

    locked = io.BytesIO()
    with pikepdf.open(io.BytesIO(rendered().pdf)) as pdf:
        pdf.save(locked, encryption=pikepdf.Encryption(owner="eigenaar", user="lezer"))
    with pytest.raises(InputError) as error:
        draw_pages(locked.getvalue(), dpi=50)
    assert reason(error) == "password"


def slow_pdf() -> bytes:
    """Return a page that draws a form which draws a form, doubled at each of thirty levels."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R"
        b"/Resources<</XObject<</F 5 0 R>>>>>>",
        b"<</Length 5>>stream\n/F Do\nendstream",
    ]
    for level in range(14):
        body = b"/F Do " * 8 if level < 13 else b"0 0 299 299 re f " * 40
        objects.append(
            b"<</Type/XObject/Subtype/Form/BBox[0 0 300 300]/Length %d"
            b"/Resources<</XObject<</F %d 0 R>>>>>>stream\n%s\nendstream"
            % (len(body), min(level + 6, 18), body)
        )
    written = b"%PDF-1.7\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(written))
        written += b"%d 0 obj%s\nendobj\n" % (number, content)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    table += b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        len(written),
    )
    return written + table + end


def test_what_takes_too_long_is_given_up() -> None:
    with pytest.raises(InputError) as error:
        draw_pages(slow_pdf(), dpi=100, limits=PictureLimits(seconds=1))
    assert error.value.code == "picture_timeout"
    assert error.value.facts == {"seconds": 1}


@pytest.mark.skipif(sys.platform != "linux", reason="the limit holds on Linux only")
def test_what_takes_too_much_memory_is_given_up() -> None:
    with pytest.raises(InputError) as error:
        draw_pages(rendered().pdf, dpi=500, limits=PictureLimits(memory=150 << 20))
    assert reason(error) in ("memory", "unreadable", "broken")


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 60_000), st.binary(min_size=1, max_size=200))
def test_no_bytes_break_the_parent(place: int, noise: bytes) -> None:
    pdf = signed()
    changed = pdf[:place] + noise + pdf[place + len(noise) :]
    try:
        assert all(page.rgb for page in draw_pages(changed, dpi=20))
    except InputError as error:
        assert error.code in ("picture_failed", "picture_timeout")


def test_texts_beyond_what_may_be_read_are_left_out() -> None:
    pdf = render_letter(two_pages()).pdf
    whole = page_texts(pdf)
    assert len(whole) == 2
    some = page_texts(pdf, limits=PictureLimits(signs=100))
    assert some == (whole[0][:100],)
    both = page_texts(pdf, limits=PictureLimits(signs=len(whole[0]) + 7))
    assert both == (whole[0], whole[1][:7])


# ---- the child ---------------------------------------------------------------------------------


def test_the_child_is_this_python_or_the_frozen_program(monkeypatch: pytest.MonkeyPatch) -> None:
    assert child_command() == [sys.executable, "-P", "-m", "ikanda_case.pictures.child"]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert child_command() == [sys.executable, FLAG]


def test_the_child_works_from_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "json.py").write_text("raise SystemExit(9)\n")
    assert len(draw_pages(rendered().pdf, dpi=30)) == 1


def test_the_child_writes_no_file_and_no_word_to_the_terminal(tmp_path: Path) -> None:
    code = (
        "import sys; from ikanda_case.pictures.pages import draw_pages;"
        "draw_pages(sys.stdin.buffer.read(), dpi=30)"
    )
    environment = {**os.environ, "TMPDIR": str(tmp_path), "HOME": str(tmp_path)}
    ended = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        input=signed(),
        env=environment,
        capture_output=True,
        check=True,
    )
    assert (ended.stdout, ended.stderr) == (b"", b"")
    assert list(tmp_path.iterdir()) == []


def test_importing_the_pictures_imports_no_drawing() -> None:
    code = (
        "import sys, ikanda_case.pictures.pages;"
        "print(sorted({'pypdfium2', 'PIL', 'reportlab', 'pikepdf'} & set(sys.modules)))"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert ended.stdout.strip() == "[]"
