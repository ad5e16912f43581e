"""Every statement of a template is one fact, in one form, wherever it stands and however its values are written."""

from __future__ import annotations

import json
from typing import Any

import pytest

from compliance.packs.facts import judged_template, subject_of

OWN = "111111111111"
OTHER = "999999999999"


def facts(template: dict[str, Any]) -> list[dict[str, Any]]:
    resources = judged_template(template, own_accounts=[OWN])["Resources"]
    return [body["Properties"] for body in resources.values() if body["Type"].startswith("Fact::IAM::")]


def fact_of(resource_type: str, properties: dict[str, Any], **rest: Any) -> dict[str, Any]:
    (found,) = facts({"Resources": {"Subject": {"Type": resource_type, "Properties": properties}}, **rest})
    return found


def allow(**elements: Any) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", **elements}


def document(*statements: dict[str, Any]) -> dict[str, Any]:
    return {"Version": "2012-10-17", "Statement": list(statements)}


EVERYWHERE = [
    ("AWS::IAM::Policy", {"PolicyDocument": document(allow())}, "identity"),
    ("AWS::IAM::ManagedPolicy", {"PolicyDocument": document(allow())}, "identity"),
    ("AWS::IAM::RolePolicy", {"PolicyDocument": document(allow())}, "identity"),
    ("AWS::IAM::User", {"Policies": [{"PolicyName": "p", "PolicyDocument": document(allow())}]}, "identity"),
    ("AWS::SSO::PermissionSet", {"InlinePolicy": json.dumps(document(allow()))}, "identity"),
    ("AWS::IAM::Role", {"AssumeRolePolicyDocument": document(allow(Principal="*"))}, "trust"),
    ("AWS::SQS::QueuePolicy", {"PolicyDocument": document(allow(Principal="*"))}, "resource"),
    ("AWS::KMS::Key", {"KeyPolicy": document(allow(Principal="*"))}, "resource"),
    ("AWS::ECR::Repository", {"RepositoryPolicyText": document(allow(Principal="*"))}, "resource"),
    ("AWS::ApiGateway::RestApi", {"Policy": document(allow(Principal="*"))}, "resource"),
    ("AWS::DynamoDB::Table", {"ResourcePolicy": {"PolicyDocument": document(allow(Principal="*"))}}, "resource"),
    (
        "AWS::DynamoDB::GlobalTable",
        {"Replicas": [{"ResourcePolicy": {"PolicyDocument": document(allow(Principal="*"))}}]},
        "resource",
    ),
    ("AWS::Logs::ResourcePolicy", {"PolicyDocument": json.dumps(document(allow(Principal="*")))}, "resource"),
    ("AWS::Events::EventBusPolicy", {"Statement": allow(Principal="*")}, "resource"),
    ("AWS::Events::EventBusPolicy", {"Principal": "*", "Action": "events:PutEvents"}, "resource"),
    ("AWS::Lambda::Permission", {"Principal": "*", "Action": "lambda:InvokeFunction"}, "resource"),
    ("AWS::Lambda::LayerVersionPermission", {"Principal": "*", "Action": "lambda:GetLayerVersion"}, "resource"),
    ("Custom::Vault", {"Access": {"Rules": document(allow(Principal="*"))}}, "resource"),
    ("AWS::Backup::BackupVault", {"AccessPolicy": {"Fn::Sub": json.dumps(document(allow(Principal="*")))}}, "resource"),
]


@pytest.mark.parametrize(("resource_type", "properties", "kind"), EVERYWHERE)
def test_a_statement_is_found_wherever_a_policy_lies(resource_type: str, properties: Any, kind: str) -> None:
    fact = fact_of(resource_type, properties)
    assert (fact["Of"], fact["OfType"], fact["Kind"], fact["Effect"]) == ("Subject", resource_type, kind, "Allow")
    assert fact["OpenToEveryone"] == (kind != "identity")


