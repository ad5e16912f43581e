"""`delivery run` as a person types it: to the end, to the approval, and interrupted; on a terminal and without one."""

from __future__ import annotations

import json
import os
import pty
import select
import signal
import sys
import time
from collections.abc import Iterator

import pytest

from feature_stacks.naming import PRODUCT
from localcloud.cli import ExitCode
from tests.localcloud.cli.scratch_checkout import ROOT, ScratchCheckout, finish, is_running, kill_server

pytestmark = pytest.mark.slow

# What the product's stages would have deployed.
DEPLOYED = [
    f"{account}-{PRODUCT}-{feature}-{environment}"
    for account, environment in (("222222222222", "dev"), ("333333333333", "prod"))
    for feature in ("cv-tailoring", "shared")
]


OUTPUTS = {
    "EvidenceBucketName": "evidence",
    "CVTailoringUrl": "https://api.execute-api.us-east-1.amazonaws.com/v1/api/cv-tailoring",
    "CVTailoringTableName": "artifacts",
    "CvBucketName": "cvs",
    "JobResearchTableName": "jobs",
}


@pytest.fixture(autouse=True)
def _nothing_is_left(scratch: ScratchCheckout) -> Iterator[None]:
    yield
    kill_server(scratch)


@pytest.fixture
def waiting(scratch: ScratchCheckout) -> ScratchCheckout:
    """A checkout whose execution waits for an approval at once, and whose environments are deployed."""
    scratch.server_does(approval=True, outputs=OUTPUTS)
    (scratch.state / "stacks").mkdir(parents=True)
    for stack in DEPLOYED:
        (scratch.state / "stacks" / stack).touch()
    return scratch


def test_it_approves_where_it_may_and_ends_with_endpoints_and_a_command_to_try(waiting: ScratchCheckout) -> None:
    done = waiting.call("run", APPROVE="yes")
    assert done.returncode == ExitCode.OK, done.stderr
    assert done.stdout.count("? ApproveProd/Approve: InProgress") == 1  # nothing is shown twice
    assert "+ ApproveProd/Approve: Succeeded" in done.stdout
    ending = done.stdout[done.stdout.index("+ ApproveProd/Approve") :]
    assert "dev endpoint     https://api.execute-api" in ending
    assert "prod endpoint    https://api.execute-api" in ending
    assert "bin/delivery tailor samples/cv.json samples/job.json" in ending
    assert "bin/delivery down stops it" in ending
    assert is_running(waiting.server_pid())


def test_its_document_has_endpoints_stages_and_outcome(waiting: ScratchCheckout) -> None:
    done = waiting.call("run", "--json", "--approve", "no")
    assert done.returncode == ExitCode.REJECTED
    document = json.loads(done.stdout)
    assert (document["exit_code"], document["status"]) == (ExitCode.REJECTED, "Failed")
    assert [stage["name"] for stage in document["stages"]] == ["Build", "ApproveProd"]


def test_without_success_it_says_where_to_look(waiting: ScratchCheckout) -> None:
    done = waiting.call("run", "--approve", "no")
    assert done.returncode == ExitCode.REJECTED
    assert "   look closer      bin/delivery logs, bin/delivery report\n" in done.stdout


def test_without_anybody_to_ask_it_stops_at_the_approval_and_says_what_to_type(waiting: ScratchCheckout) -> None:
    done = waiting.call("run")
    assert done.returncode == ExitCode.WAITING_FOR_APPROVAL
    assert "go on with: bin/delivery approve, bin/delivery reject, bin/delivery watch" in done.stdout
    assert is_running(waiting.server_pid())


class Terminal:
    """The command line on a terminal of its own."""

    def __init__(self, scratch: ScratchCheckout, *arguments: str) -> None:
        self.text = ""
        self.pid, self._screen = pty.fork()
        if self.pid == 0:
            os.chdir(ROOT)
            os.execve(  # noqa: S606 - as everywhere, a list and no shell
                sys.executable, [sys.executable, "-m", "delivery", *arguments], scratch.environment(TERM="xterm")
            )

    def wait_for(self, text: str) -> None:
        deadline = time.monotonic() + 30
        while text not in self.text:
            assert time.monotonic() < deadline, self.text
            try:
                self.text += os.read(self._screen, 4096).decode(errors="replace")
            except OSError:  # how a terminal says that the other end has closed it
                pytest.fail(f"it ended before it showed {text!r}:\n{self.text}")

    def type(self, text: str) -> None:
        os.write(self._screen, text.encode())

    def exit_code(self) -> int:
        while True:
            readable, _, _ = select.select([self._screen], [], [], 60)
            if not readable:
                os.kill(self.pid, signal.SIGKILL)
                os.waitpid(self.pid, 0)
                pytest.fail(f"it did not end:\n{self.text}")
            try:
                if not (chunk := os.read(self._screen, 4096)):
                    break
            except OSError:
                break
            self.text += chunk.decode(errors="replace")
        os.close(self._screen)
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


def test_on_a_terminal_it_asks_and_takes_a_yes(waiting: ScratchCheckout) -> None:
    terminal = Terminal(waiting, "run")
    terminal.wait_for("Deploy to prod?")
    terminal.type("y\n")
    assert terminal.exit_code() == ExitCode.OK, terminal.text
    assert "Succeeded" in terminal.text


def test_ctrl_c_at_the_question_stops_the_server_that_it_started(waiting: ScratchCheckout) -> None:
    terminal = Terminal(waiting, "run")
    terminal.wait_for("Deploy to prod?")
    pid = waiting.server_pid()
    terminal.type("\x03")
    assert terminal.exit_code() == ExitCode.INTERRUPTED
    assert not is_running(pid)


def test_ctrl_c_in_the_live_picture_stops_the_server_that_it_started(scratch: ScratchCheckout) -> None:
    terminal = Terminal(scratch, "run")
    terminal.wait_for("ApproveProd")
    pid = scratch.server_pid()
    terminal.type("\x03")
    assert terminal.exit_code() == ExitCode.INTERRUPTED
    assert not is_running(pid)


def test_run_that_is_interrupted_while_watching_stops_the_server_it_started_and_keeps_the_state(
    scratch: ScratchCheckout,
) -> None:
    process = scratch.start("run")
    assert process.stdout is not None
    while "execution 11111111" not in (line := process.stdout.readline()):
        assert line, "it ended before it watched"
    pid = scratch.server_pid()
    os.kill(process.pid, signal.SIGINT)
    code, stdout, stderr = finish(process)
    assert code == ExitCode.INTERRUPTED, stderr
    assert "stopping the local cloud" in stdout
    assert not is_running(pid)
    assert (scratch.state / "stacks").exists()


def test_run_that_is_interrupted_leaves_a_server_that_ran_before(scratch: ScratchCheckout) -> None:
    pid = json.loads(scratch.call("up", "--json").stdout)["pid"]
    process = scratch.start("run")
    assert process.stdout is not None
    while "execution 11111111" not in (line := process.stdout.readline()):
        assert line, "it ended before it watched"
    os.kill(process.pid, signal.SIGINT)
    assert finish(process)[0] == ExitCode.INTERRUPTED
    assert is_running(pid)
