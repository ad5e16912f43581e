"""Push to dev, through smoke tests and an approval, to prod: and what then stands in the cloud."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime

import pytest

from feature_stacks.naming import PIPELINE_STACK, PRODUCT
from tests.e2e.delivery import DEV, PROD, TOOLS, Delivery

pytestmark = [pytest.mark.cloud, pytest.mark.xdist_group("e2e")]

TABLE = f"{PRODUCT}-cv-tailored-artifacts-table"


def test_every_action_of_the_release_succeeded(delivery: Delivery, released: str) -> None:
    actions = delivery.actions(released)
    assert {detail["status"] for detail in actions.values()} == {"Succeeded"}
    for required in ("Source/Source", "Build/Synth", "Build/SourceScans", "UpdatePipeline/SelfMutate"):
        assert required in actions
    for required in ("Dev/Assertions", "Dev/Compliance", "Dev/SupplyChain"):
        assert required in actions
    for required in ("Dev/Smoke", "ApproveProd/Approve", "Prod/Smoke"):
        assert required in actions


def test_people_were_told_of_the_success(delivery: Delivery, released: str) -> None:
    told = delivery.announced(f"SUCCEEDED: execution {released}")
    (said,) = [message["text"] for message in told if f"SUCCEEDED: execution {released}" in message["text"]]
    assert f"executions/{released}/timeline" in said


def test_actions_ran_in_the_order_of_the_stages(delivery: Delivery, released: str) -> None:
    actions = delivery.actions(released)
    order = [
        "Build/Synth",
        "Build/Gate",
        "UpdatePipeline/SelfMutate",
        "Dev/Assertions",
        "Dev/Smoke",
        "ApproveProd/Facts",
        "ApproveProd/Approve",
        "Prod/Smoke",
    ]
    started = [actions[name]["startTime"] for name in order]
    assert started == sorted(started)
    assert actions["Prod/Smoke"]["startTime"] >= actions["ApproveProd/Approve"]["lastUpdateTime"]


def test_devs_table_is_paid_per_request(delivery: Delivery, released: str) -> None:
    table = delivery.client("dynamodb", DEV).describe_table(TableName=f"{TABLE}-dev")["Table"]
    assert table["BillingModeSummary"]["BillingMode"] == "PAY_PER_REQUEST"


def test_prods_table_is_provisioned_and_scales_within_its_bounds(delivery: Delivery, released: str) -> None:
    table = delivery.client("dynamodb", PROD).describe_table(TableName=f"{TABLE}-prod")["Table"]
    assert table.get("BillingModeSummary", {}).get("BillingMode", "PROVISIONED") == "PROVISIONED"
    assert table["DeletionProtectionEnabled"] is True
    scaling = delivery.client("application-autoscaling", PROD)
    targets = {
        (target["ResourceId"], target["ScalableDimension"]): (target["MinCapacity"], target["MaxCapacity"])
        for target in scaling.describe_scalable_targets(ServiceNamespace="dynamodb")["ScalableTargets"]
        if TABLE in target["ResourceId"]
    }
    for resource, kind in (
        (f"table/{TABLE}-prod", "table"),
        (f"table/{TABLE}-prod/index/user_id_created_at_gsi", "index"),
    ):
        for capacity in ("ReadCapacityUnits", "WriteCapacityUnits"):
            low, high = targets[(resource, f"dynamodb:{kind}:{capacity}")]
            assert 0 < low < high
    policies = scaling.describe_scaling_policies(ServiceNamespace="dynamodb")["ScalingPolicies"]
    assert {policy["ResourceId"] for policy in policies} >= {resource for resource, _ in targets}


def test_every_artifact_of_the_execution_exists_under_the_pipelines_key(delivery: Delivery, released: str) -> None:
    s3 = delivery.client("s3")
    keys = set()
    artifacts = [
        artifact["s3location"]
        for detail in delivery.actions(released).values()
        for artifact in detail.get("output", {}).get("outputArtifacts", [])
    ]
    assert len(artifacts) >= 2
    for location in artifacts:
        stored = s3.head_object(Bucket=location["bucket"], Key=location["key"])
        assert stored["ContentLength"] > 0
        keys.add(stored["SSEKMSKeyId"])
    (key,) = keys
    assert key.startswith(f"arn:aws:kms:us-east-1:{TOOLS}:key/")


def test_each_steps_evidence_is_kept_under_the_execution(delivery: Delivery, released: str) -> None:
    stacks = delivery.client("cloudformation").describe_stacks(StackName=PIPELINE_STACK)["Stacks"]
    outputs = {output["OutputKey"]: output["OutputValue"] for output in stacks[0]["Outputs"]}
    listed = delivery.client("s3").list_objects_v2(Bucket=outputs["EvidenceBucketName"], Prefix=f"{released}/")
    kept = {entry["Key"].removeprefix(f"{released}/") for entry in listed["Contents"]}
    assert {
        "synth/compliance/judgement.json",
        "synth/compliance/nag.xml",
        "assertions/assertions/assertions.xml",
        "supply-chain/supply-chain/sbom-lambda.cdx.json",
        "source-scans/source-scans/summary.md",
        "supply-chain/supply-chain/summary.md",
        "gate/gate.json",
    } <= kept


def test_the_bills_of_materials_are_of_the_assembly_and_bear_the_commits_time(
    delivery: Delivery, released: str
) -> None:
    """Written in Build, whose sources come without git's data, and part of what the digest covers."""
    stacks = delivery.client("cloudformation").describe_stacks(StackName=PIPELINE_STACK)["Stacks"]
    outputs = {output["OutputKey"]: output["OutputValue"] for output in stacks[0]["Outputs"]}

    def kept(key: str) -> bytes:
        stored = delivery.client("s3").get_object(Bucket=outputs["EvidenceBucketName"], Key=f"{released}/{key}")
        body: bytes = stored["Body"].read()
        return body

    listing = kept("synth/compliance/assembly.sha256").decode().splitlines()
    listed = {line[66:]: line[:64] for line in listing}
    authored = delivery.actions(released)["Source/Source"]["output"]["outputVariables"]["AuthorDate"]
    for name in ("lambda.cdx.json", "toolchain.cdx.json"):
        bill = kept(f"supply-chain/supply-chain/sbom-{name}")
        assert listed[f"sbom/{name}"] == hashlib.sha256(bill).hexdigest()
        said = datetime.fromisoformat(json.loads(bill)["metadata"]["timestamp"])
        assert said == datetime.fromisoformat(authored)


