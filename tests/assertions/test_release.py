"""How a new version takes over: the deployment group of the live alias, its alarms, and the functions that check it."""

from __future__ import annotations

from typing import Any

from feature_stacks.environment_choices import AllAtOnce, Canary
from feature_stacks.naming import PRODUCT, TITLE, pipeline_role_pattern
from tests.assertions.synthesized_environment import Grant, SynthesizedEnvironment, as_list, flat

RELEASE = "CVTailoring/Release"
HOOKS = {"PreTraffic": "pre-traffic", "PostTraffic": "post-traffic"}
ALARMS = ("ReleaseErrors", "ReleaseDuration", "ReleaseThrottles", "ReleaseServerErrors")


def group(env: SynthesizedEnvironment) -> dict[str, Any]:
    return env.properties("AWS::CodeDeploy::DeploymentGroup", RELEASE)


def alias(env: SynthesizedEnvironment) -> dict[str, Any]:
    return env.resource("AWS::Lambda::Alias", "CVTailoring/Tailoring/Live")


def alarm(env: SynthesizedEnvironment, subject: str) -> dict[str, Any]:
    return env.properties("AWS::CloudWatch::Alarm", f"{RELEASE}/Alarms/{subject}")


def hook(env: SynthesizedEnvironment, subject: str) -> dict[str, Any]:
    return env.properties("AWS::Lambda::Function", f"CVTailoring/Checks/{subject}")


def hook_id(env: SynthesizedEnvironment, subject: str) -> str:
    return env.logical_id("AWS::Lambda::Function", f"CVTailoring/Checks/{subject}")


def version_id(env: SynthesizedEnvironment) -> str:
    (found,) = env.cv_tailoring.resources("AWS::Lambda::Version")
    return found


def grants_of_checks(env: SynthesizedEnvironment, subject: str) -> set[Grant]:
    """What one check may do and the other may not."""
    (other,) = HOOKS.keys() - {subject}
    roles = (f"CVTailoring/Checks/{one}/Role" for one in (subject, other))
    mine, others = (env.grants(role) for role in roles)
    return mine - others


def test_traffic_moves_as_the_environment_says(env: SynthesizedEnvironment) -> None:
    rollout, name = env.decided.rollout, group(env)["DeploymentConfigName"]
    assert group(env)["DeploymentStyle"] == {"DeploymentOption": "WITH_TRAFFIC_CONTROL", "DeploymentType": "BLUE_GREEN"}
    if isinstance(rollout, AllAtOnce):
        assert name == "CodeDeployDefault.LambdaAllAtOnce"
        return
    config = env.properties("AWS::CodeDeploy::DeploymentConfig", f"{RELEASE}/Config")
    kind = "Canary" if isinstance(rollout, Canary) else "Linear"
    figures = {f"{kind}Percentage": rollout.percent, f"{kind}Interval": rollout.minutes}
    assert name == {"Ref": env.logical_id("AWS::CodeDeploy::DeploymentConfig", f"{RELEASE}/Config")}
    assert config["TrafficRoutingConfig"] == {"Type": f"TimeBased{kind}", f"TimeBased{kind}": figures}
    # Its figures are part of its name, since a configuration is replaced and never changed.
    figured = f"{kind.lower()}-{rollout.percent}-{rollout.minutes}"
    assert config["DeploymentConfigName"] == f"{PRODUCT}-cv-tailoring-{figured}-deployment-config-{env.name}"


def test_codedeploy_moves_the_live_alias(env: SynthesizedEnvironment) -> None:
    assert alias(env)["UpdatePolicy"] == {
        "CodeDeployLambdaAliasUpdate": {
            "ApplicationName": {"Ref": env.logical_id("AWS::CodeDeploy::Application", RELEASE)},
            "DeploymentGroupName": {"Ref": env.logical_id("AWS::CodeDeploy::DeploymentGroup", RELEASE)},
            "BeforeAllowTrafficHook": {"Ref": hook_id(env, "PreTraffic")},
            "AfterAllowTrafficHook": {"Ref": hook_id(env, "PostTraffic")},
        }
    }


def test_the_alias_waits_for_all_that_moves_it(env: SynthesizedEnvironment) -> None:
    needed = {
        env.logical_id("AWS::CodeDeploy::DeploymentGroup", RELEASE),
        env.logical_id("AWS::IAM::ManagedPolicy", f"{RELEASE}/Policy"),
        *(hook_id(env, subject) for subject in HOOKS),
    }
    assert needed <= {*alias(env)["DependsOn"]}


