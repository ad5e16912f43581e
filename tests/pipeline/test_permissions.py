"""Each step has a role of its own that may do its step's work and nothing beyond."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from feature_stacks.naming import PRODUCT
from stages.environments import ENVIRONMENTS
from stages.settings import Settings
from stages.waves import waves
from tests.pipeline.template import Template, resources

CDK_JSON = Path(__file__).resolve().parents[2] / "cdk.json"
SETTINGS = Settings.from_context(json.loads(CDK_JSON.read_text(encoding="utf-8"))["context"]["careervp"])


def statements_of(template: Template, role: str) -> list[dict[str, Any]]:
    """All statements of the policies attached to one role of the template."""
    return [
        statement
        for kind in ("AWS::IAM::Policy", "AWS::IAM::ManagedPolicy")
        for policy in resources(template, kind).values()
        if {"Ref": role} in policy["Properties"].get("Roles", [])
        for statement in policy["Properties"]["PolicyDocument"]["Statement"]
    ]


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def project_roles(template: Template) -> dict[str, str]:
    return {
        name: body["Properties"]["ServiceRole"]["Fn::GetAtt"][0]
        for name, body in resources(template, "AWS::CodeBuild::Project").items()
    }


def gate_role(template: Template) -> str:
    (role,) = roles_of(template, "BuildGate")
    return role


def roles_of(template: Template, step: str) -> list[str]:
    """One, or one for each wave that has such a step."""
    return [role for name, role in project_roles(template).items() if step in name]


def evidence_bucket(template: Template) -> tuple[str, dict[str, Any]]:
    ((name, body),) = (
        (name, body)
        for name, body in resources(template, "AWS::S3::Bucket").items()
        if name.startswith("Evidence") and body["Properties"].get("VersioningConfiguration")
    )
    return name, body["Properties"]


def test_the_source_may_use_the_connection_under_the_name_of_its_arn(pipeline_template: Template) -> None:
    """AWS refuses the action where its prefix is not that of the resource."""
    (role,) = (
        name for name in resources(pipeline_template, "AWS::IAM::Role") if "SourceCodePipelineActionRole" in name
    )
    granted = {
        action
        for statement in statements_of(pipeline_template, role)
        if SETTINGS.connection_arn in listed(statement["Resource"])
        for action in listed(statement["Action"])
    }
    assert f"{SETTINGS.connection_arn.split(':')[2]}:UseConnection" in granted


def test_no_two_build_projects_share_a_role(pipeline_template: Template) -> None:
    roles = list(project_roles(pipeline_template).values())
    assert len(roles) >= 7
    assert len(set(roles)) == len(roles)


@pytest.mark.parametrize(("environment", "account"), [(name, place.account) for name, place in SETTINGS.places.items()])
def test_a_smoke_step_may_assume_its_environments_smoke_role_only(
    pipeline_template: Template, environment: str, account: str
) -> None:
    name = f"{PRODUCT}-role-pipeline-smoke-{environment}"
    roles = resources(pipeline_template, "AWS::IAM::Role")
    (role,) = (logical for logical, body in roles.items() if body["Properties"].get("RoleName") == name)
    assumed = [
        str(resource)
        for statement in statements_of(pipeline_template, role)
        if "sts:AssumeRole" in listed(statement["Action"])
        for resource in listed(statement["Resource"])
    ]
    assert len(assumed) == 1
    assert f":iam::{account}:role/{PRODUCT}-role-smoke-cv-tailoring-{environment}" in assumed[0]


def test_the_pipeline_may_look_at_the_alarms_of_environments_that_it_waits_for(pipeline_template: Template) -> None:
    (role,) = (
        name for name in resources(pipeline_template, "AWS::IAM::Role") if name.startswith("DeliveryPipelineRole")
    )
    assumed = {
        str(resource)
        for statement in statements_of(pipeline_template, role)
        if listed(statement["Action"]) == ["sts:AssumeRole"]
        for resource in listed(statement["Resource"])
    }
    last = waves(ENVIRONMENTS)[-1].environments
    waited_for = {one.name for one in ENVIRONMENTS if one.bake_minutes or one not in last}
    reached = {
        name
        for name, place in SETTINGS.places.items()
        if any(f":iam::{place.account}:role/{PRODUCT}-role-pipeline-watcher-{name}'" in one for one in assumed)
    }
    assert reached == waited_for


def test_no_statement_allows_every_action(pipeline_template: Template) -> None:
    for policy in resources(pipeline_template, "AWS::IAM::Policy").values():
        for statement in policy["Properties"]["PolicyDocument"]["Statement"]:
            assert "*" not in listed(statement["Action"]), statement


def test_steps_may_add_their_own_evidence_and_neither_read_nor_delete_it(pipeline_template: Template) -> None:
    bucket, _ = evidence_bucket(pipeline_template)
    # They compare with what they wrote themselves for an earlier release.
    comparing = {gate_role(pipeline_template)}
    comparing.update(role for step in ("Compliance", "Facts") for role in roles_of(pipeline_template, step))
    for role in project_roles(pipeline_template).values():
        actions = {
            action
            for statement in statements_of(pipeline_template, role)
            if bucket in str(statement["Resource"])
            for action in listed(statement["Action"])
        }
        may_read = {"s3:GetObject"} if role in comparing else set()
        assert actions <= {"s3:PutObject"} | may_read, role


@pytest.mark.parametrize(("step", "folder"), [("BuildGate", "gate"), ("Compliance", "compliance"), ("Facts", "facts")])
def test_what_reads_evidence_reads_its_own(pipeline_template: Template, step: str, folder: str) -> None:
    bucket, _ = evidence_bucket(pipeline_template)
    roles = roles_of(pipeline_template, step)
    assert roles or (step == "Facts" and not any(wave.approval for wave in waves(ENVIRONMENTS)))
    for role in roles:
        readable = [
            statement["Resource"]
            for statement in statements_of(pipeline_template, role)
            if bucket in str(statement["Resource"]) and "s3:GetObject" in listed(statement["Action"])
        ]
        assert readable == [{"Fn::Join": ["", [{"Fn::GetAtt": [bucket, "Arn"]}, f"/*/{folder}/*"]]}]


def test_the_gates_folder_is_written_and_read_by_the_gate_alone(pipeline_template: Template) -> None:
    bucket, _ = evidence_bucket(pipeline_template)
    gate = gate_role(pipeline_template)
    folder = {"Fn::Join": ["", [{"Fn::GetAtt": [bucket, "Arn"]}, "/*/gate/*"]]}
    for role in project_roles(pipeline_template).values():
        on_evidence = [
            statement for statement in statements_of(pipeline_template, role) if bucket in str(statement["Resource"])
        ]
        if role == gate:
            assert [statement["Resource"] for statement in on_evidence] == [folder]
            assert listed(on_evidence[0]["Action"]) == ["s3:GetObject", "s3:PutObject"]
        else:
            assert not any("/gate/" in str(statement["Resource"]) for statement in on_evidence), role


def test_every_build_may_write_the_log_it_is_configured_to_write(pipeline_template: Template) -> None:
    projects = resources(pipeline_template, "AWS::CodeBuild::Project")
    for project, role in project_roles(pipeline_template).items():
        group = projects[project]["Properties"]["LogsConfig"]["CloudWatchLogs"]["GroupName"]["Ref"]
        allowed = {
            action
            for statement in statements_of(pipeline_template, role)
            if {"Fn::GetAtt": [group, "Arn"]} in listed(statement["Resource"])
            for action in listed(statement["Action"])
        }
        assert allowed >= {"logs:CreateLogStream", "logs:PutLogEvents"}, project


def test_evidence_is_versioned_encrypted_and_locked_for_a_year(pipeline_template: Template) -> None:
    _, bucket = evidence_bucket(pipeline_template)
    assert bucket["VersioningConfiguration"] == {"Status": "Enabled"}
    assert bucket["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    assert bucket["ObjectLockEnabled"] is True
    assert bucket["ObjectLockConfiguration"]["Rule"]["DefaultRetention"] == {"Mode": "GOVERNANCE", "Days": 365}


def test_nobody_may_bypass_the_lock(pipeline_template: Template) -> None:
    name, _ = evidence_bucket(pipeline_template)
    denied = [
        statement
        for policy in resources(pipeline_template, "AWS::S3::BucketPolicy").values()
        if policy["Properties"]["Bucket"] == {"Ref": name}
        for statement in policy["Properties"]["PolicyDocument"]["Statement"]
        if "s3:BypassGovernanceRetention" in listed(statement["Action"])
    ]
    (statement,) = denied
    assert statement["Effect"] == "Deny"
    assert statement["Principal"] == {"AWS": "*"}
    assert statement["Resource"] == {"Fn::Join": ["", [{"Fn::GetAtt": [name, "Arn"]}, "/*"]]}


def test_no_role_here_may_delete_or_shorten_evidence(pipeline_template: Template) -> None:
    """Not through a wildcard either: whoever may do something with every object may do it with evidence."""
    name, _ = evidence_bucket(pipeline_template)
    for policy in resources(pipeline_template, "AWS::IAM::Policy").values():
        for statement in policy["Properties"]["PolicyDocument"]["Statement"]:
            reaches = any(resource == "*" or name in str(resource) for resource in listed(statement["Resource"]))
            harmful = [
                action
                for action in listed(statement["Action"])
                if action.startswith(("s3:Delete", "s3:PutObjectRetention", "s3:Bypass", "s3:*", "s3:PutBucket"))
            ]
            assert not (reaches and harmful), statement


def provenance_key(template: Template) -> tuple[str, dict[str, Any]]:
    ((name, body),) = (
        (name, body)
        for name, body in resources(template, "AWS::KMS::Key").items()
        if body["Properties"].get("KeyUsage") == "SIGN_VERIFY"
    )
    return name, body["Properties"]


def test_provenance_is_signed_with_an_asymmetric_key_that_outlives_the_stack(pipeline_template: Template) -> None:
    name, key = provenance_key(pipeline_template)
    assert key["KeySpec"] == "ECC_NIST_P256"
    assert resources(pipeline_template, "AWS::KMS::Key")[name]["DeletionPolicy"] == "RetainExceptOnCreate"


def test_only_the_gate_may_sign_and_nobody_may_hand_that_on(pipeline_template: Template) -> None:
    """By the key's policy: allowed to the gate's role, denied to everybody else, and not among what the account's own
    policies may allow."""
    name, key = provenance_key(pipeline_template)
    gate = {"Fn::GetAtt": [gate_role(pipeline_template), "Arn"]}
    signing = [
        statement
        for statement in key["KeyPolicy"]["Statement"]
        if any(
            re.fullmatch(listed_action.replace("*", ".*"), action)
            for listed_action in listed(statement["Action"])
            for action in ("kms:Sign", "kms:CreateGrant")
        )
    ]
    allowed, denied = signing
    assert (allowed["Effect"], allowed["Principal"], allowed["Action"]) == ("Allow", {"AWS": gate}, "kms:Sign")
    assert allowed["Condition"]["StringEquals"] == {
        "kms:SigningAlgorithm": "ECDSA_SHA_256",
        "kms:MessageType": "DIGEST",
    }
    assert (denied["Effect"], denied["Principal"]) == ("Deny", {"AWS": "*"})
    assert set(denied["Action"]) == {"kms:Sign", "kms:CreateGrant"}
    assert denied["Condition"] == {"ArnNotEquals": {"aws:PrincipalArn": gate}}
    for role in project_roles(pipeline_template).values():
        may_sign = any(
            name in str(statement["Resource"]) and "kms:Sign" in listed(statement["Action"])
            for statement in statements_of(pipeline_template, role)
        )
        assert may_sign == (role == gate_role(pipeline_template)), role


def test_every_digest_step_may_verify_and_does_nothing_else_with_the_key(pipeline_template: Template) -> None:
    name, _ = provenance_key(pipeline_template)
    digests = {role for project, role in project_roles(pipeline_template).items() if "Digest" in project}
    assert digests
    for role in digests:
        actions = [
            listed(statement["Action"])
            for statement in statements_of(pipeline_template, role)
            if name in str(statement["Resource"])
        ]
        assert actions == [["kms:Verify"]], role
