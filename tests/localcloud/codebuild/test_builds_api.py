"""The build operations, through boto3: starting, stopping, retrying, looking and listing."""

from __future__ import annotations

import json
import uuid
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.localcloud.codebuild.build_cloud import TOOLS, BuildCloud, context_of, phases_of

QUICK = {"phases": {"build": {"commands": ["true"]}}}
SLOW = {"phases": {"build": {"commands": ["echo started", "sleep 300"]}}}


def _in_build(build: dict[str, Any]) -> bool:
    return bool(build["currentPhase"] == "BUILD")


def test_a_build_goes_through_all_phases(builds: BuildCloud) -> None:
    project = builds.create_project(QUICK)
    build = builds.run_build(project)
    assert build["buildStatus"] == "SUCCEEDED"
    assert list(phases_of(build)) == [
        *("SUBMITTED", "QUEUED", "PROVISIONING", "DOWNLOAD_SOURCE", "INSTALL", "PRE_BUILD", "BUILD", "POST_BUILD"),
        *("UPLOAD_ARTIFACTS", "FINALIZING", "COMPLETED"),
    ]
    assert set(phases_of(build).values()) == {"SUCCEEDED", ""}
    assert build["arn"] == f"arn:aws:codebuild:us-east-1:{TOOLS}:build/{build['id']}"
    assert build["id"].startswith(f"{project}:")
    assert (build["buildNumber"], build["currentPhase"], build["initiator"]) == (1, "COMPLETED", "operator")
    assert build["endTime"] >= build["startTime"]
    assert all(phase["endTime"] >= phase["startTime"] for phase in build["phases"][:-1])
    assert build["logs"]["groupName"] == f"/aws/codebuild/{project}"
    assert build["logs"]["streamName"] == build["id"].partition(":")[2]


def test_a_short_build_costs_little_more_than_its_commands(builds: BuildCloud) -> None:
    project = builds.create_project({"phases": {"build": {"commands": ["sleep 0.3"]}}})
    builds.run_build(project)  # makes the clients that the next ones share
    taken = []
    for _ in range(3):
        build = builds.run_build(project)
        taken.append((build["endTime"] - build["startTime"]).total_seconds())
    assert min(taken) < 1.5


def test_builds_are_numbered_and_listed_newest_first(builds: BuildCloud) -> None:
    codebuild = builds.client("codebuild")
    project = builds.create_project(QUICK)
    ids = [builds.run_build(project)["id"] for _ in range(3)]
    assert codebuild.list_builds_for_project(projectName=project)["ids"] == ids[::-1]
    assert codebuild.list_builds_for_project(projectName=project, sortOrder="ASCENDING")["ids"] == ids
    assert codebuild.list_builds()["ids"][:3] == ids[::-1]
    assert [build["buildNumber"] for build in codebuild.batch_get_builds(ids=ids)["builds"]] == [1, 2, 3]


def test_builds_are_found_by_id_or_arn_and_the_missing_are_named(builds: BuildCloud) -> None:
    build = builds.run_build(builds.create_project(QUICK))
    answer = builds.client("codebuild").batch_get_builds(ids=[build["id"], build["arn"], "none:such"])
    assert [found["id"] for found in answer["builds"]] == [build["id"], build["id"]]
    assert answer["buildsNotFound"] == ["none:such"]


def test_lists_are_sent_also_when_they_are_empty(builds: BuildCloud) -> None:
    project = builds.create_project(QUICK)
    assert builds.client("codebuild").list_builds_for_project(projectName=project)["ids"] == []


def test_a_repeated_token_gives_the_same_build(builds: BuildCloud) -> None:
    codebuild = builds.client("codebuild")
    project, token = builds.create_project(QUICK), str(uuid.uuid4())
    first = codebuild.start_build(projectName=project, idempotencyToken=token)["build"]
    again = codebuild.start_build(projectName=project, idempotencyToken=token)["build"]
    assert again["id"] == first["id"]
    assert codebuild.list_builds_for_project(projectName=project)["ids"] == [first["id"]]
    with pytest.raises(ClientError, match="Parameter mismatch"):
        codebuild.start_build(projectName=project, idempotencyToken=token, timeoutInMinutesOverride=5)