def test_a_failed_or_alarmed_deployment_rolls_back(env: SynthesizedEnvironment) -> None:
    rollback, alarms = group(env)["AutoRollbackConfiguration"], group(env)["AlarmConfiguration"]
    assert rollback["Enabled"]
    assert {*rollback["Events"]} == {"DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST"}
    assert (alarms["Enabled"], alarms["IgnorePollAlarmFailure"]) == (True, False)


def test_a_deployment_stops_at_every_release_alarm(env: SynthesizedEnvironment) -> None:
    read = [flat(one["Name"]) for one in group(env)["AlarmConfiguration"]["Alarms"]]
    wanted = {f"<{env.logical_id('AWS::CloudWatch::Alarm', f'{RELEASE}/Alarms/{subject}')}>" for subject in ALARMS}
    assert {*read} == wanted


def test_release_alarms_measure_the_new_version_alone(env: SynthesizedEnvironment) -> None:
    name = f"{PRODUCT}-cv-tailoring-lambda-{env.name}"
    of_version = {"FunctionName": name, "Resource": f"{name}:live", "ExecutedVersion": f"<{version_id(env)}>"}
    of_answers = {"service": f"{PRODUCT}-cv-tailoring", "version": f"<{version_id(env)}>"}
    for subject, metric, dimensions in (
        ("ReleaseErrors", ("AWS/Lambda", "Errors", "Sum"), of_version),
        ("ReleaseDuration", ("AWS/Lambda", "Duration", "p95"), of_version),
        ("ReleaseThrottles", ("AWS/Lambda", "Throttles", "Sum"), of_version),
        ("ReleaseServerErrors", (TITLE, "ServerErrors", "Sum"), of_answers),
    ):
        found = alarm(env, subject)
        statistic = found.get("Statistic") or found["ExtendedStatistic"]
        assert (found["Namespace"], found["MetricName"], statistic) == metric
        assert {one["Name"]: flat(one["Value"]) for one in found["Dimensions"]} == dimensions


def test_each_version_has_release_alarms_of_its_own(env: SynthesizedEnvironment) -> None:
    names = [alarm(env, subject)["AlarmName"] for subject in ALARMS]
    mark = version_id(env)[-8:]
    assert names == [
        f"{PRODUCT}-cv-tailoring-release-{what}-{mark}-alarm-{env.name}"
        for what in ("errors", "duration", "throttles", "server-errors")
    ]


def test_release_alarms_fire_within_a_minute_above_the_environments_thresholds(env: SynthesizedEnvironment) -> None:
    thresholds = env.decided.release
    wanted = (thresholds.errors, thresholds.latency_ms, thresholds.throttles, thresholds.server_errors)
    found = [alarm(env, subject) for subject in ALARMS]
    assert tuple(one["Threshold"] for one in found) == wanted
    assert {(one["Period"], one["EvaluationPeriods"]) for one in found} == {(60, 1)}


def test_the_hook_before_traffic_checks_the_version_that_is_released(env: SynthesizedEnvironment) -> None:
    function = hook(env, "PreTraffic")
    assert function["Handler"] == "release_checks.deployment_hook.before_traffic"
    assert function["Environment"]["Variables"]["NEW_VERSION"] == {"Ref": version_id(env)}


def test_the_hook_after_traffic_checks_the_endpoint(env: SynthesizedEnvironment) -> None:
    function = hook(env, "PostTraffic")
    api = env.logical_id("AWS::ApiGateway::RestApi", "Api/RestApi")
    assert function["Handler"] == "release_checks.deployment_hook.after_traffic"
    url = flat(function["Environment"]["Variables"]["CV_TAILORING_URL"])
    assert url == f"https://<{api}>.execute-api.{env.region}.<AWS::URLSuffix>/v1/api/cv-tailoring"


def test_hooks_know_the_synthetic_stores_and_the_limit(env: SynthesizedEnvironment) -> None:
    artifacts = env.logical_id("AWS::DynamoDB::Table", "CVTailoring/Artifacts/Table")
    for subject in HOOKS:
        variables = {name: flat(value) for name, value in hook(env, subject)["Environment"]["Variables"].items()}
        shared = {name: value for name, value in variables.items() if name not in ("NEW_VERSION", "CV_TAILORING_URL")}
        assert shared == {
            "CV_BUCKET": f"{PRODUCT}-cv-artifacts-{env.account}-bucket-{env.name}",
            "JOB_RESEARCH_TABLE": f"{PRODUCT}-job-research-table-{env.name}",
            "ARTIFACTS_TABLE": f"<{artifacts}>",
            "LATENCY_LIMIT_MS": str(env.decided.release.latency_ms),
        }


