"""The environment's dashboard shows every alarm, what callers get, and what the model costs."""

from __future__ import annotations

import json
from typing import Any

from feature_stacks.naming import PRODUCT, TITLE
from tests.assertions.synthesized_environment import SynthesizedEnvironment

SHOWN = {
    ("AWS/ApiGateway", "Count", "Sum"),
    ("AWS/ApiGateway", "5XXError", "Sum"),
    ("AWS/ApiGateway", "Latency", "p50"),
    ("AWS/ApiGateway", "Latency", "p95"),
    ("AWS/Lambda", "Errors", "Sum"),
    ("AWS/Lambda", "Throttles", "Sum"),
    ("AWS/Lambda", "Duration", "p95"),
    ("AWS/DynamoDB", "ConsumedReadCapacityUnits", "Sum"),
    ("AWS/DynamoDB", "ConsumedWriteCapacityUnits", "Sum"),
    ("AWS/DynamoDB", "WriteThrottleEvents", "Sum"),
    (TITLE, "ModelFailures", "Sum"),
    (TITLE, "ModelCostUsd", "Sum"),
}


def dashboard(env: SynthesizedEnvironment) -> dict[str, Any]:
    (found,) = env.cv_tailoring.resources("AWS::CloudWatch::Dashboard").values()
    properties: dict[str, Any] = found["Properties"]
    return properties


def body(env: SynthesizedEnvironment) -> list[Any]:
    """The text in pieces, between which references stand."""
    pieces: list[Any] = dashboard(env)["DashboardBody"]["Fn::Join"][1]
    return pieces


def test_the_dashboard_is_named_after_the_environment(env: SynthesizedEnvironment) -> None:
    assert dashboard(env)["DashboardName"] == f"{PRODUCT}-cv-tailoring-dashboard-{env.name}"


def test_the_dashboard_shows_every_alarm_of_the_stack(env: SynthesizedEnvironment) -> None:
    referred = {piece["Fn::GetAtt"][0] for piece in body(env) if isinstance(piece, dict) and "Fn::GetAtt" in piece}
    assert referred == set(env.cv_tailoring.resources("AWS::CloudWatch::Alarm"))


def test_the_dashboard_shows_what_callers_get_and_what_it_costs(env: SynthesizedEnvironment) -> None:
    text = "".join(piece if isinstance(piece, str) else "x" for piece in body(env))
    shown = {
        (metric[0], metric[1], metric[-1].get("stat", "Average"))
        for widget in json.loads(text)["widgets"]
        for metric in widget["properties"].get("metrics", [])
    }
    assert shown >= SHOWN
