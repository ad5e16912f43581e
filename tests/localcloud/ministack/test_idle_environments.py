"""A version's process ends after a while without calls, and a package stays as long as a process has it."""

from __future__ import annotations

import tempfile
import time
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from ministack.core import lambda_runtime
from ministack.services import lambda_svc

from localcloud.ministack.fixes.functions import function_directories, idle_environments

OLD, LIVE, LATEST = (f"222222222222:us-east-1:tailor:{version}" for version in ("1", "2", "$LATEST"))


@dataclass
class Process:
    """What MiniStack knows of one."""

    last_used: float
    in_use: bool = False
    config: dict[str, str] = field(default_factory=dict)


@pytest.fixture
def ended(monkeypatch: pytest.MonkeyPatch) -> list[Process]:
    """The processes that were ended; version 1 has one that was idle for an hour and one that works."""
    hour_ago, now = time.time() - 3600, time.time()
    busy, idle, live, latest = Process(hour_ago, in_use=True), Process(hour_ago), Process(now), Process(hour_ago)
    monkeypatch.setattr(lambda_runtime, "_workers", {OLD: [idle, busy], LIVE: [live], LATEST: [latest]})
    found: list[Process] = []
    monkeypatch.setattr(lambda_runtime, "kill_workers", found.extend)
    monkeypatch.setattr(lambda_svc, "reap_idle_workers", lambda_svc.reap_idle_workers)
    return found


def test_ministack_alone_keeps_the_first_process_of_each_version(ended: list[Process]) -> None:
    assert lambda_svc.reap_idle_workers() == 0
    assert not ended


def test_an_idle_version_ends_and_one_that_works_or_is_called_goes_on(ended: list[Process]) -> None:
    (idle, busy), (live,), (latest,) = (lambda_runtime._workers[key] for key in (OLD, LIVE, LATEST))
    idle_environments.apply()
    assert lambda_svc.reap_idle_workers() == 1
    assert ended == [idle]
    assert lambda_runtime._workers == {OLD: [busy], LIVE: [live], LATEST: [latest]}
    busy.in_use = False
    assert lambda_svc.reap_idle_workers() == 1
    assert OLD not in lambda_runtime._workers


def test_a_package_that_a_process_has_stays_however_many_follow(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    homes = [unpacked(tmp_path, number) for number in range(function_directories.KEPT + 3)]
    assert [(home / "code" / "module.py").read_text() for home in homes] == [f"NUMBER = {n}" for n in range(len(homes))]
    for home in homes[:5]:
        (home / "code").unlink()
    unpacked(tmp_path, len(homes))
    assert len(list((tmp_path / "function-directories").iterdir())) == function_directories.KEPT


def unpacked(folder: Path, number: int) -> Path:
    """A process's folder with a package of its own, as MiniStack makes it."""
    home = folder / f"process-{number}"
    (home / "code").mkdir(parents=True)
    with zipfile.ZipFile(home / "code.zip", "w") as package:
        package.writestr("module.py", f"NUMBER = {number}")
    with function_directories._ZipModule().ZipFile(home / "code.zip") as package:
        package.extractall(home / "code")
    return home
