"""A classic pipeline of CloudFormation's own: GitHub version 1 with a webhook, CodeBuild, a stack and a site in S3."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.localcloud.cloud_process import CloudProcess
from tests.localcloud.foreign.foreign_repository import ForeignRepository

_STACK = "opening-hours-pipeline"


@pytest.fixture(scope="module")
def repository(cloud: CloudProcess, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ForeignRepository]:
    cloud.client("secretsmanager").create_secret(Name="opening-hours/github", SecretString='{"token": "none"}')
    yield ForeignRepository(cloud, "classic_github", directory=tmp_path_factory.mktemp("github"))
    cloud.client("secretsmanager").delete_secret(SecretId="opening-hours/github", ForceDeleteWithoutRecovery=True)


@pytest.fixture(scope="module")
def outputs(repository: ForeignRepository) -> dict[str, str]:
    return repository.deploy(_STACK)


@pytest.fixture(scope="module")
def commit(repository: ForeignRepository, outputs: dict[str, str]) -> str:
    """A commit that was pushed, and has run through the pipeline."""
    made = repository.commit("Open on Sundays")
    said = repository.push(_remote(repository.cloud).as_uri())
    assert f"Pipeline {outputs['PipelineName']}: execution" in said
    status = repository.execution_of(outputs["PipelineName"], made)
    assert status == "Succeeded", repository.failures(outputs["PipelineName"])
    return made


def _remote(cloud: CloudProcess) -> Path:
    return cloud.state_dir / "git" / "octo-example" / "opening-hours.git"


def test_a_push_runs_the_pipeline_by_its_webhook(
    repository: ForeignRepository, outputs: dict[str, str], commit: str
) -> None:
    client = repository.cloud.client("codepipeline")
    listed = client.list_pipeline_executions(pipelineName=outputs["PipelineName"])["pipelineExecutionSummaries"]
    (started,) = [item for item in listed if item["sourceRevisions"] and item["status"] == "Succeeded"]
    assert started["trigger"]["triggerType"] == "Webhook"
    assert started["sourceRevisions"][0]["revisionId"] == commit
    assert outputs["WebhookUrl"].startswith("https://us-east-1.webhooks.aws/trigger?t=")


def test_a_push_to_another_branch_passes_no_filter(
    repository: ForeignRepository, outputs: dict[str, str], commit: str
) -> None:
    del commit
    said = repository.push(_remote(repository.cloud).as_uri(), "HEAD:refs/heads/other")
    assert outputs["PipelineName"] not in said


def test_the_stack_is_deployed_with_what_the_artifacts_hold(repository: ForeignRepository, commit: str) -> None:
    value = repository.cloud.client("ssm").get_parameter(Name="/opening-hours/revision")["Parameter"]["Value"]
    town, revision, bucket = value.split()
    assert (town, revision) == ("Kisumu", commit)
    assert "artifactbucket" in bucket
    assert repository.stack_outputs("opening-hours") == {"Parameter": "/opening-hours/revision"}
    tags = repository.cloud.client("cloudformation").describe_stacks(StackName="opening-hours")["Stacks"][0]["Tags"]
    assert {"Key": "team", "Value": "hours"} in tags


def test_the_site_is_in_its_bucket(repository: ForeignRepository, outputs: dict[str, str], commit: str) -> None:
    del commit
    s3, bucket = repository.cloud.client("s3"), outputs["SiteBucketName"]
    assert {item["Key"] for item in s3.list_objects_v2(Bucket=bucket)["Contents"]} == {
        "index.html",
        "css/site.css",
        "archive/outputs.zip",
    }
    page = s3.get_object(Bucket=bucket, Key="index.html")
    assert (page["ContentType"], page["CacheControl"]) == ("text/html", "max-age=60")
    assert b"Open from nine" in page["Body"].read()


def test_nobody_is_shown_the_token(repository: ForeignRepository, outputs: dict[str, str], commit: str) -> None:
    del commit
    client, name = repository.cloud.client("codepipeline"), outputs["PipelineName"]
    (source,) = client.get_pipeline(name=name)["pipeline"]["stages"][0]["actions"]
    assert source["configuration"]["OAuthToken"] == "****"
    details = client.list_action_executions(pipelineName=name)["actionExecutionDetails"]
    (ran,) = [item for item in details if item["actionName"] == "GitHub" and item["status"] == "Succeeded"]
    shown = (ran["input"]["configuration"], ran["input"]["resolvedConfiguration"])
    assert [item["OAuthToken"] for item in shown] == ["****", "****"]
    assert ran["output"]["outputVariables"]["CommitUrl"].startswith("https://github.com/octo-example/opening-hours/")


def test_the_type_is_listed_with_its_secret(cloud: CloudProcess) -> None:
    (kind,) = cloud.client("codepipeline").list_action_types(actionOwnerFilter="ThirdParty")["actionTypes"]
    assert kind["id"] == {"category": "Source", "owner": "ThirdParty", "provider": "GitHub", "version": "1"}
    assert [item["name"] for item in kind["actionConfigurationProperties"] if item["secret"]] == ["OAuthToken"]
