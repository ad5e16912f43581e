"""The endpoint is asked every few minutes by a synthetic user in a role of its own; failure and silence are alarms."""

from __future__ import annotations

import re
from typing import Any

from feature_stacks.naming import PRODUCT, TITLE
from tests.assertions.synthesized_environment import Grant, SynthesizedEnvironment, flat

ROLE = "CVTailoring/Checks/Synthetic/Role"
SYNTHETIC = "CVTailoring/Synthetic"


def check(env: SynthesizedEnvironment) -> dict[str, Any]:
    return env.properties("AWS::Lambda::Function", "CVTailoring/Checks/Synthetic")


def schedule(env: SynthesizedEnvironment) -> dict[str, Any]:
    return env.properties("AWS::Events::Rule", f"{SYNTHETIC}/Schedule")


def outage(env: SynthesizedEnvironment) -> dict[str, Any]:
    return env.properties("AWS::CloudWatch::Alarm", f"{SYNTHETIC}/SyntheticOutage")


def failures(env: SynthesizedEnvironment) -> dict[str, Any]:
    return env.properties("AWS::CloudWatch::Alarm", f"{SYNTHETIC}/SyntheticFailures")


def test_the_check_runs_every_five_minutes_at_least(env: SynthesizedEnvironment) -> None:
    (target,) = schedule(env)["Targets"]
    function = env.logical_id("AWS::Lambda::Function", "CVTailoring/Checks/Synthetic")
    assert re.fullmatch(r"rate\((?:1 minute|[2-5] minutes)\)", schedule(env)["ScheduleExpression"])
    assert schedule(env)["State"] == "ENABLED"
    assert target["Arn"] == {"Fn::GetAtt": [function, "Arn"]}
    assert target["RetryPolicy"] == {"MaximumRetryAttempts": 0}


def test_only_this_schedule_may_start_the_check(env: SynthesizedEnvironment) -> None:
    permission = env.properties("AWS::Lambda::Permission", f"{SYNTHETIC}/Schedule")
    rule = env.logical_id("AWS::Events::Rule", f"{SYNTHETIC}/Schedule")
    assert permission["Principal"] == "events.amazonaws.com"
    assert permission["SourceArn"] == {"Fn::GetAtt": [rule, "Arn"]}


def test_the_check_begins_when_there_is_something_to_ask(env: SynthesizedEnvironment) -> None:
    stage = env.logical_id("AWS::ApiGateway::Stage", "Api/RestApi")
    assert stage in env.resource("AWS::Events::Rule", f"{SYNTHETIC}/Schedule")["DependsOn"]


def test_the_check_asks_the_endpoint_and_measures_in_the_environments_name(env: SynthesizedEnvironment) -> None:
    api = env.logical_id("AWS::ApiGateway::RestApi", "Api/RestApi")
    variables = {name: flat(value) for name, value in check(env)["Environment"]["Variables"].items()}
    assert check(env)["Handler"] == "release_checks.synthetic_check.run"
    assert variables["CV_TAILORING_URL"] == (
        f"https://<{api}>.execute-api.{env.region}.<AWS::URLSuffix>/v1/api/cv-tailoring"
    )
    assert (variables["METRICS_NAMESPACE"], variables["ENVIRONMENT"]) == (TITLE, env.name)
    assert variables["LATENCY_LIMIT_MS"] == str(env.decided.release.latency_ms)


def test_the_check_may_call_the_endpoint_and_reach_synthetic_records(env: SynthesizedEnvironment) -> None:
    api = env.logical_id("AWS::ApiGateway::RestApi", "Api/RestApi")
    post = f"arn:{env.partition}:execute-api:{env.region}:{env.account}:<{api}>/v1/POST/api/cv-tailoring"
    of_its_own = ("cloudwatch:", "codedeploy:", "dynamodb:", "execute-api:", "kms:", "lambda:", "s3:")
    granted = {grant for grant in env.grants(ROLE) if grant.action.startswith(of_its_own)}
    assert granted == {*env.synthetic_grants, Grant("execute-api:Invoke", post)}
    assert env.properties("AWS::IAM::Role", ROLE)["RoleName"] == f"{PRODUCT}-role-lambda-synthetic-{env.name}"


def test_a_failed_check_is_an_alarm_at_once_and_silence_after_three_at_most(env: SynthesizedEnvironment) -> None:
    for alarm in (failures(env), outage(env)):
        assert (alarm["Namespace"], alarm["MetricName"], alarm["Statistic"]) == (TITLE, "SyntheticFailures", "Sum")
        assert alarm["Dimensions"] == [{"Name": "Environment", "Value": env.name}]
        assert alarm["Threshold"] == 0
        assert alarm["Period"] <= 300
    assert (failures(env)["EvaluationPeriods"], failures(env)["TreatMissingData"]) == (1, "notBreaching")
    assert outage(env)["TreatMissingData"] == "breaching"
    assert outage(env)["EvaluationPeriods"] <= 3
