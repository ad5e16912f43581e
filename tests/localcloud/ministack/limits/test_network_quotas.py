"""VPCs and public addresses: five of either in an account and region."""

from __future__ import annotations

from typing import Any

import pytest

from tests.localcloud.cloud_process import FOREIGN, CloudProcess, ServerProcess
from tests.localcloud.ministack.principals import refused
from tests.localcloud.ministack.stacks import create_stack, describe, failure_reasons

pytestmark = pytest.mark.cloud
_REGION = "eu-west-2"
"""One that no other test has a network in."""
_QUOTAS = "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html"
_ADDRESSES = "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/elastic-ip-addresses-eip.html"


@pytest.fixture
def ec2(cloud: CloudProcess) -> Any:
    return cloud.client("ec2", FOREIGN, region=_REGION)


@pytest.mark.enforces(
    "EC2: an account has five Elastic IP addresses in a region, unless it asked for more", source=_ADDRESSES
)
def test_a_sixth_address_is_refused(ec2: Any) -> None:
    made = [ec2.allocate_address(Domain="vpc")["AllocationId"] for _ in range(5)]
    try:
        with refused("AddressLimitExceeded"):
            ec2.allocate_address(Domain="vpc")
    finally:
        for address in made:
            ec2.release_address(AllocationId=address)


@pytest.mark.enforces("VPC: an account has five VPCs in a region at first", source=_QUOTAS)
def test_a_sixth_vpc_is_refused(ec2: Any) -> None:
    before = len(ec2.describe_vpcs()["Vpcs"])
    made = [ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"] for _ in range(5 - before)]
    try:
        with refused("VpcLimitExceeded"):
            ec2.create_vpc(CidrBlock="10.0.0.0/16")
    finally:
        for vpc in made:
            ec2.delete_vpc(VpcId=vpc)


def test_a_stack_fails_where_there_is_no_room(cloud: CloudProcess) -> None:
    addresses = {f"Address{number}": {"Type": "AWS::EC2::EIP"} for number in range(6)}
    stack = create_stack(cloud, addresses, account=FOREIGN)
    assert describe(cloud, stack, account=FOREIGN)["StackStatus"] == "ROLLBACK_COMPLETE"
    assert "The maximum number of addresses has been reached." in failure_reasons(cloud, stack, account=FOREIGN)
    vpcs = {
        f"Vpc{number}": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16"}} for number in range(6)
    }
    stack = create_stack(cloud, vpcs, account=FOREIGN)
    assert describe(cloud, stack, account=FOREIGN)["StackStatus"] == "ROLLBACK_COMPLETE"
    assert "The maximum number of VPCs has been reached." in failure_reasons(cloud, stack, account=FOREIGN)


def test_an_account_that_asked_gets_more(cloud: CloudProcess, ec2: Any) -> None:
    quotas = cloud.client("service-quotas", FOREIGN, region="eu-west-3")
    quotas.request_service_quota_increase(ServiceCode="ec2", QuotaCode="L-0263D0A3", DesiredValue=6)
    other = cloud.client("ec2", FOREIGN, region="eu-west-3")
    for _ in range(6):
        other.allocate_address(Domain="vpc")
    with refused("AddressLimitExceeded"):
        other.allocate_address(Domain="vpc")


def test_ministack_alone_has_any_number_of_addresses(alone: ServerProcess) -> None:
    client = alone.client("ec2", FOREIGN)
    assert len([client.allocate_address(Domain="vpc") for _ in range(6)]) == 6
