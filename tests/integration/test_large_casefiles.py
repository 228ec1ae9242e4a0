"""The large case files of the benchmarks are what the program itself would have written."""

from datetime import timedelta
from pathlib import Path

from ikanda_case.app.queries import RegisterFilter
from ikanda_case.store.verify import verify
from tests.support.casefiles import reopen
from tests.support.large_casefiles import TODAY, Shape, copy_of_large, make_large_case_file


def test_a_large_file_holds_what_it_says_and_verifies_whole(tmp_path: Path) -> None:
    path = make_large_case_file(tmp_path / "groot.ikanda", Shape(400, scans=3))
    with reopen(path) as file:
        assert [(check.name, check.code) for check in verify(file) if not check.ok] == []
        about = file.contents()
        assert (about.cases, about.waiting, about.blobs) == (400, 1, 400 + 25 + 1 + 3)
        assert 4 < about.entries / about.cases < 7
        with file.reading() as now:
            lines, before = now.register(RegisterFilter()), now.register(RegisterFilter())
        file.renew_lists()
        with file.reading() as now:
            assert now.register(RegisterFilter()) == before
    late = [line for line in lines if line.due and line.due < TODAY]
    assert 40 < sum(line.is_open for line in lines) < 120
    assert late and any(line.suspended for line in lines)
    assert max(line.received_on for line in lines) <= TODAY
    assert min(line.received_on for line in lines) < TODAY - timedelta(days=1000)


def test_a_kept_file_is_copied_before_it_is_written(tmp_path: Path) -> None:
    for name in ("een", "twee"):
        (tmp_path / name).mkdir()
        path = copy_of_large(Shape(20), tmp_path / name)
        with reopen(path) as file:
            file.renew_lists()
            assert file.contents().cases == 20
