from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from delivery.cli import COMMANDS, main
from localcloud.cli.terminal.exit_codes import MEANINGS, ExitCode

ROOT = Path(__file__).resolve().parents[3]


def test_help_lists_every_command_and_every_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == ExitCode.OK
    text = capsys.readouterr().out
    assert all(f"\n  {name} " in text for name in COMMANDS)
    assert all(meaning in text for meaning in MEANINGS.values())


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, "--help"]) == ExitCode.OK
    text = capsys.readouterr().out
    assert f"delivery {command}" in text
    assert "--state" in text
    assert "--json" in text
    assert "Default: .delivery in the checkout." in " ".join(text.split())


def test_env_shows_how_a_shell_takes_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["env", "--help"]) == ExitCode.OK
    assert '\n  eval "$(bin/delivery env)"\n' in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments", [["fly"], ["watch", "--timeout", "soon"], ["up", "--port", "70000"], ["logs", "--what"]]
)
def test_wrong_usage_is_its_own_exit_code(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == ExitCode.USAGE
    assert "Error" in capsys.readouterr().err


def test_the_modules_of_the_smoke_build_need_boto3_only() -> None:
    code = (
        "import sys, delivery.service_client as c\n"
        "third = {m.partition('.')[0] for m in sys.modules} - set(sys.stdlib_module_names)\n"
        "print(sorted(m for m in third if not m.startswith('_')))"
    )
    command = [sys.executable, "-S", "-c", f"import sys; sys.path[:0] = {sys.path!r}\n{code}"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
    allowed = {
        "delivery",
        "release_checks",
        "botocore",
        "urllib3",
        "jmespath",
        "dateutil",
        "six",
        "certifi",
        "awscrt",
        "brotli",
    }
    assert set(eval(done.stdout)) - allowed == set()  # noqa: S307 - the list printed two lines up
