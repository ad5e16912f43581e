"""The mutations of `test_cv_tailoring_stack.py`."""

from __future__ import annotations

from typing import Any

from feature_stacks.naming import PRODUCT
from tests.assertions.mutations import (
    FUNCTION_ROLE,
    Mutation,
    deny_statement,
    drop,
    function_tagged_by_a_map_without_its_feature,
    is_deletion_protected,
    is_on_demand,
    is_provisioned,
    is_reserved,
    log_group_of_function,
    only_scalable_target_of_index_reads,
    redirect,
    set_alarm,
    set_function,
    set_table,
    set_variable,
    statement_for,
    untagged_function,
    version_of_another_function,
    widen,
)
from tests.assertions.synthesized_environment import SynthesizedEnvironment


def throttles_of_the_table_alone(env: SynthesizedEnvironment) -> None:
    alarm = env.alarm("TableThrottles")
    alarm["Metrics"] = [metric for metric in alarm["Metrics"] if not metric["Id"].startswith("index")]


def server_errors_of_every_stage(env: SynthesizedEnvironment) -> None:
    alarm = env.alarm("ServerErrors")
    alarm["Dimensions"] = [dimension for dimension in alarm["Dimensions"] if dimension["Name"] != "Stage"]


def listing_of_tailored_cvs(env: SynthesizedEnvironment) -> None:
    condition = statement_for(env, FUNCTION_ROLE, "s3:ListBucket")["Condition"]
    condition["StringLike"]["s3:prefix"] = ["cvs/*", "tailored-cvs/*"]


def permission_for_any_path(env: SynthesizedEnvironment) -> None:
    permission = env.properties("AWS::Lambda::Permission", "Api/RestApi/Default/api/cv-tailoring/POST")
    permission["SourceArn"] = "arn:aws:execute-api:*"


def network_interfaces_anywhere(env: SynthesizedEnvironment) -> None:
    statement_for(env, FUNCTION_ROLE, "ec2:CreateNetworkInterface")["Resource"] = "*"


def interfaces_by_their_ids(env: SynthesizedEnvironment) -> None:
    statement = statement_for(env, FUNCTION_ROLE, "ec2:DeleteNetworkInterface")
    statement["Resource"] = f"arn:{env.partition}:ec2:{env.region}:{env.account}:network-interface/*"


def function_before_its_policy(env: SynthesizedEnvironment) -> None:
    function = env.resource("AWS::Lambda::Function", "CVTailoring/Tailoring/Function")
    function["DependsOn"].remove(env.logical_id("AWS::IAM::ManagedPolicy", "CVTailoring/Tailoring/Policy"))


def policy_in_a_role(env: SynthesizedEnvironment) -> None:
    role = env.properties("AWS::IAM::Role", "CVTailoring/Tailoring/Role")
    role["Policies"] = [{"PolicyName": "more", "PolicyDocument": {"Statement": []}}]


def validator_off(env: SynthesizedEnvironment) -> None:
    validator = env.template_of(env.post_method["RequestValidatorId"]["Ref"])["Properties"]
    validator["ValidateRequestBody"] = False


def silent_alarm(env: SynthesizedEnvironment) -> None:
    del env.alarm("Errors")["AlarmActions"]


def other_key(env: SynthesizedEnvironment) -> Any:
    return env.artifacts_table["KeySchema"].reverse()


def other_index(env: SynthesizedEnvironment) -> None:
    env.artifacts_table["GlobalSecondaryIndexes"][0]["KeySchema"].pop()


def unbilled_index(env: SynthesizedEnvironment) -> None:
    del env.artifacts_table["GlobalSecondaryIndexes"][0]["ProvisionedThroughput"]


def route_at_the_root(env: SynthesizedEnvironment) -> None:
    resource = env.template_of(env.post_method["ResourceId"]["Ref"])["Properties"]
    resource["PathPart"] = "tailor"


def deleted_table(env: SynthesizedEnvironment) -> None:
    # The policy of replacement, which no other test reads with the policy of deletion.
    env.artifacts_table["DeletionProtectionEnabled"] = False


def public_subnets(env: SynthesizedEnvironment) -> None:
    outputs = env.shared.template["Outputs"]
    imported = env.function["VpcConfig"]["SubnetIds"][0]["Fn::ImportValue"]
    (subnet,) = (output for output in outputs.values() if output.get("Export", {}).get("Name") == imported)
    subnet["Value"] = {"Ref": env.logical_id("AWS::EC2::Subnet", "Network/Vpc/publicSubnet1")}


def no_export(env: SynthesizedEnvironment) -> None:
    del env.cv_tailoring.template["Outputs"]["CVTailoringLambdaArn"]["Export"]


