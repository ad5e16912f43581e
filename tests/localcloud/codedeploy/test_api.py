"""CodeDeploy's API: what lists and descriptions hold, what is refused, and who may see and do what."""

from __future__ import annotations

import pytest

from tests.localcloud.cloud_process import DEV, PROD, REGION, CloudProcess
from tests.localcloud.codedeploy.rollout import Rollout
from tests.localcloud.events_queue import EventsQueue
from tests.localcloud.ministack.principals import allow, make_user, refused, unique

_AUTHORIZATION = "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscodedeploy.html"
_GROUPS = "https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_CreateDeploymentGroup.html"
_CREATE = "https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_CreateDeployment.html"
_STYLE = {"deploymentType": "BLUE_GREEN", "deploymentOption": "WITH_TRAFFIC_CONTROL"}


@pytest.mark.enforces("CodeDeploy: a group has one active deployment", source=_CREATE)
def test_a_group_has_one_active_deployment(rollout: Rollout) -> None:
    active = rollout.deploy(deploymentConfigName=rollout.canary(10, 1440))
    with refused("DeploymentLimitExceededException"):
        rollout.deploy()
    rollout.codedeploy.stop_deployment(deploymentId=active, autoRollbackEnabled=True)
    rollout.ended(rollout.ended(active)["rollbackInfo"]["rollbackDeploymentId"])
    assert rollout.ended(rollout.deploy())["status"] == "Succeeded"


def test_deployments_are_listed_newest_first_by_group_and_status(rollout: Rollout) -> None:
    first = rollout.deploy()
    rollout.ended(first)
    second = rollout.deploy()  # from version 1, where the alias is no more
    rollout.ended(second)
    of_group = {"applicationName": rollout.application, "deploymentGroupName": rollout.group}
    listed = rollout.codedeploy.list_deployments
    assert listed(**of_group)["deployments"] == [second, first]
    assert listed(**of_group, includeOnlyStatuses=["Failed"])["deployments"] == [second]
    assert listed(**of_group, createTimeRange={"end": 0})["deployments"] == []
    with refused("DeploymentGroupNameRequiredException"):
        listed(applicationName=rollout.application)
    both = rollout.codedeploy.batch_get_deployments(deploymentIds=[first, second])["deploymentsInfo"]
    assert [info["status"] for info in both] == ["Succeeded", "Failed"]
    assert both[1]["previousRevision"]["appSpecContent"] == both[0]["revision"]["appSpecContent"]


def test_a_group_knows_its_last_deployments(rollout: Rollout) -> None:
    first = rollout.deploy()
    rollout.ended(first)
    second = rollout.deploy()
    rollout.ended(second)
    names = {"applicationName": rollout.application, "deploymentGroupName": rollout.group}
    info = rollout.codedeploy.get_deployment_group(**names)["deploymentGroupInfo"]
    assert info["lastSuccessfulDeployment"]["deploymentId"] == first
    assert info["lastAttemptedDeployment"]["deploymentId"] == second
    assert info["targetRevision"]["revisionType"] == "AppSpecContent"


def test_a_deployment_s_target_is_its_alias(rollout: Rollout) -> None:
    deployment = rollout.deploy()
    rollout.ended(deployment)
    assert rollout.codedeploy.list_deployment_targets(deploymentId=deployment)["targetIds"] == [rollout.target_id]
    asked = {"deploymentId": deployment, "targetIds": [rollout.target_id]}
    (target,) = rollout.codedeploy.batch_get_deployment_targets(**asked)["deploymentTargets"]
    assert target["lambdaTarget"]["status"] == "Succeeded"
    assert target["lambdaTarget"]["lambdaFunctionInfo"] == {
        "functionName": rollout.function,
        "functionAlias": "live",
        "currentVersion": "1",
        "targetVersion": "2",
        "targetVersionWeight": 100.0,
    }
    with refused("DeploymentTargetDoesNotExistException"):
        rollout.codedeploy.get_deployment_target(deploymentId=deployment, targetId="another")


def test_a_deployment_is_its_account_s_own(rollout: Rollout) -> None:
    deployment = rollout.deploy()
    with refused("DeploymentDoesNotExistException"):
        rollout.cloud.client("codedeploy", PROD).get_deployment(deploymentId=deployment)
    with refused("InvalidDeploymentIdException"):
        rollout.codedeploy.get_deployment(deploymentId="nonsense")
    rollout.ended(deployment)


