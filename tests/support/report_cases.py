"""An overdue report over many invented cases, of every block."""

from dataclasses import replace
from datetime import date, timedelta

from ikanda_case.app.reporting import OverdueReport, overdue_report
from ikanda_case.domain import facts as f
from ikanda_case.domain.people import Parties, Person
from ikanda_case.reports.overdue_pdf import overdue_pdf
from tests.support.cases import an_office, opened

AS_OF = date(2026, 11, 23)


def of_many(count: int, *, demo: bool = False) -> OverdueReport:
    """Return the report over so many open cases, of every block."""
    cases = []
    for number in range(count):
        person = Parties.herself(Person(f"Persoon{number:03} Verzonnen"))
        received = AS_OF - timedelta(days=number % 75)
        story = opened(received_on=received, parties=person)
        if number % 5 == 1:
            story.put(received, f.IdentityRequested(doubt="x", rung="L2"))
        case = story.case
        assert case.received is not None
        ref = replace(case.received, ref=f"AVG-2026-{number:04}")
        cases.append(replace(case, id=number, received=ref))
    office = an_office()
    office = replace(office, described=replace(office.described, demo=demo))
    return overdue_report(cases, office, "a1" * 32, AS_OF)


def report_page(lang: str) -> bytes:
    """Return the report over forty cases, with names, as a PDF."""
    return overdue_pdf(of_many(40, demo=True), names=True, lang=lang)
