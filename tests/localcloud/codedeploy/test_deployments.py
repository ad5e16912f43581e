"""A deployment from its start to its end: hooks, traffic, and what keeps it from either."""

from __future__ import annotations

import pytest

from tests.localcloud.cloud_process import CloudProcess
from tests.localcloud.codedeploy.rollout import HOOK, Rollout
from tests.localcloud.ministack.principals import allow, refused

_HOOKS = "https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-hooks.html"
_LAMBDA_ROLE = "https://docs.aws.amazon.com/codedeploy/latest/userguide/getting-started-create-service-role.html"
_REPORTING_ITS_EVENT = """
import boto3

def handler(event, context):
    boto3.client("codedeploy").put_lifecycle_event_hook_execution_status(
        deploymentId=event["DeploymentId"],
        lifecycleEventHookExecutionId=event["LifecycleEventHookExecutionId"],
        status="Succeeded" if sorted(event) == ["DeploymentId", "LifecycleEventHookExecutionId"] else "Failed",
    )
"""


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


def test_a_linear_shift_goes_up_step_by_step(rollout: Rollout) -> None:
    routing = {"linearPercentage": 40, "linearInterval": 10}
    deployment = rollout.deploy(
        deploymentConfigName=rollout.make_config(type="TimeBasedLinear", timeBasedLinear=routing)
    )
    for share in (40, 80, 100):
        rollout.shifted(deployment, share)
    assert rollout.ended(deployment)["status"] == "Succeeded"


def test_the_hooks_judge_before_and_after(rollout: Rollout) -> None:
    report = allow("codedeploy:PutLifecycleEventHookExecutionStatus", rollout.group_arn)
    hook = rollout.make_function(_REPORTING_ITS_EVENT, policy=report)
    deployment = rollout.deploy(rollout.app_spec(BeforeAllowTraffic=hook, AfterAllowTraffic=hook))
    assert rollout.ended(deployment)["status"] == "Succeeded"
    succeeded = dict.fromkeys(("BeforeAllowTraffic", "AllowTraffic", "AfterAllowTraffic"), "Succeeded")
    assert rollout.events(deployment) == succeeded


def test_events_without_a_hook_are_skipped(rollout: Rollout) -> None:
    deployment = rollout.deploy()
    rollout.ended(deployment)
    assert rollout.events(deployment) == {
        "BeforeAllowTraffic": "Skipped",
        "AllowTraffic": "Succeeded",
        "AfterAllowTraffic": "Skipped",
    }


@pytest.mark.enforces("CodeDeploy: a version that the pre-traffic hook refuses gets no traffic", source=_HOOKS)
def test_what_the_hook_before_refuses_gets_no_traffic(rollout: Rollout) -> None:
    hook = rollout.make_hook("Failed")
    deployment = rollout.deploy(rollout.app_spec(BeforeAllowTraffic=hook, AfterAllowTraffic=hook))
    info = rollout.ended(deployment)
    assert (info["status"], info["errorInformation"]["code"]) == ("Failed", "HOOK_EXECUTION_FAILURE")
    assert hook in info["errorInformation"]["message"]
    assert rollout.events(deployment) == {
        "BeforeAllowTraffic": "Failed",
        "AllowTraffic": "Skipped",
        "AfterAllowTraffic": "Skipped",
    }
    assert rollout.alias()["FunctionVersion"] == "1"


def test_what_the_hook_after_refuses_keeps_its_traffic_where_nothing_rolls_back(rollout: Rollout) -> None:
    deployment = rollout.deploy(rollout.app_spec(AfterAllowTraffic=rollout.make_hook("Failed")))
    info = rollout.ended(deployment)
    assert info["status"] == "Failed"
    assert "rollbackInfo" not in info
    assert rollout.alias()["FunctionVersion"] == "2"


