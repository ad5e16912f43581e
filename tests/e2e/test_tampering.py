"""What somebody changes between Build and Prod does not reach prod: the assembly in the artifact bucket, and the code
in prod's own asset bucket."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from botocore.exceptions import ClientError

from feature_stacks.naming import PIPELINE_STACK, PRODUCT
from tests.e2e.checkout import Checkout
from tests.e2e.delivery import PIPELINE, PROD, REGION, Delivery
from tests.e2e.prod_fingerprint import prod_fingerprint
from tests.e2e.tampering import (
    FUNCTION,
    assembly_location,
    asset_of_the_function,
    described_otherwise,
    other_code,
    replace_in_zip,
)

pytestmark = [pytest.mark.cloud, pytest.mark.xdist_group("e2e_pipeline")]

HANDLER = "src/backend/handlers/cv_tailoring_handler.py"
WIRING = "settings = Settings.from_environment(os.environ)\n"
ASSETS = f"cdk-hnb659fds-assets-{PROD}-{REGION}"
SHA256 = re.compile(r"\b[0-9a-f]{64}\b")


@pytest.fixture(scope="module")
def returnable(delivery: Delivery, released: str, checkout: Checkout) -> None:
    """Prod has a release to roll back to. One of another structure of the pipeline is none
    (docs.aws.amazon.com/codepipeline/latest/userguide/stage-rollback.html), and another scenario changes that; a push
    of the checkout changes it back."""
    if delivery.can_roll_back_to_the_newest_release():
        return
    checkout.edit("A release of the present pipeline")
    execution = delivery.approve(delivery.push())
    delivery.wait_for_success(execution)


def asked(delivery: Delivery, execution: str) -> str:
    """What the approver was shown."""
    configuration: dict[str, str] = delivery.actions(execution)["ApproveProd/Approve"]["input"]["resolvedConfiguration"]
    return configuration["CustomData"]


@dataclass(frozen=True, kw_only=True)
class StoppedProd:
    """What is seen of a release that stopped in Prod: how its actions there ended, and what ``delivery watch`` says."""

    statuses: dict[str, str]
    watched: str


def stopped_in_prod(delivery: Delivery, execution: str) -> StoppedProd:
    """Approves; Prod then fails, and the rollback that it starts succeeds: the release returned to is held to its own
    digest and provenance."""
    delivery.approve(execution)
    assert delivery.wait_for_end(execution) == "Failed"
    actions = delivery.actions(execution)
    stopped = StoppedProd(
        statuses={name: detail["status"] for name, detail in actions.items() if name.startswith("Prod/")},
        watched=delivery.command("watch", "--execution", execution).stdout,
    )
    codepipeline = delivery.client("codepipeline")
    newest = delivery.newest_execution()
    assert newest != execution, stopped.watched
    found = codepipeline.get_pipeline_execution(pipelineName=PIPELINE, pipelineExecutionId=newest)["pipelineExecution"]
    assert found["executionType"] == "ROLLBACK"
    delivery.wait_for_success(newest)
    return stopped


def test_an_assembly_replaced_while_the_approval_waits_does_not_reach_prod(
    delivery: Delivery, returnable: None, checkout: Checkout
) -> None:
    before = prod_fingerprint(delivery)
    checkout.edit("Something that somebody changes after Build")
    execution = delivery.wait_for_approval(delivery.push())
    template = replace_in_zip(delivery.client("s3"), assembly_location(delivery, execution), described_otherwise)
    (recorded,) = SHA256.findall(asked(delivery, execution))

    stopped = stopped_in_prod(delivery, execution)
    assert stopped.statuses == {"Prod/Digest": "Failed"}
    assert template in stopped.watched
    assert len(set(SHA256.findall(stopped.watched)) - {recorded}) == 1, "the digest of what was found is named"
    assert recorded in stopped.watched
    assert prod_fingerprint(delivery) == before


def test_a_tampered_subject_of_the_provenance_does_not_reach_prod(
    delivery: Delivery, returnable: None, checkout: Checkout
) -> None:
    """The gate's record is in no listing, so that nothing but the provenance holds it."""
    before = prod_fingerprint(delivery)
    checkout.edit("Something whose record somebody improves")
    execution = delivery.wait_for_approval(delivery.push())
    verified = delivery.command("verify", execution)
    assert "the provenance holds" in verified.stdout

    location = assembly_location(delivery, execution)
    replace_in_zip(delivery.client("s3"), location, lambda record: record + b" ", re.compile(r"gate\.json"))
    stopped = stopped_in_prod(delivery, execution)
    assert stopped.statuses == {"Prod/Digest": "Failed"}
    assert "subject gate.json: its SHA-256 is" in stopped.watched
    assert "subject assembly.sha256" not in stopped.watched
    assert prod_fingerprint(delivery) == before


def test_nobody_but_the_gate_signs_provenance(delivery: Delivery, released: str) -> None:
    """The account's operator administers the key, reads it and verifies with it."""
    outputs = delivery.client("cloudformation").describe_stacks(StackName=PIPELINE_STACK)["Stacks"][0]["Outputs"]
    (key,) = (output["OutputValue"] for output in outputs if output["OutputKey"] == "ProvenanceKeyArn")
    kms = delivery.client("kms")
    assert kms.get_public_key(KeyId=key)["KeySpec"] == "ECC_NIST_P256"
    with pytest.raises(ClientError) as refused:
        kms.sign(KeyId=key, Message=bytes(32), MessageType="DIGEST", SigningAlgorithm="ECDSA_SHA_256")
    assert refused.value.response["Error"]["Code"] == "AccessDeniedException"


def live(delivery: Delivery) -> tuple[str, str]:
    """The version that prod's callers get, and its code's SHA-256."""
    found = delivery.client("lambda", PROD).get_function_configuration(FunctionName=FUNCTION, Qualifier="live")
    return found["Version"], found["CodeSha256"]


def test_code_replaced_in_prods_asset_bucket_is_not_published(
    delivery: Delivery, returnable: None, checkout: Checkout
) -> None:
    before = live(delivery)
    checkout.edit("Code that somebody replaces", (HANDLER, WIRING, f"{WIRING}REPLACED_LATER = True\n"))
    execution = delivery.wait_for_approval(delivery.push())
    s3 = delivery.client("s3", PROD)
    key = asset_of_the_function(delivery, execution)
    published = s3.get_object(Bucket=ASSETS, Key=key)["Body"].read()
    s3.put_object(Bucket=ASSETS, Key=key, Body=other_code(published))
    try:
        stopped = stopped_in_prod(delivery, execution)
        assert stopped.statuses["Prod/Digest"] == "Succeeded", stopped.watched
        assert stopped.statuses[f"Prod/{PRODUCT}-cv-tailoring-prod.Deploy"] == "Failed", stopped.watched
        assert "CodeSHA256" in stopped.watched
        assert live(delivery) == before
    finally:
        s3.put_object(Bucket=ASSETS, Key=key, Body=published)
