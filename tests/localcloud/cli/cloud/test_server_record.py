from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from localcloud.aws.process_identity import process_identity
from localcloud.cli.cloud.server_record import (
    ServerRecord,
    exclusive,
    is_damaged,
    lock_holder,
    read_record,
    remove_record,
    write_record,
)
from localcloud.cli.cloud.workspace import Workspace
from localcloud.cli.terminal.exit_codes import CommandError, ExitCode

SERVER = ("-m", "localcloud", "serve")
ROOT = Path(__file__).resolve().parents[4]
# Holds the lock of a state folder until its stdin ends.
_HOLDER = """
import sys
from pathlib import Path
from tests.localcloud.cli.example_command import PROJECT
from localcloud.cli.cloud.server_record import exclusive
from localcloud.cli.cloud.workspace import Workspace
with exclusive(Workspace.at(PROJECT, checkout=Path(sys.argv[1]), state=Path(sys.argv[2]), port=0)):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_record_comes_back_as_it_was_written(workspace: Workspace, record: ServerRecord) -> None:
    write_record(workspace, record)
    assert read_record(workspace) == record
    remove_record(workspace)
    assert read_record(workspace) is None
    remove_record(workspace)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"pid": 1}', '{"from": "another version"}'])
def test_a_file_that_is_no_record_counts_as_none(workspace: Workspace, content: str) -> None:
    workspace.record.write_text(content, encoding="utf-8")
    assert read_record(workspace) is None


def test_a_writer_that_is_killed_halfway_leaves_the_old_record(workspace: Workspace, record: ServerRecord) -> None:
    write_record(workspace, record)
    workspace.record.with_name(f".{workspace.record.name}-half").write_text('{"pid":', encoding="utf-8")
    assert read_record(workspace) == record


def test_a_dead_process_is_not_alive(record: ServerRecord) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    assert not replace(record, pid=ended.pid, process_identity="123").is_alive()


def test_a_process_id_that_went_to_another_program_is_not_alive(record: ServerRecord) -> None:
    mine = os.getpid()
    assert process_identity(mine)
    assert not replace(record, pid=mine, process_identity=process_identity(mine)).is_alive()  # not a local cloud
    server = subprocess.Popen([sys.executable, "-c", "import sys; sys.stdin.read()", *SERVER], stdin=subprocess.PIPE)
    try:
        started = process_identity(server.pid)
        assert replace(record, pid=server.pid, process_identity=started).is_alive()
        assert not replace(record, pid=server.pid, process_identity="an earlier one").is_alive()
    finally:
        server.kill()
        server.wait()


def test_a_zombie_is_not_alive(record: ServerRecord) -> None:
    child = subprocess.Popen([sys.executable, "-c", "", *SERVER])
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    assert process_identity(child.pid) is None
    child.wait()


def test_a_second_command_on_the_same_folder_is_refused_while_the_first_holds_it(workspace: Workspace) -> None:
    command = [sys.executable, "-c", _HOLDER, str(workspace.checkout), str(workspace.state)]
    holder = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(CommandError) as refused, exclusive(workspace):
            pytest.fail("two held it")
        assert refused.value.exit_code is ExitCode.BUSY
        assert str(holder.pid) in refused.value.message
    finally:
        holder.kill()  # however it ends, the lock ends with it
        holder.communicate()
    with exclusive(workspace):
        assert workspace.lock.read_text(encoding="utf-8") == str(os.getpid())


def test_a_server_whose_record_is_damaged_is_found_by_its_lock(workspace: Workspace) -> None:
    command = [sys.executable, "-c", "import sys; sys.stdin.read()", *SERVER, "--state", str(workspace.state)]
    server = subprocess.Popen(command, stdin=subprocess.PIPE)
    try:
        assert lock_holder(workspace) is None
        workspace.server_lock.write_text(str(server.pid), encoding="utf-8")
        found = lock_holder(workspace)
        assert found is not None
        assert (found.pid, found.is_alive()) == (server.pid, True)
        workspace.server_lock.write_text(str(os.getpid()), encoding="utf-8")
        assert lock_holder(workspace) is None  # not a local cloud
        assert not is_damaged(workspace)
        workspace.record.write_text('{"pid": ', encoding="utf-8")
        assert is_damaged(workspace)
    finally:
        server.communicate(timeout=10)
