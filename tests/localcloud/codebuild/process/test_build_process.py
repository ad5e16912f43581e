"""The shell of a build and its supervisor: what commands share, and that nothing of them is left."""

from __future__ import annotations

import fcntl
import os
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from localcloud.aws.process_identity import process_identity
from localcloud.services.codebuild.process.build_process import (
    BuildProcess,
    InterruptedBuildError,
    ProcessIdentity,
    Stop,
    end_group,
    end_processes_with,
)
from tests.localcloud.cloud_process import REPOSITORY

pytestmark = pytest.mark.slow

ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "GIVEN": "by the build"}


class Shell:
    """A build process and all that it wrote."""

    def __init__(self, directory: Path, shell: str) -> None:
        self.output = b""
        self.seconds_to_write = 0.0
        self.stop = Stop()
        source = directory / "source"
        source.mkdir()
        self.process = BuildProcess(
            shell=shell,
            directory=source,
            state_dir=directory / "shell",
            environment={**ENVIRONMENT, "MARK": str(directory)},
            write_output=self._write,
            stop=self.stop,
        )

    def _write(self, data: bytes) -> None:
        time.sleep(self.seconds_to_write)
        self.output += data

    def end(self) -> None:
        self.process.end()
        self.stop.close()

    def lines(self) -> list[str]:
        return self.output.decode().splitlines()


@pytest.fixture(params=["/bin/sh", "/bin/bash"])
def shell(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Shell]:
    running = Shell(tmp_path, request.param)
    yield running
    running.end()


@pytest.mark.parametrize("folder", ["it's here", 'a "quoted" one', "Größe & Maß", "$HOME `id`", "back\\slash"])
def test_what_it_exports_and_expands_is_known_wherever_it_lies(tmp_path: Path, folder: str) -> None:
    (tmp_path / folder).mkdir()
    running = Shell(tmp_path / folder, "/bin/sh")
    try:
        assert running.process.run("export SAID=yes") == 0
        assert running.process.environment()["SAID"] == "yes"
        assert running.process.expand("it says $SAID") == "it says yes"
    finally:
        running.end()


def _await(condition: Callable[[], bool], seconds: float = 10.0) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.01)
    return condition()


def test_commands_share_exports_variables_and_directory(shell: Shell) -> None:
    for command in ("export A=1; B=2", "mkdir in; cd in", 'echo "$A $B $GIVEN"; pwd | sed "s,.*/,,"'):
        assert shell.process.run(command) == 0
    assert shell.lines() == ["1 2 by the build", "in"]


def test_a_build_stands_back_for_the_rest_of_the_machine(shell: Shell) -> None:
    """Also in the reckoning of Linux that goes by sessions, where there is one."""
    assert shell.process.run("nice; cat /proc/self/autogroup 2>/dev/null || echo none") == 0
    niceness, of_session = shell.lines()
    assert int(niceness) == min(os.nice(0) + 5, 19)
    assert of_session == "none" or of_session.endswith(" nice 5")


_STAND_BACK_TOGETHER = """
import ctypes, os, sys
from pathlib import Path
from localcloud.services.codebuild.process.supervisor import stand_back

# Root is exempt from the limit: capget, take CAP_SYS_ADMIN (21) out of what counts, capset (man 2 capset).
libc = ctypes.CDLL(None, use_errno=True)
header, sets = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
assert libc.capget(header, sets) == 0
sets[0] &= ~(1 << 21)
assert libc.capset(header, sets) == 0
for _ in range(int(sys.argv[1])):
    if os.fork() == 0:
        os.setsid()
        stand_back()
        os.write(1, Path("/proc/self/autogroup").read_text().partition(" ")[2].encode())
        os._exit(0)
while True:
    try:
        os.wait()
    except ChildProcessError:
        break
"""


