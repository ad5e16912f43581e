"""The acceptance list of CV tailoring's infrastructure: one test a line, for each environment.

`test_mutations.py` proves each of them: it makes the one change that the test is there to refuse. Where only one
direction is wrong, the test holds the bound: a change for the better needs no other test.
"""

from __future__ import annotations

from feature_stacks.environment_choices import Provisioned
from feature_stacks.naming import PRODUCT, TITLE
from tests.assertions.synthesized_environment import Grant, SynthesizedEnvironment, as_list, flat

FUNCTION_ROLE = "CVTailoring/Tailoring/Role"


# Function


def test_lambda_function_is_created(env: SynthesizedEnvironment) -> None:
    assert env.function["FunctionName"] == f"{PRODUCT}-cv-tailoring-lambda-{env.name}"
    assert env.function["Handler"] == "handlers.cv_tailoring_handler.handler"


def test_lambda_memory_is_at_least_3072_mb(env: SynthesizedEnvironment) -> None:
    assert env.function["MemorySize"] >= 3072


def test_lambda_timeout_is_at_least_60_seconds(env: SynthesizedEnvironment) -> None:
    """And longer than API Gateway waits: who times out first is the caller, who then gets the contract's answer."""
    assert env.function["Timeout"] >= 60
    assert env.function["Timeout"] * 1_000 > env.decided.integration_timeout_ms


def test_lambda_ephemeral_storage_is_10240_mb(env: SynthesizedEnvironment) -> None:
    assert env.function["EphemeralStorage"] == {"Size": 10240}


def test_lambda_runtime_is_python_3_11_on_x86_64(env: SynthesizedEnvironment) -> None:
    assert (env.function["Runtime"], env.function["Architectures"]) == ("python3.11", ["x86_64"])


def test_lambda_environment_names_its_stores_and_policy(env: SynthesizedEnvironment) -> None:
    model = env.decided.engine.model
    artifacts = env.logical_id("AWS::DynamoDB::Table", "CVTailoring/Artifacts/Table")
    idempotency = env.logical_id("AWS::DynamoDB::Table", "CVTailoring/Idempotency/Table")
    variables = {name: flat(value) for name, value in env.function["Environment"]["Variables"].items()}
    del variables["ARTIFACT_RETENTION_DAYS"]  # a line of its own
    assert variables == {
        "CV_TAILORING_TABLE_NAME": f"<{artifacts}>",
        "CV_ARTIFACTS_BUCKET": f"{PRODUCT}-cv-artifacts-{env.account}-bucket-{env.name}",
        "JOB_RESEARCH_TABLE_NAME": f"{PRODUCT}-job-research-table-{env.name}",
        "IDEMPOTENCY_TABLE_NAME": f"<{idempotency}>",
        "ENVIRONMENT": env.name,
        "TAILORING_ENGINE": env.decided.engine.engine,
        "ENGINE_FALLBACK": "true" if env.decided.engine.fallback else "false",
        "ENGINE_JUDGED": "true" if env.decided.engine.judged else "false",
        "ANTHROPIC_SECRET_NAME": f"anthropic-{PRODUCT}-{env.name}",
        "ANTHROPIC_BASE_URL": model.base_url,
        "ANTHROPIC_MODEL": model.name,
        "ANTHROPIC_MAX_OUTPUT_TOKENS": str(model.max_output_tokens),
        "ANTHROPIC_ATTEMPTS": str(model.attempts),
        "ANTHROPIC_ATTEMPT_MS": str(model.attempt_ms),
        "ANTHROPIC_JUDGING_MS": str(model.judging_ms),
        "ANTHROPIC_USD_PER_MILLION_INPUT_TOKENS": f"{model.prices.input:f}",
        "ANTHROPIC_USD_PER_MILLION_OUTPUT_TOKENS": f"{model.prices.output:f}",
        "ANTHROPIC_USD_PER_MILLION_CACHE_WRITE_TOKENS": f"{model.prices.cache_write:f}",
        "ANTHROPIC_USD_PER_MILLION_CACHE_READ_TOKENS": f"{model.prices.cache_read:f}",
        "INTEGRATION_TIMEOUT_MS": str(env.decided.integration_timeout_ms),
        "CORS_ALLOWED_ORIGINS": ",".join(env.decided.cors_origins),
        "LOG_LEVEL": "INFO",
        "POWERTOOLS_SERVICE_NAME": f"{PRODUCT}-cv-tailoring",
        "POWERTOOLS_METRICS_NAMESPACE": TITLE,
    }


