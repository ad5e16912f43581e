"""A pipeline of a CodeCommit repository: a rule starts it, a function inspects the commit, a change set deploys it."""

from __future__ import annotations

import pytest

from tests.localcloud.cloud_process import CloudProcess
from tests.localcloud.foreign.foreign_repository import ForeignRepository

_PIPELINE = "tide-tables"


@pytest.fixture(scope="module")
def repository(cloud: CloudProcess, tmp_path_factory: pytest.TempPathFactory) -> ForeignRepository:
    return ForeignRepository(cloud, "codecommit_lambda", directory=tmp_path_factory.mktemp("codecommit"))


@pytest.fixture(scope="module")
def remote(repository: ForeignRepository) -> str:
    """The address that the stack gives its people to clone from."""
    return repository.deploy("tide-tables-pipeline")["CloneUrl"]


@pytest.fixture(scope="module")
def commit(repository: ForeignRepository, remote: str) -> str:
    """A commit that was pushed, and has run through the pipeline."""
    made = repository.commit("Neap tides")
    repository.push(remote)
    status = repository.execution_of(_PIPELINE, made)
    assert status == "Succeeded", repository.failures(_PIPELINE)
    return made


def test_the_event_of_a_push_starts_the_pipeline(repository: ForeignRepository, commit: str) -> None:
    listed = repository.cloud.client("codepipeline").list_pipeline_executions(pipelineName=_PIPELINE)
    newest = listed["pipelineExecutionSummaries"][0]
    assert "StartRole" in newest["trigger"]["triggerDetail"]
    assert newest["sourceRevisions"][0]["revisionId"] == commit


def test_what_the_function_reports_is_deployed(repository: ForeignRepository, commit: str) -> None:
    value = repository.cloud.client("ssm").get_parameter(Name="/tide-tables/commit")["Parameter"]["Value"]
    assert value == f"{commit} of 2 files"


def test_what_the_function_refuses_is_not_deployed(repository: ForeignRepository, remote: str, commit: str) -> None:
    (repository.checkout / "template.yaml").rename(repository.checkout / "other.yaml")
    refused = repository.commit("No template")
    repository.push(remote)
    assert repository.execution_of(_PIPELINE, refused) == "Failed"
    assert any("there is no template.yaml" in reason for reason in repository.failures(_PIPELINE))
    value = repository.cloud.client("ssm").get_parameter(Name="/tide-tables/commit")["Parameter"]["Value"]
    assert value.startswith(commit)
