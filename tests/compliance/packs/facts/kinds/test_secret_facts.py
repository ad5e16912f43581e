"""What looks like a secret, and what only looks like one at first sight."""

from __future__ import annotations

from typing import Any

import pytest

from compliance.packs.facts.kinds.secret_names import names_secret
from compliance.packs.facts.kinds.secret_shapes import holds_password, holds_token, is_random
from compliance.packs.facts.kinds.secrets import secrets

DEFAULT = "winter"


@pytest.mark.parametrize(
    "name",
    [
        "DB_PASSWORD",
        "password",
        "dbPass",
        "MasterUserPassword",
        "api-key",
        "apiKey",
        "OPENAI_API_KEY",
        "TOKEN",
        "DEPLOY_PW",
        "ClientSecret",
        "accessToken2",
        "/prod/db/password",
        "SIGNING_KEY",
        "SecretString",
        "Authorization",
    ],
)
def test_name_of_a_secret(name: str) -> None:
    assert names_secret(name)


@pytest.mark.parametrize(
    "name",
    [
        "SECRET_NAME",
        "ANTHROPIC_SECRET_ARN",
        "TOKEN_TTL",
        "MAX_TOKENS",
        "partitionKey",
        "S3Key",
        "KEY",
        "PasswordPolicy",
        "TokenValidityUnits",
        "PASSWORD_MIN_LENGTH",
        "compass",
        "bypass",
        "tokenizer",
        "HttpTokens",
        "",
    ],
)
def test_name_of_something_about_a_secret(name: str) -> None:
    assert not names_secret(name)


@pytest.mark.parametrize(
    "text",
    [
        "AKIA" + "Q" * 16,
        "x=ghp_" + "a1B2" * 6,
        "sk-ant-" + "a1" * 8,
        "-----BEGIN RSA PRIVATE KEY-----",
        "Bearer " + "ab1" * 5,
        "https://hooks.slack.com/services/T0/B0/abcdef",
        "sk_live_" + "a1" * 6,
        "AccountKey=" + "Ab1+" * 8,
    ],
)
def test_token_of_a_published_form(text: str) -> None:
    assert holds_token(text)


@pytest.mark.parametrize(
    "text", ["task-force-of-twelve", "risk-assessment-board", "basic training for everyone", "AKIA"]
)
def test_no_token(text: str) -> None:
    assert not holds_token(text)


@pytest.mark.parametrize(
    "text",
    [
        "postgres://app:owl-92@db/app",
        "export DB_PASSWORD=marble-55",
        "password: marble55",
        '{"apiKey": "marble-55"}',
        "mysql --password marble55 -h db",
        "client = login(password='marble55')",
        "Server=db;Pwd=marble55;",
    ],
)
def test_password_in_a_text(text: str) -> None:
    assert holds_password(text)


@pytest.mark.parametrize(
    "text",
    [
        "postgres://db/app",
        "postgres://app:${Password}@db",
        "password = read_secret(name)",
        "token=$TOKEN",
        "--password $PW",
        "secret: arn:aws:secretsmanager:us-east-1:111111111111:secret:db",
        "token = event['token']",
        "a time of 10:30@home",
    ],
)
def test_no_password_in_a_text(text: str) -> None:
    assert not holds_password(text)


@pytest.mark.parametrize("text", ["mC4vQ8zR2tYw7Lp9Xk3N", "9f86d081884c7d659a2feaa0c55ad015", "kR7#vq2Lp9!mXw"])
def test_text_without_order(text: str) -> None:
    assert is_random(text)


@pytest.mark.parametrize(
    "text",
    [
        "careervp-cv-tailoring-table-prod",
        "us-east-1",
        "2f7c6b1e-6a1d-4a4e-9a55-0c0f5c1f9b77",
        "https://Api2.Example.com/V1",
        "arn:aws:sqs:us-east-1:111111111111:Queue",
        "python3.13",
        "AWSManagedRulesCommonRuleSet",
        "0 0 * * *",
    ],
)
def test_text_with_an_order(text: str) -> None:
    assert not is_random(text)


def shapes(resource_type: str, properties: dict[str, Any], **more: Any) -> list[tuple[str, str]]:
    template = {"Resources": {"Tried": {"Type": resource_type, "Properties": properties}}, **more}
    return [(fact.properties["Place"], fact.properties["Shape"]) for fact in secrets(template)]


def test_a_reference_is_right_in_a_property_for_a_secret_and_wrong_in_a_variable() -> None:
    reference = "{{resolve:secretsmanager:db:SecretString:password}}"
    assert shapes("AWS::RDS::DBInstance", {"MasterUserPassword": reference}) == []
    variables = {"Environment": {"Variables": {"DB": {"Fn::Join": ["", ["{{resolve:secrets", "manager:db}}"]]}}}}
    assert shapes("AWS::Lambda::Function", variables) == [("Variable", "reference")]


def test_a_variable_may_say_where_a_secret_lies() -> None:
    variables = {"DB_SECRET": {"Ref": "Secret"}, "API_KEY": "/prod/vendor/key", "SECRET_NAME": "db"}
    kept = {"Resources": {"Secret": {"Type": "AWS::SecretsManager::Secret"}}}
    template = {
        "Resources": {
            **kept["Resources"],
            "Tried": {"Type": "AWS::Lambda::Function", "Properties": {"Environment": {"Variables": variables}}},
        }
    }
    assert {fact.properties["Shape"] for fact in secrets(template)} == {"none"}


def test_the_default_of_a_hidden_parameter_is_a_secret_of_the_resource_that_uses_it() -> None:
    hidden = {"Word": {"Type": "String", "NoEcho": True, "Default": "marble"}}
    template = {
        "Parameters": hidden,
        "Resources": {
            "Other": {"Type": "AWS::SNS::Topic"},
            "User": {"Type": "AWS::RDS::DBInstance", "Properties": {"MasterUserPassword": {"Ref": "Word"}}},
        },
    }
    assert [(fact.of, fact.properties["Shape"]) for fact in secrets(template)] == [("User", "named")]


def test_no_secret_is_repeated_in_a_fact() -> None:
    template = {"Resources": {"F": {"Type": "X", "Properties": {"Environment": {"TOKEN": "marble-owl-55"}}}}}
    assert "marble" not in str([*secrets(template)])


@pytest.mark.parametrize(
    ("resource", "parts", "place"),
    [
        ({"DisplayName": {"Ref": "AdminPassword"}}, {"Parameters": {"AdminPassword": {"Default": DEFAULT}}}, "Text"),
        ({}, {"Parameters": {"AdminPassword": {"Default": DEFAULT}}}, "Template"),
        ({}, {"Outputs": {"AdminPassword3473F25B": {"Value": DEFAULT}}}, "Template"),
        ({}, {"Mappings": {"Store": {"dev": {"AdminPassword": DEFAULT}}}}, "Template"),
        ({}, {"Metadata": {"Notes": {"AdminPassword": DEFAULT}}}, "Template"),
    ],
)
def test_secret_beside_the_resources_is_told_from_one_in_them(
    resource: dict[str, Any], parts: dict[str, Any], place: str
) -> None:
    topic = {"Type": "AWS::SNS::Topic", "Properties": resource}
    (fact,) = [
        one for one in secrets({"Resources": {"Topic": topic}, **parts}) if one.properties["Place"] != "Property"
    ]
    assert (fact.of, fact.properties) == ("Topic", {"Place": place, "Shape": "named"})
