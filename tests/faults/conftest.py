"""Scope: what goes wrong. Each fault of the catalogue is injected into a local cloud with the product released in it,
must end where the catalogue says, and leaves prod, its items, the executions and their evidence as they must be.

One cloud serves them all. `make faults` runs every one and writes reports/faults; `make test` runs the quick half.
The others are drills.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.checkout import Checkout
from tests.e2e.delivery import Delivery
from tests.faults.fault import Fault
from tests.faults.results import Result, Results
from tests.faults.scene import Scene
from tests.localcloud import small_disk

REPORT = Path("reports/faults/faults.md")


_results = Results()


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Keeps what became of each fault."""
    name = re.search(r"\[fault: (.*)\]$", report.nodeid)
    if name and (report.when == "call" or report.outcome != "passed"):
        _results.found.append(
            Result(fault=name[1], outcome=report.outcome, reason=reason_of(report), seconds=report.duration)
        )


def reason_of(report: pytest.TestReport) -> str:
    """Why a test did not pass, in a line; empty where it did."""
    if report.outcome == "skipped" and isinstance(report.longrepr, tuple):
        return str(report.longrepr[2]).removeprefix("Skipped: ")
    crash = getattr(report.longrepr, "reprcrash", None)
    return str(crash.message).partition("\n")[0] if crash else ""


def pytest_sessionfinish(session: pytest.Session) -> None:
    if _results.found:
        _results.write(session.config.rootpath / REPORT)


@pytest.fixture
def fault(request: pytest.FixtureRequest, scene: Scene) -> Fault:
    """The one that the test is about, where it can run here and now."""
    found: Fault = request.param
    if found.needs_own_disk and not scene.own_disk:
        pytest.skip("this machine allows no file system of its own for the state folder")
    scene.ensure_up()
    return found


@pytest.fixture(scope="package")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """A local cloud whose state lies on a file system of its own, where the machine allows that, and a release in
    prod."""
    folder = tmp_path_factory.mktemp("faults")
    checkout = Checkout.of_this_project(folder / "careervp")
    delivery = Delivery(checkout=checkout.path, state=folder / "state")
    delivery.state.mkdir(exist_ok=True)
    mounted = delivery.state.is_mount() or small_disk.mount(delivery.state)
    try:
        delivery.up()
        scene = Scene(delivery=delivery, checkout=checkout, own_disk=mounted)
        scene.release()
        yield scene
    finally:
        delivery.down()
        if mounted:
            small_disk.unmount(delivery.state)
