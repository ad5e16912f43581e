"""Scope of tests/console: the console as a browser sees it, over real small pipelines in a local cloud of its own; what
needs neither (lines of a log, access, drawings) is tested directly.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.compliance.reports.browser import chromium
from tests.console.eventful_pipeline import deliver
from tests.console.served_console import ServedConsole, served_console
from tests.localcloud.cloud_process import CloudProcess
from tests.localcloud.codepipeline.small_pipeline import SmallPipeline

BROWSING = {"browser", "cloud"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What asks for a server is a test with a cloud, and shares it with the others of its kind."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here) and isinstance(item, pytest.Function) and BROWSING & set(item.fixturenames):
            item.add_marker(pytest.mark.cloud)
            item.add_marker(pytest.mark.xdist_group("console"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="session")
def cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CloudProcess]:
    directory = tmp_path_factory.mktemp("console-cloud")
    with CloudProcess(
        state_dir=directory / "state", toolchain_dir=directory / "toolchain", switches=("--time-scale=600",)
    ) as process:
        yield process


@pytest.fixture(scope="module")
def small(cloud: CloudProcess, tmp_path_factory: pytest.TempPathFactory) -> SmallPipeline:
    """All that a pipeline needs; the module creates it and delivers what its pages show."""
    pipeline = SmallPipeline(cloud, tmp_path_factory.mktemp("small"))
    pipeline.prepare()
    return pipeline


@pytest.fixture(scope="module")
def delivered(small: SmallPipeline) -> SmallPipeline:
    """A pipeline that has delivered one commit."""
    small.create()
    small.first_commit()
    deliver(small, 2)
    return small


@pytest.fixture(scope="module")
def console(cloud: CloudProcess, delivered: SmallPipeline) -> Iterator[ServedConsole]:
    """The console of that pipeline, where a module has no other one."""
    with served_console(cloud, delivered.name) as served:
        yield served
