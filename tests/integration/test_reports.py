"""The overdue report on paper: archivable, tagged, complete, without names unless asked for."""

import io
from collections.abc import Iterator

import pikepdf
import pypdfium2
import pytest

from ikanda_case.reports.overdue_pdf import overdue_pdf
from tests.support.pdf_content import roles, unmarked
from tests.support.report_cases import of_many


def pages(content: bytes) -> Iterator[str]:
    pdf = pypdfium2.PdfDocument(content)
    try:
        for page in pdf:
            yield page.get_textpage().get_text_range()
    finally:
        pdf.close()


@pytest.mark.parametrize("lang", ["nl", "fr", "en", "de"])
def test_it_is_archivable_and_tagged_in_every_language(lang: str) -> None:
    content = overdue_pdf(of_many(12), names=False, lang=lang)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert str(pdf.Root.Lang) == lang and bool(pdf.Root.MarkInfo.Marked)
        assert pdf.open_metadata()["pdfaid:part"] == "2"
        found = roles(pdf)
        assert found.count("H1") == 1 and "Table" in found and "H2" in found
        assert not [name for page in pdf.pages for name in unmarked(page)]


def test_every_case_stands_on_it_over_as_many_pages_as_it_takes() -> None:
    made = of_many(150)
    text = list(pages(overdue_pdf(made, names=False, lang="nl")))
    assert len(text) > 3
    whole = " ".join(text)
    assert all(whole.count(row.ref) == 1 for row in made.rows)
    assert "Verzonnen" not in whole


def test_names_stand_on_it_when_asked_for() -> None:
    made = of_many(6)
    whole = " ".join(" ".join(pages(overdue_pdf(made, names=True, lang="nl"))).split())
    assert all(row.requester.split()[0] in whole for row in made.rows)


def test_an_office_with_nothing_open_gets_a_page_that_says_so() -> None:
    [text] = pages(overdue_pdf(of_many(0), names=False, lang="nl"))
    assert "AVG-" not in text and text.strip()


def test_a_demo_says_so_on_every_page_and_the_head_is_printed() -> None:
    for text in pages(overdue_pdf(of_many(60, demo=True), names=False, lang="nl")):
        assert "DEMO" in text and "A1A1 A1A1 A1A1 A1A1" in text
    assert not any(
        "DEMO" in text for text in pages(overdue_pdf(of_many(3), names=False, lang="nl"))
    )


def test_the_same_report_is_made_again_with_the_same_words() -> None:
    made = of_many(9)
    once, again = (list(pages(overdue_pdf(made, names=False, lang="fr"))) for _ in range(2))
    assert once == again
