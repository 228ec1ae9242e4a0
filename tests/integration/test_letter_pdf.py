"""Letters as pages: archivable, tagged, embedded, every sentence found, in four languages."""

import io
import re
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from pikepdf import pdfa

from ikanda_case.domain.page import Paragraph, Run, Table
from ikanda_case.letters.render import render_letter
from ikanda_case.pdf.archive import check_archivable
from ikanda_case.pictures.pages import page_texts
from tests.support.letters import (
    LANGUAGES,
    RECIPIENT,
    SMALL_PRINT,
    TEXTS,
    Language,
    letter_page,
    opened,
    rendered,
    sentences,
    signed,
    two_pages,
    with_blocks,
    words,
)
from tests.support.pdf_content import elements, fonts, marks, roles, unmarked


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Language:
    return request.param  # type: ignore[no-any-return]


def test_a_letter_is_archivable(language: Language) -> None:
    check_archivable(rendered(language).pdf)


def test_the_validator_names_nothing_but_the_form_and_the_mark(language: Language) -> None:
    report = pdfa.validate_written(io.BytesIO(rendered(language).pdf), "2b")
    form, *others = [found.message for found in report.findings]
    assert form == "interactive forms (/AcroForm) are not supported"
    assert others and all("XMP" in each and "not permitted" in each for each in others)


def test_every_sentence_is_found(language: Language) -> None:
    found = words(" ".join(page_texts(rendered(language).pdf)))
    for text in letter_page(language).texts:
        for sentence in sentences(text):
            assert words(sentence) in found
    for line in (*RECIPIENT, *SMALL_PRINT):
        assert words(line) in found


def test_nothing_is_drawn_outside_a_tag_or_an_artifact(language: Language) -> None:
    with opened(rendered(language).pdf) as pdf:
        for page in pdf.pages:
            assert unmarked(page) == []


def test_every_mark_belongs_to_one_element(language: Language) -> None:
    with opened(rendered(language).pdf) as pdf:
        parents = pdf.Root.StructTreeRoot.ParentTree.Nums
        for number, page in enumerate(pdf.pages):
            assert page.obj.StructParents == number
            assert page.obj.Tabs == "/S"
            owners = parents[2 * number + 1]
            assert parents[2 * number] == number
            assert sorted(marks(page)) == list(range(len(owners)))
            assert all(str(owner.Type) == "/StructElem" for owner in owners)


def test_all_fonts_are_embedded_and_none_is_helvetica(language: Language) -> None:
    with opened(signed(language)) as pdf:
        found = list(fonts(pdf))
        assert found
        for font in found:
            assert "/FontFile2" in font.FontDescriptor
            assert "/ToUnicode" in font
            assert "NotoSans" in str(font.BaseFont)
    assert b"Helvetica" not in rendered(language).pdf


def test_headings_begin_with_one_title_and_leave_out_no_level(language: Language) -> None:
    with opened(rendered(language).pdf) as pdf:
        levels = [int(role[1]) for role in roles(pdf) if re.fullmatch(r"H\d", role)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))


def test_each_text_says_its_language(language: Language) -> None:
    with opened(rendered(language).pdf) as pdf:
        told = [
            str(element.Lang) for element in elements(pdf.Root.StructTreeRoot) if "/Lang" in element
        ]
        assert told == [text.language for text in letter_page(language).texts]
        assert str(pdf.Root.Lang) == language


def test_the_metadata_name_the_letter_and_no_person(language: Language) -> None:
    with opened(rendered(language).pdf) as pdf:
        title = f"{TEXTS[language].title} (AVG-2026-0149)"
        assert str(pdf.docinfo.Title) == title
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        told = pdf.open_metadata()
        assert told["dc:title"] == title
        xmp = pdf.Root.Metadata.read_bytes().decode()
        every = " ".join(str(value) for value in pdf.docinfo.values()) + xmp
    for part in ("Denkbeeldig", "Nergenslaan", "Rik Ontwerp"):
        assert part not in every


def test_tables_have_heads_and_lists_have_labels() -> None:
    with opened(rendered("nl").pdf) as pdf:
        found = roles(pdf)
        scopes = [
            str(element.A.Scope)
            for element in elements(pdf.Root.StructTreeRoot)
            if element.S == "/TH"
        ]
        numbering = [
            str(element.A.ListNumbering)
            for element in elements(pdf.Root.StructTreeRoot)
            if element.S == "/L"
        ]
    assert scopes == ["/Row"] * 4 + ["/Column"] * 3
    assert numbering == ["/Decimal"]
    assert found.count("LI") == found.count("Lbl") == found.count("LBody") == 2


def test_a_list_typed_with_dashes_is_read_as_a_list() -> None:
    typed = Paragraph((Run("Het gaat om:\n– uw naam;\n– uw adres.\nMeer hebben wij niet."),))
    pdf = render_letter(with_blocks(typed)).pdf
    assert "Het gaat om: – uw naam; – uw adres. Meer hebben wij niet." in words(page_texts(pdf)[0])
    with opened(pdf) as made:
        found = roles(made)
    assert found.count("L") == 1
    assert found.count("LI") == found.count("Lbl") == found.count("LBody") == 2


