"""A server that is killed in the middle of a deployment: it goes on, or has ended for all to see."""

from __future__ import annotations

from tests.localcloud.cloud_process import CloudProcess
from tests.localcloud.codedeploy.rolled_out_stack import RolledOutStack
from tests.localcloud.codedeploy.rollout import Rollout


def _saved(cloud: CloudProcess) -> None:
    """End the server as a person does, so that all is saved, and start it again."""
    cloud.stop()
    cloud.start()


def test_a_canary_goes_on_after_a_kill(own_cloud: CloudProcess) -> None:
    rollout = Rollout(own_cloud)
    config = rollout.canary(10, 60)
    _saved(own_cloud)
    rollout.reconnect()
    deployment = rollout.deploy(deploymentConfigName=config)
    rollout.shifted(deployment, 10)
    own_cloud.kill()
    own_cloud.start()
    rollout.reconnect()
    assert rollout.info(deployment)["status"] == "InProgress"
    assert rollout.ended(deployment)["status"] == "Succeeded"
    assert rollout.alias()["FunctionVersion"] == "2"


def test_a_hook_is_asked_again_after_a_kill(own_cloud: CloudProcess) -> None:
    rollout = Rollout(own_cloud)
    slow = "import time\n\ndef handler(event, context):\n    time.sleep(15)\n"
    hook = rollout.make_function(slow)
    _saved(own_cloud)
    rollout.reconnect()
    deployment = rollout.deploy(rollout.app_spec(BeforeAllowTraffic=hook))
    rollout.once(lambda: rollout.events(deployment)["BeforeAllowTraffic"], lambda status: status == "InProgress")
    own_cloud.kill()
    own_cloud.start()
    rollout.reconnect()
    assert rollout.events(deployment)["BeforeAllowTraffic"] == "InProgress"
    rollout.codedeploy.stop_deployment(deploymentId=deployment)
    assert rollout.ended(deployment)["status"] == "Stopped"
    assert rollout.alias()["FunctionVersion"] == "1"


def test_a_stack_s_deployment_has_ended_after_a_kill_and_can_be_made_again(own_cloud: CloudProcess) -> None:
    stack = RolledOutStack(own_cloud, minutes=1000)
    _saved(own_cloud)
    stack.reconnect()
    stack.begin("two")
    assert stack.weights() == {"2": 0.1}
    own_cloud.kill()
    own_cloud.start()
    stack.reconnect()
    (deployment,) = stack.deployments()
    assert (deployment["status"], deployment["errorInformation"]["code"]) == (
        "Stopped",
        "CLOUDFORMATION_STACK_FAILURE",
    )
    assert stack.alias() == ("1", {})
    stack.minutes = 10
    assert stack.release("two") == "UPDATE_COMPLETE", stack.reasons()
    assert stack.alias() == ("2", {})


def test_a_server_that_is_ended_in_the_middle_ends_at_once_and_saves_no_half_update(own_cloud: CloudProcess) -> None:
    stack = RolledOutStack(own_cloud, minutes=1000)
    _saved(own_cloud)
    stack.reconnect()
    stack.begin("two")
    stack.weights()
    assert own_cloud.stop() == 0
    own_cloud.start()
    stack.reconnect()
    assert stack.alias() == ("1", {})
    assert stack.deployments()[0]["status"] == "Stopped"
