"""The overdue report as JSON (`report overdue` of the command line)."""

import json
from typing import Any

from ikanda_case.app.reporting import OverdueReport, OverdueRow
from ikanda_case.texts.steps import step_text


def overdue_json(report: OverdueReport, *, names: bool, lang: str) -> bytes:
    """Return the report as UTF-8 JSON; names only when asked for."""
    document = {
        "as_of": report.as_of.isoformat(),
        "office": report.office.described.legal_name,
        "demo": report.office.described.demo,
        "head": report.head,
        "totals": {
            "open": report.totals.open,
            "overdue": report.totals.overdue,
            "overdue_strict": report.totals.overdue_strict,
            "suspended": report.totals.suspended,
            "due_7d": report.totals.due_7d,
        },
        "rows": [_row(row, report, names=names, lang=lang) for row in report.rows],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _row(row: OverdueRow, report: OverdueReport, *, names: bool, lang: str) -> dict[str, Any]:
    said: dict[str, Any] = {
        "block": row.block,
        "ref": row.ref,
        "rights": list(row.rights),
        "received": row.received.isoformat(),
        "channel": row.channel,
        "due": row.due.isoformat() if row.due else None,
        "strict_due": row.strict_due.isoformat() if row.strict_due else None,
        "days_late": row.days_late,
        "late_by": row.late_by,
        "days_suspended": row.days_suspended,
        "state": row.state,
        "handler": report.office.name_of(row.handler) if row.handler else "",
        "identity": row.identity,
        "next_step": row.next_step,
        "blocker": row.blocker,
        "flags": list(row.flags),
        "explanation": [
            {
                "step": step.code,
                "date": step.date.isoformat(),
                "rule": step.rule,
                "text": step_text(step, lang),
            }
            for step in row.explanation
        ],
    }
    if row.error:
        said["error"] = row.error
    if names:
        said["requester"] = row.requester
    return said
