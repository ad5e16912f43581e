from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from localcloud.cli.terminal.child_process import Child, Children, last_lines
from localcloud.cli.terminal.exit_codes import CommandError, ExitCode
from localcloud.cli.terminal.interruption import Interruption
from tests.localcloud.cli.scratch_checkout import is_running, wait_until

pytestmark = pytest.mark.slow

# Starts a grandchild, says who they are, and ends only when it must.
_STUBBORN = """
import os, signal, subprocess, sys, time
if "deaf" in sys.argv: signal.signal(signal.SIGTERM, signal.SIG_IGN)
grandchild = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(300)"])
print(os.getpid(), grandchild.pid, flush=True)
time.sleep(300)
"""

# Says something while it cleans up, as a command does.
_ON_A_TERMINAL = """
import signal, sys
from localcloud.cli.terminal.interruption import INTERRUPTION
INTERRUPTION.install()
try:
    print("ready", flush=True)
    signal.pause()
except KeyboardInterrupt:
    print("stopping", flush=True)
    sys.exit(7)
"""


def _child(tmp_path: Path, code: str, *arguments: str, timeout_seconds: float = 30) -> Child:
    return Child(
        label="the tool",
        command=[sys.executable, "-c", code, *arguments],
        cwd=tmp_path,
        environment={"LANG": "C", "ONLY": "this"},
        log=tmp_path / "logs" / "tool.log",
        timeout_seconds=timeout_seconds,
    )


def _pids(child: Child) -> list[int]:
    wait_until(lambda: child.log.exists() and len(child.log.read_text().split()) == 2, "the child says who it is")
    return [int(pid) for pid in child.log.read_text().split()]


def _none_is_left(pids: list[int]) -> None:
    wait_until(lambda: not any(map(is_running, pids)), f"{pids} have ended")


def test_output_of_both_kinds_goes_to_the_log_and_the_environment_is_only_what_was_given(tmp_path: Path) -> None:
    child = _child(
        tmp_path, "import os, sys; print(os.environ.get('ONLY'), os.environ.get('HOME')); print('e', file=sys.stderr)"
    )
    assert Children().run(child) > 0
    assert sorted(last_lines(child.log)) == ["e", "this None"]


def test_a_failure_carries_exit_code_and_last_lines(tmp_path: Path) -> None:
    child = _child(tmp_path, "import sys; [print('line', n) for n in range(40)]; print(); sys.exit(3)")
    with pytest.raises(CommandError) as failed:
        Children().run(child)
    assert failed.value.exit_code is ExitCode.STEP_FAILED
    assert "the tool failed (exit code 3)" in failed.value.message
    assert failed.value.details[-1] == "line 39"
    assert len(failed.value.details) == 15


def test_a_command_that_does_not_exist_is_a_failure_with_a_clear_line(tmp_path: Path) -> None:
    child = Child(
        label="cdk", command=["./no-such-tool"], cwd=tmp_path, environment={}, log=tmp_path / "l", timeout_seconds=5
    )
    with pytest.raises(CommandError, match="cdk could not be started"):
        Children().run(child)


def test_the_time_limit_ends_the_whole_process_group(tmp_path: Path) -> None:
    child = _child(tmp_path, _STUBBORN, timeout_seconds=5)
    with pytest.raises(CommandError, match="took longer than 5 s"):
        Children(grace_seconds=5).run(child)
    _none_is_left(_pids(child))


def test_a_child_that_takes_long_is_said_to_run_until_it_ends(tmp_path: Path) -> None:
    said: list[str] = []
    ended = tmp_path / "ended"

    def announce(line: str) -> None:
        said.append(line)
        if len(said) == 3:
            ended.touch()

    code = "import pathlib, sys, time\nwhile not pathlib.Path(sys.argv[1]).exists(): time.sleep(0.01)"
    Children(announce=announce, quiet_seconds=0.1).run(_child(tmp_path, code, str(ended)))
    assert said[0] == "the tool"
    assert [line.startswith("the tool has run for ") for line in said[1:]] == [True] * (len(said) - 1)
    assert len(said) >= 3


def test_a_grandchild_that_a_finished_tool_left_behind_is_ended(tmp_path: Path) -> None:
    code = "import subprocess, sys; print(subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(300)']).pid)"
    child = _child(tmp_path, code)
    Children().run(child)
    _none_is_left([int(child.log.read_text())])


def test_end_all_ends_children_of_other_threads_and_refuses_new_ones(tmp_path: Path) -> None:
    children, child = Children(grace_seconds=5), _child(tmp_path, _STUBBORN)
    failures: list[BaseException] = []

    def run() -> None:
        try:
            children.run(child)
        except CommandError as error:
            failures.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    pids = _pids(child)
    children.end_all()
    thread.join(timeout=10)
    assert not thread.is_alive()
    assert len(failures) == 1
    _none_is_left(pids)
    with pytest.raises(CommandError, match="not started"):
        children.run(child)


def test_a_child_that_is_deaf_to_sigterm_is_killed_after_the_grace_period(tmp_path: Path) -> None:
    child = _child(tmp_path, _STUBBORN, "deaf", timeout_seconds=5)
    with pytest.raises(CommandError):
        Children(grace_seconds=0.3).run(child)
    _none_is_left(_pids(child))


def test_urgency_cuts_the_grace_period_short_and_still_leaves_nothing(tmp_path: Path) -> None:
    interruption = Interruption()
    interruption.urgent.set()
    child = _child(tmp_path, _STUBBORN, "deaf", timeout_seconds=5)
    started = time.monotonic()
    with pytest.raises(CommandError):
        Children(grace_seconds=60, interruption=interruption).run(child)
    assert time.monotonic() - started < 20
    _none_is_left(_pids(child))


@pytest.fixture
def interruption() -> Iterator[Interruption]:
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.getsignal(number) for number in numbers}
    made = Interruption()
    made.install()
    yield made
    for number, handler in before.items():
        signal.signal(number, handler)


def test_the_first_signal_interrupts_and_a_second_one_only_makes_it_urgent(interruption: Interruption) -> None:
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)
    assert not interruption.urgent.is_set()
    signal.raise_signal(signal.SIGTERM)
    assert interruption.urgent.is_set()


def test_a_held_interrupt_comes_when_the_statements_are_done(interruption: Interruption) -> None:
    done: list[str] = []

    def critical() -> None:
        with interruption.held():
            signal.raise_signal(signal.SIGINT)
            done.append("not torn apart")
        done.append("not reached")

    with pytest.raises(KeyboardInterrupt):
        critical()
    assert done == ["not torn apart"]


def test_a_closed_terminal_interrupts_and_what_is_said_afterwards_goes_nowhere() -> None:
    """In a process of its own, whose standard output is a terminal that is closed."""
    reading, terminal = pty.openpty()
    with subprocess.Popen([sys.executable, "-c", _ON_A_TERMINAL], stdin=terminal, stdout=terminal) as process:
        os.close(terminal)
        assert os.read(reading, 100).strip() == b"ready"
        os.close(reading)
        process.send_signal(signal.SIGHUP)
        assert process.wait(20) == 7
