"""A second prod in another region is one entry and its account: deployed beside prod, from copies of the artifacts."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from tests.e2e.checkout import Checkout
from tests.e2e.delivery import PROD, REGION, Delivery

pytestmark = [pytest.mark.cloud, pytest.mark.xdist_group("second_region")]

AWAY = "eu-west-1"
ENVIRONMENTS, SETTINGS = "stages/environments.py", "cdk.json"
BEGINS, ENDS = '    Environment(\n        name="prod",\n', "\n)\n"
SETTING = f'"prod": "{PROD}"'


def _with_a_second_prod(checkout: Checkout) -> None:
    """One entry, prod's own under another name and in its wave; one account with a region."""
    text = (checkout.path / ENVIRONMENTS).read_text(encoding="utf-8")
    begin = text.index(BEGINS)
    prod = text[begin : text.index(ENDS, begin) + 1]
    second = prod.replace('name="prod",', 'name="prod-eu",\n        wave="prod",', 1)
    place = json.dumps({"account": PROD, "region": AWAY})
    checkout.edit(
        "Prod in a second region",
        (ENVIRONMENTS, prod, prod + second),
        (SETTINGS, SETTING, f'{SETTING}, "prod-eu": {place}'),
    )


@pytest.fixture(scope="module")
def two_regions(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Delivery]:
    checkout = Checkout.of_this_project(tmp_path_factory.mktemp("regions") / "careervp")
    _with_a_second_prod(checkout)
    cloud = Delivery(checkout=checkout.path, state=tmp_path_factory.mktemp("state"))
    try:
        cloud.up()
        yield cloud
    finally:
        cloud.down()


def test_a_second_prod_is_deployed_and_smoke_tested_in_its_region(two_regions: Delivery) -> None:
    execution = two_regions.approve(two_regions.newest_execution())
    two_regions.wait_for_end(execution)
    two_regions.expect_success(execution)

    actions = two_regions.actions(execution)
    prepare = actions["Prod/ProdEu.careervp-shared-prod-eu.Prepare"]
    at_home = actions["Prod/Prod.careervp-shared-prod.Prepare"]
    assert (at_home["input"]["region"], prepare["input"]["region"]) == (REGION, AWAY)
    here, there = (run["input"]["inputArtifacts"][0]["s3location"] for run in (at_home, prepare))
    assert here["key"] == there["key"]
    copy = two_regions.client("s3", region=AWAY).head_object(Bucket=there["bucket"], Key=there["key"])
    assert copy["SSEKMSKeyId"].startswith(f"arn:aws:kms:{AWAY}:")
    assert actions["Prod/ProdEu.Smoke"]["status"] == "Succeeded"
    # One wave: neither waits for the other to be deployed.
    last_at_home = actions["Prod/Prod.careervp-cv-tailoring-prod.Deploy"]
    assert prepare["startTime"] < last_at_home["startTime"]

    stack = "careervp-cv-tailoring-prod-eu"
    found = two_regions.client("cloudformation", PROD, region=AWAY).describe_stacks(StackName=stack)["Stacks"]
    assert [each["StackStatus"] for each in found] == ["CREATE_COMPLETE"]
    listed = two_regions.client("cloudformation", PROD).describe_stacks()["Stacks"]
    assert stack not in {each["StackName"] for each in listed}
