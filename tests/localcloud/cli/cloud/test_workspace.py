from __future__ import annotations

from pathlib import Path

import pytest

from localcloud.cli.cloud.workspace import Workspace
from localcloud.cli.terminal.exit_codes import CommandError, ExitCode
from tests.localcloud.cli.example_command import PROJECT


def test_without_a_state_folder_it_is_the_checkouts_own(tmp_path: Path) -> None:
    assert Workspace.at(PROJECT, checkout=tmp_path, state=None, port=1).state == tmp_path / ".example"


def test_the_toolchain_is_the_checkouts_whatever_the_state_folder_is(tmp_path: Path) -> None:
    elsewhere = Workspace.at(PROJECT, checkout=tmp_path / "a", state=tmp_path / "b", port=1)
    assert elsewhere.toolchain == tmp_path / "a" / ".example" / "toolchain"


def test_what_to_type_names_the_state_folder_where_it_is_another(tmp_path: Path) -> None:
    assert Workspace.at(PROJECT, checkout=tmp_path, state=None, port=1).command("down") == "bin/example down"
    elsewhere = Workspace.at(PROJECT, checkout=tmp_path, state=tmp_path / "my state", port=1)
    assert elsewhere.command("down") == f"bin/example down --state '{tmp_path}/my state'"


def test_a_folder_with_other_things_in_it_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("mine", encoding="utf-8")
    taken = Workspace.at(PROJECT, checkout=tmp_path / "checkout", state=tmp_path, port=1)
    with pytest.raises(CommandError) as refused:
        taken.claim()
    assert refused.value.exit_code is ExitCode.USAGE
    with pytest.raises(CommandError):
        taken.purge()
    assert [path.name for path in tmp_path.iterdir()] == ["precious"]


def test_a_folder_that_had_a_cloud_is_not_fresh_and_one_that_was_only_claimed_is(workspace: Workspace) -> None:
    assert workspace.claim()
    (workspace.state / "aws").mkdir()
    assert not workspace.claim()


def test_purge_removes_everything_but_what_set_up_made(tmp_path: Path) -> None:
    own = Workspace.at(PROJECT, checkout=tmp_path, state=None, port=1)
    own.toolchain.mkdir(parents=True)
    own.claim()
    (own.state / "aws" / "deep").mkdir(parents=True)
    (own.state / "elsewhere").symlink_to(tmp_path)
    own.purge()
    assert [path.name for path in own.state.iterdir()] == ["toolchain"]
    assert tmp_path.exists()


def test_purge_removes_the_folder_where_nothing_else_was_in_it(workspace: Workspace) -> None:
    (workspace.state / "server.log").touch()
    workspace.purge()
    assert not workspace.state.exists()
    workspace.purge()
