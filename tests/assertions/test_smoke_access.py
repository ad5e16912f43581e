"""The smoke tests' role: it plants and removes synthetic records and calls the endpoint, and nothing else."""

from __future__ import annotations

from feature_stacks.naming import PRODUCT
from tests.assertions.synthesized_environment import Grant, SynthesizedEnvironment, flat

SMOKE_ROLE = "CVTailoring/SmokeAccess/Role"


def test_smoke_role_is_for_the_pipelines_smoke_step_only(env: SynthesizedEnvironment) -> None:
    role = env.properties("AWS::IAM::Role", SMOKE_ROLE)
    (statement,) = role["AssumeRolePolicyDocument"]["Statement"]
    assert role["RoleName"] == f"{PRODUCT}-role-smoke-cv-tailoring-{env.name}"
    assert flat(statement["Principal"]["AWS"]) == f"arn:{env.partition}:iam::{env.tools_account}:root"
    step = f"arn:{env.partition}:iam::{env.tools_account}:role/{PRODUCT}-role-pipeline-smoke-{env.name}"
    assert statement["Condition"] == {"ArnEquals": {"aws:PrincipalArn": step}}


def test_smoke_role_reaches_synthetic_records_only(env: SynthesizedEnvironment) -> None:
    api = env.logical_id("AWS::ApiGateway::RestApi", "Api/RestApi")
    post = f"arn:{env.partition}:execute-api:{env.region}:{env.account}:<{api}>/v1/POST/api/cv-tailoring"
    assert env.grants(SMOKE_ROLE) == {*env.synthetic_grants, Grant("execute-api:Invoke", post)}


def test_smoke_role_reaches_synthetic_items_only(env: SynthesizedEnvironment) -> None:
    conditions = [
        statement.get("Condition")
        for statement in env.statements(SMOKE_ROLE)
        if any(action.startswith("dynamodb:") for action in statement["Action"])
    ]
    synthetic = {
        "ForAllValues:StringLike": {"dynamodb:LeadingKeys": ["smoke-*"]},
        "Null": {"dynamodb:LeadingKeys": "false"},
    }
    assert conditions == [synthetic, synthetic]


def test_smoke_role_uses_the_cvs_key_through_s3_only(env: SynthesizedEnvironment) -> None:
    (statement,) = (s for s in env.statements(SMOKE_ROLE) if "kms:Decrypt" in s["Action"])
    assert statement["Condition"] == {"StringEquals": {"kms:ViaService": f"s3.{env.region}.amazonaws.com"}}
