"""What ends a deployment before its time: an alarm, a person, a failure; and what takes it back."""

from __future__ import annotations

from typing import Any

import pytest

from tests.localcloud.cloud_process import DEV, CloudProcess
from tests.localcloud.codedeploy.rollout import Rollout
from tests.localcloud.ministack.principals import refused, unique

_ROLLBACK = "https://docs.aws.amazon.com/codedeploy/latest/userguide/deployments-rollback-and-redeploy.html"
_ALARMS = "https://docs.aws.amazon.com/codedeploy/latest/userguide/monitoring-create-alarms.html"
_DAY = 1440


def _alarm(cloud: CloudProcess, state: str = "OK") -> str:
    cloudwatch, name = cloud.client("cloudwatch", DEV), unique("alarm")
    cloudwatch.put_metric_alarm(
        AlarmName=name,
        Namespace="Tests",
        MetricName="Unused",
        Statistic="Sum",
        Period=86400,
        EvaluationPeriods=1,
        Threshold=1,
        ComparisonOperator="GreaterThanThreshold",
        TreatMissingData="ignore",
    )
    cloudwatch.set_alarm_state(AlarmName=name, StateValue=state, StateReason="a test")
    return name


def _watched(alarm: str, **more: Any) -> dict[str, Any]:
    return {"alarmConfiguration": {"enabled": True, "alarms": [{"name": alarm}], **more}}


def _rolls_back(*events: str) -> dict[str, Any]:
    return {"autoRollbackConfiguration": {"enabled": True, "events": list(events)}}


def _on_the_way(rollout: Rollout, **request: Any) -> str:
    """A deployment whose new version has a tenth of the traffic, for hours."""
    deployment = rollout.deploy(deploymentConfigName=rollout.canary(10, _DAY), **request)
    rollout.shifted(deployment, 10)
    return deployment


@pytest.mark.enforces("CodeDeploy: an alarm stops a deployment while it shifts traffic", source=_ALARMS)
def test_an_alarm_stops_the_canary_and_the_old_version_gets_everything_back(fast_cloud: CloudProcess) -> None:
    alarm = _alarm(fast_cloud)
    rollout = Rollout(fast_cloud, **_watched(alarm), **_rolls_back("DEPLOYMENT_STOP_ON_ALARM"))
    deployment = _on_the_way(rollout)
    fast_cloud.client("cloudwatch", DEV).set_alarm_state(AlarmName=alarm, StateValue="ALARM", StateReason="a test")
    info = rollout.ended(deployment)
    assert (info["status"], info["errorInformation"]["code"]) == ("Stopped", "ALARM_ACTIVE")
    assert alarm in info["errorInformation"]["message"]
    rollback = rollout.ended(info["rollbackInfo"]["rollbackDeploymentId"])
    assert rollback["rollbackInfo"]["rollbackTriggeringDeploymentId"] == deployment
    assert (rollback["status"], rollback["creator"]) == ("Succeeded", "codeDeployRollback")
    assert rollout.alias()["FunctionVersion"] == "1"
    assert rollout.calls(5) == {("one", "1"): 5}


@pytest.mark.enforces("CodeDeploy: with an alarm on, a deployment shifts no traffic", source=_ALARMS)
def test_an_alarm_that_is_on_already_stops_it_before_any_traffic(fast_cloud: CloudProcess) -> None:
    rollout = Rollout(fast_cloud, **_watched(_alarm(fast_cloud, "ALARM")))
    deployment = rollout.deploy()
    assert rollout.ended(deployment)["errorInformation"]["code"] == "ALARM_ACTIVE"
    assert rollout.target(deployment)["lambdaFunctionInfo"]["targetVersionWeight"] == 0
    assert rollout.alias()["FunctionVersion"] == "1"


