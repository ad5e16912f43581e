"""Both CloudFormation types, through stacks and without them."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from typing import Any

import pytest
from botocore.exceptions import ClientError, WaiterError

from localcloud.services.codebuild.cloudformation_types import PROJECT_TYPE, to_request
from tests.localcloud.codebuild.build_cloud import TOOLS, BuildCloud

WAIT = {"Delay": 0.2, "MaxAttempts": 150}


def _project(**properties: Any) -> dict[str, Any]:
    return {
        "Type": "AWS::CodeBuild::Project",
        "Properties": {
            "Source": {
                "Type": "NO_SOURCE",
                "BuildSpec": '{"version":"0.2","phases":{"build":{"commands":["echo $GIVEN"]}}}',
            },
            "Artifacts": {"Type": "NO_ARTIFACTS"},
            "Environment": {
                "Type": "LINUX_CONTAINER",
                "ComputeType": "BUILD_GENERAL1_SMALL",
                "Image": "aws/codebuild/standard:7.0",
                "ImagePullCredentialsType": "CODEBUILD",
                "PrivilegedMode": "false",
                "EnvironmentVariables": [{"Name": "GIVEN", "Type": "PLAINTEXT", "Value": "by the template"}],
            },
            "ServiceRole": f"arn:aws:iam::{TOOLS}:role/build",
            "Cache": {"Type": "NO_CACHE"},
            "TimeoutInMinutes": "15",
            "Tags": [{"Key": "service", "Value": "demo"}],
            **properties,
        },
    }


def _template(**resources: Mapping[str, Any]) -> str:
    outputs = {"Name": {"Value": {"Ref": "Project"}}, "Arn": {"Value": {"Fn::GetAtt": ["Project", "Arn"]}}}
    return json.dumps({"Resources": resources, "Outputs": outputs if "Project" in resources else {}})


def _deploy(builds: BuildCloud, stack: str, template: str, *, update: bool = False) -> dict[str, str]:
    cloudformation = builds.client("cloudformation")
    call = cloudformation.update_stack if update else cloudformation.create_stack
    call(StackName=stack, TemplateBody=template)
    waiter = "stack_update_complete" if update else "stack_create_complete"
    cloudformation.get_waiter(waiter).wait(StackName=stack, WaiterConfig=WAIT)
    described = cloudformation.describe_stacks(StackName=stack)["Stacks"][0]
    return {output["OutputKey"]: output["OutputValue"] for output in described.get("Outputs", [])}


def _stack_name() -> str:
    return f"stack-{uuid.uuid4().hex[:8]}"


def test_a_stack_makes_changes_and_deletes_a_project(builds: BuildCloud) -> None:
    codebuild, cloudformation, stack = builds.client("codebuild"), builds.client("cloudformation"), _stack_name()
    outputs = _deploy(builds, stack, _template(Project=_project()))
    name = outputs["Name"]
    assert outputs["Arn"].endswith(f":project/{name}")
    project = codebuild.batch_get_projects(names=[name])["projects"][0]
    assert (project["timeoutInMinutes"], project["environment"]["privilegedMode"]) == (15, False)
    assert {"key": "service", "value": "demo"} in project["tags"]
    assert builds.output_of(builds.run_build(name)) == ["by the template"]

    changed = _project(Description="changed")
    del changed["Properties"]["TimeoutInMinutes"]
    assert _deploy(builds, stack, _template(Project=changed), update=True) == outputs
    project = codebuild.batch_get_projects(names=[name])["projects"][0]
    assert (project["description"], project["timeoutInMinutes"]) == ("changed", 60)

    cloudformation.delete_stack(StackName=stack)
    cloudformation.get_waiter("stack_delete_complete").wait(StackName=stack, WaiterConfig=WAIT)
    assert codebuild.batch_get_projects(names=[name])["projects"] == []


def test_a_stack_makes_and_deletes_a_report_group(builds: BuildCloud) -> None:
    codebuild, cloudformation, stack = builds.client("codebuild"), builds.client("cloudformation"), _stack_name()
    properties = {"Type": "TEST", "ExportConfig": {"ExportConfigType": "NO_EXPORT"}, "DeleteReports": True}
    group = {"Type": "AWS::CodeBuild::ReportGroup", "Properties": properties}
    _deploy(builds, stack, _template(Group=group))
    resources = cloudformation.describe_stack_resources(StackName=stack)["StackResources"]
    arn = resources[0]["PhysicalResourceId"]
    assert codebuild.batch_get_report_groups(reportGroupArns=[arn])["reportGroups"][0]["type"] == "TEST"
    properties["Tags"] = [{"Key": "a", "Value": "b"}]
    _deploy(builds, stack, _template(Group=group), update=True)
    changed = codebuild.batch_get_report_groups(reportGroupArns=[arn])["reportGroups"][0]
    assert {"key": "a", "value": "b"} in changed["tags"]
    cloudformation.delete_stack(StackName=stack)
    cloudformation.get_waiter("stack_delete_complete").wait(StackName=stack, WaiterConfig=WAIT)
    assert codebuild.batch_get_report_groups(reportGroupArns=[arn])["reportGroups"] == []


@pytest.mark.enforces(
    "CloudFormation: a project that CodeBuild refuses fails its stack",
    source="https://docs.aws.amazon.com/codebuild/latest/APIReference/API_CreateProject.html",
)
def test_a_project_that_codebuild_refuses_fails_its_stack(builds: BuildCloud) -> None:
    stack = _stack_name()
    with pytest.raises((ClientError, WaiterError)):
        _deploy(builds, stack, _template(Project=_project(Artifacts={"Type": "CODEPIPELINE"})))
    events = builds.client("cloudformation").describe_stack_events(StackName=stack)["StackEvents"]
    reasons = " ".join(event.get("ResourceStatusReason", "") for event in events)
    assert "artifact type CODEPIPELINE does not go with source type NO_SOURCE" in reasons


def test_properties_become_the_apis_members() -> None:
    request = to_request("CreateProject", {**_project()["Properties"], "Name": "demo"}, PROJECT_TYPE)
    assert request["source"]["buildspec"].startswith("{")
    assert request["environment"]["environmentVariables"] == [
        {"name": "GIVEN", "type": "PLAINTEXT", "value": "by the template"}
    ]
    assert request["timeoutInMinutes"] == 15


@pytest.mark.parametrize(
    ("properties", "message"),
    [
        ({"Colour": "red"}, "unsupported property Colour"),
        ({"Environment": {"Type": "LINUX_CONTAINER", "Size": 1}}, "unsupported property Size"),
        ({"TimeoutInMinutes": "soon"}, "timeoutInMinutes"),
        ({"Source": {"Type": "FTP"}}, "source.type"),
    ],
)
def test_a_wrong_property_is_named(properties: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        to_request("CreateProject", {**_project()["Properties"], "Name": "demo", **properties}, PROJECT_TYPE)
