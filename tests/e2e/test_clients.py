"""boto3 and the AWS CLI are ordinary clients of the pipeline, its builds and their logs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.e2e.checkout import Checkout
from tests.e2e.delivery import PIPELINE, TOOLS, Delivery

pytestmark = [pytest.mark.cloud, pytest.mark.xdist_group("e2e")]


def aws(delivery: Delivery, *arguments: str) -> Any:
    """Runs the AWS CLI against the local cloud and returns its JSON."""
    cli = str(Path(sys.executable).parent / "aws")
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("AWS_")},
        "AWS_ENDPOINT_URL": delivery.endpoint,
        "AWS_SHARED_CREDENTIALS_FILE": str(delivery.state / "aws" / "credentials"),
        "AWS_CONFIG_FILE": str(delivery.state / "aws" / "config"),
        "AWS_PROFILE": TOOLS,
        "AWS_REGION": "us-east-1",
    }
    done = subprocess.run(
        [cli, *arguments, "--output", "json"], env=environment, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout or "null")


def test_the_cli_reads_state_executions_and_actions(delivery: Delivery, released: str) -> None:
    state = aws(delivery, "codepipeline", "get-pipeline-state", "--name", PIPELINE)
    assert [stage["stageName"] for stage in state["stageStates"]][-1] == "Prod"
    listed = aws(delivery, "codepipeline", "list-pipeline-executions", "--pipeline-name", PIPELINE)
    assert released in {found["pipelineExecutionId"] for found in listed["pipelineExecutionSummaries"]}
    actions = aws(
        delivery,
        "codepipeline",
        "list-action-executions",
        "--pipeline-name",
        PIPELINE,
        "--filter",
        f"pipelineExecutionId={released}",
    )["actionExecutionDetails"]
    assert {detail["status"] for detail in actions} == {"Succeeded"}


def test_the_cli_reads_a_build_and_the_tail_of_its_log(delivery: Delivery, released: str) -> None:
    build = delivery.actions(released)["Build/Synth"]["output"]["executionResult"]["externalExecutionId"]
    (found,) = aws(delivery, "codebuild", "batch-get-builds", "--ids", build)["builds"]
    assert found["buildStatus"] == "SUCCEEDED"
    events = aws(
        delivery,
        "logs",
        "get-log-events",
        "--log-group-name",
        found["logs"]["groupName"],
        "--log-stream-name",
        found["logs"]["streamName"],
    )["events"]
    assert any("0 open findings" in event["message"] for event in events)


def test_boto3_starts_an_execution_and_stops_it(delivery: Delivery, released: str, checkout: Checkout) -> None:
    codepipeline = delivery.client("codepipeline")
    execution = codepipeline.start_pipeline_execution(name=PIPELINE)["pipelineExecutionId"]
    codepipeline.stop_pipeline_execution(
        pipelineName=PIPELINE, pipelineExecutionId=execution, abandon=True, reason="a test"
    )
    assert delivery.wait_for_end(execution) == "Stopped"


def test_a_stale_approval_token_is_refused(delivery: Delivery, released: str) -> None:
    with pytest.raises(ClientError) as error:
        delivery.client("codepipeline").put_approval_result(
            pipelineName=PIPELINE,
            stageName="ApproveProd",
            actionName="Approve",
            token="11111111-1111-1111-1111-111111111111",
            result={"summary": "late", "status": "Approved"},
        )
    assert error.value.response["Error"]["Code"] in {
        "InvalidApprovalTokenException",
        "ApprovalAlreadyCompletedException",
    }


def test_an_operation_that_is_not_offered_says_so(delivery: Delivery, released: str) -> None:
    with pytest.raises(ClientError) as error:
        delivery.client("codepipeline").list_webhooks()
    assert "ListWebhooks" in str(error.value)