def test_an_alarm_configuration_that_is_off_is_not_asked(fast_cloud: CloudProcess) -> None:
    rollout = Rollout(fast_cloud, **_watched(_alarm(fast_cloud, "ALARM"), enabled=False))
    assert rollout.ended(rollout.deploy())["status"] == "Succeeded"


def test_an_alarm_that_nobody_knows_fails_the_deployment_unless_that_is_ignored(fast_cloud: CloudProcess) -> None:
    rollout = Rollout(fast_cloud, **_watched(unique("gone")))
    assert rollout.ended(rollout.deploy())["status"] == "Failed"
    lenient = {"enabled": True, "alarms": [{"name": unique("gone")}], "ignorePollAlarmFailure": True}
    assert rollout.ended(rollout.deploy(overrideAlarmConfiguration=lenient))["status"] == "Succeeded"


@pytest.mark.enforces("CodeDeploy: a failed deployment is rolled back by another one", source=_ROLLBACK)
def test_what_fails_after_the_shift_is_taken_back(fast_cloud: CloudProcess) -> None:
    rollout = Rollout(fast_cloud, **_rolls_back("DEPLOYMENT_FAILURE"))
    info = rollout.ended(rollout.deploy(rollout.app_spec(AfterAllowTraffic=rollout.make_hook("Failed"))))
    assert info["status"] == "Failed"
    rollback = rollout.ended(info["rollbackInfo"]["rollbackDeploymentId"])
    assert (rollback["status"], rollback["deploymentConfigName"]) == ("Succeeded", "CodeDeployDefault.LambdaAllAtOnce")
    assert rollout.alias()["FunctionVersion"] == "1"


def test_a_person_stops_it_and_takes_it_back(rollout: Rollout) -> None:
    deployment = _on_the_way(rollout)
    assert rollout.codedeploy.stop_deployment(deploymentId=deployment, autoRollbackEnabled=True)["status"] == "Pending"
    info = rollout.ended(deployment)
    assert (info["status"], info["errorInformation"]["code"]) == ("Stopped", "MANUAL_STOP")
    rollout.ended(info["rollbackInfo"]["rollbackDeploymentId"])
    assert rollout.alias()["FunctionVersion"] == "1"
    assert "RoutingConfig" not in rollout.alias()


def test_a_person_stops_it_where_it_is(rollout: Rollout) -> None:
    deployment = _on_the_way(rollout)
    rollout.codedeploy.stop_deployment(deploymentId=deployment)
    assert "rollbackInfo" not in rollout.ended(deployment)
    assert rollout.alias()["RoutingConfig"]["AdditionalVersionWeights"] == {"2": 0.1}
    with refused("DeploymentAlreadyCompletedException"):
        rollout.codedeploy.stop_deployment(deploymentId=deployment)


def test_the_group_says_that_a_stop_takes_it_back_unless_the_request_does_not_want_it(fast_cloud: CloudProcess) -> None:
    rollout = Rollout(fast_cloud, **_rolls_back("DEPLOYMENT_STOP_ON_REQUEST"))
    for wanted in ({}, {"autoRollbackEnabled": False}):
        deployment = _on_the_way(rollout)
        rollout.codedeploy.stop_deployment(deploymentId=deployment, **wanted)
        info = rollout.ended(deployment)
        assert ("rollbackInfo" in info) is (not wanted)
        if "rollbackInfo" in info:
            rollout.ended(info["rollbackInfo"]["rollbackDeploymentId"])


def test_a_deployment_s_own_configuration_goes_before_the_group_s(fast_cloud: CloudProcess) -> None:
    rollout = Rollout(fast_cloud, **_rolls_back("DEPLOYMENT_FAILURE"))
    failing = rollout.app_spec(AfterAllowTraffic=rollout.make_hook("Failed"))
    info = rollout.ended(rollout.deploy(failing, autoRollbackConfiguration={"enabled": False}))
    assert "rollbackInfo" not in info
    assert rollout.alias()["FunctionVersion"] == "2"
