"""The API around the route: what callers are told, what is logged, and what keeps it from being flooded."""

from __future__ import annotations

import json
import re
from typing import Any

from feature_stacks.naming import PRODUCT
from tests.assertions.synthesized_environment import SynthesizedEnvironment, flat


def test_api_is_regional(env: SynthesizedEnvironment) -> None:
    api = env.properties("AWS::ApiGateway::RestApi", "Api/RestApi")
    assert api["EndpointConfiguration"] == {"Types": ["REGIONAL"]}


def test_request_model_is_the_contracts(env: SynthesizedEnvironment) -> None:
    schema = _model(env, env.post_method["RequestModels"]["application/json"])
    properties = schema["properties"]
    assert schema["$schema"] == "http://json-schema.org/draft-04/schema#"
    assert set(schema["required"]) == {"user_id", "application_id", "job_id"}
    assert schema["additionalProperties"] is False
    assert properties["user_id"]["pattern"] == "^[A-Za-z0-9_-]+$"
    assert (properties["cv_version"]["minimum"], properties["cv_version"]["maximum"]) == (1, 999)
    assert set(properties["style_preferences"]["properties"]) == {"tone", "formality_level", "include_summary"}
    assert properties["style_preferences"]["additionalProperties"] is False


def test_every_answer_has_the_envelope_as_its_model(env: SynthesizedEnvironment) -> None:
    responses = env.post_method["MethodResponses"]
    envelopes = [_model(env, response["ResponseModels"]["application/json"]) for response in responses]
    assert {response["StatusCode"] for response in responses} == {
        *("200", "400", "404", "413", "422", "429", "500", "502", "503", "504")
    }
    assert all(set(e["properties"]) == {"success", "code", "data", "error", "details"} for e in envelopes)


def test_integration_timeout_is_the_environments(env: SynthesizedEnvironment) -> None:
    assert env.post_method["Integration"]["TimeoutInMillis"] == env.decided.integration_timeout_ms


GATEWAY_STATUS_AND_CODE = {
    "ACCESS_DENIED": ("403", "FORBIDDEN"),
    "API_CONFIGURATION_ERROR": ("500", "INTERNAL_ERROR"),
    "AUTHORIZER_CONFIGURATION_ERROR": ("500", "INTERNAL_ERROR"),
    "AUTHORIZER_FAILURE": ("500", "INTERNAL_ERROR"),
    "BAD_REQUEST_BODY": ("400", "VALIDATION_ERROR"),
    "BAD_REQUEST_PARAMETERS": ("400", "VALIDATION_ERROR"),
    "DEFAULT_4XX": (None, "FORBIDDEN"),
    "DEFAULT_5XX": ("500", "INTERNAL_ERROR"),
    "EXPIRED_TOKEN": ("403", "FORBIDDEN"),
    "INTEGRATION_FAILURE": ("500", "INTERNAL_ERROR"),
    "INTEGRATION_TIMEOUT": ("504", "LLM_TIMEOUT"),
    "INVALID_API_KEY": ("403", "FORBIDDEN"),
    "INVALID_SIGNATURE": ("403", "FORBIDDEN"),
    "MISSING_AUTHENTICATION_TOKEN": ("403", "FORBIDDEN"),
    "QUOTA_EXCEEDED": ("429", "RATE_LIMITED"),
    "REQUEST_TOO_LARGE": ("413", "PAYLOAD_TOO_LARGE"),
    "RESOURCE_NOT_FOUND": ("404", "VALIDATION_ERROR"),
    "THROTTLED": ("429", "RATE_LIMITED"),
    "UNAUTHORIZED": ("403", "FORBIDDEN"),
    "UNSUPPORTED_MEDIA_TYPE": ("415", "VALIDATION_ERROR"),
    "WAF_FILTERED": ("403", "FORBIDDEN"),
}


def test_api_gateways_own_errors_have_the_contracts_status_and_code(env: SynthesizedEnvironment) -> None:
    found = {
        response["ResponseType"]: (response.get("StatusCode"), _body(response)["code"])
        for response in _gateway_responses(env)
    }
    assert found == GATEWAY_STATUS_AND_CODE


def test_api_gateways_own_errors_have_the_envelope(env: SynthesizedEnvironment) -> None:
    for response in _gateway_responses(env):
        body = _body(response)
        assert set(body) == {"success", "code", "data", "error", "details"}, response["ResponseType"]
        assert body["success"] is False
        assert body["data"] is None
        assert body["error"]
        for detail in body["details"] or []:
            assert set(detail) == {"field", "message", "rule"}, response["ResponseType"]


def test_throttled_callers_are_told_when_to_retry(env: SynthesizedEnvironment) -> None:
    told = {
        response["ResponseType"]
        for response in _gateway_responses(env)
        if re.fullmatch(r"'[1-9]\d*'", response["ResponseParameters"].get("gatewayresponse.header.Retry-After", ""))
    }
    assert told == {"THROTTLED", "QUOTA_EXCEEDED"}


