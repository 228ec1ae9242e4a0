"""Commands about cases: list and show; and taking in."""

from pathlib import Path
from typing import Any

import click

from ikanda_case.app import intake as taking
from ikanda_case.app import letters
from ikanda_case.app.desk import Desk
from ikanda_case.app.queries import RegisterFilter, RegisterLine
from ikanda_case.cli.files import as_json, existing
from ikanda_case.cli.output import emit, error_object, exit_code, reporting_errors
from ikanda_case.cli.parts import Parts
from ikanda_case.cli.passphrase import from_stdin, passphrase_for
from ikanda_case.domain.case import Case
from ikanda_case.domain.clock import Step
from ikanda_case.domain.deadlines import RowClock, case_clock
from ikanda_case.domain.errors import InputError, KnownError
from ikanda_case.domain.journal import plain
from ikanda_case.domain.next_step import next_step
from ikanda_case.domain.office import Office
from ikanda_case.texts.steps import step_text

LARGEST_READ = 300 * 1024 * 1024


def case_group(parts: Parts) -> click.Group:
    """Return `case list` and `case show`."""

    @click.group("case")
    def case() -> None:
        """Cases: list, show."""

    case.add_command(_list_command(parts))
    case.add_command(_show_command(parts))
    return case


def _list_command(parts: Parts) -> click.Command:
    @click.command("list")
    @click.argument("casefile", type=existing)
    @from_stdin
    @as_json
    def list_cases(casefile: Path, passphrase_stdin: bool, as_json: bool) -> None:
        """List the cases, earliest due first."""
        with reporting_errors(as_json=as_json, lang=parts.lang):
            passphrase = passphrase_for(parts, casefile, stdin=passphrase_stdin)
            with (
                parts.open_desk(casefile, passphrase, read_only=True) as desk,
                desk.file.reading() as now,
            ):
                lines = now.register(RegisterFilter())
            if as_json:
                emit([_line(line) for line in lines])
            else:
                for line in lines:
                    rights = ", ".join(row.right for row in line.rows)
                    click.echo(f"{line.ref}  {line.state:12} {line.due or '-':10}  {rights}")

    return list_cases


def _line(line: RegisterLine) -> dict[str, Any]:
    return {
        "ref": line.ref,
        "state": line.state,
        "rights": [row.right for row in line.rows],
        "received": line.received_on,
        "due": line.due,
        "strict_due": line.strict_due,
        "suspended": line.suspended,
        "extended": line.extended,
        "identity": line.identity,
        "handler": line.handler,
        "next_step": line.next_step,
        "blocker": line.blocker,
    }


def _show_command(parts: Parts) -> click.Command:
    @click.command("show")
    @click.argument("casefile", type=existing)
    @click.argument("ref")
    @click.option("--export-letter", "letter", default="", help="Write a stored letter, by its id.")
    @click.option("--out", type=click.Path(path_type=Path), help="Where to write the letter.")
    @from_stdin
    @as_json
    def show(
        casefile: Path,
        ref: str,
        letter: str,
        out: Path | None,
        passphrase_stdin: bool,
        as_json: bool,
    ) -> None:
        """Show one case: facts, history, rights with their deadlines, letters."""
        with reporting_errors(as_json=as_json, lang=parts.lang):
            if bool(letter) != (out is not None):
                raise InputError("letter_and_out")
            passphrase = passphrase_for(parts, casefile, stdin=passphrase_stdin)
            with parts.open_desk(casefile, passphrase, read_only=True) as desk:
                with desk.file.reading() as now:
                    found = now.case(now.stream_of(ref))
                    office = now.office()
                if letter and out is not None:
                    write_new(out, letters.exported(desk, found.id, letter))
            document = case_document(found, office, parts.lang())
            if as_json:
                emit(document)
            else:
                _say(document)

    return show


def write_new(out: Path, content: bytes) -> None:
    """Write a file that must not exist yet."""
    try:
        with out.open("xb") as file:
            file.write(content)
    except FileExistsError:
        raise InputError("out_exists") from None
    except OSError as error:
        raise InputError("out_not_writable", errno=error.errno or 0) from None


def _say(document: dict[str, Any]) -> None:
    click.echo(f"{document['ref']}  {document['state']}")
    for row in document["rows"]:
        click.echo(f"  {row['right']}: due {row['due'] or '-'}, strict {row['strict_due']}")
        for step in row["explanation"]:
            click.echo(f"    {step['text']} ({step['rule']})")
    for entry in document["entries"]:
        click.echo(f"  {entry['n']:5} {entry['on']} {entry['kind']}")


