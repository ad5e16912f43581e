"""A commit that changes the pipeline changes the deployed pipeline, once, and the execution goes on in its new
shape."""

from __future__ import annotations

import pytest

from tests.e2e.checkout import Checkout
from tests.e2e.delivery import Delivery
from tests.e2e.edits import ADDED_STEP

pytestmark = [pytest.mark.cloud, pytest.mark.xdist_group("e2e_pipeline")]


def test_an_added_step_restarts_the_execution_once_and_runs(
    delivery: Delivery, released: str, checkout: Checkout
) -> None:
    with_step = checkout.edit("Add a step to the pipeline", *ADDED_STEP)
    first = delivery.push()
    delivery.wait_for_end(first)
    assert delivery.status(first) in {"Cancelled", "Superseded", "Stopped"}
    assert delivery.actions(first)["UpdatePipeline/SelfMutate"]["status"] in {"Succeeded", "Abandoned"}
    restarted = delivery.newest_execution()
    delivery.approve(restarted)
    delivery.wait_for_success(restarted)
    assert delivery.executions_of(with_step) == [first, restarted]
    assert delivery.actions(restarted)["Dev/Added"]["status"] == "Succeeded"
    assert "added-step-ran" in delivery.command("logs", "Dev/Added", "--execution", restarted).stdout
