"""The shipped policies are enough to deploy with, and none of their actions that is tried can be missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.localcloud.cloud_process import DEV, PROD, CloudProcess
from tests.localcloud.ministack.stacks import delete_stack, describe
from tests.service.account_policies import execution_role, without
from tests.service.deployment import Stack, prepare, stacks_of, start

pytestmark = [pytest.mark.cloud, pytest.mark.xdist_group("execution-policies")]


@dataclass(frozen=True, kw_only=True)
class Account:
    """An account that nothing is deployed in yet, and the stacks that come."""

    cloud: CloudProcess
    id: str
    role: str
    stacks: list[Stack]

    def deploy(self, stack: Stack) -> str:
        """Creates a stack; returns the status that it ends in."""
        start(self.cloud, stack, account=self.id, role=self.role)
        return str(describe(self.cloud, stack.name, account=self.id)["StackStatus"])

    def reason(self, stack: Stack) -> str:
        """What the first resource failed for; empty where none did."""
        events = self.cloud.client("cloudformation", self.id).describe_stack_events(StackName=stack.name)["StackEvents"]
        failed = [one.get("ResourceStatusReason", "") for one in events if one["ResourceStatus"] == "CREATE_FAILED"]
        return failed[-1] if failed else ""


@pytest.fixture(scope="module")
def cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CloudProcess]:
    directory = tmp_path_factory.mktemp("execution-policies")
    with CloudProcess(state_dir=directory / "state", toolchain_dir=directory / "toolchain") as process:
        yield process


def _account(cloud: CloudProcess, account: str, stacks: list[Stack]) -> Account:
    prepare(cloud, stacks, account=account)
    return Account(cloud=cloud, id=account, role=execution_role(cloud, account), stacks=stacks)


@pytest.fixture(scope="module")
def dev(cloud: CloudProcess, assembly: Path) -> Account:
    """Without protection, so that what failed can be taken away again."""
    return _account(cloud, DEV, stacks_of(assembly, "Dev"))


@pytest.mark.parametrize(
    "action",
    [
        "backup:CreateBackupVault",
        "dynamodb:CreateTable",
        "ec2:CreateNatGateway",
        "ec2:DescribeVpcs",
        "iam:AttachRolePolicy",
        "iam:PassRole",
        "kms:CreateKey",
        "s3:CreateBucket",
    ],
)
def test_with_one_action_less_the_deployment_fails_and_names_it(dev: Account, action: str) -> None:
    shared = dev.stacks[0]
    with without(dev.cloud, dev.id, action):
        status, reason = dev.deploy(shared), dev.reason(shared)
    delete_stack(dev.cloud, shared.name, account=dev.id)
    assert status == "ROLLBACK_COMPLETE"
    assert f"is not authorized to perform: {action} on resource: " in reason


def test_as_shipped_they_are_enough_for_prod(cloud: CloudProcess, assembly: Path) -> None:
    prod = _account(cloud, PROD, stacks_of(assembly, "Prod"))
    for stack in prod.stacks:
        assert prod.deploy(stack) == "CREATE_COMPLETE", prod.reason(stack)
