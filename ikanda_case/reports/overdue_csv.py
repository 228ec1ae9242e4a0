"""The overdue report as CSV that a spreadsheet opens without running anything in it."""

import csv
import io

from ikanda_case.app.reporting import OverdueReport, OverdueRow
from ikanda_case.texts.catalogue import phrase

_COLUMNS = (
    "block",
    "ref",
    "rights",
    "received",
    "due",
    "strict_due",
    "days_late",
    "late_by",
    "state",
    "handler",
    "identity",
    "next_step",
    "blocker",
    "error",
)
_COULD_BE_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def overdue_csv(report: OverdueReport, *, names: bool, lang: str) -> bytes:
    """Return the report as CSV: UTF-8 with its mark, semicolons, every cell quoted.

    A cell that a spreadsheet could take for a formula gets an apostrophe in front.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    columns = (*_COLUMNS, *(("requester",) if names else ()))
    writer.writerow([phrase(lang, "reports", f"column_{name}") for name in columns])
    for row in report.rows:
        writer.writerow([safe_cell(_cell(row, name, report)) for name in columns])
    return ("\ufeff" + out.getvalue()).encode()


def _cell(row: OverdueRow, name: str, report: OverdueReport) -> str:
    match name:
        case "rights":
            return ", ".join(row.rights)
        case "handler":
            return report.office.name_of(row.handler) if row.handler else ""
        case _:
            value = getattr(row, name)
            return "" if value is None else str(value)


def safe_cell(text: str) -> str:
    """Return the text so that no spreadsheet reads a formula in it."""
    risky = text.startswith(_COULD_BE_FORMULA) or text.lstrip().startswith(_COULD_BE_FORMULA)
    return f"'{text}" if risky else text
