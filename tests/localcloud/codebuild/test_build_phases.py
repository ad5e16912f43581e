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