def test_the_signature_field_is_a_tagged_place_for_the_stamp() -> None:
    with opened(rendered("nl").pdf) as pdf:
        (field,) = pdf.Root.AcroForm.Fields
        assert str(field.T) == "Signature1"
        assert str(field.TU) == "Elektronische handtekening van IKANDA BV"
        assert field.FT == "/Sig"
        assert "/V" not in field
        left, bottom, right, top = (float(corner) for corner in field.Rect)
        assert (right - left) * 25.4 / 72 == pytest.approx(88, abs=0.01)
        assert (top - bottom) * 25.4 / 72 == pytest.approx(25, abs=0.01)
        assert right * 25.4 / 72 == pytest.approx(182, abs=0.01)
        (form,) = [element for element in elements(pdf.Root.StructTreeRoot) if element.S == "/Form"]
        assert form.K.Type == "/OBJR"
        assert form.K.Obj.objgen == field.objgen
        parents = pdf.Root.StructTreeRoot.ParentTree.Nums
        place = [int(key) for key in list(parents)[::2]].index(int(field.StructParent))
        assert parents[2 * place + 1].objgen == form.objgen


def test_a_translation_is_followed_by_the_record_text_on_a_new_page() -> None:
    texts = page_texts(rendered("fr").pdf)
    starts = next(n for n, text in enumerate(texts, start=1) if TEXTS["nl"].title in text)
    assert f"le texte néerlandais suit à la page {starts}" in words(texts[0])
    assert TEXTS["fr"].title in texts[0]
    assert "page 1 de 2" in texts[0]
    assert "bladzijde 2 van 2" in texts[1]


def test_a_page_number_told_in_the_text_is_right_when_the_text_grows() -> None:
    page = letter_page("fr")
    long = replace(page.texts[0], blocks=page.texts[0].blocks[:-1] * 4)
    texts = page_texts(render_letter(replace(page, texts=(long, page.texts[1]))).pdf)
    starts = next(n for n, text in enumerate(texts, start=1) if TEXTS["nl"].title in text)
    assert starts > 2
    assert f"suit à la page {starts}" in words(texts[0])


def test_a_line_of_the_draft_about_the_record_is_told_once() -> None:
    page = letter_page("fr")
    lines = (*page.texts[0].reference_lines, ("Langue", "traduction"))
    pdf = render_letter(
        replace(page, texts=(replace(page.texts[0], reference_lines=lines), page.texts[1]))
    ).pdf
    assert page_texts(pdf)[0].count("Langue") == 1


def test_pages_are_counted() -> None:
    made = render_letter(two_pages())
    texts = page_texts(made.pdf)
    assert made.pages == len(texts) == 2
    assert [f"bladzijde {n} van 2" in text for n, text in enumerate(texts, start=1)] == [True] * 2
    assert words("IKANDA BV Afdeling Legal - Privacy · AVG-2026-0149 · 23 november 2026") in words(
        texts[1]
    )


def test_a_repeated_head_is_not_read_aloud_again() -> None:
    page = letter_page()
    table = page.texts[0].blocks[5]
    assert isinstance(table, Table)
    long = replace(table, rows=table.rows * 30)
    pdf = render_letter(replace(page, texts=(replace(page.texts[0], blocks=(long,)),))).pdf
    texts = page_texts(pdf)
    assert all("Waarvoor" in text for text in texts)
    assert len(texts) > 1
    with opened(pdf) as made:
        assert [str(element.S) for element in elements(made.Root.StructTreeRoot)].count(
            "/Table"
        ) == 2
        heads = [
            element
            for element in elements(made.Root.StructTreeRoot)
            if element.S == "/TH" and element.A.Scope == "/Column"
        ]
        assert len(heads) == 3
        assert all(isinstance(head.K, int) for head in heads)
        for drawn in made.pages:
            assert unmarked(drawn) == []


def test_demo_is_said_on_every_page_and_only_there() -> None:
    sentence = "DEMO verzonnen persoon, geen echte brief"
    made = render_letter(two_pages())
    assert all(sentence in words(text) for text in page_texts(made.pdf))
    real = render_letter(letter_page(demo=False))
    assert "DEMO" not in " ".join(page_texts(real.pdf))


def test_importing_the_packages_imports_no_library() -> None:
    code = (
        "import sys, ikanda_case.letters, ikanda_case.pdf, ikanda_case.signing,"
        "ikanda_case.pictures, ikanda_case.cli.verify_letter;"
        "print(sorted({'reportlab', 'pikepdf', 'pyhanko', 'PIL', 'pypdfium2'} & set(sys.modules)))"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert ended.stdout.strip() == "[]"


def test_the_disk_is_not_touched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(gone))
    monkeypatch.setattr("tempfile.tempdir", str(gone))
    gone.rmdir()
    assert render_letter(letter_page()).pages == 1
