"""Scope: which tests share a worker, where several workers run, and which come first.

Tests that share something large (a local cloud with the pipeline deployed, a browser) name a group with
``xdist_group``. pytest-xdist passes the groups on in the tests' ids, which pytest 9.2 no longer lets it write: each
worker would then make the large thing for itself. So here a group's tests are found in the files that name it.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

LONGEST_FIRST = ("e2e", "faults", "service", "synth", "pipeline", "localcloud")
"""Suites that take long for each of their tests or groups: begun first, so that short ones fill the workers up at the
end. All others follow."""
_GROUP = re.compile(r"xdist_group\(\"([\w-]+)\"\)")


@cache
def group_of(file: Path) -> str:
    """The group that a test file names; empty where it names none."""
    found = _GROUP.search(file.read_text(encoding="utf-8"))
    return found.group(1) if found else ""


def place_of(file: Path, tests: Path) -> int:
    """Where a test file stands in the order of suites."""
    suite = file.relative_to(tests).parts[0]
    return LONGEST_FIRST.index(suite) if suite in LONGEST_FIRST else len(LONGEST_FIRST)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    tests = Path(__file__).parent
    items.sort(key=lambda item: place_of(item.path, tests))


class _Groups:
    """The one hook; a plugin of its own, because xdist's hooks are unknown where xdist is not installed."""

    @pytest.hookimpl
    def pytest_xdist_make_scheduler(self, config: pytest.Config, log: Any) -> Any:
        from xdist.scheduler import LoadScopeScheduling

        class ByGroup(LoadScopeScheduling):  # type: ignore[misc]  # xdist has no types
            def _split_scope(self, nodeid: str) -> str:
                return group_of(config.rootpath / nodeid.split("::")[0]) or nodeid

        # A group's number of tests says nothing about how long it takes.
        config.option.loadscopereorder = False
        return ByGroup(config, log) if config.getoption("dist") == "loadgroup" else None


def pytest_configure(config: pytest.Config) -> None:
    if config.pluginmanager.hasplugin("xdist"):
        config.pluginmanager.register(_Groups(), "groups-by-file")
