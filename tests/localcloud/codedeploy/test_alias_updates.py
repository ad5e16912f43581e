"""A stack's alias with `CodeDeployLambdaAliasUpdate` is moved by a deployment, and by none where AWS makes none."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.localcloud.cloud_process import DEV, CloudProcess
from tests.localcloud.codedeploy.rolled_out_stack import RolledOutStack
from tests.localcloud.ministack.principals import make_role, trust
from tests.localcloud.ministack.stacks import delete_stack

_POLICY = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-updatepolicy.html"
_NEEDED = "https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schema.html"


def test_a_stack_s_creation_deploys_nothing(fast_cloud: CloudProcess) -> None:
    stack = RolledOutStack(fast_cloud)
    assert stack.alias() == ("1", {})
    assert stack.deployments() == []


def test_another_version_is_deployed(fast_cloud: CloudProcess) -> None:
    stack = RolledOutStack(fast_cloud)
    assert stack.release("two") == "UPDATE_COMPLETE", stack.reasons()
    assert stack.alias() == ("2", {})
    (deployment,) = stack.deployments()
    assert deployment["status"] == "Succeeded"


def test_an_update_without_another_version_deploys_nothing(fast_cloud: CloudProcess) -> None:
    stack = RolledOutStack(fast_cloud)
    stack.minutes += 1
    assert stack.release("one") == "UPDATE_COMPLETE", stack.reasons()
    assert stack.deployments() == []


@pytest.mark.enforces("CloudFormation: an alias's deployment that fails fails the stack", source=_POLICY)
def test_a_version_that_a_hook_refuses_never_gets_traffic_and_the_stack_rolls_back(fast_cloud: CloudProcess) -> None:
    stack = RolledOutStack(fast_cloud)
    stack.judgement = "Failed"
    assert stack.release("two") == "UPDATE_ROLLBACK_COMPLETE"
    assert stack.alias() == ("1", {})
    assert "HOOK_EXECUTION_FAILURE" in stack.reasons()
    rollback, refused = stack.deployments()
    assert refused["status"] == "Failed"
    assert refused["rollbackInfo"]["rollbackDeploymentId"] == rollback["deploymentId"]
    assert (rollback["status"], rollback["creator"]) == ("Succeeded", "codeDeployRollback")


def test_an_alarm_stops_the_canary_and_the_stack_rolls_back(fast_cloud: CloudProcess) -> None:
    stack = RolledOutStack(fast_cloud, minutes=1000)
    stack.begin("two")
    assert stack.weights() == {"2": 0.1}
    stack.sound_alarm()
    assert stack.status() == "UPDATE_ROLLBACK_COMPLETE"
    assert stack.alias() == ("1", {})
    assert stack.deployments()[1]["errorInformation"]["code"] == "ALARM_ACTIVE"


def test_a_stack_that_fails_after_the_deployment_moves_the_alias_straight_back(fast_cloud: CloudProcess) -> None:
    stack = RolledOutStack(fast_cloud)
    stack.more = {
        "Late": {
            "Type": "AWS::SSM::Parameter",
            "DependsOn": "Alias",
            "Properties": {"Type": "String", "Value": "x", "Tier": "no tier"},
        }
    }
    assert stack.release("two") == "UPDATE_ROLLBACK_COMPLETE"
    assert stack.alias() == ("1", {})
    assert [deployment["status"] for deployment in stack.deployments()] == ["Succeeded"]


def test_without_an_automatic_rollback_the_stack_s_own_moves_the_alias_back(fast_cloud: CloudProcess) -> None:
    stack = RolledOutStack(fast_cloud)
    stack.rolls_back, stack.last_judgement = False, "Failed"
    assert stack.release("two") == "UPDATE_ROLLBACK_COMPLETE"
    (failed,) = stack.deployments()
    assert (failed["status"], "rollbackInfo" in failed) == ("Failed", False)
    assert stack.alias() == ("1", {})


def test_a_cancelled_update_stops_the_deployment(fast_cloud: CloudProcess) -> None:
    stack = RolledOutStack(fast_cloud, minutes=1000)
    stack.begin("two")
    stack.weights()
    stack.cloudformation.cancel_update_stack(StackName=stack.name)
    assert stack.status() == "UPDATE_ROLLBACK_COMPLETE"
    assert stack.alias() == ("1", {})
    assert stack.deployments()[1]["errorInformation"]["code"] == "MANUAL_STOP"


def test_an_update_whose_group_is_busy_fails(fast_cloud: CloudProcess) -> None:
    stack = RolledOutStack(fast_cloud, minutes=1000)
    stack.begin("two")
    stack.weights()
    other = RolledOutStack(fast_cloud)
    other.use_group_of(stack)
    assert other.release("two") == "UPDATE_ROLLBACK_COMPLETE"
    assert "A conflicting deployment is in progress" in other.reasons()
    assert other.alias() == ("1", {})
    stack.sound_alarm()
    stack.status()


@pytest.mark.enforces(
    "CloudFormation: the execution role needs CodeDeploy's permissions to update an alias by a deployment",
    source=_NEEDED,
)
@pytest.mark.parametrize("missing", ["codedeploy:CreateDeployment", "codedeploy:StopDeployment"])
def test_the_execution_role_needs_the_deployment_s_permissions(fast_cloud: CloudProcess, missing: str) -> None:
    role = make_role(
        fast_cloud, DEV, trusted=trust(Service="cloudformation.amazonaws.com"), policy=_all_but("sts:AssumeRole")
    )
    stack = RolledOutStack(fast_cloud, role_arn=role)
    assert stack.release("two") == "UPDATE_COMPLETE", stack.reasons()
    fast_cloud.client("iam", DEV).put_role_policy(
        RoleName=role.rpartition("/")[2], PolicyName="given", PolicyDocument=json.dumps(_all_but(missing))
    )
    assert stack.release("three") == "UPDATE_ROLLBACK_COMPLETE"
    assert missing in stack.reasons()
    assert stack.alias() == ("2", {})
    assert len(stack.deployments()) == 1


def _all_but(action: str) -> dict[str, Any]:
    statement = {"Effect": "Allow", "NotAction": action, "Resource": "*"}
    return {"Version": "2012-10-17", "Statement": [statement]}


def test_what_the_types_made_goes_with_the_stack(fast_cloud: CloudProcess) -> None:
    stack = RolledOutStack(fast_cloud)
    assert stack.release("two") == "UPDATE_COMPLETE", stack.reasons()
    delete_stack(fast_cloud, stack.name)
    assert stack.application not in stack.codedeploy.list_applications()["applications"]
