"""What the command line reads of a pipeline's source action, in the forms that the CDK synthesizes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from localcloud.cli.provisioning.pipeline_source import PipelineSource, read_sources
from localcloud.cli.terminal.exit_codes import CommandError
from tests.localcloud.cli.provisioning.assemblies import pipeline

_TOKEN = "{{resolve:secretsmanager:%s:SecretString:%s::}}"


def _source(owner: str, provider: str, **configuration: object) -> dict[str, Any]:
    kind = {"Category": "Source", "Owner": owner, "Provider": provider, "Version": "1"}
    return {"ActionTypeId": kind, "Configuration": configuration}


def _github(token: object, **more: object) -> dict[str, Any]:
    return _source("ThirdParty", "GitHub", Owner="example-org", Repo="tides", Branch="main", OAuthToken=token, **more)


def _codecommit(name: object, branch: object = "main") -> dict[str, Any]:
    return _source("AWS", "CodeCommit", RepositoryName=name, BranchName=branch)


def _connection(repository: object, branch: object = "main") -> dict[str, Any]:
    return _source("AWS", "CodeStarSourceConnection", FullRepositoryId=repository, BranchName=branch)


def _object(bucket: object, key: object) -> dict[str, Any]:
    return _source("AWS", "S3", S3Bucket=bucket, S3ObjectKey=key)


_BUCKET = {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": "tide-sources"}}
_REPOSITORY = {"Type": "AWS::CodeCommit::Repository", "Properties": {"RepositoryName": "tides"}}
_ROLE = {"Fn::Join": ["", ["arn:", {"Ref": "AWS::Partition"}, ":iam::222222222222:role/pipeline-source"]]}
_TEMPLATE = {
    "Parameters": {"Branch": {"Type": "String", "Default": "trunk"}, "Asked": {"Type": "String"}},
    "Resources": {"Tides": _REPOSITORY, "Sources": _BUCKET, "Unnamed": {"Type": "AWS::S3::Bucket"}},
}


@pytest.mark.parametrize(
    ("source", "template", "expected"),
    [
        (_connection("a/b"), {}, PipelineSource(repository="a/b", branch="main")),
        (_connection("a/b", {"Ref": "Branch"}), _TEMPLATE, PipelineSource(repository="a/b", branch="trunk")),
        (
            _github(_TOKEN % ("github-token", "")),
            {},
            PipelineSource(repository="example-org/tides", branch="main", token_secret="github-token"),
        ),
        (
            _github(_TOKEN % ("team/github", "token"), PollForSourceChanges=True),
            {},
            PipelineSource(
                repository="example-org/tides", branch="main", token_secret="team/github", token_key="token"
            ),
        ),
        # A secret of the app's own, or one by its whole ARN, is nobody's to make.
        (_github({"Fn::Join": ["", []]}), {}, PipelineSource(repository="example-org/tides", branch="main")),
        (
            _github(_TOKEN % ("arn:aws:secretsmanager:us-east-1:111111111111:secret:github-AbCdEf", "")),
            {},
            PipelineSource(repository="example-org/tides", branch="main"),
        ),
        (
            _codecommit({"Fn::GetAtt": ["Tides", "Name"]}),
            _TEMPLATE,
            PipelineSource(repository="codecommit/tides", branch="main"),
        ),
        (_codecommit("tides"), _TEMPLATE, PipelineSource(repository="codecommit/tides", branch="main")),
        (
            _codecommit("shared"),
            _TEMPLATE,
            PipelineSource(repository="codecommit/shared", branch="main", codecommit_repository="shared"),
        ),
        # The role of the action tells the account, its region where the repository is.
        (
            {**_codecommit("shared"), "RoleArn": _ROLE, "Region": "eu-west-1"},
            _TEMPLATE,
            PipelineSource(
                repository="codecommit/shared",
                branch="main",
                codecommit_repository="shared",
                account="222222222222",
                region="eu-west-1",
            ),
        ),
        (
            {**_codecommit("shared"), "RoleArn": {"Fn::GetAtt": ["Role", "Arn"]}},
            _TEMPLATE,
            PipelineSource(repository="codecommit/shared", branch="main", codecommit_repository="shared"),
        ),
        (
            _object("shared-sources", "app.zip"),
            _TEMPLATE,
            PipelineSource(repository="s3/Source0", branch="app.zip", is_object=True, bucket="shared-sources"),
        ),
        # A bucket of the pipeline's own stack is made with it, whatever it is called.
        (
            _object("tide-sources", "app.zip"),
            _TEMPLATE,
            PipelineSource(repository="s3/Source0", branch="app.zip", is_object=True),
        ),
        (
            _object({"Ref": "Sources"}, {"Fn::ImportValue": "Key"}),
            _TEMPLATE,
            PipelineSource(repository="s3/Source0", branch="object", is_object=True),
        ),
    ],
)
def test_a_source_is_read_in_the_forms_that_are_synthesized(
    source: Mapping[str, Any], template: Mapping[str, Any], expected: PipelineSource
) -> None:
    assert read_sources(pipeline(source)["Properties"], template) == {"Source0": expected}


@pytest.mark.parametrize(
    ("code", "branch", "expected"),
    [
        ({"S3": {"Bucket": "assets", "Key": "a.zip"}}, "main", True),
        ({"S3": {"Bucket": "assets", "Key": "a.zip"}, "BranchName": {"Ref": "Branch"}}, "trunk", True),
        ({"S3": {"Bucket": "assets", "Key": "a.zip"}}, "trunk", False),  # nothing is on the branch that is read
    ],
)
def test_a_repository_may_have_code_of_its_own(code: Mapping[str, Any], branch: str, expected: bool) -> None:
    resource = {"Type": _REPOSITORY["Type"], "Properties": {"RepositoryName": "tides", "Code": code}}
    template = {**_TEMPLATE, "Resources": {"Tides": resource}}
    source = _codecommit({"Fn::GetAtt": ["Tides", "Name"]}, branch)
    (read,) = read_sources(pipeline(source)["Properties"], template).values()
    assert read == PipelineSource(repository="codecommit/tides", branch=branch, has_own_code=expected)


@pytest.mark.parametrize(
    "source",
    [
        _connection({"Ref": "Asked"}),
        _connection("a/b", {"Fn::ImportValue": "Branch"}),
        _codecommit({"Fn::GetAtt": ["Elsewhere", "Name"]}),
        _source("ThirdParty", "GitHub", Owner="example-org", Repo={"Ref": "Asked"}, Branch="main"),
    ],
)
def test_a_repository_that_only_a_deployment_knows_is_refused_with_what_to_change(source: Mapping[str, Any]) -> None:
    with pytest.raises(CommandError, match="by a reference") as refused:
        read_sources(pipeline(source)["Properties"], _TEMPLATE)
    assert "as text" in refused.value.remedy


@pytest.mark.parametrize(
    "source",
    [
        _connection("undefined/undefined"),
        _connection("/"),
        _connection("<owner>/tides"),
        _connection("None/tides"),
        _source("ThirdParty", "GitHub", Owner="OWNER**", Repo="tides", Branch="main", OAuthToken="a"),
    ],
)
def test_a_repository_that_is_none_is_refused_with_what_gives_it(source: Mapping[str, Any]) -> None:
    with pytest.raises(CommandError, match="as its repository, which is no owner/name") as refused:
        read_sources(pipeline(source)["Properties"], _TEMPLATE)
    assert "--variable NAME=VALUE gives it" in refused.value.remedy


@pytest.mark.parametrize("arn", ["", "YOUR_CONNECTION_ARN", "arn:aws:iam::111111111111:role/tides", {"Ref": "Branch"}])
def test_a_placeholder_for_a_connection_is_refused_with_one_that_serves(arn: object) -> None:
    source = _source("AWS", "CodeStarSourceConnection", FullRepositoryId="a/b", BranchName="main", ConnectionArn=arn)
    with pytest.raises(CommandError, match="which is no connection's ARN") as refused:
        read_sources(pipeline(source)["Properties"], _TEMPLATE)
    assert "arn:aws:codestar-connections:us-east-1:111111111111:connection/1" in refused.value.remedy


@pytest.mark.parametrize(
    "arn",
    [
        "arn:aws:codeconnections:eu-west-1:111111111111:connection/11111111-1111-4111-8111-111111111111",
        # What is left out of it is no matter here.
        "arn:aws-cn:codestar-connections:REGION:ACCOUNT:connection/ID",
        {"Fn::ImportValue": "Connection"},
    ],
)
def test_a_connection_of_anybody_serves(arn: object) -> None:
    source = _source("AWS", "CodeStarSourceConnection", FullRepositoryId="a/b", BranchName="main", ConnectionArn=arn)
    found = read_sources(pipeline(source)["Properties"], _TEMPLATE)
    assert [(name, each.repository, each.branch) for name, each in found.items()] == [("Source0", "a/b", "main")]


def test_an_action_that_is_named_by_its_bucket_is_called_by_that_reference() -> None:
    source = {**_object({"Ref": "Sources"}, "app.zip"), "Name": {"Ref": "Sources"}}
    expected = PipelineSource(repository="s3/Sources", branch="app.zip", is_object=True)
    assert read_sources(pipeline(source)["Properties"], _TEMPLATE) == {"Sources": expected}


@pytest.mark.parametrize(
    ("service", "granted", "expected"),
    [
        ("codeconnections", "codestar-connections:UseConnection", True),
        ("codeconnections", "codeconnections:UseConnection", False),
        ("codestar-connections", "codestar-connections:UseConnection", False),
    ],
)
def test_a_connection_of_the_newer_name_that_the_older_one_gives_is_told(
    service: str, granted: str, expected: bool
) -> None:
    arn = f"arn:aws:{service}:eu-west-1:111111111111:connection/1"
    source = _connection("example-org/tides")
    source["Configuration"]["ConnectionArn"] = arn
    statement = {"Effect": "Allow", "Action": granted, "Resource": arn}
    policy = {"Type": "AWS::IAM::Policy", "Properties": {"PolicyDocument": {"Statement": [statement]}}}
    found = read_sources(pipeline(source)["Properties"], {"Resources": {"Use": policy}})
    assert [each.lacks_use for each in found.values()] == [expected]
