"""A checkpoint that the disk refuses leaves the last one in place, and is made up for once there is space."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from localcloud.server.inspection import inspect
from tests.localcloud import small_disk
from tests.localcloud.cloud_process import DEV, CloudProcess
from tests.localcloud.ministack.test_checkpoints import await_checkpoint, current

pytestmark = pytest.mark.cloud
_LIMIT_SECONDS = 60


@pytest.fixture
def cloud(tmp_path: Path) -> Iterator[CloudProcess]:
    """A cloud whose state lies on a file system of its own."""
    state = tmp_path / "state"
    state.mkdir()
    if not small_disk.mount(state):
        pytest.skip("this machine allows no file system of its own for the state folder")
    try:
        with CloudProcess(state_dir=state, toolchain_dir=tmp_path / "toolchain") as process:
            yield process
    finally:
        small_disk.unmount(state)


def last_attempt(cloud: CloudProcess) -> int:
    """When the last checkpoint was begun or given up: the moment at which their folder last changed."""
    return (cloud.state_dir / "checkpoints").stat().st_mtime_ns


def await_failure(cloud: CloudProcess, *, since: int) -> None:
    """Wait until a checkpoint was begun and given up after `since`. The server's log is on the same disk, and may have
    no place for it; what it has left of the refused one is gone, then."""
    deadline = time.monotonic() + _LIMIT_SECONDS
    checkpoints = cloud.state_dir / "checkpoints"
    while time.monotonic() < deadline:
        tried = last_attempt(cloud) != since
        unfinished = [entry for entry in checkpoints.glob("c-*") if not (entry / "manifest.json").exists()]
        if tried and not unfinished:
            return
        time.sleep(0.01)
    raise AssertionError("no checkpoint was begun and given up")


def test_what_a_full_disk_refused_is_saved_once_there_is_space(cloud: CloudProcess) -> None:
    queues = cloud.client("sqs", DEV)
    queues.create_queue(QueueName="before")
    await_checkpoint(cloud, None)
    saved = current(cloud)
    with small_disk.full(cloud.state_dir):
        before = last_attempt(cloud)
        queues.create_queue(QueueName="on-a-full-disk")
        await_failure(cloud, since=before)
        assert current(cloud) == saved
        assert inspect(cloud.state_dir) == []
    queues.create_queue(QueueName="with-space")
    await_checkpoint(cloud, saved)
    cloud.kill()
    cloud.start()
    names = [url.rpartition("/")[2] for url in cloud.client("sqs", DEV).list_queues()["QueueUrls"]]
    assert sorted(names) == ["before", "on-a-full-disk", "with-space"]


def test_a_kill_on_a_full_disk_leaves_the_last_checkpoint(cloud: CloudProcess) -> None:
    queues = cloud.client("sqs", DEV)
    queues.create_queue(QueueName="before")
    await_checkpoint(cloud, None)
    with small_disk.full(cloud.state_dir):
        before = last_attempt(cloud)
        queues.create_queue(QueueName="on-a-full-disk")
        await_failure(cloud, since=before)
        cloud.kill()
    assert inspect(cloud.state_dir) == []
    cloud.start()
    (url,) = cloud.client("sqs", DEV).list_queues()["QueueUrls"]
    assert url.endswith("/before")