def test_checks_run_where_the_function_runs(env: SynthesizedEnvironment) -> None:
    dead_letters = env.logical_id("AWS::SNS::Topic", "CVTailoring/Tailoring/DeadLetters/Topic")
    for subject, slug in HOOKS.items():
        function = hook(env, subject)
        assert function["FunctionName"] == f"{PRODUCT}-cv-tailoring-{slug}-lambda-{env.name}"
        assert function["VpcConfig"]["SubnetIds"] == env.function["VpcConfig"]["SubnetIds"]
        assert function["VpcConfig"]["SecurityGroupIds"] == env.function["VpcConfig"]["SecurityGroupIds"]
        assert function["DeadLetterConfig"] == {"TargetArn": {"Ref": dead_letters}}
        assert function["TracingConfig"] == {"Mode": "Active"}
        reserved = None if env.decided.reserved_concurrency is None else 1
        assert function.get("ReservedConcurrentExecutions") == reserved


def test_checks_are_made_after_their_permissions(env: SynthesizedEnvironment) -> None:
    shared = env.logical_id("AWS::IAM::ManagedPolicy", "CVTailoring/Checks/Policy")
    for subject in HOOKS:
        own = env.logical_id("AWS::IAM::ManagedPolicy", f"CVTailoring/Checks/{subject}/Policy")
        body = env.resource("AWS::Lambda::Function", f"CVTailoring/Checks/{subject}")
        assert {shared, own} <= {*body["DependsOn"]}


def test_a_hook_may_answer_its_deployments_and_reach_what_it_checks(env: SynthesizedEnvironment) -> None:
    names = f"{PRODUCT}-cv-tailoring-application-{env.name}/{PRODUCT}-cv-tailoring-deployment-group-{env.name}"
    answer = Grant(
        "codedeploy:PutLifecycleEventHookExecutionStatus",
        f"arn:{env.partition}:codedeploy:{env.region}:{env.account}:deploymentgroup:{names}",
    )
    function = (
        f"arn:{env.partition}:lambda:{env.region}:{env.account}:function:{PRODUCT}-cv-tailoring-lambda-{env.name}"
    )
    api = env.logical_id("AWS::ApiGateway::RestApi", "Api/RestApi")
    post = f"arn:{env.partition}:execute-api:{env.region}:{env.account}:<{api}>/v1/POST/api/cv-tailoring"
    assert grants_of_checks(env, "PreTraffic") == {Grant("lambda:InvokeFunction", f"{function}:*")}
    assert grants_of_checks(env, "PostTraffic") == {Grant("execute-api:Invoke", post)}
    for subject in HOOKS:
        assert answer in env.grants(f"CVTailoring/Checks/{subject}/Role")


def test_checks_reach_the_synthetic_records_that_smoke_tests_reach(env: SynthesizedEnvironment) -> None:
    synthetic = {
        "ForAllValues:StringLike": {"dynamodb:LeadingKeys": ["smoke-*"]},
        "Null": {"dynamodb:LeadingKeys": "false"},
    }
    through_s3 = {"StringEquals": {"kms:ViaService": f"s3.{env.region}.amazonaws.com"}}
    for subject in HOOKS:
        role = f"CVTailoring/Checks/{subject}/Role"
        granted = {grant for service in ("dynamodb", "kms", "s3") for grant in env.grants(role, service)}
        assert granted == env.synthetic_grants
        conditions = {as_list(one["Action"])[0].partition(":")[0]: one.get("Condition") for one in env.statements(role)}
        assert (conditions["dynamodb"], conditions["kms"]) == (synthetic, through_s3)


def test_checks_may_otherwise_only_log_trace_and_join_the_network(env: SynthesizedEnvironment) -> None:
    log_group = f"<{hook(env, 'PreTraffic')['LoggingConfig']['LogGroup']['Ref']}>"
    dead_letters = env.logical_id("AWS::SNS::Topic", "CVTailoring/Tailoring/DeadLetters/Topic")
    known = ("dynamodb:", "kms:", "s3:", "codedeploy:", "lambda:", "execute-api:", "ec2:")
    for subject in HOOKS:
        role = f"CVTailoring/Checks/{subject}/Role"
        assert {one for one in env.grants(role) if not one.action.startswith(known)} == {
            Grant("logs:CreateLogStream", log_group),
            Grant("logs:PutLogEvents", log_group),
            Grant("sns:Publish", f"<{dead_letters}>"),
            Grant("xray:PutTelemetryRecords", "*"),
            Grant("xray:PutTraceSegments", "*"),
        }
        places = {grant.resource for grant in env.grants(role, "ec2") if grant.action == "ec2:CreateNetworkInterface"}
        assert "*" not in places


