"""Scope of tests/service: the CV tailoring service over HTTP, deployed from the synthesized dev stacks into a local
cloud, with IAM enforced. Every row of the contract's error table, what is stored, what is logged, and the published
document against what is really answered.

One server and one deployment serve all tests, which therefore run in one worker; each test has ids of its own, and what
it changes as an operator it takes back. No pipeline: that one is in tests/e2e. The function's inside, without a
deployment, is in tests/unit/backend.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.assertions.assembly import assembly
from tests.localcloud.cloud_process import CloudProcess
from tests.service.deployed_service import Applicant, DeployedService
from tests.service.deployment import deploy, stacks_of

__all__ = ["assembly"]


@pytest.fixture(scope="session")
def service(assembly: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[DeployedService]:
    """The dev stacks, deployed."""
    directory = tmp_path_factory.mktemp("service")
    with CloudProcess(state_dir=directory / "state", toolchain_dir=directory / "toolchain") as cloud:
        deployed = DeployedService(cloud=cloud, outputs=deploy(cloud, stacks_of(assembly, "Dev")))
        deployed.lift_limits()
        deployed.hold_checks()
        yield deployed


@pytest.fixture
def applicant(service: DeployedService) -> Applicant:
    """Somebody with the sample CV and the sample job."""
    return service.plant()
