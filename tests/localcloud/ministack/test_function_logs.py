"""What a function prints is in the log of the invocation that printed it, however late it comes through the pipe."""

from __future__ import annotations

import queue
import re
import threading
from types import SimpleNamespace
from typing import Any

import pytest
from ministack.core.lambda_runtime import Worker

from localcloud.ministack.fixes.functions.function_log_streams import Environments
from localcloud.ministack.fixes.functions.function_logs import END_OF_LOG, read_log
from tests.localcloud.cloud_process import DEV, CloudProcess, ServerProcess
from tests.localcloud.ministack.functions import invoke, make_function

_PRINTS = """
import sys

def handler(event, context):
    for number in range(event["lines"]):
        print("line", event["of"], number)
    sys.stderr.write("without an end")
    if event.get("fails"):
        raise ValueError("on purpose")
    return "done"
"""


class _Pipe:
    """A worker whose process has printed one line; the rest is still on its way."""

    def __init__(self) -> None:
        self.closed = threading.Event()
        reader = threading.Thread(target=self.closed.wait, daemon=True)
        reader.start()
        self.lines: queue.Queue[str] = queue.Queue()
        self.lines.put("first")
        self.worker: Any = SimpleNamespace(
            config={"Runtime": "python3.11"}, _stderr_queue=self.lines, _stderr_thread=reader
        )

    def comes_late(self, *lines: str) -> None:
        """After MiniStack's own limits, the longest of which is a quarter of a second."""

        def put_all() -> None:
            for line in lines:
                self.lines.put(line)

        threading.Timer(0.4, put_all).start()


@pytest.fixture
def pipe() -> Any:
    open_pipe = _Pipe()
    yield open_pipe
    open_pipe.closed.set()


def test_lines_that_come_late_are_waited_for(pipe: _Pipe) -> None:
    pipe.comes_late("", "second", END_OF_LOG, "of the next invocation")
    assert read_log(pipe.worker) == "first\n\nsecond"


def test_ministack_alone_loses_lines_that_come_late(pipe: _Pipe) -> None:
    pipe.comes_late("second", END_OF_LOG)
    assert Worker._drain_stderr_bounded(pipe.worker) == "first"


def test_a_process_that_ended_without_its_mark_is_not_waited_for(pipe: _Pipe) -> None:
    pipe.closed.set()
    assert read_log(pipe.worker) == "first"


@pytest.mark.cloud
def test_each_invocation_has_its_own_lines_and_all_of_them(cloud: CloudProcess) -> None:
    arn = make_function(cloud, _PRINTS)
    for of, fails in (("a", False), ("b", True), ("c", False)):
        _, failed = invoke(cloud, arn, {"of": of, "lines": 3_000, "fails": fails})
        assert bool(failed) is fails
    group = f"/aws/lambda/{arn.rpartition(':')[2]}"
    pages = cloud.client("logs", DEV).get_paginator("filter_log_events").paginate(logGroupName=group)
    logs: dict[str, list[str]] = {}
    for page in pages:
        for event in page["events"]:
            if event["message"].startswith("START RequestId: "):
                lines = logs.setdefault(event["message"].split()[2], [])
            lines.append(event["message"])
    assert len(logs) == 3
    printed = [[line for line in lines if line.startswith("line ")] for lines in logs.values()]
    assert sorted(printed) == [[f"line {of} {number}" for number in range(3_000)] for of in "abc"]
    assert all("without an end" in lines for lines in logs.values())
    assert not any(END_OF_LOG in line for lines in logs.values() for line in lines)


@pytest.mark.cloud
@pytest.mark.enforces(
    "Lambda: a function's log group is made for it only where its role may make one",
    source="https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html",
)
def test_a_log_group_that_the_role_may_not_make_is_not_made(cloud: CloudProcess) -> None:
    logs = cloud.client("logs", DEV)
    for may, found in ((True, 1), (False, 0)):
        arn = make_function(cloud, _PRINTS, logs=may)
        assert invoke(cloud, arn, {"of": "a", "lines": 1}) == ("done", False)
        group = f"/aws/lambda/{arn.rpartition(':')[2]}"
        assert len(logs.describe_log_groups(logGroupNamePrefix=group)["logGroups"]) == found


@pytest.mark.cloud
def test_an_environment_has_one_log_stream_for_all_of_its_invocations(cloud: CloudProcess) -> None:
    arn = make_function(cloud, _PRINTS)
    for of in "abc":
        invoke(cloud, arn, {"of": of, "lines": 1})
    group = f"/aws/lambda/{arn.rpartition(':')[2]}"
    (stream,) = cloud.client("logs", DEV).describe_log_streams(logGroupName=group)["logStreams"]
    assert re.fullmatch(r"\d{4}/\d\d/\d\d/\[\$LATEST\][0-9a-f]{32}", stream["logStreamName"])


def test_invocations_at_once_are_in_environments_of_their_own() -> None:
    environments, version = Environments(), ("arn", "1")
    first, second = environments.take(version), environments.take(version)
    assert first != second
    environments.give_back(version, first)
    assert environments.take(version) == first
    environments.give_back(version, second)
    assert environments.take(("arn", "2")) != second


@pytest.mark.cloud
def test_ministack_alone_begins_a_log_stream_with_each_invocation(alone: ServerProcess) -> None:
    arn = make_function(alone, _PRINTS)
    for of in "ab":
        invoke(alone, arn, {"of": of, "lines": 1})
    group = f"/aws/lambda/{arn.rpartition(':')[2]}"
    assert len(alone.client("logs", DEV).describe_log_streams(logGroupName=group)["logStreams"]) == 2
