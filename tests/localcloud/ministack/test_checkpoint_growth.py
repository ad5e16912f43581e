"""A checkpoint costs by what changed: after a hundred executions it writes what it wrote at the start, within a fifth.

A few executions with points, lines and items of their own stand for the hundred: what each leaves is extrapolated.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.localcloud.cloud_process import DEV, CloudProcess
from tests.localcloud.codepipeline.small_pipeline import SmallPipeline
from tests.localcloud.ministack.test_stored_events import save

pytestmark = pytest.mark.cloud
_EXECUTIONS, _MANY = 4, 100
_LINES = 500
_ALLOWED = 0.2
_OTHERWISE = {
    "sqs",  # each checkpoint here is asked for by a queue
    "ssm",  # the stack's parameter, of whose values AWS too keeps a hundred
}


def _execute(pipeline: SmallPipeline, number: int) -> None:
    """A release: what the stack has is another with each commit."""
    pipeline.commit({"number": str(number)}, f"Release {number}")
    pipeline.push()
    pipeline.answer(pipeline.wait_for_approval())
    pipeline.wait_for(pipeline.executions()[0]["pipelineExecutionId"], "Succeeded")


def _use(cloud: CloudProcess, number: int) -> None:
    now = time.time()
    logs, metrics = cloud.client("logs", DEV), cloud.client("cloudwatch", DEV)
    lines = [{"timestamp": int(now * 1000), "message": f"request {number} {line}"} for line in range(_LINES)]
    logs.put_log_events(logGroupName="used", logStreamName="stream", logEvents=lines)
    points: list[Any] = [{"MetricName": "Latency", "Value": float(number * _LINES + n)} for n in range(_LINES)]
    metrics.put_metric_data(Namespace="Used", MetricData=points)
    for item in range(10):
        cloud.client("dynamodb", DEV).put_item(TableName="used", Item={"id": {"S": f"{number}-{item}"}})


def _sizes(cloud: CloudProcess) -> Mapping[str, int]:
    """The bytes of each service in the newest checkpoint, which it would write if the service changed."""
    save(cloud)
    directory = (cloud.state_dir / "checkpoints" / "current").resolve()
    return {file.stem: file.stat().st_size for file in directory.glob("*.json")}


def test_a_hundred_executions_and_what_they_serve_cost_no_checkpoint_more(
    own_cloud: CloudProcess, tmp_path: Path
) -> None:
    pipeline = SmallPipeline(own_cloud, tmp_path)
    pipeline.prepare()
    pipeline.create()
    own_cloud.client("dynamodb", DEV).create_table(
        TableName="used",
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
    own_cloud.client("logs", DEV).create_log_group(logGroupName="used")
    own_cloud.client("logs", DEV).create_log_stream(logGroupName="used", logStreamName="stream")
    pipeline.first_commit()
    for number in (0, 1):  # the stack is made, and updated for the first time
        _execute(pipeline, number)
        _use(own_cloud, number)
    before = _sizes(own_cloud)
    for number in range(2, _EXECUTIONS + 2):
        _execute(pipeline, number)
        _use(own_cloud, number)
    after = _sizes(own_cloud)
    grown = {
        name: (size - before.get(name, 0)) * _MANY // _EXECUTIONS
        for name, size in after.items()
        if name not in _OTHERWISE and size > before.get(name, 0)
    }
    assert sum(grown.values()) < sum(before.values()) * _ALLOWED, f"bytes after {_MANY} executions: {grown}"
    events = own_cloud.client("cloudformation", DEV).describe_stack_events(StackName=pipeline.stack)["StackEvents"]
    streams = own_cloud.client("logs").describe_log_streams(logGroupName=f"/aws/codebuild/{pipeline.name}")
    own_cloud.kill()
    own_cloud.start()
    cloudformation, logs = own_cloud.client("cloudformation", DEV), own_cloud.client("logs")
    assert cloudformation.describe_stack_events(StackName=pipeline.stack)["StackEvents"] == events
    found = logs.describe_log_streams(logGroupName=f"/aws/codebuild/{pipeline.name}")["logStreams"]
    assert [stream["logStreamName"] for stream in found] == [name["logStreamName"] for name in streams["logStreams"]]