@pytest.mark.enforces(
    "IAM: a batch of builds is authorized for the project of each of them",
    source="https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscodebuild.html",
)
def test_a_batch_may_not_reach_another_project(builds: BuildCloud) -> None:
    mine, theirs = (builds.run_build(builds.create_project(QUICK)) for _ in range(2))
    limited = builds.limited_to(mine["projectName"], "codebuild:BatchGetBuilds", "codebuild:BatchDeleteBuilds")
    assert limited.batch_get_builds(ids=[mine["id"]])["builds"]
    for call in (limited.batch_get_builds, limited.batch_delete_builds):
        with pytest.raises(ClientError, match=f"not authorized .*:project/{theirs['projectName']}"):
            call(ids=[mine["id"], theirs["id"]])
    assert len(builds.client("codebuild").batch_get_builds(ids=[mine["id"], theirs["id"]])["builds"]) == 2


def test_overrides_hold_for_one_build(builds: BuildCloud) -> None:
    project = builds.create_project(QUICK, timeoutInMinutes=10)
    build = builds.run_build(
        project,
        timeoutInMinutesOverride=20,
        imageOverride="aws/codebuild/standard:6.0",
        buildspecOverride="version: 0.2\nphases: {build: {commands: [echo $CODEBUILD_BUILD_IMAGE]}}",
    )
    assert (build["timeoutInMinutes"], build["environment"]["image"]) == (20, "aws/codebuild/standard:6.0")
    assert builds.output_of(build) == ["aws/codebuild/standard:6.0"]
    assert builds.run_build(project)["timeoutInMinutes"] == 10


def test_stopping_ends_the_whole_process_group_at_once(builds: BuildCloud) -> None:
    codebuild = builds.client("codebuild")
    mark = f"mark-{uuid.uuid4().hex}"
    commands = [f"setsid sh -c 'exec -a {mark} sleep 301' & sleep 0.2", "sleep 302"]
    project = builds.create_project({"env": {"shell": "bash"}, "phases": {"build": {"commands": commands}}})
    started = codebuild.start_build(projectName=project)["build"]
    running = builds.await_build(started["id"], _in_build)
    stopped = codebuild.stop_build(id=running["id"])["build"]
    assert (stopped["buildStatus"], stopped["buildComplete"]) == ("STOPPED", True)
    assert phases_of(stopped)["BUILD"] == "STOPPED"
    assert builds.processes_of(started["id"]) == []


def test_stopping_an_ended_build_changes_nothing(builds: BuildCloud) -> None:
    build = builds.run_build(builds.create_project(QUICK))
    assert builds.client("codebuild").stop_build(id=build["id"])["build"] == build


def test_a_stopped_build_runs_neither_finally_nor_post_build(builds: BuildCloud) -> None:
    phases = {
        "build": {"commands": ["sleep 300"], "finally": ["echo finally"]},
        "post_build": {"commands": ["echo post"]},
    }
    started = builds.client("codebuild").start_build(projectName=builds.create_project({"phases": phases}))["build"]
    builds.await_build(started["id"], _in_build)
    stopped = builds.client("codebuild").stop_build(id=started["id"])["build"]
    assert "POST_BUILD" not in phases_of(stopped)
    assert builds.output_of(stopped) == []


def test_a_build_that_runs_out_of_time_is_ended_and_says_so(builds: BuildCloud) -> None:
    started = builds.client("codebuild").start_build(projectName=builds.create_project(SLOW))["build"]
    builds.await_build(started["id"], _in_build)
    builds.run_out_of_time(started["id"])
    build = builds.await_build(started["id"], lambda build: bool(build["buildComplete"]))
    assert (build["buildStatus"], phases_of(build)["BUILD"]) == ("TIMED_OUT", "TIMED_OUT")
    assert context_of(build, "BUILD")["message"] == "Build has timed out."
    assert builds.processes_of(started["id"]) == []


def test_a_build_that_ended_can_be_retried(builds: BuildCloud) -> None:
    codebuild = builds.client("codebuild")
    project = builds.create_project({"phases": {"build": {"commands": ["echo $WHICH"]}}})
    variables = [{"name": "WHICH", "value": "same"}]
    first = builds.run_build(project, environmentVariablesOverride=variables)
    again = codebuild.retry_build(id=first["id"])["build"]
    assert again["id"] != first["id"]
    assert builds.output_of(builds.await_build(again["id"], lambda build: build["buildComplete"])) == ["same"]


