"""What this computer notes of case files: kept apart by file, and never in anybody's way."""

from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from ikanda_case.desktop.file_notes import FileNotes

ONE, OTHER = UUID(int=1), UUID(int=2)
AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def test_each_file_has_its_own(tmp_path: Path) -> None:
    notes = FileNotes(tmp_path)
    notes.choose(ONE, tmp_path / "schijf")
    notes.made_by_hand(OTHER, tmp_path / "b.ikanda-backup", AT)
    again = FileNotes(tmp_path)
    assert again.folder(ONE) == tmp_path / "schijf" and again.folder(OTHER) is None
    assert again.by_hand(OTHER) == (tmp_path / "b.ikanda-backup", AT)
    assert again.by_hand(ONE) is None
    again.choose(ONE, None)
    assert notes.folder(ONE) is None and notes.by_hand(OTHER) is not None


def test_what_was_found_wrong_stays_until_all_is_whole(tmp_path: Path) -> None:
    notes = FileNotes(tmp_path)
    assert notes.bad_look(ONE) is None
    notes.note_bad_look(ONE, AT, 12, "journal")
    assert notes.bad_look(ONE) == (AT, 12, "journal")
    notes.note_bad_look(ONE, AT, 13, "")
    assert notes.bad_look(ONE) is None


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "geen json",
        f'{{"{ONE}": []}}',
        f'{{"{ONE}": {{"folder": 3, "by_hand": "x", "bad_look": ["gisteren", 1, "a"]}}}}',
        f'{{"{ONE}": {{"folder": "", "by_hand_at": 3, "by_hand": 4, "bad_look": {{}}}}}}',
    ],
)
def test_notes_that_cannot_be_read_say_nothing(tmp_path: Path, content: str) -> None:
    (tmp_path / "backups.json").write_text(content, encoding="utf-8")
    notes = FileNotes(tmp_path)
    assert notes.folder(ONE) is None and notes.by_hand(ONE) is None and notes.bad_look(ONE) is None
    notes.choose(ONE, tmp_path)
    assert notes.folder(ONE) == tmp_path
