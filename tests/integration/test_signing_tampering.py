"""No altered letter is ever valid: every byte of the gap, others at random, and cleverer ways."""

import io
import random
from collections import Counter
from typing import Any

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from ikanda_case.signing.canonical import canonical_container
from ikanda_case.signing.verdict import Verdict, verify_letter
from tests.support.letters import office_key, rendered, signed
from tests.support.signed_parts import ranges


def gap(pdf: bytes) -> tuple[int, int]:
    before, after, _ = ranges(pdf)
    return before, after


def flipped(pdf: bytes, place: int, bit: int) -> bytes:
    changed = bytearray(pdf)
    changed[place] ^= 1 << bit
    return bytes(changed)


@pytest.mark.parametrize("part", range(8))
def test_no_flip_in_the_gap_is_valid(part: int) -> None:
    """One bit of every byte of the gap."""
    pdf = signed()
    before, after = gap(pdf)
    places = range(before + part, after, 8)
    verdicts = Counter(
        verify_letter(flipped(pdf, place, (place // 8) % 8)).verdict for place in places
    )
    assert verdicts == {"invalid": len(places)}


def test_no_other_flip_is_valid() -> None:
    pdf = signed()
    before, after = gap(pdf)
    chance = random.Random(20261123)
    places = [*range(before), *range(after, len(pdf))]
    verdicts = Counter(
        verify_letter(flipped(pdf, place, chance.randrange(8))).verdict
        for place in chance.sample(places, 500)
    )
    assert "valid" not in verdicts
    assert verdicts["invalid"] > 400


@pytest.mark.full
@pytest.mark.timeout(1800)
def test_no_flip_anywhere_is_valid() -> None:
    """One bit of every byte of the file."""
    pdf = signed()
    wrong = [p for p in range(len(pdf)) if verify_letter(flipped(pdf, p, p % 8)).verdict == "valid"]
    assert wrong == []


@pytest.mark.full
@pytest.mark.timeout(1800)
def test_no_bit_of_the_container_may_change() -> None:
    pdf = signed()
    before, after = gap(pdf)
    end = before + len(pdf[before:after].rstrip(b"0>")) + 1
    wrong = [
        (p, b)
        for p in range(before, end)
        for b in range(8)
        if verify_letter(flipped(pdf, p, b)).verdict == "valid"
    ]
    assert wrong == []


def updated(pdf: bytes, change: str) -> bytes:
    """Return the letter with an incremental update, as an editor would write it."""
    writer: Any = IncrementalPdfFileWriter(io.BytesIO(pdf))
    empty: Any = generic.DictionaryObject
    if change == "language":
        writer.root["/Lang"] = generic.TextStringObject("fr")
        writer.update_root()
    elif change == "drawing":
        drawn = writer.add_object(generic.StreamObject(stream_data=b"q 1 g 100 600 300 90 re f Q"))
        writer.add_stream_to_page(0, drawn)
    elif change == "store":
        writer.root["/DSS"] = writer.add_object(empty())
        writer.update_root()
    elif change == "field":
        field = writer.root["/AcroForm"]["/Fields"][0].get_object()
        field["/TU"] = generic.TextStringObject("iets anders")
        writer.update_container(field)
    output = io.BytesIO()
    writer.write(output)
    return output.getvalue()


@pytest.mark.parametrize("change", ["language", "drawing", "store", "field"])
def test_an_appended_update_is_a_change(change: str) -> None:
    verdict = verify_letter(updated(signed(), change))
    assert (verdict.verdict, verdict.why) == ("invalid", "appended")
    assert verdict.intact
    assert verdict.changed_after_signing
    assert not verdict.covers_whole_file


def test_an_added_page_is_a_change() -> None:
    with pikepdf.open(io.BytesIO(signed())) as pdf:
        pdf.add_blank_page()
        rewritten = io.BytesIO()
        pdf.save(rewritten)
    assert verify_letter(rewritten.getvalue()).verdict == "invalid"


@pytest.mark.parametrize("trailing", [b"\n", b" ", b"\x00", b"%%EOF", b"0" * 1000])
def test_trailing_bytes_are_a_change(trailing: bytes) -> None:
    verdict = verify_letter(signed() + trailing)
    assert verdict.verdict == "invalid"


@pytest.mark.parametrize("leading", [b"\n", b"%", b"0" * 500])
def test_leading_bytes_are_a_change(leading: bytes) -> None:
    assert verify_letter(leading + signed()).verdict == "invalid"


def test_no_cut_letter_is_valid() -> None:
    pdf = signed()
    for length in range(0, len(pdf), len(pdf) // 200):
        assert verify_letter(pdf[:length]).verdict != "valid"
    for fewer in range(1, 40):
        assert verify_letter(pdf[:-fewer]).verdict != "valid"


def test_upper_case_hexadecimal_is_another_way_of_writing() -> None:
    pdf = signed()
    before, after = gap(pdf)
    shouted = pdf[:before] + pdf[before:after].upper() + pdf[after:]
    verdict = verify_letter(shouted)
    assert (verdict.verdict, verdict.why) == ("invalid", "container_altered")


@pytest.mark.parametrize("sign", [b" ", b"\n", b"1", b"f", b">"])
def test_the_padding_is_zeros(sign: bytes) -> None:
    pdf = signed()
    _, after = gap(pdf)
    for back in (2, 3, 100):
        place = after - back
        assert pdf[place : place + 1] == b"0"
        changed = pdf[:place] + sign + pdf[place + 1 :]
        assert verify_letter(changed).verdict == "invalid"


def test_a_container_of_another_letter_does_not_fit() -> None:
    mine, other = signed("nl"), signed("de")
    (a, b), (c, d) = gap(mine), gap(other)
    taken = other[c + 1 : d - 1].rstrip(b"0").ljust(b - a - 2, b"0")
    verdict = verify_letter(mine[: a + 1] + taken + mine[b - 1 :])
    assert (verdict.verdict, verdict.why) == ("invalid", "altered")


def test_the_approved_page_with_another_signed_tail_is_not_valid() -> None:
    tail = signed("de")[len(rendered("de").pdf) :]
    assert verify_letter(rendered("nl").pdf + tail).verdict != "valid"


def container() -> bytes:
    pdf = signed()
    before, after = gap(pdf)
    return bytes.fromhex(pdf[before + 1 : after - 1].decode())


def test_a_container_is_its_own_canonical_form() -> None:
    filled = container()
    canonical = canonical_container(filled)
    assert filled.startswith(canonical)
    assert filled[len(canonical) :].strip(b"\0") == b""
    assert office_key().certificate_der in canonical


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=60), st.integers(0, 900))
def test_bytes_put_into_a_container_do_not_stay_unseen(more: bytes, place: int) -> None:
    pdf, filled = signed(), container()
    before, after = gap(pdf)
    put_in = (filled[:place] + more + filled[place:])[: len(filled)]
    changed = pdf[: before + 1] + put_in.hex().encode() + pdf[after - 1 :]
    assert (verify_letter(changed).verdict == "valid") == (changed == pdf)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_make_the_verdict_fail(content: bytes) -> None:
    for pdf in (content, b"%PDF-1.7\n" + content, b"%PDF-1.7\n/ByteRange" + content):
        assert isinstance(verify_letter(pdf), Verdict)
        assert verify_letter(pdf).verdict != "valid"


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_mixed_up_letter_is_valid(data: st.DataObject) -> None:
    pdf = signed()
    begin, end = sorted((data.draw(st.integers(0, len(pdf))), data.draw(st.integers(0, len(pdf)))))
    middle = data.draw(st.one_of(st.just(b""), st.just(pdf[begin:end] * 2), st.binary(max_size=50)))
    mixed = pdf[:begin] + middle + pdf[end:]
    if mixed != pdf:
        assert verify_letter(mixed).verdict != "valid"


def test_a_reading_that_cannot_end_is_an_answer() -> None:
    """A page tree that contains itself, and a form whose fields contain themselves."""
    loop = (
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R/AcroForm 3 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Fields[4 0 R]>>endobj\n"
        b"4 0 obj<</T(a)/Kids[4 0 R]/FT/Sig>>endobj\n"
    )
    offsets = [loop.index(b"%d 0 obj" % number) for number in (1, 2, 3, 4)]
    table = b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % o for o in offsets)
    pdf = loop + table + b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(loop)
    assert verify_letter(pdf).verdict in ("invalid", "unsigned")
