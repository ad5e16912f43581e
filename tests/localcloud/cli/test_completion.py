"""The Tab key: what a shell offers after it evaluated what `completion` printed."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from localcloud.cli.terminal.exit_codes import ExitCode
from tests.localcloud.cli import example_command

_ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """The example's command as a program."""
    path = tmp_path / "bin" / "example"
    path.parent.mkdir()
    command = f"exec {shlex.quote(sys.executable)} -m tests.localcloud.cli.example_command"
    path.write_text(f'#!/bin/sh\ncd {shlex.quote(str(_ROOT))} && {command} "$@"\n', encoding="utf-8")
    path.chmod(0o755)
    return path


def offered(program: Path, typed: str) -> list[str]:
    """What bash offers for the last word of a line."""
    words = typed.split(" ")
    script = f"""
        eval "$({program} completion bash)"
        COMP_WORDS=({program} {" ".join(words[:-1])} {shlex.quote(words[-1])}); COMP_CWORD={len(words)}
        _example_completion {program}
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    done = subprocess.run(
        ["bash", "--norc", "-c", script], capture_output=True, text=True, timeout=60, check=True, env=dict(os.environ)
    )
    return done.stdout.split()


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("ap", ["approve"]),
        ("re", ["reject", "retry", "release"]),
        ("watch --stop", ["--stop-at-approval"]),
        ("run --approve y", ["yes"]),
        ("list --status super", ["superseded"]),
        ("completion f", ["fish"]),
    ],
)
def test_bash_offers_commands_options_and_values(program: Path, typed: str, wanted: list[str]) -> None:
    assert sorted(offered(program, typed)) == sorted(wanted)


@pytest.mark.parametrize(("shell", "line"), [("zsh", "export PATH="), ("fish", "set -gx PATH ")])
def test_a_shell_that_asks_the_program_by_name_finds_it(
    shell: str, line: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("localcloud.cli.terminal.interruption.Interruption.install", lambda _: None)
    assert example_command.main(["completion", shell, "--json"]) == ExitCode.OK
    script = json.loads(capsys.readouterr().out)["script"]
    assert script.startswith(f"{line}{example_command.PROJECT.checkout / 'bin'}")
    assert "_EXAMPLE_COMPLETE" in script


@pytest.mark.parametrize(("typed", "meant"), [("aprove", "approve"), ("statsu", "status"), ("wacth", "watch")])
def test_a_name_that_is_nearly_one_is_answered_with_it(
    typed: str, meant: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("localcloud.cli.terminal.interruption.Interruption.install", lambda _: None)
    assert example_command.main([typed]) == ExitCode.USAGE
    assert f"Did you mean {meant}" in capsys.readouterr().err


def test_a_name_that_is_near_to_none_is_only_refused(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("localcloud.cli.terminal.interruption.Interruption.install", lambda _: None)
    assert example_command.main(["xyzzy"]) == ExitCode.USAGE
    assert "Did you mean" not in capsys.readouterr().err
