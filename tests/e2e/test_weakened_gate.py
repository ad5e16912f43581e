"""A commit that loosens the gate it is judged by stops in Build, by the gate that is deployed, before the pipeline
changes itself; what the approver of a release is shown."""

from __future__ import annotations

import datetime
import json
from typing import Any

import pytest

from feature_stacks.naming import PIPELINE_STACK, PRODUCT
from tests.e2e.checkout import Checkout
from tests.e2e.delivery import Delivery
from tests.e2e.prod_fingerprint import prod_fingerprint

pytestmark = [pytest.mark.cloud, pytest.mark.xdist_group("e2e")]

ASKING = "                delivery.add_wave(wave.approval_stage_name, pre=[facts, approval])\n"
OF_THE_ASKING = """\
        yield RolePolicy(
            path=f"{_PIPELINE}/{wave.approval_stage_name}/Approve/CodePipelineActionRole/DefaultPolicy/Resource",
            grants=(ANNOUNCE,),
        )
"""
RULE = """\
rule CareerVP_FunctionUrlIsAuthorized when %function_urls !empty {
  %function_urls.Properties.AuthType == 'AWS_IAM'
    <<A function's URL must not be public: auth_type AWS_IAM, or no URL at all.>>
}
"""
TRACING_RULE = """\
rule CareerVP_FunctionIsTraced when %functions !empty {
  %functions.Properties.TracingConfig.Mode == 'Active'
    <<A function must be traced: tracing=Tracing.ACTIVE.>>
}
"""
REVIEWS = "compliance/register/weakening_acknowledgements.py"
NO_REVIEW = "WEAKENINGS: Final[tuple[Acknowledgement, ...]] = ()\n"
REVIEW = f"""\
import datetime

WEAKENINGS: Final[tuple[Acknowledgement, ...]] = (
    Acknowledgement(
        finding="Weakening::rule-removed",
        path="CareerVP_FunctionUrlIsAuthorized",
        reason="No function of ours has a URL; an organization's policy denies them.",
        owner="Security team",
        record="SEC-7",
        expires={datetime.datetime.now(tz=datetime.UTC).date() + datetime.timedelta(days=2)!r},
    ),
)
"""
URL = '        url = api.url_for_path(f"/{API_PREFIX}/{CV_TAILORING_API_PATH}")\n'
PUBLIC_URL = URL + (
    '        __import__("aws_cdk").aws_lambda.CfnUrl(\n'
    '            self, "PublicUrl", auth_type="NONE",\n'
    "            target_function_arn=self.cv_tailoring.lambda_function.function_arn,\n"
    "        )\n"
)


def evidence(delivery: Delivery, execution: str, name: str) -> Any:
    stacks = delivery.client("cloudformation").describe_stacks(StackName=PIPELINE_STACK)["Stacks"]
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
    pipeline = delivery.client("codepipeline").get_pipeline(name=f"{PRODUCT}-delivery-pipeline-tools")["pipeline"]
    checkout.edit(
        "Faster releases",
        ("pipeline/pipeline_stack.py", ASKING, ASKING.replace("facts, approval", "facts")),
        ("compliance/register/pipeline_acknowledgements.py", OF_THE_ASKING, ""),
        ("compliance/packs/rules/exposure.guard", RULE, ""),
        ("feature_stacks/cv_tailoring_stack.py", URL, PUBLIC_URL),
    )
    execution = delivery.follow(delivery.push())

    statuses = {name: detail["status"] for name, detail in delivery.actions(execution).items()}
    succeeded = ("Source/Source", "Build/SourceScans", "Build/Synth")
    assert statuses == {**dict.fromkeys(succeeded, "Succeeded"), "Build/Gate": "Failed"}
    watched = delivery.command("watch", "--execution", execution)
    assert watched.returncode == 1
    said = watched.stdout + delivery.command("logs", "Build/Gate", "--execution", execution).stdout
    assert f"Prod deploys {PRODUCT}-cv-tailoring-prod, whose data is protected, and no stage before it asks" in said
    assert "Weakening::approval-removed at ApproveProd/Approve: " in said
    assert "Weakening::rule-removed at CareerVP_FunctionUrlIsAuthorized: " in said

    facts = evidence(delivery, execution, "facts.json")
    assert facts["compared_with"] == last_release(delivery)
    assert {"pipeline/pipeline_stack.py", "compliance/packs/rules/exposure.guard"} <= set(facts["code"])
    assert prod_fingerprint(delivery) == before
    deployed = delivery.client("codepipeline").get_pipeline(name=f"{PRODUCT}-delivery-pipeline-tools")["pipeline"]
    assert deployed == pipeline