def test_lambda_is_in_the_private_subnets_with_the_shared_security_group(env: SynthesizedEnvironment) -> None:
    config = env.function["VpcConfig"]
    # Imported, so that CloudFormation refuses to replace what the function stands in (docs/adr/0015).
    exports = {
        one["Export"]["Name"]: one["Value"] for one in env.shared.template["Outputs"].values() if "Export" in one
    }
    subnets = [exports[subnet["Fn::ImportValue"]]["Ref"] for subnet in config["SubnetIds"]]
    paths = [env.template_of(subnet)["Metadata"]["aws:cdk:path"].split("/")[-2] for subnet in subnets]
    (group,) = config["SecurityGroupIds"]
    assert paths == [f"privateSubnet{number + 1}" for number in range(env.decided.network.availability_zones)]
    assert flat(exports[group["Fn::ImportValue"]]) == (
        f"<{env.logical_id('AWS::EC2::SecurityGroup', 'Network/LambdaSecurityGroup')}>"
    )


def test_reserved_concurrency_is_the_environments(env: SynthesizedEnvironment) -> None:
    assert env.function.get("ReservedConcurrentExecutions") == env.decided.reserved_concurrency


def test_live_alias_points_to_the_published_version(env: SynthesizedEnvironment) -> None:
    (alias,) = (body["Properties"] for body in env.cv_tailoring.resources("AWS::Lambda::Alias").values())
    (version,) = env.cv_tailoring.resources("AWS::Lambda::Version")
    assert alias["Name"] == "live"
    assert alias["FunctionVersion"] == {"Fn::GetAtt": [version, "Version"]}


def test_xray_tracing_is_active_on_the_function(env: SynthesizedEnvironment) -> None:
    assert env.function["TracingConfig"] == {"Mode": "Active"}


def test_lambda_logs_are_kept_as_long_as_the_environment_says(env: SynthesizedEnvironment) -> None:
    log_group = env.template_of(env.function["LoggingConfig"]["LogGroup"]["Ref"])["Properties"]
    assert log_group["RetentionInDays"] == env.decided.log_retention_days


# Artifacts table


def test_artifacts_table_is_created_under_its_name(env: SynthesizedEnvironment) -> None:
    assert env.artifacts_table["TableName"] == f"{PRODUCT}-cv-tailored-artifacts-table-{env.name}"


def test_artifacts_are_keyed_by_application_and_time(env: SynthesizedEnvironment) -> None:
    assert env.artifacts_table["KeySchema"] == [
        {"AttributeName": "application_id", "KeyType": "HASH"},
        {"AttributeName": "created_at", "KeyType": "RANGE"},
    ]


def test_artifacts_are_indexed_by_user_and_time(env: SynthesizedEnvironment) -> None:
    (index,) = env.artifacts_table["GlobalSecondaryIndexes"]
    assert index["IndexName"] == "user_id_created_at_gsi"
    assert index["KeySchema"] == [
        {"AttributeName": "user_id", "KeyType": "HASH"},
        {"AttributeName": "created_at", "KeyType": "RANGE"},
    ]


def test_artifacts_expire_by_their_timestamp(env: SynthesizedEnvironment) -> None:
    assert env.artifacts_table["TimeToLiveSpecification"] == {"AttributeName": "expiration_timestamp", "Enabled": True}


def test_artifacts_are_kept_90_days(env: SynthesizedEnvironment) -> None:
    assert env.function["Environment"]["Variables"]["ARTIFACT_RETENTION_DAYS"] == "90"


