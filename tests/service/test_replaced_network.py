"""What becomes of the service when a release would replace the network that its function stands in."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from feature_stacks.naming import PRODUCT
from tests.localcloud.cloud_process import DEV
from tests.localcloud.ministack.stacks import describe, failure_reasons, outputs_of, wait
from tests.service.deployed_service import Applicant, DeployedService
from tests.service.published_document import envelope_of

pytestmark = [pytest.mark.cloud, pytest.mark.xdist_group("service")]

SHARED = f"{PRODUCT}-shared-dev"
Change = Callable[[dict[str, Any]], None]


def other_vpc(properties: dict[str, Any]) -> None:
    properties["CidrBlock"] = "10.99.0.0/16"


def other_group(properties: dict[str, Any]) -> None:
    properties.update(GroupName="another-group", GroupDescription="Another group")


@pytest.mark.parametrize(
    ("kind", "change"), [("AWS::EC2::VPC", other_vpc), ("AWS::EC2::SecurityGroup", other_group)], ids=["vpc", "group"]
)
def test_a_network_is_not_replaced_under_the_function(
    service: DeployedService, applicant: Applicant, kind: str, change: Change
) -> None:
    """CloudFormation refuses it before anything of the old network is gone, and the service answers as before."""
    cloudformation, before = service.operator("cloudformation"), outputs_of(service.cloud, SHARED)
    template = cloudformation.get_template(StackName=SHARED)["TemplateBody"]
    document = json.loads(template) if isinstance(template, str) else json.loads(json.dumps(template))
    (properties,) = (one["Properties"] for one in document["Resources"].values() if one["Type"] == kind)
    change(properties)
    bucket = "replaced-network-templates"
    service.operator("s3").create_bucket(Bucket=bucket)
    service.operator("s3").put_object(Bucket=bucket, Key=f"{kind}.json", Body=json.dumps(document).encode())
    cloudformation.update_stack(
        StackName=SHARED,
        TemplateURL=f"{service.cloud.endpoint_url}/{bucket}/{kind}.json",
        Capabilities=["CAPABILITY_NAMED_IAM"],
    )
    wait(service.cloud, SHARED, account=DEV)
    assert describe(service.cloud, SHARED)["StackStatus"] == "UPDATE_ROLLBACK_COMPLETE"
    assert f"cannot be updated as it is in use by {PRODUCT}-cv-tailoring-dev" in failure_reasons(service.cloud, SHARED)
    assert outputs_of(service.cloud, SHARED) == before
    envelope_of(service.post(applicant.request()), 200, "CV_TAILORED")
