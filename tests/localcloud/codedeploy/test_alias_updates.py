"""A stack's alias with `CodeDeployLambdaAliasUpdate` is moved by a deployment, and by none where AWS makes none."""

from __future__ import annotations

from tests.localcloud.cloud_process import CloudProcess
from tests.localcloud.codedeploy.rolled_out_stack import RolledOutStack


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
