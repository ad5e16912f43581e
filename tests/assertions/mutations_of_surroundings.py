"""The mutations of `test_api_gateway.py`, `test_smoke_access.py` and `test_shared_stack.py`."""

from __future__ import annotations

from typing import Any

from feature_stacks.naming import PRODUCT
from tests.assertions.mutations import (
    SMOKE_ROLE,
    Mutation,
    allowed_plain_http,
    cv_bucket_rule,
    drop,
    gateway_response,
    is_retained,
    redirect,
    set_property,
    statement_for,
    topic_statement,
    widen,
)
from tests.assertions.synthesized_environment import SynthesizedEnvironment


def model_allows_more(env: SynthesizedEnvironment) -> None:
    env.template_of(env.post_method["RequestModels"]["application/json"]["Ref"])["Properties"]["Schema"][
        "additionalProperties"
    ] = True


def trust(env: SynthesizedEnvironment) -> dict[str, Any]:
    role = env.properties("AWS::IAM::Role", SMOKE_ROLE)
    statement: dict[str, Any] = role["AssumeRolePolicyDocument"]["Statement"][0]
    return statement


def method_settings(env: SynthesizedEnvironment) -> dict[str, Any]:
    settings: dict[str, Any] = env.stage["MethodSettings"][0]
    return settings


def options_answer(env: SynthesizedEnvironment) -> dict[str, Any]:
    options = env.properties("AWS::ApiGateway::Method", "Api/RestApi/Default/api/cv-tailoring/OPTIONS")
    parameters: dict[str, Any] = options["Integration"]["IntegrationResponses"][0]["ResponseParameters"]
    return parameters


def log_group(env: SynthesizedEnvironment) -> dict[str, Any]:
    properties: dict[str, Any] = env.template_of(env.stage["AccessLogSetting"]["DestinationArn"]["Fn::GetAtt"][0])[
        "Properties"
    ]
    return properties


def cv_encryption(env: SynthesizedEnvironment) -> dict[str, Any]:
    bucket = env.properties("AWS::S3::Bucket", "Cvs/Bucket")
    rule: dict[str, Any] = bucket["BucketEncryption"]["ServerSideEncryptionConfiguration"][0]
    return rule


def key_policy(env: SynthesizedEnvironment, path: str) -> list[dict[str, Any]]:
    statements: list[dict[str, Any]] = env.properties("AWS::KMS::Key", path)["KeyPolicy"]["Statement"]
    return statements


def a_table_without_backup(env: SynthesizedEnvironment) -> None:
    (selection,) = (body["Properties"] for body in env.cv_tailoring.resources("AWS::Backup::BackupSelection").values())
    selection["BackupSelection"]["Resources"].pop()


def backup_policy(env: SynthesizedEnvironment) -> dict[str, Any]:
    (document,) = (
        body["Properties"]["PolicyDocument"]
        for body in env.shared.resources("AWS::IAM::ManagedPolicy").values()
        if "/TableBackups/" in body["Metadata"]["aws:cdk:path"]
    )
    found: dict[str, Any] = document
    return found


def web_acl_without_log(env: SynthesizedEnvironment) -> None:
    del env.cv_tailoring.template["Resources"][env.logical_id("AWS::WAFv2::LoggingConfiguration", "Api/WebAcl/Logging")]


def custom_resource(env: SynthesizedEnvironment) -> None:
    env.shared.template["Resources"]["Emptier"] = {"Type": "Custom::S3AutoDeleteObjects", "Properties": {}}


def function_of_cdks_own(env: SynthesizedEnvironment) -> None:
    env.cv_tailoring.template["Resources"]["Provider"] = {"Type": "AWS::Lambda::Function", "Properties": {}}


def nat_gateway_gone(env: SynthesizedEnvironment) -> None:
    logical_id = next(iter(env.shared.resources("AWS::EC2::NatGateway")))
    del env.shared.template["Resources"][logical_id]


def endpoint_gone(env: SynthesizedEnvironment) -> None:
    del env.shared.template["Resources"][env.logical_id("AWS::EC2::VPCEndpoint", "Network/Vpc/DynamoDb")]


def bare_template(env: SynthesizedEnvironment) -> None:
    """As API Gateway answers where nobody set a template."""
    body = '{"code": "RATE_LIMITED", "message": "$context.error.message"}'
    gateway_response(env, "THROTTLED")["ResponseTemplates"]["application/json"] = body


def retained_role(env: SynthesizedEnvironment) -> None:
    next(iter(env.shared.resources("AWS::IAM::Role").values()))["DeletionPolicy"] = "Retain"


