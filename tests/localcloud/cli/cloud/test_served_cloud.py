"""How the ordinary tools reach a cloud that is only served."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator

import pytest

from localcloud.cli.cloud.served_cloud import served_variables
from localcloud.cli.cloud.workspace import Workspace
from localcloud.cli.terminal.exit_codes import CommandError, ExitCode
from tests.localcloud.cli import example_command

_SERVER = ("-m", "localcloud", "serve")
_CONFIG = """[profile 111111111111]
region = eu-west-1
endpoint_url = http://127.0.0.1:4599

[profile 222222222222]
region = eu-west-1
endpoint_url = http://127.0.0.1:4599
"""


@pytest.fixture
def served(workspace: Workspace) -> Iterator[Workspace]:
    """A state folder that a process holds which looks like a server."""
    command = [sys.executable, "-c", "import sys; sys.stdin.read()", *_SERVER, "--state", str(workspace.state)]
    server = subprocess.Popen(command, stdin=subprocess.PIPE)
    try:
        workspace.server_lock.write_text(str(server.pid), encoding="utf-8")
        yield workspace
    finally:
        server.communicate(timeout=10)


def _write_config(workspace: Workspace) -> None:
    workspace.aws_config.parent.mkdir(exist_ok=True)
    workspace.aws_config.write_text(_CONFIG, encoding="utf-8")


def test_a_served_cloud_is_reached_as_the_operator_of_its_first_account(served: Workspace) -> None:
    _write_config(served)
    found = served_variables(served, account="")
    assert found is not None
    told = (found["AWS_ENDPOINT_URL"], found["AWS_PROFILE"], found["AWS_REGION"], found["AWS_CONFIG_FILE"])
    assert told == ("http://127.0.0.1:4599", "111111111111", "eu-west-1", str(served.aws_config))
    other = served_variables(served, account="222222222222")
    assert other is not None
    assert other["AWS_PROFILE"] == "222222222222"


def test_an_account_that_is_not_served_is_refused_with_those_that_are(served: Workspace) -> None:
    _write_config(served)
    with pytest.raises(CommandError) as refused:
        served_variables(served, account="333333333333")
    assert refused.value.exit_code is ExitCode.USAGE
    assert refused.value.remedy == "accounts: 111111111111, 222222222222"


def test_a_server_that_has_not_begun_and_none_are_not_reached(served: Workspace) -> None:
    assert served_variables(served, account="") is None
    _write_config(served)
    served.server_lock.unlink()
    assert served_variables(served, account="") is None


def test_env_prints_what_reaches_a_served_cloud(served: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    _write_config(served)
    assert example_command.main(["env", "--state", str(served.state), "--json"]) == ExitCode.OK
    assert json.loads(capsys.readouterr().out)["AWS_ENDPOINT_URL"] == "http://127.0.0.1:4599"
