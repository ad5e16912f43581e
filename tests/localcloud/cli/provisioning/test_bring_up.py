"""`up`, `run` and `down` as a person types them: real processes, real signals."""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from localcloud.cli.cloud.app_choices import AppChoices
from localcloud.cli.cloud.server_process import port_is_free
from localcloud.cli.source.source_commit import branch_head
from localcloud.cli.terminal.exit_codes import ExitCode
from tests.localcloud.cli.scratch_checkout import ScratchCheckout, finish, is_running, kill_server, wait_until

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def _nothing_is_left(scratch: ScratchCheckout) -> Iterator[None]:
    yield
    kill_server(scratch)


def up(scratch: ScratchCheckout, *arguments: str) -> dict[str, Any]:
    done = scratch.call("up", "--json", *arguments)
    assert done.returncode == ExitCode.OK, done.stderr
    document: dict[str, Any] = json.loads(done.stdout)
    return document


def leftovers(scratch: ScratchCheckout) -> list[int]:
    """Processes that were recorded by what hung, or as the server, and still run."""
    found = [scratch.server_pid()]
    hung = [scratch.state / name for name in ("hanging", "grandchild")]
    found += [int(path.read_text()) for path in hung if path.exists()]
    return [pid for pid in found if pid and is_running(pid)]


def test_up_starts_bootstraps_pushes_and_deploys_from_the_commit(scratch: ScratchCheckout) -> None:
    (scratch.path / "cdk.json").write_text((scratch.path / "cdk.json").read_text() + "\n", encoding="utf-8")
    document = up(scratch)
    calls = scratch.cdk_calls()
    trusting = "--trust 111111111111 --cloudformation-execution-policies arn:aws:iam::aws:policy/AdministratorAccess"
    options = {"111111111111": "", "222222222222": f" {trusting}", "333333333333": f" {trusting}"}
    assert [call for call in calls if call.startswith("bootstrap")] == [
        f"bootstrap aws://{account}/us-east-1 as {account} bootstrap aws://{account}/us-east-1{more}"
        for account, more in options.items()
    ]
    assert calls[-1].startswith("deploy greeting-pipeline as 111111111111")
    assert "--require-approval never" in calls[-1]
    commit = scratch.git("rev-parse", "HEAD")
    assert branch_head(scratch.state / "git" / "example-org" / "greeting.git", branch="main") == commit
    synthesized = scratch.state / "sources" / commit / "cdk.out" / "cdk.json"
    assert synthesized.read_text() == scratch.git("show", "HEAD:cdk.json") + "\n"  # not the dirty tree's
    assert document["first_execution_id"]
    assert document["commit"] == commit
    assert is_running(document["pid"])
    assert scratch.git("status", "--porcelain") == "M cdk.json"


def test_the_pipelines_stack_is_deployed_with_the_parameters_that_were_chosen(scratch: ScratchCheckout) -> None:
    scratch.cdk_fails("deploy", saying="no")
    assert scratch.call("up").returncode == ExitCode.STEP_FAILED
    (scratch.path / "node_modules/.bin/fail-deploy").unlink()
    AppChoices(parameters=(("Tide", "high"), ("Sea", "a=b c"))).keep(scratch.state / "choices.json")
    up(scratch)
    assert scratch.cdk_calls()[-1].endswith("--parameters Tide=high --parameters Sea=a=b c")


def test_a_second_up_uses_what_is_there(scratch: ScratchCheckout) -> None:
    first = up(scratch)
    calls = scratch.cdk_calls()
    second = up(scratch)
    assert (second["pid"], second["started"], second["deployed"]) == (first["pid"], False, False)
    assert scratch.cdk_calls() == calls


def test_down_stops_it_keeps_the_state_and_the_next_up_goes_on(scratch: ScratchCheckout) -> None:
    pid = up(scratch)["pid"]
    stopped = scratch.call("down", "--json")
    assert json.loads(stopped.stdout) == {"ok": True, "stopped": True, "purged": False}
    assert not is_running(pid)
    calls = scratch.cdk_calls()
    again = up(scratch)
    assert (again["started"], again["deployed"]) == (True, False)
    assert scratch.cdk_calls() == calls


def test_down_purge_leaves_what_set_up_made_and_a_second_down_is_no_error(scratch: ScratchCheckout) -> None:
    up(scratch)
    stopped = scratch.call("down", "--purge")
    assert stopped.returncode == ExitCode.OK
    assert stopped.stdout.index("stopping the local cloud;") < stopped.stdout.index("the local cloud is stopped")
    assert [path.name for path in scratch.state.iterdir()] == ["toolchain"]
    again = scratch.call("down", "--json")
    assert (again.returncode, json.loads(again.stdout)["stopped"]) == (ExitCode.OK, False)


def test_a_stale_record_of_a_killed_server_does_not_stand_in_the_way(scratch: ScratchCheckout) -> None:
    pid = up(scratch)["pid"]
    os.kill(pid, signal.SIGKILL)
    wait_until(lambda: not is_running(pid), "the server is dead")
    status = scratch.call("status", "--json")
    assert status.returncode == ExitCode.NOT_RUNNING
    assert json.loads(status.stdout)["ok"] is False
    assert up(scratch)["pid"] != pid