def test_facts_stand_beside_the_resources_and_name_them() -> None:
    template: dict[str, Any] = {
        "Resources": {"Queue": {"Type": "AWS::SQS::Queue"}},
        "Outputs": {"Name": {"Value": "x"}},
    }
    template["Resources"]["Open"] = {
        "Type": "AWS::SQS::QueuePolicy",
        "Properties": {"PolicyDocument": document(allow(Principal="*"))},
    }
    judged = judged_template(template)
    (added,) = set(judged["Resources"]) - set(template["Resources"])
    assert subject_of(judged, added) == "Open"
    assert subject_of(judged, "Queue") == "Queue"
    assert judged["Outputs"] == template["Outputs"]
    assert len(template["Resources"]) == 2


@pytest.mark.parametrize(
    "broken",
    [
        [{"Fn::ForEach": "a loop"}],
        {"Type": "AWS::IAM::Role"},
        {"Type": "AWS::IAM::Role", "Properties": None},
        {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": {"Statement": {"Fn::If": "Open"}}}},
        {"Type": "AWS::IAM::Policy", "Properties": {"PolicyDocument": {"Statement": [None, 7, {"Effect": {}}]}}},
        {"Type": "AWS::Events::EventBusPolicy", "Properties": {"Principal": {"Fn::Sub": 1}, "Condition": {"Key": {}}}},
    ],
)
def test_what_cloudformation_would_refuse_ends_nothing(broken: Any) -> None:
    judged_template({"Resources": {"Broken": broken}})


def test_a_rule_of_a_web_acl_is_no_policy() -> None:
    rule = {"Name": "rate", "Statement": {"RateBasedStatement": {"Limit": 100}}}
    assert not facts({"Resources": {"Acl": {"Type": "AWS::WAFv2::WebACL", "Properties": {"Rules": [rule]}}}})


@pytest.mark.parametrize(
    ("resource", "texts"),
    [
        ({"Ref": "Subject"}, ["${Subject}"]),
        ({"Fn::GetAtt": ["Subject", "Arn"]}, ["${Subject.Arn}"]),
        ({"Fn::Sub": "arn:${AWS::Partition}:s3:::${Name}/*"}, ["arn:aws:s3:::cvs/*"]),
        ({"Fn::Sub": ["${Bucket}/${!Kept}", {"Bucket": {"Ref": "Subject"}}]}, ["${Subject}/${Kept}"]),
        ({"Fn::Join": ["", [{"Fn::GetAtt": ["Subject", "Arn"]}, "/*"]]}, ["${Subject.Arn}/*"]),
        ({"Fn::If": ["IsProd", "arn:aws:s3:::a", {"Ref": "AWS::NoValue"}]}, ["arn:aws:s3:::a"]),
        ([{"Fn::If": ["IsProd", "a", "b"]}, "c"], ["a", "b", "c"]),
        ({"Fn::Join": ["-", ["x", {"Fn::If": ["IsProd", "a", "b"]}]]}, ["x-a", "x-b"]),
        ({"Fn::FindInMap": ["Buckets", {"Ref": "AWS::Region"}, "arn"]}, ["one", "two"]),
        ({"Fn::FindInMap": ["Buckets", "us-east-1", "arn"]}, ["one"]),
        ({"Fn::Select": [1, {"Fn::Split": [",", "a,b"]}]}, ["b"]),
        ({"Fn::ImportValue": "BucketArn"}, ["${import:BucketArn}"]),
    ],
)
def test_intrinsic_functions_are_every_text_that_they_can_be(resource: Any, texts: list[str]) -> None:
    fact = fact_of(
        "AWS::IAM::Policy",
        {"PolicyDocument": document(allow(Resource=resource))},
        Parameters={"Name": {"Type": "String", "Default": "cvs"}},
        Mappings={"Buckets": {"us-east-1": {"arn": "one"}, "eu-west-1": {"arn": "two"}}},
    )
    assert fact["Resources"] == texts
    assert fact["Unknown"] == []


@pytest.mark.parametrize(
    "resource",
    [
        {"Ref": "Chosen"},
        {"Fn::Sub": "arn:aws:s3:::${Chosen}"},
        {"Fn::Join": ["", ["arn:aws:s3:::", {"Ref": "Parameter"}]]},
        {"Fn::Transform": {"Name": "Made"}},
        {"Fn::Select": [7, ["a"]]},
        "{{resolve:ssm:/bucket}}",
    ],
)
def test_what_the_template_does_not_tell_is_unknown(resource: Any) -> None:
    fact = fact_of(
        "AWS::IAM::Policy",
        {"PolicyDocument": document(allow(Resource=resource))},
        Parameters={
            "Chosen": {"Type": "String"},
            "Parameter": {"Type": "AWS::SSM::Parameter::Value<String>", "Default": "/name"},
        },
    )
    assert fact["Unknown"] == ["Resource"]


@pytest.mark.parametrize("policy", [{"Ref": "Whole"}, {"Fn::Transform": {"Name": "Made"}}, "not a policy"])
def test_a_policy_that_the_template_does_not_tell_is_unknown(policy: Any) -> None:
    assert fact_of("AWS::KMS::Key", {"KeyPolicy": policy})["Unknown"] == ["Statement"]


@pytest.mark.parametrize(
    ("principal", "named"),
    [
        ("*", ["everyone"]),
        ({"AWS": "*"}, ["everyone"]),
        ({"AWS": f"arn:aws:iam::{OWN}:root"}, [f"account:{OWN}"]),
        ({"AWS": OWN}, [f"account:{OWN}"]),
        ({"AWS": {"Ref": "AWS::AccountId"}}, ["account:${AWS.AccountId}"]),
        ({"AWS": {"Fn::Sub": "arn:${AWS::Partition}:iam::${AWS::AccountId}:root"}}, ["account:${AWS.AccountId}"]),
        ({"AWS": {"Fn::GetAtt": ["Role", "Arn"]}}, ["account:${Role.Arn}"]),
        ({"AWS": [f"arn:aws:iam::{OTHER}:role/r", OWN]}, [f"foreign:{OTHER}", f"account:{OWN}"]),
        ({"AWS": "arn:aws:iam::*:role/r"}, ["everyone"]),
        ({"Service": ["sns.amazonaws.com"]}, ["service:sns.amazonaws.com"]),
        ({"Federated": "cognito-identity.amazonaws.com"}, ["federated:cognito-identity.amazonaws.com"]),
        ({"CanonicalUser": "79a5"}, ["foreign:79a5"]),
        ({"Fn::If": ["Open", "*", {"AWS": OWN}]}, ["everyone", f"account:{OWN}"]),
    ],
)
def test_a_principal_has_one_spelling(principal: Any, named: list[str]) -> None:
    fact = fact_of("AWS::SQS::QueuePolicy", {"PolicyDocument": document(allow(Principal=principal))})
    assert fact["Principals"] == named


def test_everyone_but_a_few_is_everyone() -> None:
    statement = {"Effect": "Allow", "NotPrincipal": {"AWS": OWN}, "Action": "sqs:*", "Resource": "*"}
    assert fact_of("AWS::SQS::QueuePolicy", {"PolicyDocument": document(statement)})["OpenToEveryone"]


RESTRICTING = [
    {"StringEquals": {"aws:PrincipalOrgID": "o-1234567890"}},
    {"StringEquals": {"AWS:SourceAccount": OWN}},
    {"ArnLike": {"aws:SourceArn": f"arn:aws:sns:*:{OWN}:*"}},
    {"ArnEquals": {"aws:SourceArn": {"Ref": "Topic"}}},
    {"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": "o-1/r-1/ou-1/*"}},
    {"IpAddress": {"aws:SourceIp": ["198.51.100.0/24"]}},
    {"StringEquals": {"aws:SourceVpce": "vpce-1"}},
]
NOT_RESTRICTING = [
    {},
    {"Bool": {"aws:SecureTransport": "true"}},
    {"StringLike": {"aws:PrincipalOrgID": "*"}},
    {"StringLike": {"aws:PrincipalOrgID": ["o-1", "*"]}},
    {"StringEqualsIfExists": {"aws:PrincipalOrgID": "o-1234567890"}},
    {"ForAllValues:StringEquals": {"aws:PrincipalOrgPaths": "o-1/"}},
    {"StringNotEquals": {"aws:SourceAccount": OTHER}},
    {"ArnLike": {"aws:SourceArn": "arn:aws:sns:*:*:*"}},
    {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/admin"}},
    {"IpAddress": {"aws:SourceIp": "0.0.0.0/0"}},
    {"StringEquals": {"aws:SourceAccount": {"Ref": "Chosen"}}},
    {"Fn::If": ["Closed", {"StringEquals": {"aws:SourceAccount": OWN}}, {"Ref": "AWS::NoValue"}]},
]


@pytest.mark.parametrize("condition", RESTRICTING + NOT_RESTRICTING, ids=json.dumps)
def test_a_condition_counts_where_it_leaves_nobody_else(condition: Any) -> None:
    statement = allow(Principal="*", Action="sqs:SendMessage", Condition=condition)
    parameters = {"Chosen": {"Type": "String"}}
    fact = fact_of("AWS::SQS::QueuePolicy", {"PolicyDocument": document(statement)}, Parameters=parameters)
    assert fact["OpenToEveryone"] == (condition in NOT_RESTRICTING)


@pytest.mark.parametrize(
    ("denied", "is_open"),
    [
        ({"Action": "s3:*", "Condition": {"StringNotEquals": {"aws:PrincipalOrgID": "o-1"}}}, False),
        ({"Action": "s3:*", "Condition": {"NotIpAddress": {"aws:SourceIp": "198.51.100.0/24"}}}, False),
        ({"Action": "s3:PutObject", "Condition": {"StringNotEquals": {"aws:PrincipalOrgID": "o-1"}}}, True),
        ({"Action": "s3:*", "Condition": {"Bool": {"aws:SecureTransport": "false"}}}, True),
        (
            {
                "Action": "s3:*",
                "Condition": {
                    "StringNotEquals": {"aws:PrincipalOrgID": "o-1"},
                    "StringEquals": {"aws:PrincipalTag/team": "x"},
                },
            },
            True,
        ),
    ],
)
def test_what_everyone_else_is_denied_is_not_open(denied: dict[str, Any], is_open: bool) -> None:
    deny = {"Effect": "Deny", "Principal": "*", "Resource": "*", **denied}
    properties = {"PolicyDocument": document(allow(Principal="*"), deny)}
    found = facts({"Resources": {"Open": {"Type": "AWS::S3::BucketPolicy", "Properties": properties}}})
    assert [fact["OpenToEveryone"] for fact in found] == [is_open, False]


def test_a_boundary_grants_nothing() -> None:
    everything = document({"Effect": "Allow", "Action": "*", "Resource": "*"})
    boundary: dict[str, Any] = {"Type": "AWS::IAM::ManagedPolicy", "Properties": {"PolicyDocument": everything}}
    bounded: dict[str, Any] = {"Type": "AWS::IAM::Role", "Properties": {"PermissionsBoundary": {"Ref": "Boundary"}}}
    (fact,) = facts({"Resources": {"Boundary": boundary, "Bounded": bounded}})
    assert (fact["Kind"], fact["Administers"]) == ("boundary", False)

    bounded["Properties"]["ManagedPolicyArns"] = [{"Ref": "Boundary"}]
    fact, _ = facts({"Resources": {"Boundary": boundary, "Bounded": bounded}})
    assert (fact["Kind"], fact["Administers"]) == ("identity", True)


GRANTS = [
    ("*", "*", "Administers"),
    ("iam:*", "*", "Administers"),
    ("iam:*", f"arn:aws:iam::{OWN}:role/app-*", "Administers"),
    ("s3:*", "*", "Administers"),
    ("s3:*", "arn:aws:s3:::cvs/*", ""),
    ("*", "arn:aws:s3:::cvs/*", ""),
    ("iam:PassRole", "*", "Escalates"),
    ("iam:PassRole", f"arn:aws:iam::{OWN}:role/*", "Escalates"),
    ("iam:PassRole", f"arn:aws:iam::{OWN}:role/app", ""),
    ("iam:P*", "*", "Escalates"),
    ("iam:CreatePolicyVersion", f"arn:aws:iam::{OWN}:policy/p", "Escalates"),
    ("iam:GetRole", "*", ""),
    ("iam:CreateAccessKey", f"arn:aws:iam::{OWN}:user/${{aws:username}}", ""),
    ("sts:AssumeRole", "arn:aws:iam::*:role/*", "Escalates"),
    ("iam:PassRole", "arn:aws:iam:*", "Escalates"),
    ("iam:PassRole", "arn:*", "Escalates"),
    ("iam:PutRolePolicy", {"Fn::ImportValue": "RoleArn"}, "Escalates"),
    ("iam:PutRolePolicy", {"Fn::GetAtt": ["Subject", "Arn"]}, "Escalates"),
    ("s3:GetObject", "arn:aws:s3:::*", "AllData"),
    ("s3:GetObject", "arn:aws:s3:::cvs/*", ""),
    ("s3:Get*", "*", "AllData"),
    ("dynamodb:Query", "arn:aws:dynamodb:us-east-1:111111111111:table/*", "AllData"),
    ("dynamodb:Query", {"Fn::GetAtt": ["Subject", "Arn"]}, ""),
    ("kms:Decrypt", "arn:aws:kms:*:*:key/*", "AllData"),
    ("logs:PutLogEvents", "*", ""),
    ("cloudtrail:Stop*", f"arn:aws:cloudtrail:us-east-1:{OWN}:trail/all", "TurnsWatchOff"),
    ("cloudtrail:LookupEvents", "*", ""),
    ("sts:AssumeRole", f"arn:aws:iam::{OTHER}:role/Admin", "ForeignResources"),
    ("sts:AssumeRole", {"Fn::Sub": "arn:aws:iam::${AWS::AccountId}:role/app"}, ""),
]
JUDGED = ("Administers", "Escalates", "AllData", "TurnsWatchOff", "ForeignResources")


@pytest.mark.parametrize(("action", "resource", "granted"), GRANTS)
def test_a_grant_is_what_its_actions_amount_to_on_its_resources(action: str, resource: Any, granted: str) -> None:
    fact = fact_of("AWS::IAM::Policy", {"PolicyDocument": document(allow(Action=action, Resource=resource))})
    assert [name for name in JUDGED if fact[name]] == ([granted] if granted else [])


def test_a_condition_on_what_is_passed_narrows_a_grant() -> None:
    statement = allow(
        Action="iam:PassRole", Condition={"StringEquals": {"iam:PassedToService": "lambda.amazonaws.com"}}
    )
    assert fact_of("AWS::IAM::Policy", {"PolicyDocument": document(statement)})["Escalates"] == []


def test_all_actions_but_some_is_administration() -> None:
    statement = {"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}
    assert fact_of("AWS::IAM::Policy", {"PolicyDocument": document(statement)})["Administers"]


@pytest.mark.parametrize(
    ("resource_type", "attached", "administers", "known"),
    [
        ("AWS::IAM::Role", {"Fn::Sub": "arn:${AWS::Partition}:iam::aws:policy/AdministratorAccess"}, True, True),
        ("AWS::IAM::Group", "arn:aws:iam::aws:policy/AmazonS3FullAccess", True, True),
        ("AWS::IAM::Role", "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole", False, True),
        ("AWS::IAM::Role", {"Ref": "Chosen"}, False, False),
    ],
)
def test_an_attached_policy_is_a_fact(resource_type: str, attached: Any, administers: bool, known: bool) -> None:
    fact = fact_of(resource_type, {"ManagedPolicyArns": [attached]}, Parameters={"Chosen": {"Type": "String"}})
    assert (fact["Administers"], fact["Known"]) == (administers, known)


def test_a_serverless_function_may_have_a_policy_by_its_bare_name() -> None:
    (fact,) = facts(
        {"Resources": {"F": {"Type": "AWS::Serverless::Function", "Properties": {"Policies": ["AdministratorAccess"]}}}}
    )
    assert fact["Administers"]


@pytest.mark.parametrize(("path", "is_open"), [(f"AWSLogs/{OWN}/*", False), (f"AWSLogs/{OTHER}/*", True), ("*", True)])
def test_what_delivers_our_logs_may_write_them(path: str, is_open: bool) -> None:
    for principal, judged in (
        ({"Service": "logdelivery.elasticloadbalancing.amazonaws.com"}, "OpenToAService"),
        ({"AWS": f"arn:aws:iam::{OTHER}:root"}, "OpenToForeignAccounts"),
    ):
        statement = allow(Principal=principal, Action="s3:PutObject", Resource=f"arn:aws:s3:::logs/{path}")
        fact = fact_of("AWS::S3::BucketPolicy", {"PolicyDocument": document(statement)})
        assert fact[judged] == is_open