@pytest.mark.enforces("CodeDeploy: deploying to a group needs the permission for that group", source=_AUTHORIZATION)
def test_a_deployment_is_authorized_on_its_group(rollout: Rollout) -> None:
    policy = allow(["codedeploy:CreateDeployment", "codedeploy:GetDeployment"], rollout.group_arn)
    allowed = rollout.cloud.client("codedeploy", session=make_user(rollout.cloud, DEV, policy))
    content = {"revisionType": "AppSpecContent", "appSpecContent": {"content": rollout.app_spec()}}
    request = {"applicationName": rollout.application, "revision": content}
    deployment = allowed.create_deployment(**request, deploymentGroupName=rollout.group)["deploymentId"]
    assert allowed.get_deployment(deploymentId=deployment)["deploymentInfo"]["deploymentId"] == deployment
    rollout.make_group("another")
    with refused("AccessDeniedException"):
        allowed.create_deployment(**request, deploymentGroupName="another")
    with refused("AccessDeniedException"):
        allowed.stop_deployment(deploymentId=deployment)
    rollout.ended(deployment)


@pytest.mark.parametrize(
    "content",
    [
        "no AppSpec",
        "{",
        '{"version": 0.0, "Resources": []}',
        '{"Resources": [{"f": {"Type": "AWS::ECS::Service", "Properties": {}}}]}',
        '{"Resources": [{"f": {"Type": "AWS::Lambda::Function", "Properties": {"Name": "f"}}}]}',
    ],
)
@pytest.mark.enforces("CodeDeploy: a revision is an AppSpec for Lambda", source=_CREATE)
def test_a_revision_that_is_no_app_spec_is_refused(rollout: Rollout, content: str) -> None:
    with refused("InvalidRevisionException"):
        rollout.deploy(content)


def test_an_app_spec_may_be_yaml(rollout: Rollout) -> None:
    content = (
        "version: 0.0\nresources:\n  - mine:\n      type: AWS::Lambda::Function\n      properties:\n"
        f"        name: {rollout.function}\n        alias: live\n"
        "        currentversion: '1'\n        targetversion: '2'\n"
    )
    assert rollout.ended(rollout.deploy(content))["status"] == "Succeeded"


@pytest.mark.enforces("CodeDeploy: a group's role must trust CodeDeploy", source=_GROUPS)
def test_a_role_that_does_not_trust_codedeploy_is_refused(rollout: Rollout) -> None:
    with refused("InvalidRoleException"):
        rollout.make_group("untrusted", serviceRoleArn=rollout.make_role("lambda.amazonaws.com"))


@pytest.mark.enforces("CodeDeploy: making a group needs iam:PassRole on its role", source=_GROUPS)
def test_a_role_is_passed_by_who_may(rollout: Rollout) -> None:
    maker = make_user(rollout.cloud, DEV, allow("codedeploy:CreateDeploymentGroup", "*"))
    with refused("AccessDeniedException"):
        rollout.cloud.client("codedeploy", session=maker).create_deployment_group(
            applicationName=rollout.application,
            deploymentGroupName="passed",
            serviceRoleArn=rollout.role,
            deploymentStyle=_STYLE,
        )


@pytest.mark.parametrize(
    ("code", "members"),
    [
        ("InvalidDeploymentStyleException", {"deploymentStyle": {**_STYLE, "deploymentType": "IN_PLACE"}}),
        ("DeploymentConfigDoesNotExistException", {"deploymentConfigName": "unknown"}),
        ("InvalidAlarmConfigException", {"alarmConfiguration": {"enabled": True, "alarms": []}}),
        ("InvalidAutoRollbackConfigException", {"autoRollbackConfiguration": {"enabled": True, "events": []}}),
        (
            "AlarmsLimitExceededException",
            {"alarmConfiguration": {"enabled": True, "alarms": [{"name": f"a{n}"} for n in range(11)]}},
        ),
    ],
)
@pytest.mark.enforces("CodeDeploy: a group's configuration is checked when it is made", source=_GROUPS)
def test_a_group_that_could_not_deploy_is_refused(rollout: Rollout, code: str, members: dict[str, object]) -> None:
    with refused(code):
        rollout.make_group("bad", **members)


def test_names_are_taken_once(rollout: Rollout) -> None:
    with refused("ApplicationAlreadyExistsException"):
        rollout.codedeploy.create_application(applicationName=rollout.application, computePlatform="Lambda")
    with refused("DeploymentGroupAlreadyExistsException"):
        rollout.make_group(rollout.group)
    with refused("ApplicationDoesNotExistException"):
        rollout.codedeploy.get_application(applicationName="unknown")
    with refused("DeploymentGroupDoesNotExistException"):
        rollout.deploy(deploymentGroupName="unknown")