def test_a_hook_reports_once_and_only_a_judgement(rollout: Rollout) -> None:
    silent = rollout.make_function("def handler(event, context):\n    print(event)\n")
    deployment = rollout.deploy(rollout.app_spec(BeforeAllowTraffic=silent))
    rollout.once(lambda: rollout.events(deployment)["BeforeAllowTraffic"], lambda status: status == "InProgress")
    report = rollout.codedeploy.put_lifecycle_event_hook_execution_status
    with refused("InvalidLifecycleEventHookExecutionIdException"):
        report(deploymentId=deployment, lifecycleEventHookExecutionId="another", status="Succeeded")
    with refused("InvalidLifecycleEventHookExecutionStatusException"):
        report(deploymentId=deployment, lifecycleEventHookExecutionId="another", status="InProgress")
    with refused("DeploymentDoesNotExistException"):
        report(deploymentId="d-000000000", lifecycleEventHookExecutionId="another", status="Succeeded")
    rollout.codedeploy.stop_deployment(deploymentId=deployment)
    rollout.ended(deployment)


@pytest.mark.enforces("CodeDeploy: a hook without the permission to report fails its deployment", source=_HOOKS)
def test_a_hook_reports_with_a_permission_of_its_own(rollout: Rollout) -> None:
    hook = rollout.make_function(HOOK.format(status="Succeeded"))
    deployment = rollout.deploy(rollout.app_spec(BeforeAllowTraffic=hook))
    rollout.once(lambda: rollout.printed(hook), lambda text: "AccessDenied" in text)
    assert rollout.events(deployment)["BeforeAllowTraffic"] == "InProgress"
    rollout.codedeploy.stop_deployment(deploymentId=deployment)
    rollout.ended(deployment)


@pytest.mark.enforces("CodeDeploy: a deployment starts where its AppSpec says that the alias is", source=_HOOKS)
def test_an_alias_that_is_elsewhere_is_not_moved(rollout: Rollout) -> None:
    info = rollout.ended(rollout.deploy(rollout.app_spec(current="2", target="1")))
    assert info["errorInformation"]["code"] == "INVALID_LAMBDA_CONFIGURATION"
    assert rollout.alias()["FunctionVersion"] == "1"


@pytest.mark.enforces("CodeDeploy: the service role must be allowed to move the alias", source=_LAMBDA_ROLE)
def test_a_role_that_may_not_move_the_alias_fails_the_deployment(fast_cloud: CloudProcess) -> None:
    rollout = Rollout(fast_cloud, policy=allow("lambda:GetAlias", "*"))
    info = rollout.ended(rollout.deploy())
    assert info["errorInformation"]["code"] == "IAM_ROLE_PERMISSIONS"
    assert "lambda:UpdateAlias" in info["errorInformation"]["message"]
    assert rollout.alias()["FunctionVersion"] == "1"


@pytest.mark.enforces("CodeDeploy: the service role must be allowed to invoke the hooks", source=_LAMBDA_ROLE)
def test_a_role_that_may_not_invoke_the_hook_fails_the_deployment(fast_cloud: CloudProcess) -> None:
    rollout = Rollout(fast_cloud, policy=allow(["lambda:GetAlias", "lambda:UpdateAlias"], "*"))
    info = rollout.ended(rollout.deploy(rollout.app_spec(BeforeAllowTraffic=rollout.make_hook("Succeeded"))))
    assert info["errorInformation"]["code"] == "IAM_ROLE_PERMISSIONS"
    assert "lambda:InvokeFunction" in info["errorInformation"]["message"]
    assert rollout.alias()["FunctionVersion"] == "1"


def test_a_version_that_does_not_exist_gets_no_traffic(rollout: Rollout) -> None:
    info = rollout.ended(rollout.deploy(rollout.app_spec(target="7")))
    assert info["errorInformation"]["code"] == "INVALID_LAMBDA_FUNCTION"
    assert rollout.alias()["FunctionVersion"] == "1"
