"""What stops a release: an unreviewed weakening, and what nothing excuses. What its approver is shown."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from feature_stacks.naming import PRODUCT
from pipeline.gate.facts import LONGEST_LINE, as_line, as_page
from pipeline.gate.history import Release
from pipeline.gate.run import Judgement, judge

TODAY = datetime.date(2026, 11, 27)
WITH_APPROVAL: dict[str, Any] = {
    "approvals": {"ApproveProd/Approve": {"type": "Approval/AWS/Manual", "before": ["Prod"]}}
}
FINDING, PATH = "Weakening::approval-removed", "ApproveProd/Approve"


def entry(**given: Any) -> dict[str, Any]:
    known = {"reason": "Prod is asked for in another pipeline.", "owner": "platform", "record": "SEC-7"}
    return {"finding": FINDING, "path": PATH, **known, "expires": "2026-12-31", **given}


def record(register: list[dict[str, Any]] | None = None, **kinds: Any) -> dict[str, Any]:
    empty: dict[str, Any] = {"code": {}, "findings": {}}
    return {**empty, **kinds, "register": register or []}


def judged(before: dict[str, Any] | None, now: dict[str, Any], *, demands: list[str] | None = None) -> Judgement:
    release = Release(execution="e-1", record=before) if before is not None else None
    return judge(record=now, demands=demands or [], release=release, today=TODAY)


def test_an_unreviewed_weakening_stops_and_is_named() -> None:
    judgement = judged(record(**WITH_APPROVAL), record())
    (line,) = judgement.stopping
    assert line.startswith(f"{FINDING} at {PATH}: a person's yes {PATH}: before ")
    assert as_line(judgement.facts).startswith(f"WEAKENINGS NOT REVIEWED 1 (approval-removed at {PATH})")
    assert "no weakening" not in as_line(judgement.facts)


def test_a_reviewed_one_passes_and_is_shown_first() -> None:
    judgement = judged(record(**WITH_APPROVAL), record([entry()]))
    assert judgement.stopping == []
    assert as_line(judgement.facts).startswith(f"REVIEWED WEAKENINGS 1 (approval-removed at {PATH})")
    assert "reviewed: Prod is asked for in another pipeline. (platform, SEC-7, until 2026-12-31)" in as_page(
        judgement.facts
    )


@pytest.mark.parametrize(
    "given",
    [{"path": "ApproveStaging/Approve"}, {"finding": "Weakening::check-removed"}, {"expires": "2026-11-26"}],
    ids=str,
)
def test_an_entry_is_for_one_weakening_and_until_its_last_day(given: dict[str, Any]) -> None:
    assert judged(record(**WITH_APPROVAL), record([entry(**given)])).stopping


def test_an_entry_is_for_what_the_subject_became_and_not_for_the_next_change() -> None:
    before = record(rules={"CareerVP_A": "a" * 64})
    changed = judged(before, record(rules={"CareerVP_A": "b" * 64}))
    path = changed.facts.unreviewed[0].path
    review = entry(finding="Weakening::rule-changed", path=path)
    assert judged(before, record([review], rules={"CareerVP_A": "b" * 64})).stopping == []
    assert judged(before, record([review], rules={"CareerVP_A": "c" * 64})).stopping


def test_after_its_release_an_entry_is_spent_and_stops_nothing() -> None:
    """The next commit need not remove it, and it excuses no second weakening of the same kind."""
    spent = judged(record([entry()]), record([entry()]))
    assert spent.stopping == []
    assert spent.facts.spent == [entry()]
    assert judged(record([entry()], **WITH_APPROVAL), record([entry()])).stopping


def test_a_first_release_says_that_there_is_nothing_to_compare() -> None:
    judgement = judged(None, record())
    assert judgement.stopping == []
    assert as_line(judgement.facts).startswith("a first release, compared with nothing")
    assert "A first release" in as_page(judgement.facts)


def test_a_release_without_a_record_stops_until_that_is_reviewed() -> None:
    release = Release(execution="e-0", record=None)
    (line,) = judge(record=record(), demands=[], release=release, today=TODAY).stopping
    assert line.startswith("Weakening::record-missing at e-0: ")
    review = entry(finding="Weakening::record-missing", path="e-0")
    assert judge(record=record([review]), demands=[], release=release, today=TODAY).stopping == []


def test_nothing_excuses_a_demand() -> None:
    demand = f"Prod deploys {PRODUCT}-shared-prod, whose data is protected, and no stage before it asks a person"
    assert judged(None, record([entry()]), demands=[demand]).stopping == [demand]


def test_excuses_code_and_findings_are_shown_against_the_last_release() -> None:
    new = entry(finding="AwsSolutions::AwsSolutions-S1", path="a")
    old = entry(finding="AwsSolutions::AwsSolutions-S2", path="b", expires="2026-12-01")
    longer = {**old, "expires": "2027-12-01"}
    before = record([old], code={"Makefile": "1"}, findings={"AwsSolutions": {"open": 0, "acknowledged": 1}})
    now = record(
        [new, longer],
        code={"Makefile": "2", "scripts/x": "1"},
        findings={"AwsSolutions": {"open": 0, "acknowledged": 2}},
    )
    facts = judged(before, now).facts
    assert (facts.new, facts.prolonged, facts.code) == ([new], [longer], ["Makefile", "scripts/x"])
    assert as_line(facts) == (
        "WEAKENINGS NOT REVIEWED 1 (excuse-prolonged at SEC-7 -> 2027-12-01); "
        "2 files of the gate's code changed; 1 new excuses; 1 excuses prolonged; "
        "AwsSolutions 0 open, 2 acknowledged (before 0, 1)"
    )


def test_an_excuse_that_ends_soon_is_shown() -> None:
    soon = entry(finding="AwsSolutions::AwsSolutions-S1", path="a", expires="2026-12-20")
    assert judged(record([soon]), record([soon])).facts.expiring == [soon]


def test_the_line_fits_into_the_text_of_an_approval() -> None:
    many = {f"Check{number}": {"type": "t", "before": ["Prod"]} for number in range(60)}
    reviews = [entry(finding="Weakening::check-removed", path=name) for name in many]
    judgement = judged(record(checks=many), record(reviews))
    assert judgement.stopping == []
    assert len(as_line(judgement.facts)) <= LONGEST_LINE
