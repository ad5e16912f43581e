"""A deployment from its start to its end: hooks, traffic, alarms, stops, and what comes back."""

from __future__ import annotations

from tests.localcloud.codedeploy.rollout import Rollout


def test_all_at_once_moves_the_alias_and_nothing_else(rollout: Rollout) -> None:
    info = rollout.ended(rollout.deploy())
    assert info["status"] == "Succeeded", info.get("errorInformation")
    assert (info["creator"], info["computePlatform"]) == ("user", "Lambda")
    alias = rollout.alias()
    assert alias["FunctionVersion"] == "2"
    assert "RoutingConfig" not in alias
    assert rollout.calls(3) == {("two", "2"): 3}


def test_a_canary_gives_the_new_version_its_share_and_then_everything(rollout: Rollout) -> None:
    deployment = rollout.deploy(deploymentConfigName=rollout.canary(25, 10))
    alias = rollout.shifted(deployment, 25)
    assert alias["FunctionVersion"] == "1"
    assert alias["RoutingConfig"]["AdditionalVersionWeights"] == {"2": 0.25}
    assert rollout.ended(deployment)["status"] == "Succeeded"
    assert rollout.alias()["FunctionVersion"] == "2"


def test_the_hooks_judge_before_and_after(rollout: Rollout) -> None:
    hook = rollout.make_hook("Succeeded")
    deployment = rollout.deploy(rollout.app_spec(BeforeAllowTraffic=hook, AfterAllowTraffic=hook))
    assert rollout.ended(deployment)["status"] == "Succeeded"
    succeeded = dict.fromkeys(("BeforeAllowTraffic", "AllowTraffic", "AfterAllowTraffic"), "Succeeded")
    assert rollout.events(deployment) == succeeded