def test_what_was_deployed_is_what_build_recorded_and_kept(delivery: Delivery, released: str) -> None:
    """One digest ties them: in the execution's variables, in the approver's question, in the locked evidence."""
    stacks = delivery.client("cloudformation").describe_stacks(StackName=PIPELINE_STACK)["Stacks"]
    outputs = {output["OutputKey"]: output["OutputValue"] for output in stacks[0]["Outputs"]}
    listing = (
        delivery.client("s3")
        .get_object(Bucket=outputs["EvidenceBucketName"], Key=f"{released}/synth/compliance/assembly.sha256")["Body"]
        .read()
    )
    recorded = hashlib.sha256(listing).hexdigest()
    actions = delivery.actions(released)
    assert actions["Build/Gate"]["output"]["outputVariables"]["ASSEMBLY_DIGEST"] == recorded
    asked = actions["ApproveProd/Approve"]["input"]["resolvedConfiguration"]["CustomData"]
    assert recorded in asked
    assert f"It says: {actions['Build/Gate']['output']['outputVariables']['SUBJECT']} - dev runs it" in asked
    for stage in ("Dev", "Prod"):
        compared = actions[f"{stage}/Digest"]
        assert recorded in compared["input"]["resolvedConfiguration"]["EnvironmentVariables"]
        first_deployment = min(
            detail["startTime"]
            for name, detail in actions.items()
            if name.startswith(f"{stage}/{PRODUCT}-") and name.endswith(".Prepare")
        )
        assert compared["lastUpdateTime"] <= first_deployment


def test_report_groups_hold_the_steps_test_cases(delivery: Delivery, released: str) -> None:
    codebuild = delivery.client("codebuild")
    build = delivery.actions(released)["Dev/Smoke"]["output"]["executionResult"]["externalExecutionId"]
    (found,) = codebuild.batch_get_builds(ids=[build])["builds"]
    (report,) = codebuild.batch_get_reports(reportArns=found["reportArns"])["reports"]
    assert report["status"] == "SUCCEEDED"
    assert report["testSummary"]["total"] >= 4
    assert report["testSummary"]["statusCounts"]["SUCCEEDED"] == report["testSummary"]["total"]


def test_a_tailored_cv_differs_in_its_flexible_text_and_in_no_fact(delivery: Delivery, released: str) -> None:
    done = delivery.command("tailor", "samples/cv.json", "samples/job.json", "--env", "dev", "--json", timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr
    answer = json.loads(done.stdout)
    source = json.loads((delivery.checkout / "samples/cv.json").read_text(encoding="utf-8"))
    tailored = answer["data"]["tailored_cv"]
    assert answer["code"] == "CV_TAILORED"
    assert tailored["contact_info"] == source["contact_info"]
    assert {
        (entry["company_name"], entry["job_title"], entry["start_date"]) for entry in tailored["work_experience"]
    } == {(entry["company_name"], entry["job_title"], entry["start_date"]) for entry in source["work_experience"]}
    assert tailored["executive_summary"] != source.get("executive_summary")
    assert [entry["description_bullets"] for entry in tailored["work_experience"]] != [
        entry["description_bullets"] for entry in source["work_experience"]
    ]