@pytest.mark.skipif(not Path("/proc/self/autogroup").exists(), reason="this Linux does not schedule by sessions")
def test_builds_that_start_together_all_stand_back() -> None:
    """Linux takes one such change in a tenth of a second from all that are not root: none gives up before its turn."""
    asked = subprocess.run(
        [sys.executable, "-c", _STAND_BACK_TOGETHER, "14"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert asked.stdout.splitlines() == ["nice 5"] * 14


@pytest.fixture
def many_descriptors() -> Iterator[None]:
    """As in a server with many clients: the next descriptors have numbers that `select` does not know."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    held: list[int] = []
    with Path(os.devnull).open("rb") as null:
        while not held or held[-1] < 1024:
            held.append(fcntl.fcntl(null, fcntl.F_DUPFD_CLOEXEC, 0))
        yield
        for descriptor in held:
            os.close(descriptor)
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_a_build_runs_in_a_server_that_has_many_connections(tmp_path: Path, many_descriptors: None) -> None:
    shell = Shell(tmp_path, "/bin/sh")
    try:
        assert shell.stop.fileno() > 1023
        assert shell.process.run("echo done") == 0
    finally:
        shell.end()
    assert shell.lines() == ["done"]


def test_the_exit_status_of_a_command_is_its_own(shell: Shell) -> None:
    assert [shell.process.run(command) for command in ("true", "false", "(exit 7)", "true")] == [0, 1, 7, 0]


def test_a_command_that_leaves_the_shell_keeps_exports_and_directory(shell: Shell) -> None:
    shell.process.run("export A='it'\"'\"'s'; unset GIVEN; mkdir in; cd in")
    assert shell.process.run("exit 3") == 3
    assert shell.process.run('echo "$A ${GIVEN-unset}"; pwd | sed "s,.*/,,"') == 0
    assert shell.lines() == ["it's unset", "in"]


@pytest.mark.parametrize(
    ("command", "status"),
    [("set -e; false; echo never", 1), ("exec sh -c 'exit 4'", 4), ("kill -9 $$", 137), ("return 5", 5)],
)
def test_a_command_that_ends_the_shell_in_another_way_is_reported(shell: Shell, command: str, status: int) -> None:
    assert shell.process.run(command) == status
    assert shell.process.run("echo and on") == 0
    assert shell.lines()[-1] == "and on"


def test_a_command_that_is_no_shell_script_fails_alone(shell: Shell) -> None:
    assert shell.process.run("if") != 0
    assert shell.process.run("echo and on") == 0
    assert shell.lines()[-1] == "and on"


@pytest.mark.parametrize("option", ["set -C", "set -u", "set -f", "IFS=x", "exec 8>&- 9>&-", "trap 'echo bye' EXIT"])
def test_options_of_a_command_do_not_break_the_next(shell: Shell, option: str) -> None:
    assert shell.process.run(option) == 0
    assert shell.process.run("echo next") == 0
    assert "next" in shell.lines()


def test_output_is_complete_and_in_order_when_a_command_has_ended(shell: Shell) -> None:
    shell.seconds_to_write = 0.02
    shell.process.run("i=0; while [ $i -lt 3000 ]; do echo line $i; i=$((i+1)); done; echo last >&2")
    assert shell.lines() == [*(f"line {number}" for number in range(3000)), "last"]


def test_commands_read_nothing(shell: Shell) -> None:
    assert shell.process.run("cat; echo done") == 0
    assert shell.lines() == ["done"]


def test_the_environment_is_what_the_shell_exports(shell: Shell) -> None:
    shell.process.run("export MULTI='two\nlines'; HIDDEN=1")
    environment = shell.process.environment()
    assert environment["MULTI"] == "two\nlines"
    assert environment["GIVEN"] == "by the build"
    assert "HIDDEN" not in environment


def test_nothing_of_the_tests_own_environment_is_seen(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_PROFILE", "developer")
    names = set(shell.process.environment())
    assert names - {"PWD", "OLDPWD", "SHLVL", "_"} == {"PATH", "LANG", "GIVEN", "MARK"}


@pytest.mark.parametrize("reason", ["STOPPED", "TIMED_OUT"])
def test_a_running_command_is_interrupted_at_once(shell: Shell, reason: str) -> None:
    threading.Timer(0.2, shell.stop.request, (reason,)).start()
    started = time.monotonic()
    with pytest.raises(InterruptedBuildError) as interruption:
        shell.process.run("sleep 60")
    assert interruption.value.reason == reason
    assert time.monotonic() - started < 30


@pytest.mark.parametrize(
    "command",
    [
        "sleep 61 & echo started",
        "nohup sleep 62 >/dev/null 2>&1 & echo started",
        "setsid sleep 63 & echo started",
        "(setsid sh -c 'sleep 64 & sleep 65' &) ; echo started",
    ],
)
def test_the_end_of_a_build_ends_what_it_left_in_the_background(shell: Shell, tmp_path: Path, command: str) -> None:
    assert shell.process.run(command) == 0
    _await(lambda: len(_processes_of(tmp_path)) >= 3)
    shell.process.end()
    assert _processes_of(tmp_path) == []


def test_a_killed_server_takes_its_builds_with_it(tmp_path: Path) -> None:
    script = """
import sys
from pathlib import Path
from localcloud.services.codebuild.process.build_process import BuildProcess, Stop
directory = Path(sys.argv[1])
process = BuildProcess(shell="/bin/sh", directory=directory, state_dir=directory / "shell", write_output=print,
                       environment={"PATH": "/usr/bin:/bin", "MARK": sys.argv[1]}, stop=Stop())
process.run("setsid sleep 66 & sleep 67 & echo; touch started; sleep 68")
"""
    server = subprocess.Popen([sys.executable, "-c", script, str(tmp_path)], cwd=REPOSITORY, stdout=subprocess.DEVNULL)
    try:
        assert _await((tmp_path / "started").exists, 30)
        assert _await(lambda: len(_processes_of(tmp_path)) >= 5)
    finally:
        server.send_signal(signal.SIGKILL)
        server.wait(10)
    assert _await(lambda: _processes_of(tmp_path) == [])


def test_a_group_is_not_ended_once_its_id_belongs_to_someone_else() -> None:
    other = subprocess.Popen(["sleep", "30"], start_new_session=True)
    try:
        end_group(ProcessIdentity(group=other.pid, leader="1"))
        assert other.poll() is None
        end_group(ProcessIdentity(group=other.pid, leader=process_identity(other.pid)))
        assert other.wait(10) == -signal.SIGKILL
    finally:
        other.kill()
        other.wait(10)


def test_processes_are_found_by_their_environment(tmp_path: Path) -> None:
    marked = subprocess.Popen(["sleep", "30"], env={"PATH": os.defpath, "MARK": str(tmp_path)}, start_new_session=True)
    other = subprocess.Popen(["sleep", "30"], env={"PATH": os.defpath, "MARK": "other"})
    try:
        assert _await(lambda: _processes_of(tmp_path) == [marked.pid])  # a new process shows no environment at first
        assert end_processes_with("MARK", str(tmp_path)) >= 1
        assert marked.wait(10) == -signal.SIGKILL
        assert other.poll() is None
    finally:
        for process in (marked, other):
            process.kill()
            process.wait(10)


def _processes_of(directory: Path) -> list[int]:
    """The living processes that were started with this test's mark."""
    wanted, found = f"MARK={directory}".encode(), []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                alive = entry.joinpath("stat").read_text().rpartition(")")[2].split()[0] != "Z"
                if alive and wanted in entry.joinpath("environ").read_bytes().split(b"\0"):
                    found.append(int(entry.name))
            except OSError:
                continue
    return found
