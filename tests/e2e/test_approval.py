"""A person is asked about a commit that changes the handler alone: a no stops it before prod, and a yes, when the stage
is retried, takes it there. The pipeline neither changed nor started over for it."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from tests.e2e.checkout import Checkout
from tests.e2e.delivery import PIPELINE, Delivery
from tests.e2e.prod_fingerprint import prod_fingerprint

pytestmark = [pytest.mark.cloud, pytest.mark.xdist_group("e2e")]

HANDLER = "src/backend/handlers/cv_tailoring_handler.py"
WIRING = "settings = Settings.from_environment(os.environ)\n"


@dataclass(frozen=True, kw_only=True)
class Rejected:
    """An execution that a person turned down: how it stood before the stage was retried.

    Attributes:
        failed, ran: ``Stage/Action`` of the actions that failed, and of all that ran.
        watched: exit code and output of ``delivery watch``.
        prod: what stood in prod before the push, and after the rejection.
    """

    commit: str
    execution: str
    failed: tuple[str, ...]
    ran: tuple[str, ...]
    watched: tuple[int, str]
    prod: tuple[str, str]


@pytest.fixture(scope="module")
def rejected(delivery: Delivery, released: str, checkout: Checkout) -> Rejected:
    before = prod_fingerprint(delivery)
    commit = checkout.edit("Change the handler only", (HANDLER, WIRING, WIRING + "REVISION = 3\n"))
    execution = delivery.approve(delivery.push(), status="Rejected")
    assert delivery.wait_for_end(execution) == "Failed"
    watched = delivery.command("watch", "--execution", execution)
    return Rejected(
        commit=commit,
        execution=execution,
        failed=tuple(delivery.failed_actions(execution)),
        ran=tuple(delivery.actions(execution)),
        watched=(watched.returncode, watched.stdout),
        prod=(before, prod_fingerprint(delivery)),
    )


def test_a_rejected_approval_stops_before_prod_and_names_the_reason(rejected: Rejected) -> None:
    assert rejected.failed == ("ApproveProd/Approve",)
    code, output = rejected.watched
    assert code == 5
    assert "seen in dev" in output
    assert not any(name.startswith("Prod/") for name in rejected.ran)
    before, after = rejected.prod
    assert after == before


def test_people_were_told_that_it_waits_that_it_was_rejected_and_that_it_ended(
    delivery: Delivery, rejected: Rejected
) -> None:
    told = delivery.announced("NOT APPROVED: ApproveProd/Approve", f"ENDED, FAILED: execution {rejected.execution}")
    asked = [message for message in told if message["subject"].startswith("APPROVAL NEEDED")]
    assert any(f"Deploy commit {rejected.commit} to prod?" in message["text"] for message in asked)
    (said,) = [message["text"] for message in told if message["text"].startswith('"NOT APPROVED')]
    assert f"executions/{rejected.execution}/timeline" in said
    assert "seen in dev" in said


def test_handler_code_reaches_prod_without_a_restart(delivery: Delivery, rejected: Rejected) -> None:
    delivery.client("codepipeline").retry_stage_execution(
        pipelineName=PIPELINE,
        stageName="ApproveProd",
        pipelineExecutionId=rejected.execution,
        retryMode="FAILED_ACTIONS",
    )
    assert delivery.approve(rejected.execution) == rejected.execution
    delivery.wait_for_success(rejected.execution)
    assert delivery.executions_of(rejected.commit) == [rejected.execution]
    assert prod_fingerprint(delivery) != rejected.prod[0]