def test_a_reviewed_weakening_reaches_prod_and_one_beside_it_that_nobody_reviewed_stops(
    delivery: Delivery, released: str, checkout: Checkout
) -> None:
    assert released
    compared = last_release(delivery)
    reviewed = ((REVIEWS, NO_REVIEW, REVIEW), ("compliance/packs/rules/exposure.guard", RULE, ""))
    checkout.edit(
        "One rule fewer than was reviewed", *reviewed, ("compliance/packs/rules/exposure.guard", TRACING_RULE, "")
    )
    execution = delivery.follow(delivery.push())
    assert delivery.failed_actions(execution) == ["Build/Gate"]
    said = delivery.command("logs", "Build/Gate", "--execution", execution).stdout
    assert "gate: Weakening::rule-removed at CareerVP_FunctionIsTraced: " in said
    assert "gate: Weakening::rule-removed at CareerVP_FunctionUrlIsAuthorized: " not in said

    checkout.edit("What was reviewed", *reviewed)
    execution = delivery.approve(delivery.push())
    delivery.wait_for_success(execution)
    asked = delivery.actions(execution)["ApproveProd/Approve"]["input"]["resolvedConfiguration"]["CustomData"]
    assert "REVIEWED WEAKENINGS 1 (rule-removed at CareerVP_FunctionUrlIsAuthorized)" in asked
    assert last_release(delivery) == execution

    # The page of the findings is compared with the same release as the gate.
    assert evidence(delivery, execution, "facts.json")["compared_with"] == compared
    logged = delivery.command("logs", "Dev/Compliance", "--execution", execution).stdout
    assert f"compliance: since {commit_of(delivery, compared)[:12]}: 0 findings are new, 0 gone" in logged

    # An entry is for one release: afterwards it is said to be spent, and nothing else rides on it.
    checkout.edit("What nobody reviewed", *reviewed, ("compliance/packs/rules/exposure.guard", TRACING_RULE, ""))
    execution = delivery.follow(delivery.push())
    assert delivery.failed_actions(execution) == ["Build/Gate"]
    said = delivery.command("logs", "Build/Gate", "--execution", execution).stdout
    assert (
        "the review of Weakening::rule-removed at CareerVP_FunctionUrlIsAuthorized is spent; remove the entry" in said
    )
    assert "gate: Weakening::rule-removed at CareerVP_FunctionIsTraced: " in said


def commit_of(delivery: Delivery, execution: str) -> str:
    (found,) = (one for one in delivery.executions() if one["pipelineExecutionId"] == execution)
    commit: str = found["sourceRevisions"][0]["revisionId"]
    return commit


def test_the_approver_of_a_first_release_is_shown_the_facts(delivery: Delivery, released: str) -> None:
    asked = delivery.actions(released)["ApproveProd/Approve"]["input"]["resolvedConfiguration"]
    assert "Gate: a first release, compared with nothing; no weakening of the gate; " in asked["CustomData"]
    assert "vulnerabilities" in asked["CustomData"].lower()
    assert asked["ExternalEntityLink"].endswith(f"&prefix={released}/facts/Prod.html")
    assert evidence(delivery, released, "gate.json")["approvals"]["ApproveProd/Approve"]["before"] == ["Prod"]
