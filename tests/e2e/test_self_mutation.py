"""A commit that changes the pipeline changes the deployed pipeline, once, and the execution goes on in its new
shape."""

from __future__ import annotations

import pytest

from tests.e2e.checkout import Checkout
from tests.e2e.delivery import Delivery

pytestmark = [pytest.mark.cloud, pytest.mark.xdist_group("e2e_pipeline")]

CHECKS = "first = [] if number else checks\n"
ADDED_STEP = """\
first = (
                []
                if number
                else [*checks, pipelines.ShellStep("Added", input=source, commands=["echo added-step-ran"])]
            )
"""
LISTED = '    yield _step(f"{below}/Digest/Digest")\n'
ADDED_LISTED = LISTED + '    if first:\n        yield _step(f"{below}/Added/Added")\n'


def test_an_added_step_restarts_the_execution_once_and_runs(
    delivery: Delivery, released: str, checkout: Checkout
) -> None:
    # A step brings a role, and its library-made wildcards have to be listed, or nag stops the commit in Build.
    step = (
        ("pipeline/pipeline_stack.py", CHECKS, ADDED_STEP),
        ("compliance/register/pipeline_acknowledgements.py", LISTED, ADDED_LISTED),
    )

    with_step = checkout.edit("Add a step to the pipeline", *step)
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
