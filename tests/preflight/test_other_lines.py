"""The lines of one small thing each: secret, backups, evidence, API logs, assembly."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from delivery.preflight import Verdict
from feature_stacks.naming import PIPELINE_STACK, PRODUCT
from tests.localcloud.cloud_process import DEV, TOOLS
from tests.localcloud.ministack.stacks import delete_stack, wait
from tests.preflight.readiness import Readiness

pytestmark = [pytest.mark.cloud, pytest.mark.xdist_group("preflight")]


@pytest.fixture
def with_model(ready: Readiness) -> Readiness:
    """Dev writes with the language model."""
    ready.environments = tuple(
        replace(found, engine=replace(found.engine, engine="anthropic")) if found.name == "dev" else found
        for found in ready.environments
    )
    return ready


def test_a_model_without_its_secret(with_model: Readiness) -> None:
    line = with_model.to_do("model's secret")
    assert (line.place, line.text) == ("dev", f"dev uses a model, and there is no secret anthropic-{PRODUCT}-dev")


def test_a_model_with_its_secret(with_model: Readiness) -> None:
    client = with_model.cloud.client("secretsmanager", DEV)
    client.create_secret(Name=f"anthropic-{PRODUCT}-dev", SecretString="key")
    try:
        (line,) = with_model.lines("model's secret")
        assert line.verdict is Verdict.FINE
        client.delete_secret(SecretId=f"anthropic-{PRODUCT}-dev", RecoveryWindowInDays=7)
        assert with_model.to_do("model's secret").text == f"the secret anthropic-{PRODUCT}-dev is to be deleted"
    finally:
        client.delete_secret(SecretId=f"anthropic-{PRODUCT}-dev", ForceDeleteWithoutRecovery=True)


def test_backups_that_somebody_turned_off(ready: Readiness) -> None:
    client = ready.cloud.client("backup", DEV)
    client.update_region_settings(ResourceTypeOptInPreference={"DynamoDB": False})
    try:
        line = ready.to_do("backups")
    finally:
        client.update_region_settings(ResourceTypeOptInPreference={"DynamoDB": True})
    assert line.place == "dev"
    assert "aws backup update-region-settings" in line.remedy


def test_evidence_that_nothing_locks(ready: Readiness) -> None:
    """The stack is there, and its bucket was made without a lock."""
    s3, cloudformation = ready.cloud.client("s3"), ready.cloud.client("cloudformation")
    name = "evidence-without-a-lock"
    template = (
        '{"Resources": {"Topic": {"Type": "AWS::SNS::Topic"}},'
        f'"Outputs": {{"EvidenceBucketName": {{"Value": "{name}"}}}}}}'
    )
    cloudformation.create_stack(StackName=PIPELINE_STACK, TemplateBody=template)
    wait(ready.cloud, PIPELINE_STACK, account=TOOLS)
    try:
        assert ready.to_do("evidence").text == f"the stack names the bucket {name}, and it is gone"
        s3.create_bucket(Bucket=name)
        assert "locks nothing by itself" in ready.to_do("evidence").text
        s3.delete_bucket(Bucket=name)
        s3.create_bucket(Bucket=name, ObjectLockEnabledForBucket=True)
        s3.put_object_lock_configuration(
            Bucket=name,
            ObjectLockConfiguration={
                "ObjectLockEnabled": "Enabled",
                "Rule": {"DefaultRetention": {"Mode": "GOVERNANCE", "Days": 365}},
            },
        )
        (line,) = ready.lines("evidence")
        assert line.text == f"the bucket {name} locks for 365 days (GOVERNANCE)"
    finally:
        s3.delete_bucket(Bucket=name)
        delete_stack(ready.cloud, PIPELINE_STACK, account=TOOLS)


def test_an_api_whose_logs_nobody_may_write(ready: Readiness) -> None:
    """No stack sets the role, and the account has none; then one that is gone."""
    ready.change_templates(drop_setting)
    assert [line.text for line in ready.of("API logs", Verdict.TO_DO)] == [
        "API Gateway has no role for logs, and no stack sets one"
    ] * 2
    client = ready.cloud.client("apigateway", DEV)
    gone = f"arn:aws:iam::{DEV}:role/gone"
    change = {"op": "replace", "path": "/cloudwatchRoleArn", "value": gone}
    client.update_account(patchOperations=[change])
    try:
        texts = [line.text for line in ready.of("API logs", Verdict.TO_DO) if line.place == "dev"]
    finally:
        client.update_account(patchOperations=[{**change, "value": ""}])
    assert texts == [f"API Gateway's role for logs, {gone}, is gone"]


def drop_setting(template: dict[str, Any]) -> None:
    for logical_id, resource in list(template["Resources"].items()):
        if resource["Type"] == "AWS::ApiGateway::Account":
            del template["Resources"][logical_id]


def test_nothing_was_synthesized(ready: Readiness) -> None:
    ready.stacks = ()
    (line,) = ready.lines("assembly")
    assert line.verdict is Verdict.NOT_LOOKED_AT
    assert "make synth" in line.remedy
    assert ready.lines("names") == []


def test_it_was_synthesized_for_other_accounts(ready: Readiness) -> None:
    ready.settings["accounts"] = {"tools": "111111111111", "dev": "444444444444", "prod": "333333333333"}
    (line,) = ready.of("assembly", Verdict.TO_DO)
    assert "aws://444444444444/us-east-1" in line.text


def test_it_was_synthesized_with_another_connection(ready: Readiness) -> None:
    ready.settings["connection_arn"] = "arn:aws:codeconnections:us-east-1:111111111111:connection/aEXAMPLE-other"
    (line,) = ready.of("assembly", Verdict.TO_DO)
    assert "does not name the connection" in line.text
