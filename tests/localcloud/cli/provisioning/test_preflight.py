from __future__ import annotations

import errno
import json
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from localcloud.cli.cloud.server_record import ServerRecord, write_record
from localcloud.cli.cloud.workspace import Workspace
from localcloud.cli.provisioning import preflight
from localcloud.cli.provisioning.bring_up import announce
from localcloud.cli.provisioning.preflight import Check, CommitSettings, Preflight, inspect
from localcloud.cli.provisioning.undecided import unserved
from localcloud.cli.terminal.output import Output
from tests.localcloud.cli.example_command import PROJECT, read_settings
from tests.localcloud.cli.scratch_checkout import ScratchCheckout


def look(scratch: ScratchCheckout, *, port: int = 0) -> tuple[Preflight, list[Check]]:
    announced: list[Check] = []
    workspace = Workspace.at(PROJECT, checkout=scratch.path, state=None, port=port)
    return inspect(workspace, read_settings=read_settings, announce=announced.append), announced


def failed(checks: list[Check]) -> dict[str, str]:
    return {check.subject: check.text for check in checks if not check.ok}


def edit_settings(scratch: ScratchCheckout, change: Callable[[dict[str, Any]], object]) -> None:
    document = json.loads((scratch.path / "cdk.json").read_text(encoding="utf-8"))
    change(document["context"]["example"])
    (scratch.path / "cdk.json").write_text(json.dumps(document), encoding="utf-8")


def test_a_good_checkout_passes_every_check_with_one_line_each_and_changes_nothing(scratch: ScratchCheckout) -> None:
    found, checks = look(scratch)
    assert [check.subject for check in checks] == ["python", "set-up", "commit", "settings", "port", "toolchain"]
    assert failed(checks) == {}
    assert all("\n" not in check.text for check in checks)
    assert found.failure() is None
    assert found.source is not None
    assert found.commit is not None
    assert not scratch.state.exists()


def test_all_that_is_wrong_is_said_at_once(scratch: ScratchCheckout) -> None:
    edit_settings(scratch, lambda s: s.pop("region"))
    (scratch.path / "node_modules/.bin/cdk").unlink()
    (scratch.path / "package-lock.json").unlink()
    found, checks = look(scratch)
    assert set(failed(checks)) == {"set-up", "settings", "toolchain"}
    failure = found.failure()
    assert failure is not None
    assert "3 checks failed; nothing was changed" in failure.message


def test_a_state_folder_that_cannot_be_written_is_refused_before_anything_is(
    scratch: ScratchCheckout, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    workspace = Workspace.at(PROJECT, checkout=scratch.path, state=tmp_path / "file" / "state", port=0)
    found = inspect(workspace, read_settings=read_settings, announce=lambda _: None)
    (said,) = [check.text for check in found.checks if not check.ok]
    assert f"{tmp_path / 'file'} may not be written" in said
    assert f"name another folder with --state or {PROJECT.variable('STATE')}" in said


def test_a_disk_without_room_is_refused_before_anything_is_written(
    scratch: ScratchCheckout, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    _, checks = look(scratch)
    assert list(failed(checks)) == ["folder"]
    assert f"no space is left on the file system of {scratch.path}" in failed(checks)["folder"]
    assert not scratch.state.exists()


def test_what_an_app_lacks_is_told_one_by_one(
    scratch: ScratchCheckout, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lacking = ("the export a: --existing a=VALUE", "the export b: --existing b=VALUE")

    def refuse(*_: object) -> CommitSettings:
        raise unserved("stacks read two exports", remedy="say what they are", details=lacking)

    monkeypatch.setattr("tests.localcloud.cli.provisioning.test_preflight.read_settings", refuse)
    found, checks = look(scratch)
    announce(Output(as_json=False, command=str), next(check for check in checks if check.subject == "settings"))
    printed = capsys.readouterr().err.splitlines()
    assert printed == ["!! stacks read two exports; say what they are", *(f"   {line}" for line in lacking)]
    failure = found.failure()
    assert failure is not None
    assert failure.shown.endswith("; ".join(lacking))


def test_another_python_is_refused_with_what_to_install(
    scratch: ScratchCheckout, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 12, 1, "final", 0))
    _, checks = look(scratch)
    assert failed(checks) == {
        "python": "Python 3.11 is needed, this is 3.12.1; install Python 3.11, then `make clean setup`"
    }


@pytest.mark.parametrize(
    ("change", "value", "remedy"),
    [
        ("accounts", {"tools": "111111111111", "dev": "444444444444"}, "down"),
        ("regions", {"prod": "eu-west-1"}, "down"),
        ("branch", "another", "down --purge"),
        ("region", "eu-west-1", "down --purge"),
        ("pipeline_account", "444444444444", "down --purge"),
    ],
)
def test_a_cloud_that_runs_with_other_accounts_is_not_used(
    scratch: ScratchCheckout,
    record: ServerRecord,
    monkeypatch: pytest.MonkeyPatch,
    change: str,
    value: Any,
    remedy: str,
) -> None:
    monkeypatch.setattr(preflight, "is_healthy", lambda _: True)
    workspace = Workspace.at(PROJECT, checkout=scratch.path, state=None, port=0)
    workspace.claim()
    write_record(workspace, record)
    assert look(scratch)[0].running == record
    elsewhere = replace(record.settings, **{change: value})
    write_record(workspace, replace(record, settings=elsewhere))
    found, checks = look(scratch)
    assert "other accounts" in failed(checks)["port"]
    assert f"{PROJECT.command} {remedy}`" in failed(checks)["port"]
    assert found.running is None
