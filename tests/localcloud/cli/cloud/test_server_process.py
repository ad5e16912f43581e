from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from localcloud.aws.process_identity import process_identity
from localcloud.cli.cloud import server_process
from localcloud.cli.cloud.port_holder import AnsweringCloud, answering_cloud
from localcloud.cli.cloud.server_process import ServerStart, is_healthy, port_is_free, stop
from localcloud.cli.cloud.server_record import ServerRecord, read_record, write_record
from localcloud.cli.cloud.workspace import Workspace
from localcloud.cli.terminal.exit_codes import CommandError, ExitCode
from localcloud.cli.terminal.interruption import Interruption
from tests.localcloud.cli.example_command import PROJECT
from tests.localcloud.cli.scratch_checkout import ScratchCheckout, is_running
from tests.localcloud.cli.stubbed_cloud import SETTINGS

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def interruption(monkeypatch: pytest.MonkeyPatch) -> Interruption:
    made = Interruption()
    monkeypatch.setattr(server_process, "INTERRUPTION", made)
    return made


@pytest.fixture
def place(scratch: ScratchCheckout) -> Iterator[Workspace]:
    workspace = Workspace.at(PROJECT, checkout=scratch.path, state=None, port=0)
    workspace.claim()
    yield workspace
    record = read_record(workspace)
    if record is not None and is_running(record.pid):
        os.killpg(record.pid, signal.SIGKILL)


def start(workspace: Workspace) -> ServerRecord:
    server = ServerStart(workspace, SETTINGS)
    server.begin()
    return server.wait(stopped=threading.Event())


def test_a_started_server_is_recorded_with_its_port_and_answers(place: Workspace) -> None:
    record = start(place)
    assert read_record(place) == record
    assert record.endpoint_url == f"http://127.0.0.1:{record.port}"
    assert answering_cloud(record.port) == AnsweringCloud(pid=record.pid, state=str(place.state))
    assert is_healthy(record)
    assert record.settings == SETTINGS


def test_it_has_a_session_of_its_own_so_that_it_outlives_the_terminal(place: Workspace) -> None:
    record = start(place)
    assert os.getsid(record.pid) == record.pid != os.getsid(0)


def test_it_is_recorded_before_it_is_ready_so_that_it_can_always_be_ended(
    place: Workspace, scratch: ScratchCheckout
) -> None:
    scratch.server_does(silent=True)
    ServerStart(place, SETTINGS).begin()
    record = read_record(place)
    assert record is not None
    assert record.is_alive()
    assert not is_healthy(record)
    assert stop(place, record)
    assert not is_running(record.pid)


def test_one_that_never_gets_ready_is_given_up_and_ended(
    place: Workspace, scratch: ScratchCheckout, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_process, "START_SECONDS", 1.5)
    scratch.server_does(silent=True)
    server = ServerStart(place, SETTINGS)
    server.begin()
    pid = getattr(read_record(place), "pid", 0)
    with pytest.raises(CommandError, match="was not ready"):
        server.wait(stopped=threading.Event())
    assert not is_running(pid)
    assert read_record(place) is None


def test_one_that_ends_at_once_shows_its_exit_code_and_last_lines(place: Workspace, scratch: ScratchCheckout) -> None:
    scratch.server_does(exit=3)
    with pytest.raises(CommandError, match="ended with exit code 3") as failed:
        start(place)
    assert failed.value.exit_code is ExitCode.STEP_FAILED
    assert failed.value.details == ("localcloud: this line says why",)


def test_stopping_is_graceful_and_forgets_the_server(place: Workspace) -> None:
    record = start(place)
    assert stop(place, record)
    assert not is_running(record.pid)
    assert read_record(place) is None
    assert not stop(place, record)


def test_one_that_is_deaf_to_sigterm_is_killed_after_a_bounded_wait(
    place: Workspace, scratch: ScratchCheckout, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_process, "STOP_SECONDS", 0.5)
    scratch.server_does(ignore_sigterm=True)
    record = start(place)
    assert stop(place, record)
    assert not is_running(record.pid)


def test_urgency_does_not_wait_for_one_that_is_deaf(
    place: Workspace, scratch: ScratchCheckout, interruption: Interruption
) -> None:
    scratch.server_does(ignore_sigterm=True)
    record = start(place)
    interruption.urgent.set()
    began = time.monotonic()
    assert stop(place, record)
    assert time.monotonic() - began < server_process.STOP_SECONDS
    assert not is_running(record.pid)


def test_a_process_that_only_has_the_recorded_id_is_never_signalled(place: Workspace, record: ServerRecord) -> None:
    innocent = subprocess.Popen(
        [sys.executable, "-c", "import sys; print('here', flush=True); sys.stdin.read()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    try:
        assert innocent.stdout is not None
        assert innocent.stdout.readline() == b"here\n"  # from now on it is known what it runs
        stale = replace(record, pid=innocent.pid, process_identity=process_identity(innocent.pid))
        write_record(place, stale)
        assert not stop(place, stale)
        assert innocent.poll() is None
        assert read_record(place) is None
    finally:
        innocent.kill()
        innocent.communicate()


def test_a_port_is_free_until_somebody_listens_there() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        assert not port_is_free(port)
    assert port_is_free(port)


def test_something_else_that_answers_is_no_local_cloud(tmp_path: Path) -> None:
    code = """
import http.server as http
server = http.HTTPServer(("127.0.0.1", 0), http.SimpleHTTPRequestHandler)
print(server.server_port, flush=True)
server.serve_forever()
"""
    other = subprocess.Popen(
        [sys.executable, "-c", code], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    try:
        assert other.stdout is not None
        assert answering_cloud(int(other.stdout.readline())) is None
    finally:
        other.kill()
        other.communicate()