def test_the_checks_own_code_may_do_nothing_with_network_interfaces(env: SynthesizedEnvironment) -> None:
    arn = f"arn:{env.partition}:lambda:{env.region}:{env.account}:function:{PRODUCT}-cv-tailoring"
    for subject in HOOKS:
        role = f"CVTailoring/Checks/{subject}/Role"
        (denied,) = (one for one in env.statements(role) if one["Effect"] == "Deny")
        assert {grant.action for grant in env.grants(role, "ec2")} <= {*denied["Action"]}
        assert denied["Condition"] == {
            "ArnEquals": {
                "lambda:SourceFunctionArn": [
                    f"{arn}-{slug}-lambda-{env.name}" for slug in (*HOOKS.values(), "synthetic")
                ]
            }
        }


def test_codedeploy_may_move_this_alias_and_run_these_hooks(env: SynthesizedEnvironment) -> None:
    function = f"<{env.logical_id('AWS::Lambda::Function', 'CVTailoring/Tailoring/Function')}>"
    shift = ("lambda:GetAlias", "lambda:GetProvisionedConcurrencyConfig", "lambda:UpdateAlias")
    assert env.grants(f"{RELEASE}/Role") == {
        *(Grant(action, resource) for action in shift for resource in (function, f"{function}:live")),
        *(Grant("lambda:InvokeFunction", f"<{hook_id(env, subject)}>") for subject in HOOKS),
        Grant("cloudwatch:DescribeAlarms", "*"),
    }


def test_the_deployments_role_is_codedeploys(env: SynthesizedEnvironment) -> None:
    role = env.properties("AWS::IAM::Role", f"{RELEASE}/Role")
    (statement,) = role["AssumeRolePolicyDocument"]["Statement"]
    assert role["RoleName"] == f"{PRODUCT}-role-codedeploy-cv-tailoring-{env.name}"
    assert statement["Principal"] == {"Service": "codedeploy.amazonaws.com"}
    assert group(env)["ServiceRoleArn"] == {"Fn::GetAtt": [env.logical_id("AWS::IAM::Role", f"{RELEASE}/Role"), "Arn"]}


def health(env: SynthesizedEnvironment) -> dict[str, Any]:
    return env.properties("AWS::CloudWatch::Alarm", "CVTailoring/Health")


def test_health_is_what_callers_of_the_live_alias_see(env: SynthesizedEnvironment) -> None:
    name = f"{PRODUCT}-cv-tailoring-lambda-{env.name}"
    live = {"FunctionName": name, "Resource": f"{name}:live"}
    api = {"ApiName": f"{PRODUCT}-cv-tailoring-api-{env.name}", "Stage": "v1"}
    measured = {
        one["Id"]: (
            one["MetricStat"]["Metric"]["MetricName"],
            one["MetricStat"]["Stat"],
            {dimension["Name"]: flat(dimension["Value"]) for dimension in one["MetricStat"]["Metric"]["Dimensions"]},
        )
        for one in health(env)["Metrics"]
        if "MetricStat" in one
    }
    assert measured == {
        "errors": ("Errors", "Sum", live),
        "throttles": ("Throttles", "Sum", live),
        "duration": ("Duration", "p95", live),
        "server_errors": ("5XXError", "Sum", api),
        "synthetic": ("SyntheticFailures", "Sum", {"Environment": env.name}),
    }


def test_health_fails_above_each_threshold_of_a_release(env: SynthesizedEnvironment) -> None:
    (expression,) = (one["Expression"] for one in health(env)["Metrics"] if "Expression" in one)
    release = env.decided.release
    limits = {
        "errors": release.errors,
        "throttles": release.throttles,
        "duration": release.latency_ms,
        "server_errors": release.server_errors,
        "synthetic": 0,
    }
    assert expression.split(" + ") == [f"IF(FILL({name}, 0) > {limit}, 1, 0)" for name, limit in limits.items()]
    assert health(env)["Threshold"] == 0


def test_what_was_seen_in_one_minute_is_seen_for_five_at_least(env: SynthesizedEnvironment) -> None:
    assert health(env)["EvaluationPeriods"] >= 5
    assert health(env)["DatapointsToAlarm"] == 1


def test_the_pipeline_may_read_alarms_and_nothing_else(env: SynthesizedEnvironment) -> None:
    role = env.properties("AWS::IAM::Role", "CVTailoring/Health/Watcher")
    (statement,) = role["AssumeRolePolicyDocument"]["Statement"]
    tools = f"arn:{env.partition}:iam::{env.tools_account}"
    assert role["RoleName"] == f"{PRODUCT}-role-pipeline-watcher-{env.name}"
    assert flat(statement["Principal"]["AWS"]) == f"{tools}:root"
    pipeline = f"{tools}:role/{pipeline_role_pattern()}"
    assert statement["Condition"] == {"ArnLike": {"aws:PrincipalArn": pipeline}}
    assert env.grants("CVTailoring/Health/Watcher") == {Grant("cloudwatch:DescribeAlarms", "*")}
