"""Builds and reports end with their retention, and a build's log with it, unless its group says otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ministack.services import cloudwatch_logs

from localcloud.aws.limits import retention
from localcloud.services.codebuild.arns import Scope
from localcloud.services.codebuild.retention import remove_expired
from localcloud.services.codebuild.store import Store

_SCOPE = Scope("222222222222", "eu-west-1")
_NOW = 1_800_000_000.0
_OLD = _NOW - retention.BUILDS.total_seconds() - 1
_RECENT = _OLD + 2


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    found = Store(tmp_path / "store.sqlite")
    yield found
    found.close()
    cloudwatch_logs.reset()


def _build(store: Store, key: str, *, started: float, group: str = "", complete: bool = True) -> None:
    build: dict[str, Any] = {"startTime": started, "buildComplete": complete, "logs": {}}
    if group:
        build["logs"] = {"groupName": group, "streamName": key}
    store.put(_SCOPE, "build", key, {"build": build}, parent="project")


def _log_group(name: str, *streams: str, days: int | None = None) -> None:
    group: dict[str, Any] = {"retentionInDays": days, "streams": {stream: {"events": []} for stream in streams}}
    cloudwatch_logs._log_groups.set_scoped(*_place(_SCOPE), name, group)


def _place(scope: Scope) -> tuple[str, str]:
    return scope.account, scope.region


def _streams(name: str) -> list[str]:
    return list(cloudwatch_logs._log_groups.get_scoped(*_place(_SCOPE), name)["streams"])


def test_builds_past_their_retention_go_and_running_ones_stay(store: Store) -> None:
    _build(store, "old", started=_OLD)
    _build(store, "hangs", started=_OLD, complete=False)
    _build(store, "recent", started=_RECENT)
    remove_expired(store, _NOW)
    assert store.keys(_SCOPE, "build") == ["hangs", "recent"]


def test_a_builds_log_goes_with_it_where_its_group_has_no_retention(store: Store) -> None:
    _log_group("for-ever", "old", "recent")
    _log_group("ten-years", "kept", days=3653)
    _build(store, "old", started=_OLD, group="for-ever")
    _build(store, "kept", started=_OLD, group="ten-years")
    _build(store, "recent", started=_RECENT, group="for-ever")
    remove_expired(store, _NOW)
    assert (_streams("for-ever"), _streams("ten-years")) == (["recent"], ["kept"])


def test_reports_go_after_a_month_with_their_test_cases(store: Store) -> None:
    oldest = _NOW - retention.REPORTS.total_seconds()
    for key, created in (("old", oldest - 1), ("recent", oldest + 1)):
        store.put(_SCOPE, "report", key, {"created": created}, parent="group")
        store.put(_SCOPE, "test-cases", key, {"testCases": []})
    remove_expired(store, _NOW)
    assert store.keys(_SCOPE, "report") == store.keys(_SCOPE, "test-cases") == ["recent"]
