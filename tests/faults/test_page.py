"""docs/faults.md is what the catalogue says, and the catalogue says enough."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.e2e.checkout import PROJECT
from tests.faults.catalogue import FAULTS
from tests.faults.fault import Fault
from tests.faults.page import PAGE, page
from tests.faults.results import Result, Results


def test_the_page_is_what_the_catalogue_says() -> None:
    assert page() == PAGE.read_text(encoding="utf-8"), "docs/faults.md is stale: make docs"


def test_each_fault_has_a_name_of_its_own() -> None:
    assert [name for name, count in Counter(fault.name for fault in FAULTS).items() if count > 1] == []


@pytest.mark.parametrize("fault", [fault for fault in FAULTS if fault.edits], ids=lambda fault: fault.name)
def test_what_a_faults_commit_changes_is_in_the_project(fault: Fault) -> None:
    files = {name: (PROJECT / name).read_text(encoding="utf-8") for name, _, _ in fault.edits}
    for name, old, new in fault.edits:
        assert files[name].count(old) == 1, f"{name} holds {old!r} {files[name].count(old)} times"
        files[name] = files[name].replace(old, new)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_says_where_it_ends_and_what_a_person_reads(fault: Fault) -> None:
    assert fault.said
    assert all(fault.said)
    assert fault.action.count("/") == 1
    for text in (fault.name, fault.injected, *fault.said):
        assert "|" not in text
        assert "\n" not in text


def test_results_are_written_with_their_reasons(tmp_path: Path) -> None:
    results = Results(
        [
            Result(fault="server killed in Source", outcome="passed", reason="", seconds=3.4),
            Result(fault="full disk in a build", outcome="skipped", reason="no file system | of its own", seconds=0.0),
        ]
    )
    results.write(tmp_path / "reports" / "faults.md")
    written = (tmp_path / "reports" / "faults.md").read_text(encoding="utf-8")
    assert "2 faults: 1 passed, 0 failed, 1 skipped." in written
    assert "| server killed in Source | passed | 3 |  |" in written
    assert "| full disk in a build | skipped | 0 | no file system \\| of its own |" in written
