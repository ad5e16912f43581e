"""`doctor`: each thing that the machine lacks is said, with what to do, and nothing is changed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from localcloud.aws.storage.state_folder import checkpoints_dir, current_dir
from localcloud.cli.terminal.exit_codes import ExitCode
from localcloud.toolchain import machine_needs
from tests.localcloud.cli import example_command
from tests.localcloud.cli.scratch_checkout import ScratchCheckout

Break = Callable[[ScratchCheckout, pytest.MonkeyPatch, Path], None]


@pytest.fixture(autouse=True)
def _a_machine_with_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("localcloud.cli.terminal.interruption.Interruption.install", lambda _: None)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=9 << 30))


def looked(scratch: ScratchCheckout, capsys: pytest.CaptureFixture[str], code: ExitCode) -> dict[str, tuple[bool, str]]:
    arguments = ["doctor", "--json", "--port", "0", "--checkout", str(scratch.path)]
    assert example_command.main([*arguments, "--state", str(scratch.state)]) == code
    document = json.loads(capsys.readouterr().out)
    assert document["ok"] == (code is ExitCode.OK)
    return {check["subject"]: (check["ok"], check["text"]) for check in document["checks"]}


def _old_git(_scratch: ScratchCheckout, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    git = tmp_path / "old" / "git"
    git.write_text("#!/bin/sh\necho git version 1.8.3\n", encoding="utf-8")
    git.chmod(0o755)
    monkeypatch.setenv("PATH", str(git.parent))


def _no_git(_scratch: ScratchCheckout, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))


def _full(_scratch: ScratchCheckout, monkeypatch: pytest.MonkeyPatch, _tmp_path: Path) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=1 << 30))


def _little_memory(_scratch: ScratchCheckout, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "meminfo").write_text("MemTotal: 900000 kB\nMemAvailable:     524288 kB\n", encoding="ascii")
    monkeypatch.setattr(machine_needs, "_MEMINFO", tmp_path / "meminfo")


def _no_tools(scratch: ScratchCheckout, _monkeypatch: pytest.MonkeyPatch, _tmp_path: Path) -> None:
    (scratch.path / "node_modules/.bin/cdk").unlink()


def _lost_state(scratch: ScratchCheckout, _monkeypatch: pytest.MonkeyPatch, _tmp_path: Path) -> None:
    checkpoints_dir(scratch.state).mkdir(parents=True)
    current_dir(scratch.state).symlink_to("c-nowhere")


def test_a_machine_that_has_it_all_is_ready(scratch: ScratchCheckout, capsys: pytest.CaptureFixture[str]) -> None:
    checks = looked(scratch, capsys, ExitCode.OK)
    assert list(checks) == ["python", "set-up", "port", "toolchain", "git", "disk", "memory", "state"]
    assert not scratch.state.exists()


@pytest.mark.parametrize(
    ("damage", "subject", "words"),
    [
        (_old_git, "git", "is too old; install git 2.28"),
        (_no_git, "git", "git does not run"),
        (_full, "disk", "1.0 GiB are free below"),
        (_little_memory, "memory", "0.5 GiB of memory are free, 1.0 GiB are needed"),
        (_no_tools, "set-up", "`make setup` installs it"),
        (_lost_state, "state", "up --repair"),
    ],
)
def test_what_is_missing_is_said_with_what_to_do(
    scratch: ScratchCheckout,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    damage: Break,
    subject: str,
    words: str,
) -> None:
    damage(scratch, monkeypatch, tmp_path)
    checks = looked(scratch, capsys, ExitCode.NOT_READY)
    wrong = {name: text for name, (ok, text) in checks.items() if not ok}
    assert list(wrong) == [subject]
    assert words in wrong[subject]


def test_where_memory_cannot_be_looked_at_nothing_is_refused(
    scratch: ScratchCheckout,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setattr(machine_needs, "_MEMINFO", tmp_path / "none")
    assert "cannot be looked at" in looked(scratch, capsys, ExitCode.OK)["memory"][1]
