"""Each thing that can be wrong with a commit stops it where it should, says why, and leaves prod exactly as it was."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from feature_stacks.naming import PIPELINE_STACK, PRODUCT
from tests.e2e.checkout import Checkout
from tests.e2e.delivery import Delivery
from tests.e2e.prod_fingerprint import prod_fingerprint

pytestmark = [pytest.mark.cloud, pytest.mark.xdist_group("e2e")]


@dataclass(frozen=True, kw_only=True)
class Fault:
    """A mistake in a commit, the action it must stop at, and what ``delivery watch`` must say about it."""

    name: str
    file: str
    old: str
    new: str
    stops_at: str
    said: tuple[str, ...]


CV_BUCKET = (
    "            bucket_key_enabled=True,  # one request to KMS for many objects\n            enforce_ssl=True,\n"
)
FAULTS = (
    Fault(
        name="a nag violation",
        file="feature_stacks/cv_bucket.py",
        old=CV_BUCKET,
        new=CV_BUCKET.replace("            enforce_ssl=True,\n", ""),
        stops_at="Build/Synth",
        said=("AwsSolutions-S10", f"{PIPELINE_STACK}/Dev/Shared", "SSL", "made in feature_stacks/cv_bucket.py:"),
    ),
    Fault(
        name="a failing assertion test",
        file="feature_stacks/constants.py",
        old="CV_TAILORING_LAMBDA_MEMORY_MB: Final = 3072",
        new="CV_TAILORING_LAMBDA_MEMORY_MB: Final = 2048",
        stops_at="Dev/Assertions",
        said=("test_lambda_memory_is_at_least_3072_mb",),
    ),
    Fault(
        name="a failing change set",
        file="feature_stacks/cv_tailoring_stack.py",
        old='        url = api.url_for_path(f"/{API_PREFIX}/{CV_TAILORING_API_PATH}")\n',
        new='        url = api.url_for_path(f"/{API_PREFIX}/{CV_TAILORING_API_PATH}")\n'
        '        forgotten = __import__("aws_cdk").CfnParameter(self, "Forgotten")\n'
        "        function = self.cv_tailoring.lambda_function.node.default_child\n"
        '        function.add_property_override("Description", {"Ref": forgotten.logical_id})\n',
        stops_at=f"Dev/{PRODUCT}-cv-tailoring-dev.Prepare",
        said=("Forgotten",),
    ),
    Fault(
        name="a failing smoke test",
        file="src/backend/dal/artifact_store.py",
        old="+ self._retention\n",
        new="+ 2 * self._retention\n",
        stops_at="Dev/Smoke",
        said=("test_the_artifact_is_kept_for_ninety_days",),
    ),
)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_stops_where_it_should_says_why_and_leaves_prod_alone(
    delivery: Delivery, released: str, checkout: Checkout, fault: Fault
) -> None:
    before = prod_fingerprint(delivery)
    checkout.edit(f"Fault: {fault.name}", (fault.file, fault.old, fault.new))
    execution = delivery.follow(delivery.push())
    assert delivery.status(execution) == "Failed"
    assert delivery.failed_actions(execution) == [fault.stops_at]
    watched = delivery.command("watch", "--execution", execution)
    assert watched.returncode == 1
    for fact in (fault.stops_at.split("/")[1], *fault.said):
        assert fact in watched.stdout
    assert prod_fingerprint(delivery) == before