MUTATIONS = (
    Mutation("test_lambda_function_is_created", "another handler", set_function(Handler="handler.handler")),
    Mutation("test_lambda_function_is_created", "another name", set_function(FunctionName="cv-tailoring")),
    Mutation("test_lambda_memory_is_at_least_3072_mb", "1 GB", set_function(MemorySize=1024)),
    Mutation("test_lambda_timeout_is_at_least_60_seconds", "30 s", set_function(Timeout=30)),
    Mutation("test_lambda_ephemeral_storage_is_10240_mb", "the default of 512 MB", set_function(EphemeralStorage=None)),
    Mutation("test_lambda_runtime_is_python_3_11_on_x86_64", "Python 3.13", set_function(Runtime="python3.13")),
    Mutation("test_lambda_runtime_is_python_3_11_on_x86_64", "Arm", set_function(Architectures=["arm64"])),
    Mutation("test_lambda_environment_names_its_stores_and_policy", "debug log", set_variable("LOG_LEVEL", "DEBUG")),
    Mutation(
        "test_lambda_environment_names_its_stores_and_policy",
        "another environment's secret",
        set_variable("ANTHROPIC_SECRET_NAME", f"anthropic-{PRODUCT}-another"),
    ),
    Mutation(
        "test_lambda_environment_names_its_stores_and_policy",
        "another address for the model",
        set_variable("ANTHROPIC_BASE_URL", "https://api.anthropic.example"),
    ),
    Mutation(
        "test_lambda_environment_names_its_stores_and_policy",
        "another model at the price of this one",
        set_variable("ANTHROPIC_MODEL", "claude-another"),
    ),
    Mutation(
        "test_lambda_environment_names_its_stores_and_policy",
        "texts that nobody judges",
        set_variable("ENGINE_JUDGED", "false"),
        where=lambda environment: environment.engine.judged,
    ),
    Mutation(
        "test_lambda_environment_names_its_stores_and_policy",
        "the API key itself",
        set_variable("ANTHROPIC_API_KEY", "not-a-key"),
    ),
    Mutation("test_lambda_is_in_the_private_subnets_with_the_shared_security_group", "a public subnet", public_subnets),
    Mutation(
        "test_reserved_concurrency_is_the_environments",
        "what the account has left",
        lambda env: env.function.pop("ReservedConcurrentExecutions"),
        is_reserved,
    ),
    Mutation("test_live_alias_points_to_the_published_version", "$LATEST", version_of_another_function),
    Mutation(
        "test_xray_tracing_is_active_on_the_function", "passive", set_function(TracingConfig={"Mode": "PassThrough"})
    ),
    Mutation(
        "test_lambda_logs_are_kept_as_long_as_the_environment_says",
        "for ever",
        lambda env: log_group_of_function(env).pop("RetentionInDays"),
    ),
    Mutation(
        "test_artifacts_table_is_created_under_its_name",
        "one name for all environments",
        set_table(TableName="cv-tailored-artifacts"),
    ),
    Mutation("test_artifacts_are_keyed_by_application_and_time", "keys swapped", other_key),
    Mutation("test_artifacts_are_indexed_by_user_and_time", "index without time", other_index),
    Mutation(
        "test_artifacts_expire_by_their_timestamp",
        "no TTL",
        drop("AWS::DynamoDB::Table", "CVTailoring/Artifacts", "TimeToLiveSpecification"),
    ),
    Mutation("test_artifacts_are_kept_90_days", "30 days", set_variable("ARTIFACT_RETENTION_DAYS", "30")),
    Mutation(
        "test_artifacts_table_has_point_in_time_recovery",
        "off",
        set_table(PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": False}),
    ),
    Mutation("test_artifacts_table_is_encrypted", "off", set_table(SSESpecification={"SSEEnabled": False})),
    Mutation(
        "test_artifacts_table_is_billed_as_the_environment_says",
        "on demand where it is to be provisioned",
        set_table(BillingMode="PAY_PER_REQUEST"),
        is_provisioned,
    ),
    Mutation(
        "test_artifacts_table_is_billed_as_the_environment_says",
        "provisioned where it is to be on demand",
        set_table(BillingMode="PROVISIONED"),
        is_on_demand,
    ),
    Mutation(
        "test_artifacts_table_is_billed_as_the_environment_says",
        "index without capacity",
        unbilled_index,
        is_provisioned,
    ),
    Mutation(
        "test_provisioned_capacity_of_table_and_index_follows_the_load",
        "index without headroom",
        lambda env: only_scalable_target_of_index_reads(env).update(MaxCapacity=10),
        is_provisioned,
    ),
    Mutation(
        "test_artifacts_table_is_retained_and_protected_as_the_environment_says",
        "unprotected",
        deleted_table,
        is_deletion_protected,
    ),
    Mutation("test_route_is_post_api_cv_tailoring", "another path", route_at_the_root),
    Mutation(
        "test_every_method_but_options_is_authorized_by_iam",
        "anonymous POST",
        lambda env: env.post_method.update(AuthorizationType="NONE"),
    ),
    Mutation("test_request_body_is_validated", "body unchecked", validator_off),
    Mutation(
        "test_lambda_integration_is_a_proxy_to_the_live_alias",
        "no proxy",
        lambda env: env.post_method["Integration"].update(Type="AWS"),
    ),
    Mutation(
        "test_lambda_integration_is_a_proxy_to_the_live_alias", "permission for every API", permission_for_any_path
    ),
    Mutation(
        "test_function_may_use_exactly_its_tables",
        "scan",
        widen(FUNCTION_ROLE, "dynamodb:PutItem", to="dynamodb:Scan"),
    ),
    Mutation(
        "test_function_may_use_exactly_its_tables",
        "every table",
        redirect(FUNCTION_ROLE, "dynamodb:PutItem", to="*"),
    ),
    Mutation(
        "test_function_may_read_cvs_and_keep_tailored_ones",
        "delete",
        widen(FUNCTION_ROLE, "s3:PutObject", to="s3:DeleteObject"),
    ),
    Mutation(
        "test_function_may_read_cvs_and_keep_tailored_ones",
        "list every bucket",
        redirect(FUNCTION_ROLE, "s3:ListBucket", to="*"),
    ),
    Mutation(
        "test_function_uses_the_cvs_key_through_s3_only",
        "by calling KMS itself",
        lambda env: statement_for(env, FUNCTION_ROLE, "kms:Decrypt").pop("Condition"),
    ),
    Mutation(
        "test_function_uses_the_cvs_key_through_s3_only",
        "every key",
        redirect(FUNCTION_ROLE, "kms:Decrypt", to="*"),
    ),
    Mutation(
        "test_function_may_list_master_cvs_only",
        "the whole bucket",
        lambda env: statement_for(env, FUNCTION_ROLE, "s3:ListBucket").pop("Condition"),
    ),
    Mutation("test_function_may_list_master_cvs_only", "tailored ones too", listing_of_tailored_cvs),
    Mutation(
        "test_function_may_read_its_own_environments_secret_only",
        "every environment's",
        redirect(FUNCTION_ROLE, "secretsmanager:GetSecretValue", to="arn:aws:secretsmanager:*:*:secret:anthropic-*"),
    ),
    Mutation(
        "test_function_may_otherwise_only_log_trace_and_join_its_network",
        "pass a role",
        widen(FUNCTION_ROLE, "logs:PutLogEvents", to="iam:PassRole"),
    ),
    Mutation(
        "test_function_may_otherwise_only_log_trace_and_join_its_network",
        "network interfaces anywhere",
        network_interfaces_anywhere,
    ),
    Mutation(
        "test_function_may_otherwise_only_log_trace_and_join_its_network",
        "only interfaces by their ids, of which there are none yet",
        interfaces_by_their_ids,
    ),
    Mutation(
        "test_the_functions_own_code_may_do_nothing_with_network_interfaces",
        "the deny of another function's code",
        lambda env: deny_statement(env)["Condition"]["ArnEquals"].update({"lambda:SourceFunctionArn": "another"}),
    ),
    Mutation(
        "test_the_functions_own_code_may_do_nothing_with_network_interfaces",
        "the code may delete them",
        lambda env: deny_statement(env)["Action"].remove("ec2:DeleteNetworkInterface"),
    ),
    Mutation("test_function_is_made_after_its_permissions", "at any time", function_before_its_policy),
    Mutation("test_roles_have_managed_policies_only", "one in a role", policy_in_a_role),
    Mutation(
        "test_events_that_fail_for_good_go_to_the_dead_letter_topic",
        "lost",
        lambda env: env.function.pop("DeadLetterConfig"),
    ),
    Mutation(
        "test_dead_letters_are_encrypted",
        "plain",
        drop("AWS::SNS::Topic", "CVTailoring/Tailoring/DeadLetters/Topic", "KmsMasterKeyId"),
    ),
    Mutation("test_errors_alarm", "CDK's default period", set_alarm("Errors", Period=300)),
    Mutation("test_server_errors_alarm", "the callers' errors", set_alarm("ServerErrors", MetricName="4XXError")),
    Mutation("test_server_errors_alarm", "every stage of the API", server_errors_of_every_stage),
    Mutation("test_duration_alarm", "the average", set_alarm("Duration", ExtendedStatistic="p50")),
    Mutation("test_duration_alarm", "after ten minutes", set_alarm("Duration", EvaluationPeriods=10)),
    Mutation("test_function_throttles_alarm", "late", set_alarm("FunctionThrottles", Threshold=100)),
    Mutation("test_table_throttles_alarm_covers_table_and_index", "no index", throttles_of_the_table_alone),
    Mutation(
        "test_alarms_fire_above_their_threshold_and_not_without_data",
        "at the threshold",
        set_alarm("Errors", ComparisonOperator="GreaterThanOrEqualToThreshold"),
    ),
    Mutation(
        "test_alarms_fire_above_their_threshold_and_not_without_data",
        "no data is trouble",
        set_alarm("Duration", TreatMissingData="missing"),
    ),
    Mutation("test_alarms_notify_the_environments_topic", "silent", silent_alarm),
    Mutation("test_outputs_are_exported", "no export of the function", no_export),
    Mutation("test_resources_are_tagged", "function without its feature", untagged_function),
    Mutation("test_resources_are_tagged", "map without its feature", function_tagged_by_a_map_without_its_feature),
)
