"""The project operations, through boto3."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.localcloud.codebuild.build_cloud import ENVIRONMENT, TOOLS, BuildCloud

ROLE = f"arn:aws:iam::{TOOLS}:role/build"
LAMBDA = {
    "type": "LINUX_LAMBDA_CONTAINER",
    "computeType": "BUILD_LAMBDA_1GB",
    "image": "aws/codebuild/lambda:python3.11",
}


def _project(name: str, **members: Any) -> dict[str, Any]:
    return {
        "name": name,
        "source": {"type": "NO_SOURCE", "buildspec": "version: 0.2\nphases: {build: {commands: [true]}}"},
        "artifacts": {"type": "NO_ARTIFACTS"},
        "environment": ENVIRONMENT,
        "serviceRole": ROLE,
        **members,
    }


def test_a_project_has_codebuilds_defaults(builds: BuildCloud) -> None:
    codebuild = builds.client("codebuild")
    project = codebuild.create_project(**_project("defaults"))["project"]
    assert project["arn"] == f"arn:aws:codebuild:us-east-1:{TOOLS}:project/defaults"
    assert (project["timeoutInMinutes"], project["queuedTimeoutInMinutes"]) == (60, 480)
    assert project["cache"] == {"type": "NO_CACHE"}
    assert project["encryptionKey"].endswith("alias/aws/s3")
    assert codebuild.batch_get_projects(names=["defaults", project["arn"], "absent"]) | {"ResponseMetadata": None} == {
        "projects": [project, project],
        "projectsNotFound": ["absent"],
        "ResponseMetadata": None,
    }


def test_an_update_changes_what_it_names_and_keeps_the_rest(builds: BuildCloud) -> None:
    codebuild = builds.client("codebuild")
    before = codebuild.create_project(**_project("updated", description="before", timeoutInMinutes=10))["project"]
    after = codebuild.update_project(name="updated", description="after")["project"]
    assert (after["description"], after["timeoutInMinutes"]) == ("after", 10)
    assert after["created"] == before["created"]
    assert after["lastModified"] >= before["lastModified"]


def test_names_are_listed_in_the_order_that_is_asked_for(builds: BuildCloud) -> None:
    codebuild = builds.client("codebuild")
    for name in ("order-b", "order-a"):
        codebuild.create_project(**_project(name))
    ascending = [name for name in codebuild.list_projects()["projects"] if name.startswith("order-")]
    created = codebuild.list_projects(sortBy="CREATED_TIME", sortOrder="DESCENDING")["projects"]
    assert ascending == ["order-a", "order-b"]
    assert [name for name in created if name.startswith("order-")] == ["order-a", "order-b"]


def test_a_deleted_project_is_gone_and_may_be_deleted_again(builds: BuildCloud) -> None:
    codebuild = builds.client("codebuild")
    codebuild.create_project(**_project("deleted"))
    for _ in range(2):
        codebuild.delete_project(name="deleted")
    assert codebuild.batch_get_projects(names=["deleted"])["projectsNotFound"] == ["deleted"]


_PIPELINE = {"source": {"type": "CODEPIPELINE"}, "artifacts": {"type": "CODEPIPELINE"}}


@pytest.mark.enforces(
    "CodeBuild: a project's members are held to the API's model and to the limits of Lambda compute",
    source="https://docs.aws.amazon.com/codebuild/latest/userguide/lambda.html",
)
@pytest.mark.parametrize(
    ("members", "message"),
    [
        ({"source": {"type": "NO_SOURCE"}}, "requires a buildspec"),
        ({"source": {"type": "S3"}}, "location is required"),
        ({"source": {"type": "CODEPIPELINE"}}, "artifact type NO_ARTIFACTS does not go with"),
        ({"artifacts": {"type": "CODEPIPELINE"}}, "artifact type CODEPIPELINE does not go with"),
        ({"artifacts": {"type": "S3"}}, "location is required for artifact type S3"),
        ({"serviceRole": "build"}, "Service role ARN is not valid"),
        ({"serviceRole": f"{ROLE}-that-is-not"}, "not authorized to perform: sts:AssumeRole"),
        ({"serviceRole": f"arn:aws:iam::{TOOLS}:user/build"}, "Service role ARN is not valid"),
        ({"tags": [{"key": "x" * 128, "value": "v"}]}, "length less than or equal to 127"),
        ({"timeoutInMinutes": 2161}, "timeoutInMinutes"),
        ({"autoRetryLimit": 11}, "autoRetryLimit"),
        ({**_PIPELINE, "badgeEnabled": True}, "Build badges are not supported for CodePipeline source"),
        ({"source": {"type": "NO_SOURCE", "buildspec": "x", "location": "y"}}, "source location must be empty"),
        (
            {"secondarySourceVersions": [{"sourceIdentifier": "s1", "sourceVersion": "v"}]},
            "secondary source identifier does not exist",
        ),
        ({"cache": {"type": "S3"}}, "Invalid cache: location must be a valid S3 bucket"),
        (
            {"secondaryArtifacts": [{"type": "NO_ARTIFACTS", "artifactIdentifier": "a"}]},
            "artifactType NO_ARTIFACTS is not allowed for secondaryArtifacts",
        ),
        (
            {"artifacts": {"type": "NO_ARTIFACTS", "encryptionDisabled": True}},
            "artifact type NO_ARTIFACTS should have null encryptionDisabled",
        ),
        ({"queuedTimeoutInMinutes": 481}, "queuedTimeoutInMinutes"),
        ({"environment": {**ENVIRONMENT, "computeType": "BUILD_LAMBDA_1GB"}}, "Invalid compute type"),
        ({"environment": {**LAMBDA, "computeType": "BUILD_GENERAL1_SMALL"}}, "Invalid compute type"),
        ({"environment": LAMBDA, "cache": {"type": "LOCAL"}}, "cache is not supported"),
        ({"environment": LAMBDA, "timeoutInMinutes": 10}, "custom time-out is not supported"),
        ({"environment": {**LAMBDA, "privilegedMode": True}}, "privileged mode is not supported"),
        ({"environment": LAMBDA, "vpcConfig": {"vpcId": "vpc-1"}}, "VPC configuration is not supported"),
    ],
)
def test_a_project_that_codebuild_would_refuse_is_refused(
    builds: BuildCloud, members: dict[str, Any], message: str
) -> None:
    codebuild = builds.client("codebuild")
    with pytest.raises(ClientError, match=message) as refusal:
        codebuild.create_project(**_project("refused", **members))
    assert refusal.value.response["Error"]["Code"] in ("InvalidInputException", "ValidationException")
    assert codebuild.batch_get_projects(names=["refused"])["projects"] == []


def test_a_project_on_lambda_compute_is_accepted(builds: BuildCloud) -> None:
    project = builds.client("codebuild").create_project(**_project("on-lambda", environment=LAMBDA))["project"]
    assert project["environment"]["type"] == "LINUX_LAMBDA_CONTAINER"


@pytest.mark.enforces(
    "CodeBuild: Lambda compute exists in some regions only",
    source="https://docs.aws.amazon.com/codebuild/latest/userguide/lambda.html#lambda.regions",
)
def test_lambda_compute_is_refused_where_aws_does_not_have_it(builds: BuildCloud) -> None:
    london, frankfurt = (
        builds.client("codebuild", region="eu-west-2"),
        builds.client("codebuild", region="eu-central-1"),
    )
    with pytest.raises(ClientError, match="LINUX_LAMBDA_CONTAINER is not supported in region eu-west-2"):
        london.create_project(**_project("on-lambda", environment=LAMBDA))
    london.create_project(**_project("elsewhere"))
    with pytest.raises(ClientError, match="LINUX_LAMBDA_CONTAINER is not supported in region eu-west-2"):
        london.update_project(name="elsewhere", environment=LAMBDA)
    frankfurt.create_project(**_project("on-lambda", environment=LAMBDA))


def test_a_name_is_used_once(builds: BuildCloud) -> None:
    codebuild = builds.client("codebuild")
    codebuild.create_project(**_project("once"))
    with pytest.raises(codebuild.exceptions.ResourceAlreadyExistsException):
        codebuild.create_project(**_project("once"))


def test_an_unknown_project_cannot_be_updated_or_built(builds: BuildCloud) -> None:
    codebuild = builds.client("codebuild")
    with pytest.raises(codebuild.exceptions.ResourceNotFoundException):
        codebuild.update_project(name="absent", description="x")
    with pytest.raises(codebuild.exceptions.ResourceNotFoundException):
        codebuild.start_build(projectName="absent")
    with pytest.raises(codebuild.exceptions.ResourceNotFoundException):
        codebuild.list_builds_for_project(projectName="absent")


@pytest.mark.enforces(
    "IAM: a policy's resource is matched against CodeBuild's project ARNs",
    source="https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscodebuild.html",
)
def test_a_role_sees_only_the_projects_that_its_policy_names(builds: BuildCloud) -> None:
    codebuild = builds.client("codebuild")
    for name in ("mine", "theirs"):
        codebuild.create_project(**_project(name))
    arn = f"arn:aws:codebuild:us-east-1:{TOOLS}:project/mine"
    role = builds.create_role("looks-at-mine", actions=(), service="codebuild")
    iam = builds.client("iam")
    actions = '["codebuild:BatchGetProjects", "codebuild:StartBuild"]'
    allowed = '{"Statement":{"Effect":"Allow","Action":%s,"Resource":"%s"}}'
    iam.put_role_policy(RoleName="looks-at-mine", PolicyName="p", PolicyDocument=allowed % (actions, arn))
    trust = '{"Statement":{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::%s:root"},"Action":"sts:AssumeRole"}}'
    iam.update_assume_role_policy(RoleName="looks-at-mine", PolicyDocument=trust % TOOLS)
    limited = builds.client("codebuild", session=builds.assume(role))
    assert limited.batch_get_projects(names=["mine"])["projects"]
    with pytest.raises(ClientError, match="not authorized to perform: codebuild:BatchGetProjects"):
        limited.batch_get_projects(names=["theirs"])
    with pytest.raises(ClientError, match="not authorized to perform: codebuild:StartBuild"):
        limited.start_build(projectName="theirs")
