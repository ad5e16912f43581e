"""What runs after a failure, what is recorded of it, and what the log says."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.localcloud.codebuild.build_cloud import BuildCloud, context_of, phases_of, to_yaml

SUCCEEDING = 'echo "post $CODEBUILD_BUILD_SUCCEEDING"'


def _run(builds: BuildCloud, phases: dict[str, Any]) -> dict[str, Any]:
    return builds.run_build(builds.create_project(to_yaml({"phases": phases})))


@pytest.mark.parametrize(
    ("failing", "on_failure", "said"),
    [
        ("install", None, ["finally"]),
        ("pre_build", None, ["finally"]),
        ("build", None, ["finally", "post 0"]),
        ("post_build", None, ["build 1", "finally"]),
        ("install", "CONTINUE", ["finally", "build 0", "post 0"]),
        ("build", "CONTINUE", ["finally", "post 0"]),
        ("install", "ABORT", ["finally"]),
        ("build", "ABORT", ["finally"]),
    ],
)
def test_what_runs_after_a_failed_phase(
    builds: BuildCloud, failing: str, on_failure: str | None, said: list[str]
) -> None:
    phases: dict[str, Any] = {
        "build": {"commands": ['echo "build $CODEBUILD_BUILD_SUCCEEDING"']},
        "post_build": {"commands": [SUCCEEDING]},
    }
    phases[failing] = {"commands": ["false", "echo never"], "finally": ["echo finally"]}
    if on_failure:
        phases[failing]["on-failure"] = on_failure
    build = _run(builds, phases)
    assert builds.output_of(build) == said
    assert build["buildStatus"] == "FAILED"
    assert phases_of(build)[failing.upper()] == "FAILED"
    assert phases_of(build)["FINALIZING"] == "SUCCEEDED"


def _spec(on_failure: str = "") -> str:
    asked = {"on-failure": on_failure} if on_failure else {}
    return to_yaml({"phases": {"build": {"commands": ["exit 2"], **asked}}})


@pytest.mark.parametrize(
    ("on_failure", "limit", "numbers"),
    [
        ("RETRY-2", None, [0, 1, 2]),
        ("RETRY-1-.*exit status 2", None, [0, 1]),
        ("RETRY-.*exit status 3", None, [None]),
        ("", 1, [0, 1]),
        ("", 0, [0]),
        ("", None, [None]),
    ],
)
def test_a_failed_build_is_started_again_as_often_as_asked(
    builds: BuildCloud, on_failure: str, limit: int | None, numbers: list[int | None]
) -> None:
    """Source: docs.aws.amazon.com/codebuild/latest/userguide/auto-retry-build.html"""
    settings = {} if limit is None else {"autoRetryLimit": limit}
    project = builds.create_project(_spec(on_failure), **settings)
    chain = [builds.run_build(project)]
    builds.await_true(lambda: len(_ids_of(builds, project)) == len(numbers))
    while len(chain) < len(numbers):
        following = _config(builds.await_build(chain[-1]["id"], lambda build: "nextAutoRetry" in _config(build)))
        build_id = following["nextAutoRetry"].partition(":build/")[2]
        chain.append(builds.await_build(build_id, lambda build: bool(build["buildComplete"])))
    assert [_config(build).get("autoRetryNumber") for build in chain] == numbers
    assert [_config(build).get("previousAutoRetry") for build in chain[1:]] == [build["arn"] for build in chain[:-1]]
    assert "nextAutoRetry" not in _config(chain[-1])
    assert len(_ids_of(builds, project)) == len(numbers)


def test_a_role_that_may_not_retry_a_build_is_told_so_in_its_log(builds: BuildCloud) -> None:
    role = builds.create_role("no-retry", actions=("logs:*",))
    project = builds.create_project(_spec("RETRY"), role=role)
    build = builds.run_build(project)
    assert "The build is not retried: " in builds.log_of(build)
    assert "codebuild:RetryBuild" in builds.log_of(build)
    assert len(_ids_of(builds, project)) == 1


def test_an_expression_that_goes_back_and_forth_starts_no_build_again(builds: BuildCloud) -> None:
    asked = {"commands": [f"exit 2 # {'a' * 40}!"], "on-failure": "RETRY-(a+)+$"}
    project = builds.create_project(to_yaml({"phases": {"build": asked}}))
    build = builds.run_build(project)
    assert "The build is not started again by on-failure: the regular expression" in builds.log_of(build)
    assert len(_ids_of(builds, project)) == 1


def _ids_of(builds: BuildCloud, project: str) -> list[str]:
    ids: list[str] = builds.client("codebuild").list_builds_for_project(projectName=project)["ids"]
    return ids


def _config(build: dict[str, Any]) -> dict[str, Any]:
    config: dict[str, Any] = build.get("autoRetryConfig", {})
    return config


def test_a_failed_command_is_told_in_the_phases_context_and_the_log(builds: BuildCloud) -> None:
    build = _run(builds, {"build": {"commands": ["echo before", "sh -c 'exit 42'"]}})
    assert context_of(build, "BUILD") == {
        "statusCode": "COMMAND_EXECUTION_ERROR",
        "message": "Error while executing command: sh -c 'exit 42'. Reason: exit status 42",
    }
    log = builds.log_of(build)
    for line in (
        r"^\[Container\] \d{4}/\d\d/\d\d \d\d:\d\d:\d\d\.\d{6} Entering phase BUILD$",
        r"Running command echo before$\nbefore$",
        r"Command did not exit successfully sh -c 'exit 42' exit status 42$",
        r"Phase complete: BUILD State: FAILED$",
    ):
        assert re.search(line, log, re.MULTILINE), line


def test_a_failed_finally_fails_the_phase(builds: BuildCloud) -> None:
    build = _run(builds, {"build": {"commands": ["true"], "finally": ["(exit 3)"]}})
    assert build["buildStatus"] == "FAILED"
    assert "exit status 3" in context_of(build, "BUILD")["message"]


def test_the_first_failure_is_the_one_that_is_told(builds: BuildCloud) -> None:
    build = _run(builds, {"build": {"commands": ["(exit 4)"], "finally": ["(exit 3)"]}})
    assert "exit status 4" in context_of(build, "BUILD")["message"]


def test_phases_share_one_shell(builds: BuildCloud) -> None:
    phases = {
        "install": {"commands": ["mkdir in && cd in", "export A=1", "B=2", "f() { echo function; }"]},
        "build": {"commands": ["echo $A $B; f", "exit 0"]},
        "post_build": {"commands": ['echo "$A"; basename "$PWD"']},
    }
    assert builds.output_of(_run(builds, phases)) == ["1 2", "function", "1", "in"]


def test_bash_is_the_shell_where_it_is_asked_for(builds: BuildCloud) -> None:
    spec = to_yaml({"env": {"shell": "bash"}, "phases": {"build": {"commands": ["a=(x y); echo ${a[1]}"]}}})
    assert builds.output_of(builds.run_build(builds.create_project(spec))) == ["y"]


def test_each_command_of_version_0_1_has_a_shell_of_its_own(builds: BuildCloud) -> None:
    """Source: docs.aws.amazon.com/codebuild/latest/userguide/build-env-ref-cmd.html"""
    spec = """version: 0.1