def test_cors_allows_the_listed_origins_only(env: SynthesizedEnvironment) -> None:
    """A header that is fixed can name one origin: preflight chooses others by the request, API Gateway's own errors
    then name none."""
    first, *others = env.decided.cors_origins or ("",)
    header = "gatewayresponse.header.Access-Control-Allow-Origin"
    of_errors = {response["ResponseParameters"].get(header) for response in _gateway_responses(env)}
    assert of_errors == {f"'{first}'" if first and not others else None}
    methods = [body["Properties"] for body in env.cv_tailoring.resources("AWS::ApiGateway::Method").values()]
    preflights = [method for method in methods if method["HttpMethod"] == "OPTIONS"]
    assert len(preflights) == len(env.decided.cors_origins[:1])
    for preflight in preflights:
        (answer,) = preflight["Integration"]["IntegrationResponses"]
        assert answer["ResponseParameters"]["method.response.header.Access-Control-Allow-Origin"] == f"'{first}'"
        assert answer["ResponseParameters"]["method.response.header.Access-Control-Allow-Methods"] == "'POST'"
        named = re.findall(r"https://[\w.:-]+", json.dumps(answer.get("ResponseTemplates", {})))
        assert set(named) == set(others)


def test_accesses_are_logged_without_bodies(env: SynthesizedEnvironment) -> None:
    log_group = env.template_of(env.stage["AccessLogSetting"]["DestinationArn"]["Fn::GetAtt"][0])["Properties"]
    (settings,) = env.stage["MethodSettings"]
    assert "$context.requestId" in env.stage["AccessLogSetting"]["Format"]
    assert "$context.identity.sourceIp" not in env.stage["AccessLogSetting"]["Format"]
    assert log_group["LogGroupName"] == f"{PRODUCT}-cv-tailoring-access-logs-{env.name}"
    assert log_group["RetentionInDays"] == env.decided.log_retention_days
    assert settings["DataTraceEnabled"] is False


def test_api_is_throttled(env: SynthesizedEnvironment) -> None:
    (settings,) = env.stage["MethodSettings"]
    assert (settings["HttpMethod"], settings["ResourcePath"]) == ("*", "/*")
    assert (settings["ThrottlingRateLimit"], settings["ThrottlingBurstLimit"]) == (
        env.decided.throttle.rate,
        env.decided.throttle.burst,
    )


def test_xray_tracing_is_on_at_the_api(env: SynthesizedEnvironment) -> None:
    assert env.stage["TracingEnabled"] is True


def test_api_is_behind_the_web_acl(env: SynthesizedEnvironment) -> None:
    acl = env.properties("AWS::WAFv2::WebACL", "Api/WebAcl")
    association = env.properties("AWS::WAFv2::WebACLAssociation", "Api/WebAcl")
    groups = [rule["Statement"]["ManagedRuleGroupStatement"]["Name"] for rule in acl["Rules"]]
    stage = env.logical_id("AWS::ApiGateway::Stage", "Api/RestApi")
    assert {"AWSManagedRulesCommonRuleSet", "AWSManagedRulesKnownBadInputsRuleSet"} <= set(groups)
    assert flat(association["ResourceArn"]).endswith(f"/stages/<{stage}>")


def test_web_acl_leaves_large_bodies_to_the_api(env: SynthesizedEnvironment) -> None:
    common = env.properties("AWS::WAFv2::WebACL", "Api/WebAcl")["Rules"][0]["Statement"]["ManagedRuleGroupStatement"]
    (override,) = common["RuleActionOverrides"]
    assert override == {"Name": "SizeRestrictions_BODY", "ActionToUse": {"Count": {}}}


def test_what_the_web_acl_refuses_is_logged_without_credentials(env: SynthesizedEnvironment) -> None:
    logging = env.properties("AWS::WAFv2::LoggingConfiguration", "Api/WebAcl/Logging")
    log_group = env.logical_id("AWS::Logs::LogGroup", "WebAclLog")
    kept = env.template_of(log_group)["Properties"]
    (rule,) = logging["LoggingFilter"]["Filters"]
    assert flat(logging["ResourceArn"]) == f"<{env.logical_id('AWS::WAFv2::WebACL', 'Api/WebAcl')}>"
    assert [flat(destination) for destination in logging["LogDestinationConfigs"]] == [f"<{log_group}>"]
    assert kept["LogGroupName"] == f"aws-waf-logs-{PRODUCT}-cv-tailoring-web-acl-logs-{env.name}"
    assert kept["RetentionInDays"] == env.decided.log_retention_days
    assert [field["SingleHeader"]["Name"] for field in logging["RedactedFields"]] == [
        "authorization",
        "x-amz-security-token",
    ]
    assert (logging["LoggingFilter"]["DefaultBehavior"], rule["Behavior"], rule["Requirement"]) == (
        "DROP",
        "KEEP",
        "MEETS_ANY",
    )
    assert {condition["ActionCondition"]["Action"] for condition in rule["Conditions"]} >= {"BLOCK", "COUNT"}


def test_url_output_is_the_posts(env: SynthesizedEnvironment) -> None:
    url = flat(env.cv_tailoring.template["Outputs"]["CVTailoringUrl"]["Value"])
    api = env.logical_id("AWS::ApiGateway::RestApi", "Api/RestApi")
    assert url.startswith(f"https://<{api}>.execute-api.{env.region}.")
    assert url.endswith("/api/cv-tailoring")


def _model(env: SynthesizedEnvironment, reference: dict[str, Any]) -> dict[str, Any]:
    schema: dict[str, Any] = env.template_of(reference["Ref"])["Properties"]["Schema"]
    return schema


def _gateway_responses(env: SynthesizedEnvironment) -> list[dict[str, Any]]:
    return [body["Properties"] for body in env.cv_tailoring.resources("AWS::ApiGateway::GatewayResponse").values()]


def _body(response: dict[str, Any]) -> dict[str, Any]:
    """The template as a caller gets it: API Gateway replaces variables by text, which here stand in quotes already."""
    body: dict[str, Any] = json.loads(response["ResponseTemplates"]["application/json"])
    return body
