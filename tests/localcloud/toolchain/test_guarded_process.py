import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from localcloud.toolchain.guarded_process import run_guarded

_SECONDS = 60
# Opens the FIFO and then waits; whoever reads it gets its end when the last of the processes is gone.
_TOOL = 'exec 9> "$0"; echo started >&9; sleep 300 & wait'
_STARTS_A_TOOL = """
import os, pathlib, sys
from localcloud.toolchain.guarded_process import run_guarded
run_guarded(["sh", "-c", *sys.argv[1:]], cwd=pathlib.Path("/"), environment=os.environ, timeout_seconds=300)
"""


def _run(*command: str, timeout_seconds: float = _SECONDS) -> subprocess.CompletedProcess[str]:
    return run_guarded(command, cwd=Path("/"), environment=os.environ, timeout_seconds=timeout_seconds)


def test_what_a_tool_prints_and_how_it_ends_are_its_own() -> None:
    done = _run("sh", "-c", "echo out; echo err >&2; exit 7")

    assert (done.returncode, done.stdout, done.stderr) == (7, "out\n", "err\n")


def test_a_tool_that_a_signal_ended_is_known_as_such() -> None:
    assert _run("sh", "-c", "kill -TERM $$").returncode == -signal.SIGTERM


def test_a_program_that_is_not_there_is_named() -> None:
    with pytest.raises(FileNotFoundError, match="there is no program no-such-tool"):
        _run("no-such-tool")


def test_a_tool_that_takes_too_long_is_ended_with_what_it_started(tmp_path: Path) -> None:
    fifo = tmp_path / "alive"
    os.mkfifo(fifo)
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append(fifo.read_text()), daemon=True)
    reader.start()

    with pytest.raises(subprocess.TimeoutExpired):
        _run("sh", "-c", _TOOL, str(fifo), timeout_seconds=3)

    reader.join(_SECONDS)
    assert read == ["started\n"]


def test_a_tool_ends_with_the_one_who_started_it_even_where_that_one_is_killed(tmp_path: Path) -> None:
    fifo = tmp_path / "alive"
    os.mkfifo(fifo)
    read: list[str] = []
    starter = subprocess.Popen([sys.executable, "-c", _STARTS_A_TOOL, _TOOL, str(fifo)])
    with starter, fifo.open() as alive:
        assert alive.readline() == "started\n"
        rest = threading.Thread(target=lambda: read.append(alive.read()), daemon=True)
        rest.start()

        starter.kill()

        rest.join(_SECONDS)
    assert read == [""]
