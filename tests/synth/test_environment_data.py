"""Environments are data: a changed environment changes the templates as it says, without a change of any stack."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk import aws_kms as kms

from compliance.assembly import SynthesizedStack, read_stacks
from compliance.packs import UnknownConstructError
from compliance.register import acknowledgements
from configuration import ModelSettings, TokenPrices
from feature_stacks.environment_choices import (
    AlarmThresholds,
    CapacityBounds,
    EnginePolicy,
    Linear,
    NetworkLayout,
    Provisioned,
    ReleaseThresholds,
    Throttle,
)
from feature_stacks.log_group import owned_log_group
from feature_stacks.naming import PIPELINE_STACK, PRODUCT
from models.settings import Settings as FunctionSettings
from stages.careervp_stage import CareerVpStage
from stages.environments import ENVIRONMENTS
from stages.settings import Settings

CDK_JSON = Path(__file__).resolve().parents[2] / "cdk.json"
OTHER_MODEL = ModelSettings(
    name="claude-sonnet-4-6",
    max_output_tokens=1000,
    attempts=2,
    attempt_ms=20_000,
    judging_ms=3_000,
    prices=TokenPrices(input=Decimal(3), output=Decimal(15), cache_write=Decimal("3.75"), cache_read=Decimal("0.30")),
    base_url="https://gateway.careervp.example/anthropic",
)


@pytest.fixture(scope="module")
def context() -> dict[str, Any]:
    values: dict[str, Any] = json.loads(CDK_JSON.read_text(encoding="utf-8"))["context"]
    return values


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory, context: dict[str, Any]) -> cdk.App:
    """Dev, changed in every respect that an environment decides; not yet synthesized."""
    dev = ENVIRONMENTS[0]
    changed = dataclasses.replace(
        dev,
        billing=Provisioned(
            read=CapacityBounds(minimum=3, maximum=30, target_utilization_percent=60),
            write=CapacityBounds(minimum=4, maximum=40, target_utilization_percent=50),
        ),
        network=NetworkLayout(availability_zones=3, nat_gateways=2),
        throttle=Throttle(rate=7, burst=9),
        engine=EnginePolicy(engine="anthropic", fallback=False, judged=False, model=OTHER_MODEL),
        alarms=AlarmThresholds(errors=1, server_errors=3, latency_ms=20_000, throttles=2),
        release=ReleaseThresholds(errors=4, server_errors=5, latency_ms=6_000, throttles=7),
        rollout=Linear(percent=20, minutes=3),
        cors_origins=("https://one.careervp.example", "https://two.careervp.example"),
        log_retention_days=90,
        integration_timeout_ms=59_000,
    )
    app = cdk.App(context=context, outdir=str(tmp_path_factory.mktemp("changed")))
    CareerVpStage(app, "Dev", environment=changed, settings=Settings.from_context(context["careervp"]))
    return app


@pytest.fixture(scope="module")
def stacks(app: cdk.App) -> dict[str, SynthesizedStack]:
    return {stack.name: stack for stack in read_stacks(Path(app.synth().directory))}


@pytest.fixture(scope="module")
def cv_tailoring(stacks: dict[str, SynthesizedStack]) -> SynthesizedStack:
    return stacks[f"{PRODUCT}-cv-tailoring-dev"]


def properties(stack: SynthesizedStack, resource_type: str) -> Iterator[dict[str, Any]]:
    for resource in stack.resources(resource_type).values():
        yield resource["Properties"]


def test_register_of_another_app_is_refused_with_the_path_that_is_missing(app: cdk.App) -> None:
    with pytest.raises(UnknownConstructError, match=rf"{PIPELINE_STACK}/Dev/Shared.*correct or remove it"):
        acknowledgements.apply(app, acknowledgements.register())


def test_billing(stacks: dict[str, SynthesizedStack]) -> None:
    throughput = {"ReadCapacityUnits": 3, "WriteCapacityUnits": 4}
    for stack in stacks.values():
        for table in properties(stack, "AWS::DynamoDB::Table"):
            indexes = table.get("GlobalSecondaryIndexes", [])
            assert [table["ProvisionedThroughput"], *(index["ProvisionedThroughput"] for index in indexes)] == [
                throughput
            ] * (1 + len(indexes))
    targets = [
        target
        for stack in stacks.values()
        for target in properties(stack, "AWS::ApplicationAutoScaling::ScalableTarget")
    ]
    bounds = {(t["ScalableDimension"].rsplit(":", 1)[1], t["MinCapacity"], t["MaxCapacity"]) for t in targets}
    assert len(targets) == 8
    assert bounds == {("ReadCapacityUnits", 3, 30), ("WriteCapacityUnits", 4, 40)}


def the_function(cv_tailoring: SynthesizedStack) -> dict[str, Any]:
    """The function that tailors, not one that checks it."""
    (found,) = (
        function
        for function in properties(cv_tailoring, "AWS::Lambda::Function")
        if function["FunctionName"] == f"{PRODUCT}-cv-tailoring-lambda-dev"
    )
    return found


def test_network(stacks: dict[str, SynthesizedStack]) -> None:
    shared = stacks[f"{PRODUCT}-shared-dev"]
    assert len(shared.resources("AWS::EC2::Subnet")) == 6
    assert len(shared.resources("AWS::EC2::NatGateway")) == 2


def test_throttle(cv_tailoring: SynthesizedStack) -> None:
    (stage,) = properties(cv_tailoring, "AWS::ApiGateway::Stage")
    (settings,) = stage["MethodSettings"]
    assert (settings["ThrottlingRateLimit"], settings["ThrottlingBurstLimit"]) == (7, 9)


def test_integration_timeout_reaches_api_and_function(cv_tailoring: SynthesizedStack) -> None:
    (post,) = (m for m in properties(cv_tailoring, "AWS::ApiGateway::Method") if m["HttpMethod"] == "POST")
    function = the_function(cv_tailoring)
    assert post["Integration"]["TimeoutInMillis"] == 59_000
    assert function["Environment"]["Variables"]["INTEGRATION_TIMEOUT_MS"] == "59000"


def test_engine_policy(cv_tailoring: SynthesizedStack) -> None:
    function = the_function(cv_tailoring)
    variables = function["Environment"]["Variables"]
    assert [variables[name] for name in ("TAILORING_ENGINE", "ENGINE_FALLBACK", "ENGINE_JUDGED")] == [
        "anthropic",
        "false",
        "false",
    ]


def test_model_settings_reach_the_function_as_it_reads_them(cv_tailoring: SynthesizedStack) -> None:
    function = the_function(cv_tailoring)
    variables = {name: str(value) for name, value in function["Environment"]["Variables"].items()}
    read = FunctionSettings.from_environment(variables)
    assert dataclasses.asdict(read.model) == dataclasses.asdict(OTHER_MODEL)
    assert read.anthropic_secret_name == f"anthropic-{PRODUCT}-dev"


def test_alarms(cv_tailoring: SynthesizedStack) -> None:
    alarms = properties(cv_tailoring, "AWS::CloudWatch::Alarm")
    thresholds = {
        re.sub(r"-[0-9a-f]{8}-alarm-", "-alarm-", alarm["AlarmName"].removeprefix(f"{PRODUCT}-cv-tailoring-")): alarm[
            "Threshold"
        ]
        for alarm in alarms
    }
    assert thresholds == {
        "errors-alarm-dev": 1,
        "server-errors-alarm-dev": 3,
        "duration-alarm-dev": 20_000,
        "function-throttles-alarm-dev": 2,
        "table-throttles-alarm-dev": 2,
        "release-errors-alarm-dev": 4,
        "release-server-errors-alarm-dev": 5,
        "release-duration-alarm-dev": 6_000,
        "release-throttles-alarm-dev": 7,
        "health-alarm-dev": 0,
        "synthetic-failures-alarm-dev": 0,
        "synthetic-outage-alarm-dev": 0,
    }


def test_rollout(cv_tailoring: SynthesizedStack) -> None:
    (config,) = properties(cv_tailoring, "AWS::CodeDeploy::DeploymentConfig")
    assert config["TrafficRoutingConfig"]["TimeBasedLinear"] == {"LinearPercentage": 20, "LinearInterval": 3}


def test_what_is_too_slow_for_a_release_is_too_slow_for_its_checks(cv_tailoring: SynthesizedStack) -> None:
    limits = {
        function["Environment"]["Variables"]["LATENCY_LIMIT_MS"]
        for function in properties(cv_tailoring, "AWS::Lambda::Function")
        if function["Handler"].startswith("release_checks.")
    }
    assert limits == {"6000"}


def test_log_retention(stacks: dict[str, SynthesizedStack]) -> None:
    groups = [group for stack in stacks.values() for group in properties(stack, "AWS::Logs::LogGroup")]
    assert [group["RetentionInDays"] for group in groups] == [90] * 5


def test_origins_beyond_the_first_are_allowed_by_the_request(cv_tailoring: SynthesizedStack) -> None:
    """One fixed header cannot name two origins: preflight chooses by the request, and errors carry none."""
    (options,) = (m for m in properties(cv_tailoring, "AWS::ApiGateway::Method") if m["HttpMethod"] == "OPTIONS")
    function = the_function(cv_tailoring)
    template = json.dumps(options["Integration"]["IntegrationResponses"])
    assert "https://two.careervp.example" in template
    assert (
        function["Environment"]["Variables"]["CORS_ALLOWED_ORIGINS"]
        == "https://one.careervp.example,https://two.careervp.example"
    )
    for response in properties(cv_tailoring, "AWS::ApiGateway::GatewayResponse"):
        assert "gatewayresponse.header.Access-Control-Allow-Origin" not in response.get("ResponseParameters", {})


def test_log_retention_that_cloudwatch_does_not_have_is_refused() -> None:
    stack = cdk.Stack()
    with pytest.raises(ValueError, match="must be one of"):
        owned_log_group(
            stack,
            "Log",
            log_group_name=f"{PRODUCT}-x-logs-dev",
            retention_days=31,
            retain=False,
            key=kms.Key(stack, "Key"),
        )
