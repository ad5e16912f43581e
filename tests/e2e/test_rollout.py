"""A good release moves to prod by the steps that prod's data says, while its callers ask all the while and notice
nothing."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

from feature_stacks.environment_choices import Canary
from feature_stacks.naming import PRODUCT
from stages.environments import ENVIRONMENTS
from tests.e2e.caller import traffic_of
from tests.e2e.checkout import Checkout
from tests.e2e.delivery import PIPELINE, PROD, Delivery
from tests.traffic import RELEASE_HEADER, most_of

pytestmark = [pytest.mark.cloud, pytest.mark.xdist_group("e2e")]

HANDLER = "src/backend/handlers/cv_tailoring_handler.py"
HEADERS = '    response["headers"].update(cross_origin)\n'
RELEASE = "by-canary"
FUNCTION, APPLICATION = f"{PRODUCT}-cv-tailoring-lambda-prod", f"{PRODUCT}-cv-tailoring-application-prod"
GROUP = f"{PRODUCT}-cv-tailoring-deployment-group-prod"
LONGEST_SECONDS = 600


def weights(delivery: Delivery) -> dict[str, float]:
    """The shares of the live alias's additional versions."""
    alias = delivery.client("lambda", PROD).get_alias(FunctionName=FUNCTION, Name="live")
    found: dict[str, float] = alias.get("RoutingConfig", {}).get("AdditionalVersionWeights", {})
    return found


def newest_deployment(delivery: Delivery) -> dict[str, Any]:
    codedeploy = delivery.client("codedeploy", PROD)
    ids = codedeploy.list_deployments(applicationName=APPLICATION, deploymentGroupName=GROUP)["deployments"]
    found = [codedeploy.get_deployment(deploymentId=one)["deploymentInfo"] for one in ids]
    newest: dict[str, Any] = max(found, key=lambda one: one["createTime"])
    return newest


def until(ready: Callable[[], object], what: str) -> None:
    deadline = time.monotonic() + LONGEST_SECONDS
    while not ready():
        assert time.monotonic() < deadline, f"waited {LONGEST_SECONDS} s for {what}"
        time.sleep(0.05)


def test_a_good_release_gets_its_share_then_everything_and_nobody_notices(
    delivery: Delivery, released: str, checkout: Checkout
) -> None:
    (rollout,) = (one.rollout for one in ENVIRONMENTS if one.name == "prod")
    assert isinstance(rollout, Canary)
    header = f'    response["headers"]["{RELEASE_HEADER}"] = "{RELEASE}"\n'
    checkout.edit("A good release", (HANDLER, HEADERS, HEADERS + header))
    execution = delivery.approve(delivery.push())
    with traffic_of(delivery, "prod") as traffic:
        until(lambda: weights(delivery), "the canary to begin")
        begun, (share,) = len(traffic.answers), weights(delivery).values()
        until(lambda: not weights(delivery), "the canary to end")
        ended = len(traffic.answers)
        delivery.wait_for_success(execution)

    assert traffic.answers
    assert not traffic.unwell, traffic.unwell[:3]
    assert share == rollout.percent / 100
    canary = [answer.release == RELEASE for answer in traffic.answers[begun:ended]]
    assert sum(canary) <= most_of(share, len(canary)), f"{sum(canary)} of {len(canary)}"
    assert {answer.release for answer in traffic.answers[-10:]} == {RELEASE}
    deployment = newest_deployment(delivery)
    assert (deployment["status"], deployment["deploymentOverview"]["Failed"]) == ("Succeeded", 0)
    rules = delivery.client("codepipeline").list_rule_executions(
        pipelineName=PIPELINE, filter={"pipelineExecutionId": execution}
    )["ruleExecutionDetails"]
    assert {(rule["ruleName"], rule["status"]) for rule in rules} == {
        ("DevIsWell", "Succeeded"),
        ("ProdIsWell", "Succeeded"),
    }
