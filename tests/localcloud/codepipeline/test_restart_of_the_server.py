"""The server is killed with SIGKILL in the middle of an execution; the next one takes it to its end."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.localcloud.cloud_process import DEV, CloudProcess
from tests.localcloud.codepipeline.pipeline_parts import BUILD_SPEC
from tests.localcloud.codepipeline.small_pipeline import SmallPipeline

pytestmark = pytest.mark.cloud
# Long enough to be killed in, and it leaves a trace of each time that it began.
_SLOW = BUILD_SPEC.replace("commands:\n", 'commands:\n      - echo "$CODEBUILD_BUILD_ID" >> $TRACE; sleep 3\n', 1)


@pytest.fixture
def own(tmp_path: Path) -> Iterator[SmallPipeline]:
    """A pipeline in a local cloud of its own, which the test may kill."""
    with CloudProcess(state_dir=tmp_path / "state", toolchain_dir=tmp_path / "toolchain") as cloud:
        small = SmallPipeline(cloud, tmp_path)
        small.prepare()
        yield small


def _restart(small: SmallPipeline) -> None:
    small.cloud.kill()
    small.cloud.start()
    small.codepipeline = small.cloud.client("codepipeline")


def test_a_kill_during_an_approval_keeps_the_token_and_goes_on_to_the_end(own: SmallPipeline) -> None:
    own.create()
    own.first_commit()
    own.push()
    execution = own.executions()[0]["pipelineExecutionId"]
    token = own.wait_for_approval()
    _restart(own)
    assert own.wait_for_approval() == token
    own.answer(token)
    own.wait_for(execution, "Succeeded")
    assert [own.actions(execution)[name]["status"] for name in ("Source", "Build", "Deploy")] == ["Succeeded"] * 3
    name = own.actions(execution)["Deploy"]["output"]["outputVariables"]["ParameterName"]
    assert own.cloud.client("ssm", DEV).get_parameter(Name=name)["Parameter"]["Value"].startswith("hello main")


def test_a_kill_during_a_build_runs_the_build_again_and_goes_on_to_the_end(own: SmallPipeline, tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    own.cloud.client("codebuild").update_project(
        name=own.name, source={"type": "CODEPIPELINE", "buildspec": _SLOW.replace("$TRACE", str(trace))}
    )
    own.create()
    own.first_commit()
    own.push()
    execution = own.executions()[0]["pipelineExecutionId"]
    own.wait(trace.exists, "the build runs")
    _restart(own)
    own.answer(own.wait_for_approval())
    own.wait_for(execution, "Succeeded")
    begun = trace.read_text().split()
    assert len(begun) == len(set(begun)) == 2
    assert own.actions(execution)["Build"]["output"]["executionResult"]["externalExecutionId"] == begun[1]
    assert len(own.executions()) == 2


def test_a_commit_pushed_while_no_server_runs_starts_when_one_does(own: SmallPipeline) -> None:
    own.create()
    own.first_commit()
    own.cloud.stop()
    assert "Your commit is stored" in own.push().stderr
    own.cloud.start()
    own.codepipeline = own.cloud.client("codepipeline")
    own.wait_for_approval()
    newest = own.executions()[0]
    assert newest["trigger"]["triggerType"] == "Webhook"
    assert len(own.executions()) == 2
    assert json.loads((own.cloud.state_dir / "git" / "server.json").read_text())["push_url"].startswith("http://127.")
