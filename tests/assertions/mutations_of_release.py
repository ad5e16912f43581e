"""The mutations of `test_release.py`."""

from __future__ import annotations

from typing import Any

from feature_stacks.environment_choices import AllAtOnce
from feature_stacks.naming import PRODUCT
from stages.environment import Environment
from tests.assertions.mutations import Change, Mutation, redirect, statement_for, widen
from tests.assertions.synthesized_environment import SynthesizedEnvironment
from tests.assertions.test_release import RELEASE, alarm, alias, group, health, hook

PRE, POST = "CVTailoring/Checks/PreTraffic/Role", "CVTailoring/Checks/PostTraffic/Role"
CODEDEPLOY = f"{RELEASE}/Role"


def is_shifted(environment: Environment) -> bool:
    return not isinstance(environment.rollout, AllAtOnce)


def routing(env: SynthesizedEnvironment) -> dict[str, Any]:
    config = env.properties("AWS::CodeDeploy::DeploymentConfig", f"{RELEASE}/Config")["TrafficRoutingConfig"]
    figures: dict[str, Any] = config[config["Type"]]
    return figures


def update_policy(env: SynthesizedEnvironment) -> dict[str, Any]:
    found: dict[str, Any] = alias(env)["UpdatePolicy"]["CodeDeployLambdaAliasUpdate"]
    return found


def variables(env: SynthesizedEnvironment, subject: str) -> dict[str, Any]:
    found: dict[str, Any] = hook(env, subject)["Environment"]["Variables"]
    return found


def without_dimension(subject: str, name: str) -> Change:
    def change(env: SynthesizedEnvironment) -> None:
        found = alarm(env, subject)
        found["Dimensions"] = [one for one in found["Dimensions"] if one["Name"] != name]

    return change


def independent_function(env: SynthesizedEnvironment) -> None:
    policy = env.logical_id("AWS::IAM::ManagedPolicy", "CVTailoring/Checks/PreTraffic/Policy")
    env.resource("AWS::Lambda::Function", "CVTailoring/Checks/PreTraffic")["DependsOn"].remove(policy)


def denied_to_another(env: SynthesizedEnvironment) -> None:
    (denied,) = (one for one in env.statements(PRE) if one["Effect"] == "Deny")
    denied["Condition"]["ArnEquals"]["lambda:SourceFunctionArn"].pop()


def every_item(env: SynthesizedEnvironment) -> None:
    statement_for(env, PRE, "dynamodb:Query").pop("Condition")


def measured(env: SynthesizedEnvironment, name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in health(env)["Metrics"] if one["Id"] == name)
    return found


def more_patient(env: SynthesizedEnvironment) -> None:
    expression = next(one for one in health(env)["Metrics"] if "Expression" in one)
    expression["Expression"] = expression["Expression"].replace("FILL(errors, 0) > ", "FILL(errors, 0) > 9")


def canary_without_figures(env: SynthesizedEnvironment) -> None:
    config = env.properties("AWS::CodeDeploy::DeploymentConfig", f"{RELEASE}/Config")
    config["DeploymentConfigName"] = f"{PRODUCT}-cv-tailoring-deployment-config-{env.name}"