def test_a_port_that_another_program_has_is_named_and_nothing_is_changed(scratch: ScratchCheckout) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = scratch.call("up", "--port", str(port))
    assert done.returncode == ExitCode.PORT_TAKEN
    assert f"port {port} is taken by another program" in done.stderr
    assert not scratch.state.exists()


def test_a_port_that_another_local_cloud_has_names_its_checkout_and_what_stops_it(
    scratch: ScratchCheckout, tmp_path: Path
) -> None:
    first = up(scratch)
    asked = ("up", "--state", str(tmp_path / "other"), "--port", str(first["port"]))
    other = scratch.call(*asked)
    assert other.returncode == ExitCode.PORT_TAKEN
    assert f"taken by the local cloud of {scratch.path.resolve()} (process {first['pid']})" in other.stderr
    project = scratch.project
    down = project.command if scratch.state == project.state_of(scratch.path) else f"{project.command} down --state"
    assert f"stop it (`cd {scratch.path.resolve()} && {down}" in other.stderr
    assert f"{project.variable('PORT')}=0 before the command" in other.stderr

    record = scratch.state / "server.json"
    kept = record.rename(record.with_name("kept.json"))
    unknown = scratch.call(*asked)
    kept.rename(record)  # what ends the server finds it there
    assert f"another local cloud (process {first['pid']})" in unknown.stderr
    assert f"stop it (`down` in its checkout, or `kill {first['pid']}`)" in unknown.stderr


