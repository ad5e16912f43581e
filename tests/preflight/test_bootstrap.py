from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from feature_stacks.naming import PRODUCT
from tests.localcloud.cloud_process import DEV, REGION, TOOLS, CloudProcess
from tests.localcloud.ministack.principals import unique
from tests.preflight.bootstrapping import execution_role, without_policies
from tests.preflight.readiness import Readiness

pytestmark = [pytest.mark.cloud, pytest.mark.xdist_group("preflight")]

VERSION = "/cdk-bootstrap/hnb659fds/version"


def role(kind: str, account: str = DEV) -> str:
    return f"cdk-hnb659fds-{kind}-role-{account}-{REGION}"


@pytest.fixture
def version(bootstrapped: CloudProcess) -> Iterator[Any]:
    """SSM in dev; the bootstrap's version is put back."""
    client = bootstrapped.client("ssm", DEV)
    parameter = client.get_parameter(Name=VERSION)["Parameter"]
    yield client
    client.put_parameter(Name=VERSION, Value=parameter["Value"], Type=parameter["Type"], Overwrite=True)


def test_an_account_that_is_not_bootstrapped(ready: Readiness, version: Any) -> None:
    version.delete_parameter(Name=VERSION)
    line = ready.to_do("bootstrap")
    assert (line.place, line.text) == ("dev", "it is not bootstrapped")
    assert f"cdk bootstrap aws://{DEV}/{REGION} --trust {TOOLS}" in line.remedy


def test_an_account_that_is_bootstrapped_under_another_qualifier(ready: Readiness, version: Any) -> None:
    version.delete_parameter(Name=VERSION)
    version.put_parameter(Name="/cdk-bootstrap/other/version", Value="33", Type="String")
    try:
        line = ready.to_do("bootstrap")
    finally:
        version.delete_parameter(Name="/cdk-bootstrap/other/version")
    assert "with the qualifier other, the templates ask for hnb659fds" in line.text


def test_a_bootstrap_that_is_too_old(ready: Readiness, version: Any) -> None:
    version.put_parameter(Name=VERSION, Value="5", Type="String", Overwrite=True)
    assert ready.to_do("bootstrap").text == "the bootstrap has version 5, 8 is needed"


def test_a_bootstrap_that_does_not_trust_the_pipeline_s_account(ready: Readiness, bootstrapped: CloudProcess) -> None:
    iam, name = bootstrapped.client("iam", DEV), role("deploy")
    document = iam.get_role(RoleName=name)["Role"]["AssumeRolePolicyDocument"]
    alone = json.dumps(document).replace(TOOLS, DEV)
    iam.update_assume_role_policy(RoleName=name, PolicyDocument=alone)
    try:
        line = ready.to_do("bootstrap")
    finally:
        iam.update_assume_role_policy(RoleName=name, PolicyDocument=json.dumps(document))
    assert line.text == f"it does not trust the pipeline's account {TOOLS}, so the pipeline cannot deploy"


def test_an_execution_role_that_may_do_nothing(ready: Readiness, bootstrapped: CloudProcess) -> None:
    with without_policies(bootstrapped, DEV):
        line = ready.to_do("bootstrap")
    assert line.text == "CloudFormation may do nothing there: its execution role has no policy"


def test_an_execution_role_that_is_not_within_the_boundary_of_the_app_s_roles(
    ready: Readiness, bootstrapped: CloudProcess
) -> None:
    iam, name = bootstrapped.client("iam", DEV), execution_role(DEV)
    boundary = iam.get_role(RoleName=name)["Role"]["PermissionsBoundary"]["PermissionsBoundaryArn"]
    iam.delete_role_permissions_boundary(RoleName=name)
    try:
        line = ready.to_do("bootstrap")
    finally:
        iam.put_role_permissions_boundary(RoleName=name, PermissionsBoundary=boundary)
    assert line.text == f"the app's roles are within {PRODUCT}-boundary, and CloudFormation, which makes them, is not"
    assert f"--custom-permissions-boundary {PRODUCT}-boundary" in line.remedy


def test_an_assets_bucket_that_somebody_removed(ready: Readiness, bootstrapped: CloudProcess) -> None:
    s3, name = bootstrapped.client("s3", DEV), f"cdk-hnb659fds-assets-{DEV}-{REGION}"
    s3.delete_bucket(Bucket=name)
    try:
        line = ready.to_do("bootstrap")
    finally:
        s3.create_bucket(Bucket=name)
    assert line.text == f"the assets' bucket {name} is gone"


def test_a_boundary_that_the_templates_name_and_nobody_made(ready: Readiness, bootstrapped: CloudProcess) -> None:
    name = unique("boundary")
    ready.change_templates(lambda template: put_boundary(template, name))
    lines = [line.text for line in ready.lines("bootstrap") if line.remedy]
    assert lines == [f"roles are made within the boundary {name}, which is not there"] * 3
    for account in ("111111111111", "222222222222", "333333333333"):
        bootstrapped.client("iam", account).create_policy(
            PolicyName=name,
            PolicyDocument=json.dumps(
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
            ),
        )
    texts = [line.text for line in ready.lines("bootstrap") if name in line.text]
    assert texts == [f"the boundary {name} is there"] * 3


def put_boundary(template: dict[str, Any], name: str) -> None:
    """As the CDK does where cdk.json names a boundary."""
    arn = {
        "Fn::Join": ["", ["arn:", {"Ref": "AWS::Partition"}, ":iam::", {"Ref": "AWS::AccountId"}, f":policy/{name}"]]
    }
    for resource in template["Resources"].values():
        if resource["Type"] == "AWS::IAM::Role":
            resource["Properties"]["PermissionsBoundary"] = arn