MUTATIONS = (
    Mutation(
        "test_traffic_moves_as_the_environment_says",
        "half of it at first",
        lambda env: routing(env).update({next(key for key in routing(env) if key.endswith("Percentage")): 50}),
        is_shifted,
    ),
    Mutation(
        "test_traffic_moves_as_the_environment_says",
        "all at once where it is to be step by step",
        lambda env: group(env).update(DeploymentConfigName="CodeDeployDefault.LambdaAllAtOnce"),
        is_shifted,
    ),
    Mutation(
        "test_traffic_moves_as_the_environment_says", "a name without figures", canary_without_figures, is_shifted
    ),
    Mutation("test_codedeploy_moves_the_live_alias", "at once", lambda env: alias(env).pop("UpdatePolicy")),
    Mutation(
        "test_codedeploy_moves_the_live_alias",
        "unchecked",
        lambda env: update_policy(env).pop("BeforeAllowTrafficHook"),
    ),
    Mutation("test_the_alias_waits_for_all_that_moves_it", "for less", lambda env: alias(env)["DependsOn"].pop()),
    Mutation(
        "test_a_failed_or_alarmed_deployment_rolls_back",
        "not at an alarm",
        lambda env: group(env)["AutoRollbackConfiguration"]["Events"].remove("DEPLOYMENT_STOP_ON_ALARM"),
    ),
    Mutation(
        "test_a_failed_or_alarmed_deployment_rolls_back",
        "alarms that nobody can read",
        lambda env: group(env)["AlarmConfiguration"].update(IgnorePollAlarmFailure=True),
    ),
    Mutation(
        "test_a_deployment_stops_at_every_release_alarm",
        "one less",
        lambda env: group(env)["AlarmConfiguration"]["Alarms"].pop(),
    ),
    Mutation(
        "test_release_alarms_measure_the_new_version_alone",
        "every version",
        without_dimension("ReleaseErrors", "ExecutedVersion"),
    ),
    Mutation(
        "test_release_alarms_measure_the_new_version_alone",
        "the average",
        lambda env: alarm(env, "ReleaseDuration").update(ExtendedStatistic="p50"),
    ),
    Mutation(
        "test_each_version_has_release_alarms_of_its_own",
        "one for all versions",
        lambda env: alarm(env, "ReleaseErrors").update(AlarmName=f"{PRODUCT}-cv-tailoring-errors-alarm-{env.name}"),
    ),
    Mutation(
        "test_release_alarms_fire_within_a_minute_above_the_environments_thresholds",
        "after three minutes",
        lambda env: alarm(env, "ReleaseErrors").update(EvaluationPeriods=3),
    ),
    Mutation(
        "test_release_alarms_fire_within_a_minute_above_the_environments_thresholds",
        "many errors",
        lambda env: alarm(env, "ReleaseErrors").update(Threshold=100),
    ),
    Mutation(
        "test_the_hook_before_traffic_checks_the_version_that_is_released",
        "whatever is live",
        lambda env: variables(env, "PreTraffic").update(NEW_VERSION="live"),
    ),
    Mutation(
        "test_the_hook_after_traffic_checks_the_endpoint",
        "another path",
        lambda env: variables(env, "PostTraffic").update(CV_TAILORING_URL="https://api.careervp.example"),
    ),
    Mutation(
        "test_hooks_know_the_synthetic_stores_and_the_limit",
        "any latency",
        lambda env: variables(env, "PreTraffic").update(LATENCY_LIMIT_MS="600000"),
    ),
    Mutation(
        "test_checks_run_where_the_function_runs",
        "outside of the network",
        lambda env: hook(env, "PreTraffic")["VpcConfig"].update(SubnetIds=[]),
    ),
    Mutation(
        "test_checks_run_where_the_function_runs",
        "events that are lost",
        lambda env: hook(env, "PostTraffic").update(DeadLetterConfig=None),
    ),
    Mutation("test_checks_are_made_after_their_permissions", "at any time", independent_function),
    Mutation(
        "test_a_hook_may_answer_its_deployments_and_reach_what_it_checks",
        "any deployment",
        redirect(POST, "codedeploy:PutLifecycleEventHookExecutionStatus", to="*"),
    ),
    Mutation(
        "test_a_hook_may_answer_its_deployments_and_reach_what_it_checks",
        "any function",
        redirect(PRE, "lambda:InvokeFunction", to="*"),
    ),
    Mutation("test_checks_reach_the_synthetic_records_that_smoke_tests_reach", "every item", every_item),
    Mutation(
        "test_checks_may_otherwise_only_log_trace_and_join_the_network",
        "pass a role",
        widen(PRE, "logs:PutLogEvents", to="iam:PassRole"),
    ),
    Mutation("test_the_checks_own_code_may_do_nothing_with_network_interfaces", "one check's may", denied_to_another),
    Mutation(
        "test_codedeploy_may_move_this_alias_and_run_these_hooks",
        "every function's alias",
        redirect(CODEDEPLOY, "lambda:UpdateAlias", to="*"),
    ),
    Mutation(
        "test_the_deployments_role_is_codedeploys",
        "anybody's",
        lambda env: env.properties("AWS::IAM::Role", CODEDEPLOY)["AssumeRolePolicyDocument"]["Statement"][0].update(
            Principal={"AWS": "*"}
        ),
    ),
    Mutation(
        "test_health_is_what_callers_of_the_live_alias_see",
        "without the API",
        lambda env: measured(env, "server_errors")["MetricStat"]["Metric"].update(MetricName="4XXError"),
    ),
    Mutation("test_health_fails_above_each_threshold_of_a_release", "many errors", more_patient),
    Mutation(
        "test_what_was_seen_in_one_minute_is_seen_for_five_at_least",
        "forgotten after a minute",
        lambda env: health(env).update(EvaluationPeriods=1),
    ),
    Mutation(
        "test_what_was_seen_in_one_minute_is_seen_for_five_at_least",
        "five bad minutes",
        lambda env: health(env).update(DatapointsToAlarm=5),
    ),
    Mutation(
        "test_the_pipeline_may_read_alarms_and_nothing_else",
        "change them",
        widen("CVTailoring/Health/Watcher", "cloudwatch:DescribeAlarms", to="cloudwatch:SetAlarmState"),
    ),
    Mutation(
        "test_the_pipeline_may_read_alarms_and_nothing_else",
        "the whole account",
        lambda env: env.properties("AWS::IAM::Role", "CVTailoring/Health/Watcher")["AssumeRolePolicyDocument"][
            "Statement"
        ][0].pop("Condition"),
    ),
)
