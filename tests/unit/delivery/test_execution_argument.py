"""Every command that takes an execution takes it in both shapes."""

from __future__ import annotations

import click
import pytest

from delivery.cli import COMMANDS
from localcloud.cli.commands.application import load_command
from localcloud.cli.terminal.execution_argument import is_execution_id, one_of

EXECUTION = "aab8b4d1-26d8-4f2c-9a4e-0123456789ab"


def _parameters(name: str) -> dict[str, click.Parameter]:
    return {str(one.name): one for one in load_command(name, COMMANDS).params}


TAKING = [name for name in COMMANDS if "execution_id" in _parameters(name)]


def test_it_is_the_commands_that_look_at_one_execution() -> None:
    assert TAKING == ["status", "watch", "logs", "approve", "reject", "stop", "report", "verify"]


@pytest.mark.parametrize("name", TAKING)
def test_an_execution_is_the_argument_or_the_option(name: str) -> None:
    parameters = _parameters(name)
    assert parameters["execution_id"].opts == ["--execution"]
    assert isinstance(parameters["execution_argument"], click.Argument)


def test_either_shape_says_the_same_and_two_executions_are_refused() -> None:
    assert one_of(EXECUTION, None) == one_of(None, EXECUTION) == one_of(EXECUTION, EXECUTION) == EXECUTION
    assert one_of(None, None) is None
    with pytest.raises(click.UsageError, match="name one"):
        one_of(EXECUTION, "another")


def test_what_is_no_id_is_refused_with_where_ids_are() -> None:
    with pytest.raises(click.UsageError, match="prod is not the id of an execution: `list` has each"):
        one_of("prod", None)


def test_an_action_is_not_taken_for_an_execution() -> None:
    assert is_execution_id(EXECUTION)
    assert not is_execution_id("Dev/Smoke")
