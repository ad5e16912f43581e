"""DORA's metrics of invented histories: each has one treatment to show, and its numbers worked out by hand."""

from __future__ import annotations

import pytest

from delivery.metrics import DoraMetrics, measure
from tests.unit.delivery.metrics.invented_history import InventedHistory, at

HOUR = 3600.0


@pytest.fixture
def it() -> InventedHistory:
    return InventedHistory()


def prod(it: InventedHistory, since: float = 0, until: float = 168) -> DoraMetrics:
    return measure(it.history, stage="Prod", since=at(since), until=at(until))


def failures(found: DoraMetrics) -> tuple[int, int, int, int]:
    return found.attempted, found.failed, found.restored, found.unrestored


def test_three_releases_in_a_week(it: InventedHistory) -> None:
    it.release("a", 0, 1)
    it.release("b", 10, 12)
    it.release("c", 30, 36)
    found = prod(it)
    assert (found.deployed, found.deployments_per_week) == (3, 3.0)
    assert found.seconds_between_deployments == 17.5 * HOUR  # of 11 and 24 hours
    assert (found.changes, found.lead_time_median, found.lead_time_p90) == (3, 2 * HOUR, 6 * HOUR)
    assert (found.change_failure_rate, found.recovery_time_median) == (0.0, None)


def test_nothing_happened(it: InventedHistory) -> None:
    found = prod(it)
    assert (found.deployed, found.deployments_per_week, found.change_failure_rate) == (0, 0.0, None)
    assert (found.lead_time_median, found.seconds_between_deployments) == (None, None)


def test_what_never_began_to_deploy_is_no_deployment(it: InventedHistory) -> None:
    it.push("build-failed", 0, status="Failed")
    it.run("build-failed", "Build", 0, 1, "Failed", "Build")
    it.push("rejected", 2, status="Failed")
    it.run("rejected", "Approval", 2, 3, "Failed", "ApproveProd")
    it.push("tampered", 4, status="Failed")
    it.run("tampered", "Build", 4, 5, "Failed")  # the check before prod's deployment
    it.push("stopped", 6, status="Stopped")
    assert failures(prod(it)) == (0, 0, 0, 0)


def test_a_superseded_change_is_delivered_with_the_newer_one(it: InventedHistory) -> None:
    it.push("a", 0, status="Superseded")
    it.release("b", 4, 6)
    found = prod(it)
    assert (found.deployed, found.changes, found.carried_changes) == (1, 2, 1)
    assert found.lead_time_median == 4 * HOUR  # of 6 and 2


def test_a_commit_that_failed_is_delivered_with_the_one_that_mends_it(it: InventedHistory) -> None:
    it.push("a", 0, status="Failed")
    it.release("a2", 1, 3)
    assert (prod(it).changes, prod(it).carried_changes) == (2, 1)


def test_a_change_that_no_deployment_has_is_none_yet(it: InventedHistory) -> None:
    it.release("a", 0, 1)
    it.push("b", 2, status="Superseded")
    it.push("c", 3, status="InProgress")
    assert prod(it).changes == 1


def test_a_restart_of_the_pipeline_is_one_change_from_its_first_push(it: InventedHistory) -> None:
    it.push("first", 0, status="Cancelled", commit="a")
    it.push("again", 1, commit="a")
    it.run("again", "Deploy", 2, 3)
    found = prod(it)
    assert (found.changes, found.carried_changes, found.lead_time_median) == (1, 0, 3 * HOUR)


def test_the_same_commit_deployed_again_is_no_second_change(it: InventedHistory) -> None:
    it.release("a", 0, 1)
    it.push("anew", 20, commit="a")
    it.run("anew", "Deploy", 20, 21)
    found = prod(it)
    assert (found.deployed, found.changes, found.lead_time_median) == (2, 1, HOUR)


def test_an_automatic_rollback_restores_a_failed_deployment_and_is_none_itself(it: InventedHistory) -> None:
    it.release("a", 0, 1)
    it.failed_release("b", 2, 4)
    it.rollback("r", 4, to="a")  # well at 4.5
    found = prod(it)
    assert failures(found) == (2, 1, 1, 0)
    assert (found.deployed, found.rollbacks, found.change_failure_rate) == (1, 1, 0.5)
    assert found.recovery_time_median == 0.5 * HOUR
    assert found.changes == 1  # b was not delivered


