"""The last line of a run says what stops the release, also where no finding does."""

from __future__ import annotations

from dataclasses import replace

from compliance.matrix import Matrix
from compliance.reports.__main__ import verdict_of


def test_findings_and_problems_are_counted(every_status: Matrix) -> None:
    findings = len(every_status.stopping)
    assert findings > 1
    assert verdict_of(every_status) == f"{findings} findings and 1 problem of the run stop the release"
    assert verdict_of(replace(every_status, problems=())) == f"{findings} findings stop the release"


def test_an_entry_that_expired_is_no_finding_and_stops_the_release(every_status: Matrix) -> None:
    alone = replace(every_status, packs=())
    assert verdict_of(alone) == "1 problem of the run stops the release"
    assert verdict_of(replace(alone, problems=("one", "two"))) == "2 problems of the run stop the release"


def test_a_release_that_nothing_stops_is_said_to_be_so(every_status: Matrix) -> None:
    assert verdict_of(replace(every_status, packs=(), problems=())) == "nothing stops the release"
