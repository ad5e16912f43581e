"""A git checkout that `up` accepts, made in a moment: real settings, pins and git, stand-ins for the local cloud and
for `cdk`.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from localcloud.cli.cloud.project import Project

ROOT = Path(__file__).resolve().parents[3]
LIMIT_SECONDS = 30.0

# Records what it was asked for and with which credentials; a deployed stack is a file that the stand-in server looks
# for.
_CDK = """#!/usr/bin/env bash
mkdir -p "$CDK_HOME"
echo "$1 ${2:-} as ${AWS_PROFILE:-nobody} $*" >> "$CDK_HOME/../cdk-calls"
case "$1" in
  bootstrap) stack=CDKToolkit ;;
  deploy) stack=$2 ;;
  synth) mkdir cdk.out; cp -L cdk.json cdk.out/; stack= ;;
esac
here=$(dirname "$0")
[ -f "$here/fail-$1" ] && { cat "$here/fail-$1"; exit 1; }
if [ -f "$here/hang-$1" ]; then
  sleep 300 &
  echo $! > "$CDK_HOME/../grandchild"
  echo $$ > "$CDK_HOME/../hanging.new" && mv "$CDK_HOME/../hanging.new" "$CDK_HOME/../hanging"
  wait
fi
if [ -n "$stack" ]; then mkdir -p "$CDK_HOME/../stacks"; touch "$CDK_HOME/../stacks/$AWS_PROFILE-$stack"; fi
exit 0
"""
_TOOLCHAIN = """
import json, sys
from pathlib import Path
into = Path(sys.argv[sys.argv.index("--into") + 1])
into.mkdir(parents=True, exist_ok=True)
(into / "prepared.json").write_text(json.dumps({"key": "stand-in", "uv_variables": {}}))
"""


@dataclass(frozen=True)
class ScratchCheckout:
    """The checkout and how to call the real command line on it."""

    path: Path
    module: str
    project: Project

    @classmethod
    def create(cls, path: Path, *, module: str, project: Project, cdk_json: dict[str, Any]) -> ScratchCheckout:
        """Makes the checkout in a new folder, for the command line that `python -m MODULE` is."""
        path.mkdir()
        here = Path(__file__).parent
        for name in ("package.json", "package-lock.json", "requirements", "pyproject.toml"):
            source = ROOT / name
            (shutil.copytree if source.is_dir() else shutil.copy)(source, path / name)
        # The stand-in server has no CloudFormation to make a bootstrap's policies with.
        project_file = path / "pyproject.toml"
        project_file.write_text(project_file.read_text("utf-8").replace("[tool.localcloud.bootstrap]", "[tool.none]"))
        (path / "cdk.json").write_text(json.dumps(cdk_json, indent=2) + "\n", encoding="utf-8")
        ignored = (".venv", "node_modules", project.state_folder, "__pycache__")
        (path / ".gitignore").write_text("\n".join(ignored), encoding="utf-8")
        (path / "localcloud" / "toolchain").mkdir(parents=True)
        shutil.copy(here / "stand_in_server.py", path / "localcloud" / "__main__.py")
        (path / "localcloud" / "toolchain" / "__main__.py").write_text(_TOOLCHAIN, encoding="utf-8")
        for folder in (path / ".venv" / "bin", path / "node_modules" / ".bin"):
            folder.mkdir(parents=True)
        (path / ".venv" / "bin" / "uv").touch()
        cdk = path / "node_modules" / ".bin" / "cdk"
        cdk.write_text(_CDK, encoding="utf-8")
        cdk.chmod(0o755)
        made = cls(path=path, module=module, project=project)
        made.git("init", "--quiet", "--initial-branch", "main")
        made.commit("First")
        return made

    @property
    def state(self) -> Path:
        return self.path / self.project.state_folder

    def git(self, *arguments: str) -> str:
        identity = ["-c", "user.name=Ada Example", "-c", "user.email=ada@example.com", "-c", "commit.gpgsign=false"]
        command = ["git", *identity, *arguments]
        return subprocess.run(
            command, cwd=self.path, capture_output=True, text=True, check=True, timeout=30
        ).stdout.strip()

    def commit(self, message: str) -> str:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", message)
        return self.git("rev-parse", "HEAD")

    def server_does(self, **how: Any) -> None:
        (self.path / "stand_in.json").write_text(json.dumps(how), encoding="utf-8")

    def cdk_fails(self, command: str, *, saying: str) -> None:
        (self.path / "node_modules" / ".bin" / f"fail-{command}").write_text(saying, encoding="utf-8")

    def cdk_hangs(self, command: str) -> None:
        (self.path / "node_modules" / ".bin" / f"hang-{command}").touch()

    def cdk_calls(self) -> list[str]:
        """`COMMAND FIRST-ARGUMENT as PROFILE ALL`, in the order in which they were made."""
        calls = self.state / "cdk-calls"
        return calls.read_text(encoding="utf-8").splitlines() if calls.exists() else []

    def environment(self, **more: str) -> dict[str, str]:
        """The caller's environment without what points at a real account, on this checkout and a free port."""
        foreign = ("AWS_", "CDK_", self.project.variable(""))
        kept = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
        ours = {self.project.variable("CHECKOUT"): str(self.path), self.project.variable("PORT"): "0"}
        return {**kept, **ours, "PYTHONUNBUFFERED": "1", **more}

    def start(self, *arguments: str, **environment: str) -> subprocess.Popen[str]:
        """Starts the command line in a process group of its own, as a terminal does."""
        return subprocess.Popen(
            [sys.executable, "-m", self.module, *arguments],
            cwd=ROOT,
            env=self.environment(**environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def call(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Runs the command line to its end."""
        process = self.start(*arguments, **environment)
        code, stdout, stderr = finish(process)
        return subprocess.CompletedProcess(process.args, code, stdout, stderr)

    def server_pid(self) -> int:
        """The recorded server's process id; 0 where none is recorded."""
        record = self.state / "server.json"
        return int(json.loads(record.read_text(encoding="utf-8"))["pid"]) if record.exists() else 0


def finish(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    """Exit code, stdout and stderr of a command that is about to end."""
    try:
        stdout, stderr = process.communicate(timeout=LIMIT_SECONDS)
    finally:
        process.kill()
    return process.returncode, stdout, stderr


def kill_server(scratch: ScratchCheckout) -> None:
    """Ends what a test left running."""
    pid = scratch.server_pid()
    if pid and is_running(pid):
        os.killpg(pid, signal.SIGKILL)


def wait_until(condition: Callable[[], object], what: str) -> None:
    """Waits for something that another process does.

    Raises:
        AssertionError: it did not happen within the limit.
    """
    deadline = time.monotonic() + LIMIT_SECONDS
    while not condition():
        assert time.monotonic() < deadline, f"waited {LIMIT_SECONDS:.0f} s until {what}"
        time.sleep(0.02)


def is_running(pid: int) -> bool:
    """Whether a process exists and is no zombie."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return False
    return fields[0] not in "ZX"