phases:
  build: {commands: ["export A=1; mkdir in; cd in", 'echo "<$A>"; ls', "(exit 3) # comment"]}
  post_build: {commands: ['echo "post $CODEBUILD_BUILD_SUCCEEDING"', "exit 4", "echo never"]}
"""
    build = builds.run_build(builds.create_project(spec))
    assert builds.output_of(build) == ["<>", "in", "post 0"]
    assert "Reason: exit status 3" in context_of(build, "BUILD")["message"]
    assert "Error while executing command: exit 4. " in context_of(build, "POST_BUILD")["message"]


def test_a_wrong_buildspec_fails_the_download(builds: BuildCloud) -> None:
    build = builds.run_build(builds.create_project("version: 0.2\nphases:\n  compile: {commands: [a]}\n"))
    assert context_of(build, "DOWNLOAD_SOURCE")["statusCode"] == "YAML_FILE_ERROR"
    assert "Invalid buildspec phase name: compile" in context_of(build, "DOWNLOAD_SOURCE")["message"]
    assert list(phases_of(build))[-2:] == ["FINALIZING", "COMPLETED"]


def test_a_long_log_arrives_whole_and_in_order(builds: BuildCloud) -> None:
    build = _run(builds, {"build": {"commands": ["seq 1 20000"]}})
    assert builds.output_of(build) == [str(number) for number in range(1, 20001)]


def test_a_log_can_be_followed_while_the_build_runs(builds: BuildCloud) -> None:
    codebuild = builds.client("codebuild")
    project = builds.create_project({"phases": {"build": {"commands": ["echo at work", "sleep 300"]}}})
    started = codebuild.start_build(projectName=project)["build"]
    try:
        builds.await_build(started["id"], lambda build: build["currentPhase"] == "BUILD")
        builds.await_build(started["id"], lambda build: "at work" in builds.output_of(build))
    finally:
        codebuild.stop_build(id=started["id"])


def test_a_log_group_may_be_named_and_logs_be_turned_off(builds: BuildCloud) -> None:
    config = {"cloudWatchLogs": {"status": "ENABLED", "groupName": "own-group", "streamName": "prefix"}}
    named = builds.run("echo here", logsConfig=config)
    assert named["logs"]["groupName"] == "own-group"
    assert named["logs"]["streamName"].startswith("prefix/")
    assert builds.output_of(named) == ["here"]
    silent = builds.run("echo here", logsConfig={"cloudWatchLogs": {"status": "DISABLED"}})
    assert (silent["buildStatus"], "groupName" in silent["logs"]) == ("SUCCEEDED", False)