def test_artifacts_table_has_point_in_time_recovery(env: SynthesizedEnvironment) -> None:
    assert env.artifacts_table["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}


def test_artifacts_table_is_encrypted(env: SynthesizedEnvironment) -> None:
    assert env.artifacts_table["SSESpecification"] == {"SSEEnabled": True}


def test_artifacts_table_is_billed_as_the_environment_says(env: SynthesizedEnvironment) -> None:
    billing = env.decided.billing
    expected, capacity = "PAY_PER_REQUEST", None
    if isinstance(billing, Provisioned):
        expected = "PROVISIONED"
        capacity = {"ReadCapacityUnits": billing.read.minimum, "WriteCapacityUnits": billing.write.minimum}
    (index,) = env.artifacts_table["GlobalSecondaryIndexes"]
    # CloudFormation's default is PROVISIONED, and CDK leaves a default out.
    assert env.artifacts_table.get("BillingMode", "PROVISIONED") == expected
    assert (env.artifacts_table.get("ProvisionedThroughput"), index.get("ProvisionedThroughput")) == (
        capacity,
        capacity,
    )


def test_provisioned_capacity_of_table_and_index_follows_the_load(env: SynthesizedEnvironment) -> None:
    table = env.logical_id("AWS::DynamoDB::Table", "CVTailoring/Artifacts/Table")
    scaled = set()
    for logical_id, target in env.cv_tailoring.resources("AWS::ApplicationAutoScaling::ScalableTarget").items():
        properties = target["Properties"]
        if f"<{table}>" in flat(properties["ResourceId"]):
            (policy,) = (
                body["Properties"]["TargetTrackingScalingPolicyConfiguration"]
                for body in env.cv_tailoring.resources("AWS::ApplicationAutoScaling::ScalingPolicy").values()
                if body["Properties"]["ScalingTargetId"] == {"Ref": logical_id}
            )
            bounds = (properties["MinCapacity"], properties["MaxCapacity"], policy["TargetValue"])
            scaled.add((flat(properties["ResourceId"]), properties["ScalableDimension"].split(":", 1)[1], *bounds))
    index = f"table/<{table}>/index/user_id_created_at_gsi"
    billing = env.decided.billing
    expected = set()
    if isinstance(billing, Provisioned):
        expected = {
            (resource, f"{kind}:{units}", bounds.minimum, bounds.maximum, bounds.target_utilization_percent)
            for resource, kind in ((f"table/<{table}>", "table"), (index, "index"))
            for units, bounds in (("ReadCapacityUnits", billing.read), ("WriteCapacityUnits", billing.write))
        }
    assert scaled == expected


def test_artifacts_table_is_retained_and_protected_as_the_environment_says(env: SynthesizedEnvironment) -> None:
    table = env.resource("AWS::DynamoDB::Table", "CVTailoring/Artifacts/Table")
    protection = (
        table["DeletionPolicy"],
        table["UpdateReplacePolicy"],
        env.artifacts_table["DeletionProtectionEnabled"],
    )
    policies = ("RetainExceptOnCreate", "Retain") if env.decided.data_protection.retain else ("Delete", "Delete")
    assert protection == (*policies, env.decided.data_protection.deletion_protection)


# API


def test_route_is_post_api_cv_tailoring(env: SynthesizedEnvironment) -> None:
    assert env.post_method["HttpMethod"] == "POST"
    assert env.path_of(env.post_method["ResourceId"]) == "/api/cv-tailoring"


def test_every_method_but_options_is_authorized_by_iam(env: SynthesizedEnvironment) -> None:
    methods = [body["Properties"] for body in env.cv_tailoring.resources("AWS::ApiGateway::Method").values()]
    asked = [method["AuthorizationType"] for method in methods if method["HttpMethod"] != "OPTIONS"]
    assert asked
    assert {*asked} == {"AWS_IAM"}


def test_request_body_is_validated(env: SynthesizedEnvironment) -> None:
    validator = env.template_of(env.post_method["RequestValidatorId"]["Ref"])["Properties"]
    assert (validator["ValidateRequestBody"], validator["ValidateRequestParameters"]) == (True, True)


def test_lambda_integration_is_a_proxy_to_the_live_alias(env: SynthesizedEnvironment) -> None:
    (alias,) = env.cv_tailoring.resources("AWS::Lambda::Alias")
    permission = env.properties("AWS::Lambda::Permission", "Api/RestApi/Default/api/cv-tailoring/POST")
    integration = env.post_method["Integration"]
    assert integration["Type"] == "AWS_PROXY"
    assert f"functions/<{alias}>/invocations" in flat(integration["Uri"])
    assert permission["FunctionName"] == {"Ref": alias}
    assert flat(permission["SourceArn"]).endswith("/POST/api/cv-tailoring")


def test_events_that_fail_for_good_go_to_the_dead_letter_topic(env: SynthesizedEnvironment) -> None:
    topic = env.logical_id("AWS::SNS::Topic", "CVTailoring/Tailoring/DeadLetters/Topic")
    assert env.function["DeadLetterConfig"] == {"TargetArn": {"Ref": topic}}


def test_dead_letters_are_encrypted(env: SynthesizedEnvironment) -> None:
    topic = env.properties("AWS::SNS::Topic", "CVTailoring/Tailoring/DeadLetters/Topic")
    assert flat(topic["KmsMasterKeyId"]).endswith(":alias/aws/sns")


# Permissions


def test_function_may_use_exactly_its_tables(env: SynthesizedEnvironment) -> None:
    artifacts = f"<{env.logical_id('AWS::DynamoDB::Table', 'CVTailoring/Artifacts/Table')}>"
    idempotency = f"<{env.logical_id('AWS::DynamoDB::Table', 'CVTailoring/Idempotency/Table')}>"
    jobs = f"arn:{env.partition}:dynamodb:{env.region}:{env.account}:table/{PRODUCT}-job-research-table-{env.name}"
    assert env.grants(FUNCTION_ROLE, "dynamodb") == {
        Grant("dynamodb:GetItem", artifacts),
        Grant("dynamodb:PutItem", artifacts),
        Grant("dynamodb:DeleteItem", idempotency),
        Grant("dynamodb:GetItem", idempotency),
        Grant("dynamodb:PutItem", idempotency),
        Grant("dynamodb:UpdateItem", idempotency),
        Grant("dynamodb:GetItem", jobs),
    }


def test_function_may_read_cvs_and_keep_tailored_ones(env: SynthesizedEnvironment) -> None:
    bucket = f"arn:{env.partition}:s3:::{PRODUCT}-cv-artifacts-{env.account}-bucket-{env.name}"
    assert env.grants(FUNCTION_ROLE, "s3") == {
        Grant("s3:GetObject", f"{bucket}/cvs/*"),
        Grant("s3:GetObject", f"{bucket}/tailored-cvs/*"),
        Grant("s3:PutObject", f"{bucket}/tailored-cvs/*"),
        Grant("s3:ListBucket", bucket),
    }


def test_function_uses_the_cvs_key_through_s3_only(env: SynthesizedEnvironment) -> None:
    (statement,) = (s for s in env.statements(FUNCTION_ROLE) if "kms:Decrypt" in as_list(s["Action"]))
    assert env.grants(FUNCTION_ROLE, "kms") == {
        Grant("kms:Decrypt", env.cv_key),
        Grant("kms:GenerateDataKey", env.cv_key),
    }
    assert statement["Condition"] == {"StringEquals": {"kms:ViaService": f"s3.{env.region}.amazonaws.com"}}


def test_function_may_list_master_cvs_only(env: SynthesizedEnvironment) -> None:
    statements = [s for s in env.statements(FUNCTION_ROLE) if "s3:ListBucket" in as_list(s["Action"])]
    assert [statement.get("Condition") for statement in statements] == [{"StringLike": {"s3:prefix": "cvs/*"}}]


def test_function_may_read_its_own_environments_secret_only(env: SynthesizedEnvironment) -> None:
    secret = (
        f"arn:{env.partition}:secretsmanager:{env.region}:{env.account}:secret:anthropic-{PRODUCT}-{env.name}-??????"
    )
    assert env.grants(FUNCTION_ROLE, "secretsmanager") == {Grant("secretsmanager:GetSecretValue", secret)}


def test_function_may_otherwise_only_log_trace_and_join_its_network(env: SynthesizedEnvironment) -> None:
    log_group = f"<{env.function['LoggingConfig']['LogGroup']['Ref']}>"
    dead_letters = env.logical_id("AWS::SNS::Topic", "CVTailoring/Tailoring/DeadLetters/Topic")
    ec2 = f"arn:{env.partition}:ec2:{env.region}:{env.account}"
    interfaces = f"{ec2}:network-interface/*"
    subnets, groups = (
        [f"{ec2}:{kind}/{flat(identifier)}" for identifier in env.function["VpcConfig"][member]]
        for kind, member in (("subnet", "SubnetIds"), ("security-group", "SecurityGroupIds"))
    )
    data = ("dynamodb:", "kms:", "s3:", "secretsmanager:")
    rest = {grant for grant in env.grants(FUNCTION_ROLE) if not grant.action.startswith(data)}
    assert rest == {
        Grant("logs:CreateLogStream", log_group),
        Grant("logs:PutLogEvents", log_group),
        Grant("sns:Publish", f"<{dead_letters}>"),
        Grant("xray:PutTelemetryRecords", "*"),
        Grant("xray:PutTraceSegments", "*"),
        *(Grant("ec2:CreateNetworkInterface", place) for place in (interfaces, *subnets, *groups)),
        Grant("ec2:AssignPrivateIpAddresses", "*"),
        Grant("ec2:DeleteNetworkInterface", "*"),
        Grant("ec2:UnassignPrivateIpAddresses", "*"),
        Grant("ec2:DescribeNetworkInterfaces", "*"),
        Grant("ec2:DescribeSubnets", "*"),
    }


def test_the_functions_own_code_may_do_nothing_with_network_interfaces(env: SynthesizedEnvironment) -> None:
    (denied,) = (statement for statement in env.statements(FUNCTION_ROLE) if statement["Effect"] == "Deny")
    granted = {grant.action for grant in env.grants(FUNCTION_ROLE, "ec2")}
    (source,) = denied["Condition"]["ArnEquals"].values()
    assert granted | {"ec2:DetachNetworkInterface"} == set(denied["Action"])
    assert denied["Resource"] == "*"
    assert list(denied["Condition"]) == ["ArnEquals"]
    assert list(denied["Condition"]["ArnEquals"]) == ["lambda:SourceFunctionArn"]
    name = f"{PRODUCT}-cv-tailoring-lambda-{env.name}"
    assert flat(source) == f"arn:{env.partition}:lambda:{env.region}:{env.account}:function:{name}"


def test_function_is_made_after_its_permissions(env: SynthesizedEnvironment) -> None:
    function = env.resource("AWS::Lambda::Function", "CVTailoring/Tailoring/Function")
    assert env.logical_id("AWS::IAM::ManagedPolicy", "CVTailoring/Tailoring/Policy") in function["DependsOn"]


def test_roles_have_managed_policies_only(env: SynthesizedEnvironment) -> None:
    for stack in env.stacks:
        assert not stack.resources("AWS::IAM::Policy")
        for role in stack.resources("AWS::IAM::Role").values():
            assert "Policies" not in role["Properties"]


# Monitoring


def test_errors_alarm(env: SynthesizedEnvironment) -> None:
    alarm = env.alarm("Errors")
    assert (alarm["Namespace"], alarm["MetricName"], alarm["Statistic"]) == ("AWS/Lambda", "Errors", "Sum")
    assert (alarm["Period"], alarm["EvaluationPeriods"], alarm["Threshold"]) == (60, 1, env.decided.alarms.errors)


def test_server_errors_alarm(env: SynthesizedEnvironment) -> None:
    alarm = env.alarm("ServerErrors")
    dimensions = {dimension["Name"]: flat(dimension["Value"]) for dimension in alarm["Dimensions"]}
    assert (alarm["Namespace"], alarm["MetricName"], alarm["Statistic"]) == ("AWS/ApiGateway", "5XXError", "Sum")
    assert dimensions == {
        "ApiName": f"{PRODUCT}-cv-tailoring-api-{env.name}",
        "Stage": f"<{env.logical_id('AWS::ApiGateway::Stage', 'Api/RestApi')}>",
    }
    assert (alarm["Period"], alarm["EvaluationPeriods"], alarm["Threshold"]) == (
        60,
        1,
        env.decided.alarms.server_errors,
    )


def test_duration_alarm(env: SynthesizedEnvironment) -> None:
    alarm = env.alarm("Duration")
    assert (alarm["Namespace"], alarm["MetricName"], alarm["ExtendedStatistic"]) == ("AWS/Lambda", "Duration", "p95")
    assert (alarm["Period"], alarm["Threshold"]) == (60, env.decided.alarms.latency_ms)
    assert alarm["EvaluationPeriods"] <= 5


def test_function_throttles_alarm(env: SynthesizedEnvironment) -> None:
    alarm = env.alarm("FunctionThrottles")
    assert (alarm["Namespace"], alarm["MetricName"], alarm["Statistic"]) == ("AWS/Lambda", "Throttles", "Sum")
    assert (alarm["Period"], alarm["EvaluationPeriods"], alarm["Threshold"]) == (60, 1, env.decided.alarms.throttles)


def test_table_throttles_alarm_covers_table_and_index(env: SynthesizedEnvironment) -> None:
    alarm = env.alarm("TableThrottles")
    metrics = [metric["MetricStat"] for metric in alarm["Metrics"] if "MetricStat" in metric]
    watched = {(stat["Metric"]["MetricName"], len(stat["Metric"]["Dimensions"])) for stat in metrics}
    assert watched == {(f"{what}ThrottleEvents", dimensions) for what in ("Read", "Write") for dimensions in (1, 2)}
    assert {(stat["Period"], stat["Stat"]) for stat in metrics} == {(60, "Sum")}
    assert (alarm["EvaluationPeriods"], alarm["Threshold"]) == (1, env.decided.alarms.throttles)


def test_alarms_fire_above_their_threshold_and_not_without_data(env: SynthesizedEnvironment) -> None:
    alarms = [body["Properties"] for body in env.cv_tailoring.resources("AWS::CloudWatch::Alarm").values()]
    assert len(alarms) >= 12
    assert {alarm["ComparisonOperator"] for alarm in alarms} == {"GreaterThanThreshold"}
    # One is there for silence: tests/assertions/test_synthetic_check.py.
    silence = env.properties("AWS::CloudWatch::Alarm", "CVTailoring/Synthetic/SyntheticOutage")
    alarms.remove(silence)
    assert {alarm["TreatMissingData"] for alarm in alarms} == {"notBreaching"}


def test_alarms_notify_the_environments_topic(env: SynthesizedEnvironment) -> None:
    topic = env.logical_id("AWS::SNS::Topic", "Alarms/Topic")
    for alarm in env.cv_tailoring.resources("AWS::CloudWatch::Alarm").values():
        for actions in (alarm["Properties"].get("AlarmActions"), alarm["Properties"].get("OKActions")):
            assert actions, alarm["Properties"]["AlarmName"]
            (output,) = (action["Fn::GetStackOutput"]["OutputName"] for action in actions)
            assert env.shared.template["Outputs"][output]["Value"] == {"Ref": topic}


# Outputs and tags


def test_outputs_are_exported(env: SynthesizedEnvironment) -> None:
    outputs = env.cv_tailoring.template["Outputs"]
    exported = {name: output["Export"]["Name"] for name, output in outputs.items() if "Export" in output}
    prefix = f"{PRODUCT}-cv-tailoring-{env.name}-cv-tailoring"
    promised = {
        "CVTailoringTableName": f"{prefix}-table",
        "CVTailoringLambdaArn": f"{prefix}-lambda",
        "CVTailoringUrl": f"{prefix}-url",
        "CVTailoringSmokeRoleArn": f"{prefix}-smoke-role",
    }
    assert exported.items() >= promised.items()


def test_resources_are_tagged(env: SynthesizedEnvironment) -> None:
    for stack, feature in ((env.shared, "shared"), (env.cv_tailoring, "cv-tailoring")):
        wanted = {"service": PRODUCT, "feature": feature, "environment": env.name}
        tagged = [body["Properties"]["Tags"] for body in stack.resources().values() if "Tags" in body["Properties"]]
        assert len(tagged) >= 10
        for tags in tagged:
            # Some types, such as AWS::ApiGatewayV2::Api, take a map where most take a list.
            found = tags if isinstance(tags, dict) else {tag["Key"]: tag["Value"] for tag in tags}
            assert {key: found.get(key) for key in wanted} == wanted