def test_a_release_that_was_rolled_back_by_hand_failed_from_when_it_came_into_use(it: InventedHistory) -> None:
    it.release("a", 0, 1)
    it.release("b", 2, 4)
    it.rollback("r", 9, to="a")
    found = prod(it)
    assert failures(found) == (2, 1, 1, 0)
    assert (found.deployed, found.recovery_time_median) == (2, 5.5 * HOUR)


def test_a_second_rollback_blames_what_the_first_one_went_back_to(it: InventedHistory) -> None:
    for hour, name in ((0, "a"), (2, "b"), (4, "c")):
        it.release(name, hour, hour + 1)
    it.rollback("r1", 6, to="b")
    it.rollback("r2", 8, to="a")
    assert failures(prod(it)) == (3, 2, 2, 0)


def test_a_rollback_to_what_stands_there_blames_nothing(it: InventedHistory) -> None:
    it.release("a", 0, 1)
    it.push("tampered", 2, status="Failed")
    it.run("tampered", "Build", 2, 3, "Failed")
    it.rollback("r", 3, to="a")
    assert failures(prod(it)) == (1, 0, 0, 0)


def test_a_rollback_that_fails_restores_nothing(it: InventedHistory) -> None:
    it.release("a", 0, 1)
    it.failed_release("b", 2, 4)
    it.rollback("r1", 4, to="a", status="Failed")
    assert failures(prod(it)) == (2, 1, 0, 1)
    it.rollback("r2", 6, to="a")
    assert (failures(prod(it)), prod(it).recovery_time_median) == ((2, 1, 1, 0), 2.5 * HOUR)


def test_a_failure_without_a_rollback_is_restored_by_the_next_release(it: InventedHistory) -> None:
    it.failed_release("a", 0, 2)
    it.release("b", 3, 5)
    found = prod(it)
    assert (failures(found), found.recovery_time_median) == ((2, 1, 1, 0), 3 * HOUR)
    assert (found.changes, found.carried_changes) == (2, 1)


def test_a_retry_that_succeeds_is_one_deployment_that_failed_and_was_restored(it: InventedHistory) -> None:
    it.push("a", 0)
    it.run("a", "Deploy", 1, 2, "Failed")
    it.run("a", "Deploy", 4, 5)
    found = prod(it)
    assert (found.deployed, failures(found)) == (1, (1, 1, 1, 0))
    assert (found.recovery_time_median, found.lead_time_median) == (3 * HOUR, 5 * HOUR)


def test_alarms_that_fail_the_stage_after_its_actions_fail_the_deployment(it: InventedHistory) -> None:
    it.release("a", 0, 1)
    it.push("b", 2, status="Failed")
    it.run("b", "Deploy", 3, 4)
    it.run("b", "Rule", 4, 5, "Failed")
    it.rollback("r", 5, to="a")
    assert failures(prod(it)) == (2, 1, 1, 0)


def test_an_entry_condition_that_fails_deploys_nothing(it: InventedHistory) -> None:
    it.push("a", 0, status="Failed")
    it.run("a", "Rule", 1, 2, "Failed")
    assert failures(prod(it)) == (0, 0, 0, 0)


def test_a_deployment_that_goes_on_counts_when_it_has_ended(it: InventedHistory) -> None:
    it.push("a", 0, status="InProgress")
    it.run("a", "Deploy", 1, 1, "InProgress")
    assert failures(prod(it)) == (0, 0, 0, 0)


def test_a_stage_that_was_left_counts_while_the_execution_goes_on(it: InventedHistory) -> None:
    it.push("a", 0, status="InProgress")
    it.run("a", "Deploy", 1, 2, stage="Dev")
    it.run("a", "Approval", 3, 3, "InProgress", "ApproveProd")
    assert measure(it.history, stage="Dev", since=at(0), until=at(24)).deployed == 1
    assert prod(it).attempted == 0


def test_only_what_happened_within_the_time_counts_and_what_came_before_explains_it(it: InventedHistory) -> None:
    it.push("old", 0, status="Superseded")
    it.release("a", 1, 2)
    it.release("b", 100, 102)
    it.rollback("r", 103, to="a")
    found = prod(it, since=50)
    assert (found.deployed, found.changes, found.lead_time_median) == (1, 1, 2 * HOUR)
    assert failures(found) == (1, 1, 1, 0)
    assert failures(prod(it, since=0, until=50)) == (1, 0, 0, 0)


def test_a_stopped_deployment_failed_for_it_left_prod_half_done(it: InventedHistory) -> None:
    it.push("a", 0, status="Stopped")
    it.run("a", "Deploy", 1, 2, "Abandoned")
    assert failures(prod(it)) == (1, 1, 0, 1)