def job_table_deleted(env: SynthesizedEnvironment) -> None:
    env.resource("AWS::DynamoDB::Table", "JobResearch/Table")["DeletionPolicy"] = "Delete"


MUTATIONS = (
    Mutation(
        "test_api_is_regional",
        "edge",
        set_property("AWS::ApiGateway::RestApi", "Api/RestApi", "EndpointConfiguration", {"Types": ["EDGE"]}),
    ),
    Mutation("test_request_model_is_the_contracts", "unknown fields pass", model_allows_more),
    Mutation(
        "test_every_answer_has_the_envelope_as_its_model",
        "no 422",
        lambda env: env.post_method["MethodResponses"].pop(4),
    ),
    Mutation(
        "test_integration_timeout_is_the_environments",
        "a second more than was decided",
        lambda env: env.post_method["Integration"].update(TimeoutInMillis=env.decided.integration_timeout_ms + 1_000),
    ),
    Mutation(
        "test_api_gateways_own_errors_have_the_contracts_status_and_code",
        "time-out as 500",
        lambda env: gateway_response(env, "INTEGRATION_TIMEOUT").update(StatusCode="500"),
    ),
    Mutation("test_api_gateways_own_errors_have_the_envelope", "AWS's own body", bare_template),
    Mutation(
        "test_throttled_callers_are_told_when_to_retry",
        "at once",
        lambda env: gateway_response(env, "THROTTLED")["ResponseParameters"].update(
            {"gatewayresponse.header.Retry-After": "'0'"}
        ),
    ),
    Mutation(
        "test_throttled_callers_are_told_when_to_retry",
        "no Retry-After",
        lambda env: gateway_response(env, "THROTTLED")["ResponseParameters"].pop("gatewayresponse.header.Retry-After"),
    ),
    Mutation(
        "test_cors_allows_the_listed_origins_only",
        "every origin",
        lambda env: options_answer(env).update({"method.response.header.Access-Control-Allow-Origin": "'*'"}),
        where=lambda environment: bool(environment.cors_origins),
    ),
    Mutation(
        "test_accesses_are_logged_without_bodies",
        "bodies logged",
        lambda env: method_settings(env).update(DataTraceEnabled=True),
    ),
    Mutation(
        "test_accesses_are_logged_without_bodies",
        "kept a day less",
        lambda env: log_group(env).update(RetentionInDays=env.decided.log_retention_days - 1),
    ),
    Mutation(
        "test_job_research_can_expire",
        "no TTL",
        drop("AWS::DynamoDB::Table", "JobResearch/Table", "TimeToLiveSpecification"),
    ),
    Mutation("test_api_is_throttled", "no limit", lambda env: method_settings(env).update(ThrottlingRateLimit=10_000)),
    Mutation("test_xray_tracing_is_on_at_the_api", "off", lambda env: env.stage.update(TracingEnabled=False)),
    Mutation(
        "test_api_is_behind_the_web_acl",
        "one group less",
        lambda env: env.properties("AWS::WAFv2::WebACL", "Api/WebAcl")["Rules"].pop(1),
    ),
    Mutation(
        "test_web_acl_leaves_large_bodies_to_the_api",
        "refused",
        lambda env: env.properties("AWS::WAFv2::WebACL", "Api/WebAcl")["Rules"][0]["Statement"][
            "ManagedRuleGroupStatement"
        ]["RuleActionOverrides"][0].update(ActionToUse={"Block": {}}),
    ),
    Mutation(
        "test_what_the_web_acl_refuses_is_logged_without_credentials",
        "no log",
        web_acl_without_log,
    ),
    Mutation(
        "test_what_the_web_acl_refuses_is_logged_without_credentials",
        "with signatures",
        drop("AWS::WAFv2::LoggingConfiguration", "Api/WebAcl/Logging", "RedactedFields"),
    ),
    Mutation(
        "test_what_the_web_acl_refuses_is_logged_without_credentials",
        "to a group that WAF does not write to",
        lambda env: env.properties("AWS::WAFv2::LoggingConfiguration", "Api/WebAcl/Logging").update(
            LogDestinationConfigs=[{"Fn::GetAtt": [env.logical_id("AWS::Logs::LogGroup", "AccessLog"), "Arn"]}]
        ),
    ),
    Mutation(
        "test_url_output_is_the_posts",
        "the stage's URL",
        lambda env: env.cv_tailoring.template["Outputs"]["CVTailoringUrl"]["Value"]["Fn::Join"][1].pop(),
    ),
    Mutation(
        "test_smoke_role_is_for_the_pipelines_smoke_step_only",
        "the whole account",
        lambda env: trust(env).pop("Condition"),
    ),
    Mutation(
        "test_smoke_role_reaches_synthetic_records_only",
        "every CV",
        redirect(SMOKE_ROLE, "s3:PutObject", to=f"arn:aws:s3:::{PRODUCT}-cv-artifacts-222222222222-bucket-dev/cvs/*"),
    ),
    Mutation(
        "test_smoke_role_reaches_synthetic_records_only",
        "read jobs",
        widen(SMOKE_ROLE, "dynamodb:PutItem", to="dynamodb:GetItem"),
    ),
    Mutation(
        "test_smoke_role_uses_the_cvs_key_through_s3_only",
        "by calling KMS itself",
        lambda env: statement_for(env, SMOKE_ROLE, "kms:Decrypt").pop("Condition"),
    ),
    Mutation(
        "test_smoke_role_reaches_synthetic_items_only",
        "every item",
        lambda env: statement_for(env, SMOKE_ROLE, "dynamodb:PutItem").pop("Condition"),
    ),
    Mutation(
        "test_a_zone_more_would_take_no_addresses_of_subnets_that_are_there",
        "private subnets right behind the public ones",
        lambda env: next(
            body["Properties"]
            for body in env.shared.resources("AWS::EC2::Subnet").values()
            if body["Properties"]["CidrBlock"] == "10.20.4.0/24"
        ).update(CidrBlock="10.20.2.0/24"),
    ),
    Mutation(
        "test_no_text_of_a_named_policy_or_group_forces_a_replacement",
        "a description of a policy",
        lambda env: next(iter(env.shared.resources("AWS::IAM::ManagedPolicy").values()))["Properties"].update(
            Description="What it may do"
        ),
    ),
    Mutation(
        "test_functions_may_only_send_https",
        "every port",
        lambda env: env.properties("AWS::EC2::SecurityGroup", "Network/LambdaSecurityGroup")["SecurityGroupEgress"][
            0
        ].update(IpProtocol="-1"),
    ),
    Mutation("test_private_subnets_reach_the_internet_through_nat_gateways", "no NAT gateway", nat_gateway_gone),
    Mutation("test_s3_and_dynamodb_are_reached_without_the_internet", "no endpoint for DynamoDB", endpoint_gone),
    Mutation(
        "test_network_flows_are_logged_for_as_long_as_the_environment_says",
        "refused traffic only",
        set_property("AWS::EC2::FlowLog", "Network/Vpc", "TrafficType", "REJECT"),
    ),
    Mutation(
        "test_cvs_are_private_and_versioned",
        "no versions",
        drop("AWS::S3::Bucket", "Cvs/Bucket", "VersioningConfiguration"),
    ),
    Mutation(
        "test_cvs_are_encrypted_with_a_key_of_their_own",
        "with the key that S3 owns",
        lambda env: cv_encryption(env).update(ServerSideEncryptionByDefault={"SSEAlgorithm": "AES256"}),
    ),
    Mutation(
        "test_cvs_are_encrypted_with_a_key_of_their_own",
        "with AWS's own key for S3",
        lambda env: cv_encryption(env)["ServerSideEncryptionByDefault"].update(KMSMasterKeyID="alias/aws/s3"),
    ),
    Mutation(
        "test_the_key_of_cvs_is_for_the_accounts_own_roles_only",
        "another account",
        lambda env: key_policy(env, "Cvs/Key").append(
            {"Effect": "Allow", "Principal": {"AWS": "444444444444"}, "Action": "kms:Decrypt", "Resource": "*"}
        ),
    ),
    Mutation(
        "test_keys_of_data_are_rotated_and_kept_as_long_as_the_data",
        "never rotated",
        set_property("AWS::KMS::Key", "Logs/Key", "EnableKeyRotation", False),
    ),
    Mutation(
        "test_keys_of_data_are_rotated_and_kept_as_long_as_the_data",
        "deleted with the stack",
        lambda env: env.resource("AWS::KMS::Key", "Cvs/Key").update(DeletionPolicy="Delete"),
        is_retained,
    ),
    Mutation(
        "test_every_log_group_is_encrypted_with_the_environments_key",
        "without one",
        drop("AWS::Logs::LogGroup", "FunctionLog", "KmsKeyId"),
    ),
    Mutation(
        "test_every_log_group_is_encrypted_with_the_environments_key",
        "with the key of CVs",
        lambda env: env.properties("AWS::Logs::LogGroup", "Network/FlowLogGroup").update(
            KmsKeyId={"Fn::GetAtt": [env.logical_id("AWS::KMS::Key", "Cvs/Key"), "Arn"]}
        ),
    ),
    Mutation(
        "test_cloudwatch_logs_uses_the_key_for_this_environments_log_groups_only",
        "for any log group",
        lambda env: key_policy(env, "Logs/Key")[-1].pop("Condition"),
    ),
    Mutation(
        "test_access_logs_are_versioned_and_old_versions_go",
        "no versions",
        drop("AWS::S3::Bucket", "Cvs/AccessLogs", "VersioningConfiguration"),
    ),
    Mutation(
        "test_access_logs_are_versioned_and_old_versions_go",
        "old versions for ever",
        lambda env: env.properties("AWS::S3::Bucket", "Cvs/AccessLogs")["LifecycleConfiguration"]["Rules"][0].pop(
            "NoncurrentVersionExpiration"
        ),
    ),
    Mutation(
        "test_access_logs_are_versioned_and_old_versions_go",
        "logs of a week",
        lambda env: env.properties("AWS::S3::Bucket", "Cvs/AccessLogs")["LifecycleConfiguration"]["Rules"][0].update(
            ExpirationInDays=7
        ),
    ),
    Mutation("test_buckets_refuse_plain_http", "no such policy", allowed_plain_http),
    Mutation(
        "test_accesses_to_cvs_are_logged",
        "into itself",
        lambda env: env.properties("AWS::S3::Bucket", "Cvs/Bucket")["LoggingConfiguration"].update(
            DestinationBucketName={"Ref": env.logical_id("AWS::S3::Bucket", "Cvs/Bucket")}
        ),
    ),
    Mutation(
        "test_tailored_cvs_expire_with_their_items",
        "after a year",
        lambda env: cv_bucket_rule(env).update(ExpirationInDays=365),
    ),
    Mutation(
        "test_jobs_are_keyed_by_job_id",
        "another key",
        lambda env: env.properties("AWS::DynamoDB::Table", "JobResearch/Table")["KeySchema"][0].update(
            AttributeName="id"
        ),
    ),
    Mutation(
        "test_all_data_is_retained_where_the_environment_says_so", "a table that goes", job_table_deleted, is_retained
    ),
    Mutation("test_nothing_of_a_creation_that_failed_stays", "a role that stays", retained_role),
    Mutation(
        "test_every_table_is_backed_up_each_day_for_35_days_at_least",
        "a table left out",
        a_table_without_backup,
    ),
    Mutation(
        "test_every_table_is_backed_up_each_day_for_35_days_at_least",
        "once a week",
        lambda env: env.properties("AWS::Backup::BackupPlan", "Backups/Plan")["BackupPlan"]["BackupPlanRule"][0].update(
            ScheduleExpression="cron(0 3 ? * SUN *)"
        ),
    ),
    Mutation(
        "test_every_table_is_backed_up_each_day_for_35_days_at_least",
        "for a week",
        lambda env: env.properties("AWS::Backup::BackupPlan", "Backups/Plan")["BackupPlan"]["BackupPlanRule"][0].update(
            Lifecycle={"DeleteAfterDays": 7}
        ),
    ),
    Mutation(
        "test_recovery_points_stay_where_the_environment_says_so",
        "gone with the stack",
        lambda env: env.resource("AWS::Backup::BackupVault", "Backups/Vault").update(DeletionPolicy="Delete"),
        is_retained,
    ),
    Mutation(
        "test_backups_are_made_in_a_role_that_names_the_stacks_tables",
        "every table",
        lambda env: backup_policy(env)["Statement"][0].update(Resource="*"),
    ),
    Mutation(
        "test_alarms_of_this_account_may_publish_and_use_the_key",
        "alarms of any account",
        lambda env: topic_statement(env).pop("Condition"),
    ),
    Mutation("test_nothing_is_made_by_functions_of_cdks_own", "a custom resource", custom_resource),
    Mutation("test_nothing_is_made_by_functions_of_cdks_own", "a provider's function", function_of_cdks_own),
    Mutation(
        "test_a_failed_creation_takes_no_role_that_apis_of_the_account_already_use",
        "the account is set beside the network",
        lambda env: next(iter(env.shared.resources("AWS::ApiGateway::Account").values()))["DependsOn"].pop(),
    ),
)
