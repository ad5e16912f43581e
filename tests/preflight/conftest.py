"""Scope: each line of `delivery preflight`, against a local cloud that lacks just the thing that the line is about.

One cloud serves a worker's tests, with its three accounts bootstrapped and nothing deployed: the state before a first
deployment. It is looked at as AWS is: by a profile of tools, and in dev and prod by the bootstrap's lookup role. A test
takes one thing away, and puts it back. The checkout is a small repository with this project's settings, pushed to a
bare one that stands for the Git provider.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from compliance.assembly import SynthesizedStack, read_stacks
from delivery.preflight import Accounts
from tests.assertions.assembly import assembly
from tests.localcloud.cloud_process import CloudProcess
from tests.preflight.bootstrapping import bootstrap
from tests.preflight.readiness import Readiness
from tests.preflight.ready_checkout import ReadyCheckout

__all__ = ["assembly"]


@pytest.fixture(scope="session")
def bootstrapped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CloudProcess]:
    """A local cloud of its own whose accounts are bootstrapped as docs/going-to-aws.md says."""
    directory = tmp_path_factory.mktemp("preflight")
    with CloudProcess(state_dir=directory / "state", toolchain_dir=directory / "toolchain") as cloud:
        bootstrap(cloud, directory)
        yield cloud


@pytest.fixture(scope="session")
def pushed(tmp_path_factory: pytest.TempPathFactory) -> ReadyCheckout:
    """A checkout whose commit is on the watched branch; no test changes it."""
    return ReadyCheckout.create(tmp_path_factory.mktemp("checkout"))


@pytest.fixture
def checkout(tmp_path: Path) -> ReadyCheckout:
    """The same, for a test to change."""
    return ReadyCheckout.create(tmp_path)


@pytest.fixture(scope="session")
def stacks(assembly: Path) -> tuple[SynthesizedStack, ...]:
    return read_stacks(assembly)


@pytest.fixture(scope="session")
def shared_accounts() -> list[Accounts]:
    """The clients of the first test that looked, for those after it."""
    return []


@pytest.fixture
def ready_anew(
    bootstrapped: CloudProcess,
    stacks: tuple[SynthesizedStack, ...],
    pushed: ReadyCheckout,
    monkeypatch: pytest.MonkeyPatch,
) -> Readiness:
    """All that a first deployment needs, looked at with clients of the test's own."""
    for name, value in bootstrapped.environment().items():
        if name.startswith("AWS_") and name != "AWS_PROFILE":
            monkeypatch.setenv(name, value)
    return Readiness(cloud=bootstrapped, stacks=stacks, checkout=pushed.path)


@pytest.fixture
def ready(ready_anew: Readiness, shared_accounts: list[Accounts]) -> Readiness:
    """All that a first deployment needs."""
    if not shared_accounts:
        shared_accounts.append(ready_anew.situation().accounts)
    ready_anew.accounts = shared_accounts[0]
    return ready_anew