def test_every_account_has_the_predefined_configurations(fast_cloud: CloudProcess) -> None:
    codedeploy = fast_cloud.client("codedeploy", DEV)
    names = codedeploy.list_deployment_configs()["deploymentConfigsList"]
    assert {"CodeDeployDefault.LambdaAllAtOnce", "CodeDeployDefault.LambdaCanary10Percent5Minutes"} <= set(names)
    name = "CodeDeployDefault.LambdaLinear10PercentEvery3Minutes"
    info = codedeploy.get_deployment_config(deploymentConfigName=name)["deploymentConfigInfo"]
    assert info["trafficRoutingConfig"]["timeBasedLinear"] == {"linearPercentage": 10, "linearInterval": 3}


def test_a_configuration_is_checked_and_deleted_when_no_group_has_it(rollout: Rollout) -> None:
    for percentage, minutes in ((0, 5), (100, 5), (10, 0)):
        with refused("InvalidTrafficRoutingConfigurationException"):
            rollout.canary(percentage, minutes)
    name = rollout.canary(10, 5)
    rollout.make_group("canary", deploymentConfigName=name)
    with refused("DeploymentConfigInUseException"):
        rollout.codedeploy.delete_deployment_config(deploymentConfigName=name)
    rollout.codedeploy.delete_deployment_group(applicationName=rollout.application, deploymentGroupName="canary")
    rollout.codedeploy.delete_deployment_config(deploymentConfigName=name)
    with refused("DeploymentConfigDoesNotExistException"):
        rollout.codedeploy.get_deployment_config(deploymentConfigName=name)


def test_a_group_is_changed_and_renamed_and_keeps_its_tags(rollout: Rollout) -> None:
    names = {"applicationName": rollout.application}
    rollout.codedeploy.tag_resource(ResourceArn=rollout.group_arn, Tags=[{"Key": "owner", "Value": "team"}])
    rollout.codedeploy.update_deployment_group(
        **names,
        currentDeploymentGroupName=rollout.group,
        newDeploymentGroupName="renamed",
        deploymentConfigName="CodeDeployDefault.LambdaCanary10Percent5Minutes",
    )
    assert rollout.codedeploy.list_deployment_groups(**names)["deploymentGroups"] == ["renamed"]
    info = rollout.codedeploy.get_deployment_group(**names, deploymentGroupName="renamed")["deploymentGroupInfo"]
    assert info["deploymentConfigName"] == "CodeDeployDefault.LambdaCanary10Percent5Minutes"
    arn = f"arn:aws:codedeploy:{REGION}:{DEV}:deploymentgroup:{rollout.application}/renamed"
    assert rollout.codedeploy.list_tags_for_resource(ResourceArn=arn)["Tags"] == [{"Key": "owner", "Value": "team"}]
    rollout.codedeploy.untag_resource(ResourceArn=arn, TagKeys=["owner"])
    assert rollout.codedeploy.list_tags_for_resource(ResourceArn=arn)["Tags"] == []


def test_an_application_goes_with_its_groups(rollout: Rollout) -> None:
    new = unique("renamed")
    rollout.codedeploy.update_application(applicationName=rollout.application, newApplicationName=new)
    assert rollout.codedeploy.list_deployment_groups(applicationName=new)["deploymentGroups"] == [rollout.group]
    rollout.codedeploy.delete_application(applicationName=new)
    assert new not in rollout.codedeploy.list_applications()["applications"]
    with refused("ApplicationDoesNotExistException"):
        rollout.codedeploy.get_deployment_group(applicationName=new, deploymentGroupName=rollout.group)


def test_a_deployment_s_start_and_end_are_events_of_its_account(rollout: Rollout) -> None:
    pattern = {"source": ["aws.codedeploy"], "detail": {"application": [rollout.application]}}
    queue = EventsQueue(rollout.cloud, pattern, account=DEV)
    deployment = rollout.deploy()
    start, success = queue.received(lambda events: len(events) == 2)
    assert (start["detail"]["state"], success["detail"]["state"]) == ("START", "SUCCESS")
    assert start["detail-type"] == "CodeDeploy Deployment State-change Notification"
    assert success["resources"] == [
        rollout.group_arn,
        f"arn:aws:codedeploy:{REGION}:{DEV}:application:{rollout.application}",
    ]
    assert success["detail"]["deploymentId"] == deployment
