"""A commit that loosens the gate it is judged by stops in Build, by the gate that is deployed, before the pipeline
changes itself; what the approver of a release is shown."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.e2e.checkout import Checkout
from tests.e2e.delivery import Delivery
from tests.e2e.prod_fingerprint import prod_fingerprint

pytestmark = [pytest.mark.cloud, pytest.mark.xdist_group("e2e")]

ASKING = "                delivery.add_wave(wave.approval_stage_name, pre=[approval])\n"
RULE = """\
rule CareerVP_FunctionUrlIsAuthorized when %function_urls !empty {
  %function_urls.Properties.AuthType == 'AWS_IAM'
    <<A function's URL must not be public: auth_type AWS_IAM, or no URL at all.>>
}
"""
URL = '        url = api.url_for_path(f"/{API_PREFIX}/{CV_TAILORING_API_PATH}")\n'
PUBLIC_URL = URL + (
    '        __import__("aws_cdk").aws_lambda.CfnUrl(\n'
    '            self, "PublicUrl", auth_type="NONE",\n'
    "            target_function_arn=self.cv_tailoring.lambda_function.function_arn,\n"
    "        )\n"
)


def evidence(delivery: Delivery, execution: str, name: str) -> Any:
    stacks = delivery.client("cloudformation").describe_stacks(StackName="careervp-pipeline")["Stacks"]
    outputs = {output["OutputKey"]: output["OutputValue"] for output in stacks[0]["Outputs"]}
    kept = delivery.client("s3").get_object(Bucket=outputs["EvidenceBucketName"], Key=f"{execution}/gate/{name}")
    return json.loads(kept["Body"].read())


def last_release(delivery: Delivery) -> str:
    """The execution whose commit runs in prod since the last one that got there; a roll-back stands for its target."""
    newest = next(
        execution
        for execution in delivery.executions()
        if delivery.actions(execution["pipelineExecutionId"]).get("Prod/Smoke", {}).get("status") == "Succeeded"
    )
    target: str = newest.get("rollbackMetadata", {}).get(
        "rollbackTargetPipelineExecutionId", newest["pipelineExecutionId"]
    )
    return target


def test_the_deleted_approval_and_the_deleted_rule_stop_in_build_and_are_named(
    delivery: Delivery, released: str, checkout: Checkout
) -> None:
    assert released
    before = prod_fingerprint(delivery)
    pipeline = delivery.client("codepipeline").get_pipeline(name="careervp-delivery-pipeline-tools")["pipeline"]
    checkout.edit(
        "Faster releases",
        ("pipeline/pipeline_stack.py", ASKING, ""),
        ("compliance/packs/rules/exposure.guard", RULE, ""),
        ("feature_stacks/cv_tailoring_stack.py", URL, PUBLIC_URL),
    )
    execution = delivery.follow(delivery.push())

    statuses = {name: detail["status"] for name, detail in delivery.actions(execution).items()}
    assert statuses == {"Source/Source": "Succeeded", "Build/Synth": "Succeeded", "Build/Gate": "Failed"}
    watched = delivery.command("watch", "--execution", execution)
    assert watched.returncode == 1
    said = watched.stdout + delivery.command("logs", "Build/Gate", "--execution", execution).stdout
    assert "Prod deploys careervp-cv-tailoring-prod, whose data is protected, and no stage before it asks" in said
    assert "Weakening::approval-removed at ApproveProd/Approve: " in said
    assert "Weakening::rule-removed at CareerVP_FunctionUrlIsAuthorized: " in said

    facts = evidence(delivery, execution, "facts.json")
    assert facts["compared_with"] == last_release(delivery)
    assert {"pipeline/pipeline_stack.py", "compliance/packs/rules/exposure.guard"} <= set(facts["code"])
    assert prod_fingerprint(delivery) == before
    deployed = delivery.client("codepipeline").get_pipeline(name="careervp-delivery-pipeline-tools")["pipeline"]
    assert deployed == pipeline


def test_the_approver_of_a_first_release_is_shown_the_facts(delivery: Delivery, released: str) -> None:
    asked = delivery.actions(released)["ApproveProd/Approve"]["input"]["resolvedConfiguration"]
    assert "Gate: a first release, compared with nothing; no weakening of the gate; " in asked["CustomData"]
    assert "vulnerabilities" in asked["CustomData"].lower()
    assert asked["ExternalEntityLink"].endswith(f"&prefix={released}/gate/facts.md")
    assert evidence(delivery, released, "gate.json")["approvals"]["ApproveProd/Approve"]["before"] == ["Prod"]
