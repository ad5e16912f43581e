from __future__ import annotations

import pytest

from localcloud.cli.commands.application import COMMANDS
from localcloud.cli.terminal.exit_codes import MEANINGS, ExitCode
from tests.localcloud.cli.example_command import main


def test_every_exit_code_has_one_meaning_of_its_own() -> None:
    assert set(MEANINGS) == set(ExitCode)
    assert len(set(MEANINGS.values())) == len(ExitCode)


def test_help_lists_every_command_and_every_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == ExitCode.OK
    text = capsys.readouterr().out
    assert all(f"\n  {name} " in text for name in COMMANDS)
    assert all(meaning in text for meaning in MEANINGS.values())


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, "--help"]) == ExitCode.OK
    text = capsys.readouterr().out
    assert f"example {command}" in text
    assert "--state" in text
    assert "--json" in text


@pytest.mark.parametrize(
    "arguments", [["fly"], ["watch", "--timeout", "soon"], ["up", "--port", "70000"], ["logs", "--what"]]
)
def test_wrong_usage_is_its_own_exit_code(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == ExitCode.USAGE
    assert "Error" in capsys.readouterr().err