def test_a_port_that_a_local_cloud_has_which_only_starts_names_its_checkout_too(
    scratch: ScratchCheckout, tmp_path: Path
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    scratch.server_does(silent=True)
    command = scratch.start("up", "--port", str(port))
    try:
        wait_until(lambda: bool(scratch.server_pid()) and not port_is_free(port), "the server has its port")
        other = scratch.call("up", "--state", str(tmp_path / "other"), "--port", str(port))
    finally:
        command.terminate()
        command.communicate(timeout=60)
    assert other.returncode == ExitCode.PORT_TAKEN
    assert f"taken by the local cloud of {scratch.path.resolve()} (process " in other.stderr


def test_bad_settings_are_one_clear_line_before_anything_is_changed(scratch: ScratchCheckout) -> None:
    text = (scratch.path / "cdk.json").read_text(encoding="utf-8")
    (scratch.path / "cdk.json").write_text(text.replace('"222222222222"', '"2222"'), encoding="utf-8")
    done = scratch.call("up", "--json")
    assert done.returncode == ExitCode.USAGE
    (line,) = [line for line in done.stderr.splitlines() if "example.accounts.dev" in line]
    assert line.startswith("!!")
    assert done.stderr.splitlines()[-1] == "example: one check failed; nothing was changed"
    assert "example.accounts.dev" in json.loads(done.stdout)["error"]
    assert not scratch.state.exists()


def test_what_a_check_refuses_is_said_once_and_where_errors_are(scratch: ScratchCheckout) -> None:
    (scratch.path / "requirements" / "build.txt").unlink()
    shutil.rmtree(scratch.path / "node_modules")
    done = scratch.call("up")
    assert "!!" not in done.stdout
    first, second, last = done.stderr.splitlines()
    assert first.startswith("!! node_modules")
    assert second.startswith("!! ")
    assert "build.txt" in second
    assert last == "example: 2 checks failed; nothing was changed"


def test_a_server_that_cannot_start_shows_why_and_leaves_nothing(scratch: ScratchCheckout) -> None:
    scratch.server_does(exit=5)
    done = scratch.call("up")
    assert done.returncode == ExitCode.STEP_FAILED
    assert "ended with exit code 5" in done.stderr
    assert "this line says why" in done.stderr
    assert scratch.server_pid() == 0


def test_a_failed_tool_is_told_without_its_frames_and_the_server_is_stopped(scratch: ScratchCheckout) -> None:
    frames = "".join(f"    at step{n} (/app/index.js:{n}:1)\n" for n in range(20))
    scratch.cdk_fails("deploy", saying=f" ❌  failed: Error: role not found\n{frames}\nrole not found\n")
    done = scratch.call("up")
    assert done.returncode == ExitCode.STEP_FAILED
    log = scratch.state / "logs" / "deploy.log"
    assert done.stderr.splitlines() == [
        "example: cdk deploy greeting-pipeline failed (exit code 1): role not found",
        f"  -> the whole output: {log}",
    ]
    assert scratch.server_pid() == 0


def test_after_a_failure_the_next_up_completes_what_is_missing(scratch: ScratchCheckout) -> None:
    scratch.cdk_fails("deploy", saying="no")
    assert scratch.call("up").returncode == ExitCode.STEP_FAILED
    (scratch.path / "node_modules/.bin/fail-deploy").unlink()
    before = len(scratch.cdk_calls())
    assert up(scratch)["deployed"]
    assert [call.split()[0] for call in scratch.cdk_calls()[before:]] == ["synth", "deploy"]


def test_when_synthesis_fails_a_bootstrap_that_hangs_is_not_waited_for(scratch: ScratchCheckout) -> None:
    scratch.cdk_hangs("bootstrap")
    scratch.cdk_fails("synth", saying="AwsSolutions-S1 at greeting-pipeline/Bucket")
    done = scratch.call("up")
    assert done.returncode == ExitCode.STEP_FAILED
    assert "AwsSolutions-S1" in done.stderr
    wait_until(lambda: not leftovers(scratch), "nothing is left")


@pytest.mark.parametrize(
    ("step", "number"), [("synth", signal.SIGINT), ("bootstrap", signal.SIGTERM), ("deploy", signal.SIGHUP)]
)
def test_an_interrupted_first_up_leaves_nothing_running_and_nothing_behind(
    scratch: ScratchCheckout, step: str, number: signal.Signals
) -> None:
    scratch.cdk_hangs(step)
    process = scratch.start("up")
    wait_until(lambda: (scratch.state / "hanging").exists(), f"{step} hangs")
    pids = [int((scratch.state / name).read_text()) for name in ("hanging", "grandchild")] + [scratch.server_pid()]
    os.kill(process.pid, number)
    code, _, stderr = finish(process)
    assert code == ExitCode.INTERRUPTED, stderr
    wait_until(lambda: not any(map(is_running, pids)), "all have ended")
    assert [path.name for path in scratch.state.iterdir()] == ["toolchain"]


def test_a_second_interrupt_makes_it_quicker_and_still_leaves_no_orphan(scratch: ScratchCheckout) -> None:
    scratch.server_does(ignore_sigterm=True)
    scratch.cdk_hangs("deploy")
    process = scratch.start("up")
    wait_until(lambda: (scratch.state / "hanging").exists(), "deploy hangs")
    pids = [int((scratch.state / name).read_text()) for name in ("hanging", "grandchild")] + [scratch.server_pid()]
    os.kill(process.pid, signal.SIGINT)
    assert process.stdout is not None
    wait_until(lambda: not is_running(pids[0]), "the clean-up has begun")
    os.kill(process.pid, signal.SIGINT)
    os.kill(process.pid, signal.SIGINT)
    code, _, stderr = finish(process)
    assert code == ExitCode.INTERRUPTED, stderr
    wait_until(lambda: not any(map(is_running, pids)), "all have ended")


def test_a_silent_server_can_be_interrupted(scratch: ScratchCheckout) -> None:
    scratch.server_does(silent=True)
    process = scratch.start("up")
    wait_until(scratch.server_pid, "the server is started")
    pid = scratch.server_pid()
    os.kill(process.pid, signal.SIGINT)
    assert finish(process)[0] == ExitCode.INTERRUPTED
    assert not is_running(pid)


def test_a_silent_server_can_be_interrupted_whichever_thread_takes_the_signal(scratch: ScratchCheckout) -> None:
    """The kernel may give it to any of a process's threads; the main one then goes on waiting as if nothing were."""
    scratch.server_does(silent=True)
    process = scratch.start("up")
    threads = Path(f"/proc/{process.pid}/task")
    if not threads.exists():
        pytest.skip("a signal for one thread of another process is a thing of Linux")
    wait_until(lambda: scratch.server_pid() and len(list(threads.iterdir())) > 1, "threads wait for the server")
    pid = scratch.server_pid()
    worker = max(int(thread.name) for thread in threads.iterdir())
    assert ctypes.CDLL(None).tgkill(process.pid, worker, signal.SIGINT) == 0
    assert finish(process)[0] == ExitCode.INTERRUPTED
    assert not is_running(pid)


def test_two_ups_at_once_make_one_cloud(scratch: ScratchCheckout) -> None:
    scratch.cdk_hangs("bootstrap")
    first = scratch.start("up")
    wait_until(lambda: (scratch.state / "hanging").exists(), "the first is at work")
    second = scratch.call("up")
    assert second.returncode == ExitCode.BUSY
    assert str(first.pid) in second.stderr
    assert is_running(scratch.server_pid())
    os.kill(first.pid, signal.SIGINT)
    finish(first)


def test_watch_detaches_on_an_interrupt_and_the_server_stays(scratch: ScratchCheckout) -> None:
    pid = up(scratch)["pid"]
    process = scratch.start("watch")
    assert process.stdout is not None
    assert "execution 11111111" in process.stdout.readline()
    os.kill(process.pid, signal.SIGINT)
    code, stdout, _ = finish(process)
    assert code == ExitCode.INTERRUPTED
    assert "detached" in stdout
    assert is_running(pid)


def test_env_prints_what_a_shell_can_read(scratch: ScratchCheckout) -> None:
    endpoint = up(scratch)["endpoint_url"]
    printed = scratch.call("env", "--account", "dev").stdout
    script = f"{printed}\necho $AWS_ENDPOINT_URL $AWS_PROFILE"
    shell = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True, timeout=10)
    assert shell.stdout.split() == [endpoint, "222222222222"]
    assert json.loads(scratch.call("env", "--json").stdout)["AWS_PROFILE"] == "111111111111"
