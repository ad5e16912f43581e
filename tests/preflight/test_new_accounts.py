"""What a new account lacks: the quotas and service-linked roles that AWS gives it only later."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest

from delivery.preflight import Line, Verdict, inspect
from feature_stacks.naming import PIPELINE_STACK
from tests.localcloud.cloud_process import DEV, PROD, TOOLS, CloudProcess
from tests.localcloud.ministack.principals import allow
from tests.preflight.bootstrapping import bootstrap, execution_role, without_policies
from tests.preflight.readiness import Readiness

pytestmark = [pytest.mark.cloud, pytest.mark.xdist_group("preflight")]

CONCURRENCY = {"ServiceCode": "lambda", "QuotaCode": "L-B99A9384"}
SMALL_BUILDS = {"ServiceCode": "codebuild", "QuotaCode": "L-9D07B6EF"}
ADDRESSES = {"ServiceCode": "ec2", "QuotaCode": "L-0263D0A3"}
NOTIFICATIONS = "codestar-notifications.amazonaws.com"


@pytest.fixture(scope="module")
def new_cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CloudProcess]:
    """Bootstrapped accounts that nobody has used before."""
    directory = tmp_path_factory.mktemp("new-accounts")
    with CloudProcess(
        state_dir=directory / "state", toolchain_dir=directory / "toolchain", switches=("--new-accounts",)
    ) as process:
        bootstrap(process, directory)
        yield process


@pytest.fixture
def new(ready_anew: Readiness, new_cloud: CloudProcess, monkeypatch: pytest.MonkeyPatch) -> Readiness:
    """A first deployment into them."""
    for name, value in new_cloud.environment().items():
        if name.startswith("AWS_") and name != "AWS_PROFILE":
            monkeypatch.setenv(name, value)
    ready_anew.cloud = new_cloud
    return ready_anew


def to_do(ready: Readiness, subject: str) -> dict[str, Line]:
    """What is to be done about a subject, by place."""
    return {line.place: line for line in ready.of(subject, Verdict.TO_DO)}


def test_a_new_account_is_named_for_all_that_it_lacks(new: Readiness) -> None:
    lines = [line for line in inspect(new.situation()) if line.verdict is not Verdict.FINE]
    assert {(line.subject, line.place, line.verdict) for line in lines} == {
        ("service-linked roles", "tools", Verdict.TO_DO),
        ("builds", "tools", Verdict.TO_DO),
        ("functions", "dev", Verdict.TO_DO),
        ("functions", "prod", Verdict.TO_DO),
    }


def test_the_role_of_notifications(new: Readiness) -> None:
    line = to_do(new, "service-linked roles")["tools"]
    assert line.text.startswith("AWSServiceRoleForCodeStarNotifications is not there")
    assert f"aws iam create-service-linked-role --aws-service-name {NOTIFICATIONS}" in line.remedy
    iam = new.cloud.client("iam", TOOLS)
    iam.create_service_linked_role(AWSServiceName=NOTIFICATIONS)
    try:
        assert to_do(new, "service-linked roles") == {}
    finally:
        iam.delete_service_linked_role(RoleName="AWSServiceRoleForCodeStarNotifications")


def test_a_role_that_cloudformation_may_not_make(new: Readiness) -> None:
    """In prod the execution policy is a narrow one."""
    iam, name = new.cloud.client("iam", PROD), execution_role(PROD)
    policy = json.dumps(allow(["dynamodb:*", "iam:CreateRole"], "*"))
    iam.put_role_policy(RoleName=name, PolicyName="narrow", PolicyDocument=policy)
    try:
        with without_policies(new.cloud, PROD):
            lines = new.of("service-linked roles", Verdict.TO_DO)
    finally:
        iam.delete_role_policy(RoleName=name, PolicyName="narrow")
    scaling = [line for line in lines if "AutoScaling_DynamoDBTable" in line.text]
    assert [line.place for line in scaling] == ["prod"]
    assert scaling[0].text.endswith(f"{name} may not make it (iam:CreateServiceLinkedRole)")
    assert "dynamodb.application-autoscaling.amazonaws.com" in scaling[0].remedy


def test_builds_at_once(new: Readiness) -> None:
    line = to_do(new, "builds")["tools"]
    assert "start at once, and the account may run 1" in line.text
    assert "`Concurrently running builds for Linux/Small environment`" in line.remedy
    quotas = new.cloud.client("service-quotas", TOOLS)
    quotas.request_service_quota_increase(**SMALL_BUILDS, DesiredValue=10)
    assert to_do(new, "builds") == {}


def test_memory_and_calls_at_once(new: Readiness) -> None:
    """Prod is given what it asks for; of dev's memory nothing says whether it has been raised too."""
    dev, prod = to_do(new, "functions")["dev"], new.of("functions", Verdict.TO_DO)
    assert "asks for 3072 MB, and this is a new account (10 calls at once)" in dev.text
    assert "`Function memory maximum`" in dev.remedy
    assert [line.text for line in prod if "reserved" in line.text] == [
        "103 calls at once are reserved, of 10 that are free, and AWS keeps 100 for other functions"
    ]
    for account, value in ((DEV, 1000), (PROD, 203)):
        quotas = new.cloud.client("service-quotas", account)
        quotas.request_service_quota_increase(**CONCURRENCY, DesiredValue=value)
    lines = to_do(new, "functions")
    assert list(lines) == ["prod"]
    assert "3072 MB" in lines["prod"].text
    new.cloud.client("service-quotas", PROD).request_service_quota_increase(**CONCURRENCY, DesiredValue=1000)
    assert to_do(new, "functions") == {}


