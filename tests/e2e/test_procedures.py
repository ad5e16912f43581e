"""Procedures of the runbook, followed as they stand: each begins with the trouble it is for, and ends with prod as it
should be.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from localcloud.cli.terminal.exit_codes import ExitCode
from tests.e2e.checkout import Checkout
from tests.e2e.delivery import PROD, Delivery
from tests.e2e.edits import BROKEN_BUILD_SPEC, KEPT_TOO_LONG_IN_PROD, OTHER_QUESTION
from tests.e2e.reviews import review
from tests.e2e.runbook_operator import Operator
from tests.git_commands import git

pytestmark = [pytest.mark.cloud, pytest.mark.drill, pytest.mark.xdist_group("e2e_pipeline")]

HANDLER = "src/backend/handlers/cv_tailoring_handler.py"
WIRING = "settings = Settings.from_environment(os.environ)\n"


@pytest.fixture
def operator(delivery: Delivery, released: str, checkout: Checkout, tmp_path: Path) -> Operator:
    return Operator(delivery, checkout, tmp_path)


def code_in_prod(delivery: Delivery) -> str:
    (function,) = (
        found
        for found in delivery.client("lambda", PROD).list_functions()["Functions"]
        if found["FunctionName"].endswith("cv-tailoring-lambda-prod")
    )
    return str(function["CodeSha256"])


def release(delivery: Delivery) -> str:
    """Pushes the checkout's commit, says yes, and waits until it is in prod."""
    execution = delivery.approve(delivery.push())
    delivery.wait_for_success(execution)
    return execution


def ended_well(delivery: Delivery, commit: str) -> bool:
    """Whether the newest execution brought that commit to prod."""
    newest = delivery.newest_execution()
    return delivery.status(newest) == "Succeeded" and newest in delivery.executions_of(commit)


def head(checkout: Checkout) -> str:
    return git(checkout.path, "rev-parse", "HEAD")


def test_an_emergency_deployment_past_the_pipeline(operator: Operator, delivery: Delivery, checkout: Checkout) -> None:
    before = code_in_prod(delivery)
    commit = checkout.edit("Mend it at once", (HANDLER, WIRING, WIRING + "REVISION = 21\n"))
    printed = operator.follow("An emergency deployment past the pipeline")
    assert "Prod is held: emergency deployment" in printed
    assert "Prod is released" in printed
    assert code_in_prod(delivery) != before
    assert ended_well(delivery, commit)


def test_a_yes_that_was_wrong(operator: Operator, delivery: Delivery, checkout: Checkout) -> None:
    checkout.edit("A good release", (HANDLER, WIRING, WIRING + "REVISION = 22\n"))
    release(delivery)
    good = code_in_prod(delivery)
    checkout.edit("What should not be in prod", (HANDLER, WIRING, WIRING + "REVISION = 23\n"))
    release(delivery)
    assert code_in_prod(delivery) != good
    printed = operator.follow("A yes that was wrong")
    rollback = next(found for found in delivery.executions() if found.get("executionType") == "ROLLBACK")
    assert f"as execution {rollback['pipelineExecutionId']}" in printed
    assert rollback["status"] == "Succeeded"
    assert code_in_prod(delivery) == good
    assert ended_well(delivery, head(checkout))


def test_a_rollback_that_has_no_target(operator: Operator, delivery: Delivery, checkout: Checkout) -> None:
    """The first release of a changed pipeline fails in prod; none before it ran under what the pipeline is now."""
    before = code_in_prod(delivery)
    checkout.edit("Asks in other words, and is wrong in prod", OTHER_QUESTION, KEPT_TOO_LONG_IN_PROD)
    wrong = delivery.approve(delivery.push())
    assert delivery.wait_for_end(wrong) == "Failed"
    assert delivery.failed_actions(wrong) == ["Prod/Smoke"]
    assert "taken back by itself" not in delivery.command("watch", "--execution", wrong).stdout
    refused = delivery.command("rollback", "prod", "--yes")
    assert refused.returncode == ExitCode.USAGE
    assert "Prod has nothing to roll back to" in refused.stderr
    stands = code_in_prod(delivery)
    assert (delivery.newest_execution(), stands != before) == (wrong, True)
    operator.follow("A rollback that has no target")
    assert code_in_prod(delivery) != stands
    assert ended_well(delivery, head(checkout))


def test_a_pipeline_that_can_no_longer_change_itself(
    operator: Operator, delivery: Delivery, checkout: Checkout
) -> None:
    """Build runs the build spec as deployed, so the commit that would mend it fails by what it mends."""
    checkout.edit("Build by another target", BROKEN_BUILD_SPEC)
    refused = delivery.follow(delivery.push())
    # One commit then has the change with its review, so that one is to be taken back.
    git(checkout.path, "revert", "--no-edit", "HEAD")
    checkout.edit("Build by another target, reviewed", BROKEN_BUILD_SPEC)
    named = review(checkout, delivery, refused)
    assert [finding for finding, _ in named] == ["Weakening::check-changed"]
    git(checkout.path, "reset", "--soft", "HEAD~1")
    git(checkout.path, "commit", "--quiet", "--amend", "--no-edit")
    broken = head(checkout)
    first = delivery.push()
    failed = delivery.follow(first)
    assert delivery.executions_of(broken) == [first, failed]
    assert (delivery.status(failed), delivery.failed_actions(failed)) == ("Failed", ["Build/Synth"])
    operator.follow("A pipeline that can no longer change itself")
    by_push, by_redeployment = delivery.executions_of(head(checkout))
    assert delivery.status(by_push) in {"Failed", "Cancelled"}, "the commit that mends it mended itself"
    assert delivery.status(by_redeployment) == "Succeeded"
    assert ended_well(delivery, head(checkout))