def case_document(case: Case, office: Office, lang: str) -> dict[str, Any]:
    """Return a case as `case show` promises it."""
    clock = case_clock(case, office)
    step = next_step(case, office)
    return {
        "ref": case.ref,
        "state": case.state,
        "due": clock.due,
        "strict_due": clock.strict_due,
        "suspended": clock.suspended,
        "facts": _facts(case),
        "entries": [
            {
                "n": entry.n,
                "kind": entry.kind,
                "on": entry.on,
                "actor": entry.actor,
                "recorded_at": entry.recorded_at.isoformat(),
            }
            for entry in case.entries
        ],
        "rows": [_row(case, row, lang) for row in clock.rows],
        "identity": {
            "state": case.identity.code,
            "on": case.identity.on,
            "why": case.identity.why,
            "rung": case.identity.rung,
        },
        "letters": [
            {
                "id": letter.id,
                "kind": letter.draft.letter_kind,
                "language": letter.draft.language,
                "rights": list(letter.draft.rights),
                "state": letter.state,
                "sha256": letter.sha256,
                "file_name": letters.file_name(case, letter),
                "sent_on": letter.sent_on,
            }
            for letter in case.letters
        ],
        "handler": case.handler,
        "next_step": step.code,
        "blocker": step.blocker,
        "error": clock.error or None,
    }


def _facts(case: Case) -> dict[str, Any]:
    if case.received is None:
        return {}
    return {
        **plain(case.received),
        "received": case.received_on,
        "letter_dated": case.letter_dated,
        "extended": case.extended,
        "closed_on": case.closed_on,
    }


def _row(case: Case, row: RowClock, lang: str) -> dict[str, Any]:
    pressing = row.pressing
    kept = case.row(row.right)
    return {
        "right": row.right,
        "state": "done" if row.done else ("suspended" if row.suspended else "running"),
        "due": row.due,
        "strict_due": row.strict_due,
        "decision": kept.decision if kept else "",
        "ground": kept.ground if kept else "",
        "answered_on": kept.answered_on if kept else None,
        "deadlines": [
            {
                "kind": each.kind,
                "due": each.due,
                "strict_due": each.strict_due,
                "met_on": each.met_on,
                "flags": list(each.deadline.flags),
            }
            for each in row.deadlines
        ],
        "explanation": [step_object(step, lang) for step in pressing.deadline.steps]
        if pressing
        else [],
    }


def step_object(step: Step, lang: str) -> dict[str, Any]:
    """Return one step of an explanation as the JSON promises it."""
    return {
        "step": step.code,
        "date": step.date.isoformat(),
        "rule": step.rule,
        "text": step_text(step, lang),
    }


def intake_command(parts: Parts) -> click.Command:
    """Return `intake`: take files in, to be looked at."""

    @click.command("intake")
    @click.argument("casefile", type=existing)
    @click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
    @from_stdin
    @as_json
    def intake(
        casefile: Path, files: tuple[Path, ...], passphrase_stdin: bool, as_json: bool
    ) -> None:
        """Take files in as new, to be looked at; never as confirmed cases."""
        worst = 0
        with reporting_errors(as_json=as_json, lang=parts.lang):
            passphrase = passphrase_for(parts, casefile, stdin=passphrase_stdin)
            with parts.open_desk(casefile, passphrase) as desk:
                for file in files:
                    try:
                        said = _taken(desk, file)
                    except KnownError as error:
                        said = {"file": str(file), **error_object(error, parts.lang())}
                        worst = max(worst, exit_code(error))
                    if as_json:
                        emit(said)
                    else:
                        click.echo(f"{file}: {said.get('item') or said['error']['message']}")
        raise SystemExit(worst)

    return intake


def read_file(file: Path) -> bytes:
    """Return a file's bytes; InputError says why it cannot be read."""
    try:
        if not file.is_file():
            raise InputError("file_missing")
        if file.stat().st_size > LARGEST_READ:
            raise InputError("file_too_large", megabytes=LARGEST_READ // 2**20)
        return file.read_bytes()
    except OSError as error:
        raise InputError("file_unreadable", errno=error.errno or 0) from None


def _taken(desk: Desk, file: Path) -> dict[str, Any]:
    taken = taking.take_in(desk, file.name, read_file(file))
    draft = taking.read(desk, taken.stream)
    return {
        "file": str(file),
        "sha256": taken.sha256,
        "item": taken.stream,
        "duplicate_of": taken.duplicate_of,
        "warnings": [caution.code for caution in draft.cautions],
        "form": draft.form,
    }
