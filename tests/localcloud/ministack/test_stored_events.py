"""Log events are written when they are put; a checkpoint does not grow with them, and a kill takes none."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from localcloud.aws.storage.collected_records import CollectedRecords
from localcloud.aws.storage.log_events import EventTable, StoredEvents
from localcloud.ministack.fixes.logs.stored_events import LogStreams
from localcloud.ministack.stream_records import StreamRecords
from tests.localcloud.cloud_process import DEV, CloudProcess
from tests.localcloud.logged_checkpoints import checkpoints
from tests.localcloud.ministack.killed_writes import confirmed_before_a_kill
from tests.localcloud.ministack.test_checkpoints import await_checkpoint, current

pytestmark = pytest.mark.cloud
GROUP = "kept"
_BATCH = 50


@pytest.fixture
def logs(own_cloud: CloudProcess) -> Any:
    """A client, once a stream is in a checkpoint."""
    client = own_cloud.client("logs", DEV)
    client.create_log_group(logGroupName=GROUP)
    client.create_log_stream(logGroupName=GROUP, logStreamName="stream")
    save(own_cloud)
    return client


def save(cloud: CloudProcess) -> None:
    """Wait for a checkpoint that has all that was done before; one that was under way has not."""
    change = f"change-{time.monotonic_ns()}"
    since = current(cloud)
    cloud.client("sqs", DEV).create_queue(QueueName=change)
    await_checkpoint(cloud, since)
    while change not in (cloud.state_dir / "checkpoints" / "current" / "sqs.json").read_text(encoding="utf-8"):
        await_checkpoint(cloud, current(cloud))


def put(client: Any, *messages: str, stream: str = "stream", timestamp: int | None = None) -> None:
    moment = timestamp or int(time.time() * 1000)
    events = [{"timestamp": moment, "message": message} for message in messages]
    client.put_log_events(logGroupName=GROUP, logStreamName=stream, logEvents=events)


def read(client: Any, stream: str = "stream") -> Iterator[str]:
    position: dict[str, str] = {}
    while True:
        answer = client.get_log_events(
            logGroupName=GROUP, logStreamName=stream, startFromHead=True, limit=1_000, **position
        )
        if not answer["events"]:
            return
        yield from (event["message"] for event in answer["events"])
        position = {"nextToken": answer["nextForwardToken"]}


def saved_bytes(cloud: CloudProcess) -> int:
    return (cloud.state_dir / "checkpoints" / "current" / "cloudwatch_logs.json").stat().st_size


def stored_rows(cloud: CloudProcess) -> int:
    """Read beside the running server."""
    import sqlite3

    with sqlite3.connect(f"file:{cloud.state_dir}/logs/events.sqlite?mode=ro", uri=True) as connection:
        return int(connection.execute("SELECT count(*) FROM events").fetchone()[0])


def test_a_checkpoint_does_not_grow_with_the_lines_of_a_log(logs: Any, own_cloud: CloudProcess) -> None:
    put(logs, "one line")
    save(own_cloud)
    before = saved_bytes(own_cloud)
    for _ in range(3):
        put(logs, *(f"line {number}" for number in range(5_000)))
    save(own_cloud)
    assert saved_bytes(own_cloud) == before
    # What the server says that it wrote, all services together; what did not change is linked.
    _, _, written = checkpoints(own_cloud)[-1]
    assert before < written < 100_000


def test_lines_are_there_after_a_kill_without_a_checkpoint(logs: Any, own_cloud: CloudProcess) -> None:
    put(logs, *(f"line {number}" for number in range(2_500)))
    own_cloud.kill()
    own_cloud.start()
    client = own_cloud.client("logs", DEV)
    assert list(read(client)) == [f"line {number}" for number in range(2_500)]
    put(client, "after")
    (stream,) = client.describe_log_streams(logGroupName=GROUP)["logStreams"]
    assert stream["firstEventTimestamp"] < stream["lastEventTimestamp"]
    assert list(read(client))[-1] == "after"


def test_a_kill_in_the_middle_leaves_whole_batches_and_all_that_were_confirmed(
    logs: Any, own_cloud: CloudProcess
) -> None:
    confirmed = confirmed_before_a_kill(
        own_cloud, lambda batch: put(logs, *(f"{batch} {number}" for number in range(_BATCH)))
    )
    found = list(read(own_cloud.client("logs", DEV)))
    assert len(found) in (confirmed * _BATCH, (confirmed + 1) * _BATCH)
    assert found == [f"{batch} {number}" for batch in range(len(found) // _BATCH) for number in range(_BATCH)]


def test_what_is_stored_is_told_searched_and_queried(logs: Any) -> None:
    put(logs, "alpha", "beta")
    put(logs, "an earlier line", timestamp=int(time.time() * 1000) - 5_000)
    (group,) = logs.describe_log_groups(logGroupNamePrefix=GROUP)["logGroups"]
    assert group["storedBytes"] == len("alpha" + "beta" + "an earlier line")
    found = logs.filter_log_events(logGroupName=GROUP, filterPattern="a")["events"]
    assert [event["message"] for event in found] == ["an earlier line", "alpha", "beta"]
    now = int(time.time())
    query = logs.start_query(
        logGroupName=GROUP, startTime=now - 60, endTime=now + 60, queryString="fields @ptr, @message | sort @timestamp"
    )["queryId"]
    rows = [
        {field["field"]: field["value"] for field in row} for row in logs.get_query_results(queryId=query)["results"]
    ]
    assert sorted(row["@message"] for row in rows) == ["alpha", "an earlier line", "beta"]
    record = logs.get_log_record(logRecordPointer=found[1]["eventId"])["logRecord"]
    assert (record["@message"], record["@log"], record["@logStream"]) == ("alpha", GROUP, "stream")


def test_a_deleted_streams_lines_go_once_no_checkpoint_holds_them(logs: Any, own_cloud: CloudProcess) -> None:
    put(logs, "line")
    save(own_cloud)
    assert stored_rows(own_cloud) == 1
    logs.delete_log_stream(logGroupName=GROUP, logStreamName="stream")
    logs.create_log_stream(logGroupName=GROUP, logStreamName="stream")
    assert list(read(logs)) == []
    save(own_cloud)  # the one before still has it, for a repair
    assert stored_rows(own_cloud) == 1
    save(own_cloud)
    deadline = time.monotonic() + 20
    while stored_rows(own_cloud):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_lines_go_once_they_are_older_than_their_group_keeps_them(logs: Any, own_cloud: CloudProcess) -> None:
    logs.create_log_group(logGroupName="for-ever")
    logs.create_log_stream(logGroupName="for-ever", logStreamName="stream")
    old = int((time.time() - 2 * 86_400) * 1000)
    for group in (GROUP, "for-ever"):
        for moment, message in ((old, "old"), (old + 3 * 3_600_000, "old too"), (int(time.time() * 1000), "new")):
            event = {"timestamp": moment, "message": message}
            logs.put_log_events(logGroupName=group, logStreamName="stream", logEvents=[event])
    logs.put_retention_policy(logGroupName=GROUP, retentionInDays=3)
    save(own_cloud)
    assert list(read(logs)) == ["old", "old too", "new"]
    logs.put_retention_policy(logGroupName=GROUP, retentionInDays=1)
    save(own_cloud)
    deadline = time.monotonic() + 20
    while list(read(logs)) != ["new"]:  # they go once the checkpoint is current
        assert time.monotonic() < deadline
        time.sleep(0.05)
    (stream,) = logs.describe_log_streams(logGroupName=GROUP)["logStreams"]
    assert stream["firstEventTimestamp"] == stream["lastEventTimestamp"] > old
    assert len(logs.get_log_events(logGroupName="for-ever", logStreamName="stream")["events"]) == 3


def test_a_state_with_the_events_in_it_is_read(tmp_path: Path) -> None:
    """As MiniStack writes it by itself, and an earlier version of the local cloud did."""
    table = EventTable(tmp_path / "events.sqlite")
    stream = {"events": [{"timestamp": 1, "message": "kept", "ingestionTime": 2, "eventId": "6a1c"}]}
    data = {"log_groups": {"group": {"streams": {"stream": stream}}}}
    records = CollectedRecords(tmp_path / "streams.sqlite")
    LogStreams(table, StreamRecords(records)).load(lambda _: None, data)
    assert isinstance(stream["events"], StoredEvents)
    assert [event["message"] for event in stream["events"]] == ["kept"]
    table.database.close()
    records.database.close()


def test_ministack_alone_has_every_line_in_its_state() -> None:
    from ministack.services import cloudwatch_logs

    cloudwatch_logs._create_log_group({"logGroupName": GROUP})
    cloudwatch_logs._create_log_stream({"logGroupName": GROUP, "logStreamName": "stream"})
    lines = [{"timestamp": 1, "message": f"line {number}"} for number in range(100)]
    cloudwatch_logs._put_log_events({"logGroupName": GROUP, "logStreamName": "stream", "logEvents": lines})
    groups = cloudwatch_logs.get_state()["log_groups"]
    assert json.dumps(list(groups._data.values())).count("line ") == 100
    cloudwatch_logs.reset()