@pytest.mark.enforces(
    "CodeBuild: a running build is neither retried nor deleted",
    source="https://docs.aws.amazon.com/codebuild/latest/APIReference/API_RetryBuild.html",
)
def test_a_running_build_cannot_be_retried_or_deleted(builds: BuildCloud) -> None:
    codebuild = builds.client("codebuild")
    build = codebuild.start_build(projectName=builds.create_project(SLOW))["build"]
    with pytest.raises(ClientError, match="still in progress"):
        codebuild.retry_build(id=build["id"])
    kept = codebuild.batch_delete_builds(ids=[build["id"]])["buildsNotDeleted"]
    assert kept == [{"id": build["id"], "statusCode": "BUILD_IN_PROGRESS"}]
    codebuild.stop_build(id=build["id"])
    assert codebuild.batch_delete_builds(ids=[build["id"]])["buildsDeleted"] == [build["arn"]]
    assert codebuild.batch_get_builds(ids=[build["id"]])["builds"] == []


@pytest.mark.enforces(
    "CodeBuild: a project's concurrent build limit refuses the next build",
    source="https://docs.aws.amazon.com/codebuild/latest/APIReference/API_CreateProject.html",
)
def test_a_project_may_limit_its_builds_at_a_time(builds: BuildCloud) -> None:
    codebuild = builds.client("codebuild")
    project = builds.create_project(SLOW, concurrentBuildLimit=1)
    build = codebuild.start_build(projectName=project)["build"]
    with pytest.raises(codebuild.exceptions.AccountLimitExceededException):
        codebuild.start_build(projectName=project)
    codebuild.stop_build(id=build["id"])
    assert codebuild.start_build(projectName=project)["build"]["buildNumber"] == 2
    for build_id in codebuild.list_builds_for_project(projectName=project)["ids"]:
        codebuild.stop_build(id=build_id)


@pytest.mark.enforces(
    "CodeBuild: the service role must trust CodeBuild",
    source="https://docs.aws.amazon.com/codebuild/latest/userguide/setting-up-service-role.html",
)
def test_a_role_that_does_not_trust_codebuild_fails_the_build(builds: BuildCloud) -> None:
    role = builds.create_role("trusts-codebuild-at-first")
    project = builds.create_project(QUICK, role=role)
    elsewhere = {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
    builds.client("iam").update_assume_role_policy(
        RoleName="trusts-codebuild-at-first", PolicyDocument=json.dumps({"Statement": elsewhere})
    )
    build = builds.run_build(project)
    assert (build["buildStatus"], phases_of(build)["PROVISIONING"]) == ("FAILED", "FAILED")
    assert "not authorized to perform: sts:AssumeRole" in context_of(build, "PROVISIONING")["message"]
    assert "DOWNLOAD_SOURCE" not in phases_of(build)


def test_a_role_without_logs_loses_its_log_and_not_its_build(builds: BuildCloud) -> None:
    role = builds.create_role("no-logs", actions=("s3:*",))
    build = builds.run("echo unheard", role=role)
    assert build["buildStatus"] == "SUCCEEDED"
    assert "logs:CreateLog" in context_of(build, "FINALIZING")["message"]


def test_a_source_that_is_not_offered_says_so(builds: BuildCloud) -> None:
    source = {"type": "GITHUB", "location": "https://github.com/example/app.git"}
    build = builds.run("true", source=source)
    assert build["buildStatus"] == "FAILED"
    assert "GITHUB is not offered" in context_of(build, "DOWNLOAD_SOURCE")["message"]


@pytest.mark.enforces(
    "CodeBuild: a project with a CODEPIPELINE source is started by a pipeline alone",
    source="https://docs.aws.amazon.com/codebuild/latest/userguide/troubleshooting.html",
)
def test_a_pipelines_project_is_not_started_by_hand(builds: BuildCloud) -> None:
    kind = {"type": "CODEPIPELINE"}
    project = builds.create_project(QUICK, source=kind, artifacts=kind)
    with pytest.raises(ClientError, match="started by CodePipeline"):
        builds.client("codebuild").start_build(projectName=project)


def test_an_operation_that_is_not_offered_says_so(builds: BuildCloud) -> None:
    with pytest.raises(ClientError, match="not offered"):
        builds.client("codebuild").list_fleets()