def test_no_room_for_addresses(new: Readiness) -> None:
    """Dev needs one more, and has five."""
    ec2 = new.cloud.client("ec2", DEV)
    addresses = [ec2.allocate_address(Domain="vpc")["AllocationId"] for _ in range(5)]
    try:
        line = to_do(new, "network")["dev"]
    finally:
        for address in addresses:
            ec2.release_address(AllocationId=address)
    assert line.text == "1 more Elastic IP addresses, 5 of 5 used: there is no room"
    assert "`EC2-VPC Elastic IPs`" in line.remedy


def test_no_room_for_a_network(new: Readiness) -> None:
    ec2 = new.cloud.client("ec2", PROD)
    before = len(ec2.describe_vpcs()["Vpcs"])
    made = [ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"] for _ in range(5 - before)]
    try:
        line = to_do(new, "network")["prod"]
    finally:
        for vpc in made:
            ec2.delete_vpc(VpcId=vpc)
    assert line.text == "1 more VPCs, 5 of 5 used: there is no room"


def test_an_integration_timeout_beyond_the_quota(new: Readiness) -> None:
    new.environments = tuple(
        replace(found, integration_timeout_ms=45_000) if found.name == "prod" else found for found in new.environments
    )
    line = to_do(new, "API time-out")["prod"]
    assert line.text == "prod asks API Gateway to wait 45000 ms, and the account's quota is 29000"
    new.cloud.client("service-quotas", PROD).request_service_quota_increase(
        ServiceCode="apigateway", QuotaCode="L-E5AE38E3", DesiredValue=59_000
    )
    assert to_do(new, "API time-out") == {}


def test_a_role_that_a_template_would_make_and_that_is_there(new: Readiness) -> None:
    role = {
        "Type": "AWS::IAM::ServiceLinkedRole",
        "Properties": {"AWSServiceName": NOTIFICATIONS},
    }

    def add(template: dict[str, dict[str, object]]) -> None:
        types = {found["Type"] for found in template["Resources"].values()}  # type: ignore[index]
        if "AWS::CodeStarNotifications::NotificationRule" in types:
            template["Resources"]["Notifications"] = role

    new.change_templates(add)
    assert to_do(new, "service-linked roles") == {}
    iam = new.cloud.client("iam", TOOLS)
    iam.create_service_linked_role(AWSServiceName=NOTIFICATIONS)
    try:
        line = to_do(new, "service-linked roles")["tools"]
    finally:
        iam.delete_service_linked_role(RoleName="AWSServiceRoleForCodeStarNotifications")
    assert line.text.endswith(f"is there already, and the stack {PIPELINE_STACK} would make it")
