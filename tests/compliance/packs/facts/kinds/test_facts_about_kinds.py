"""Facts about resources of each kind, from the spellings that a template has for them."""

from __future__ import annotations

from typing import Any

import pytest

from compliance.packs.facts.kinds import facts_about_kinds

OWN = "111111111111"
FOREIGN = "999999999999"


def facts(kind: str, resource_type: str, properties: dict[str, Any], **others: Any) -> list[dict[str, Any]]:
    """The properties of all facts of a kind about one resource; further resources by their logical ids."""
    template = {"Resources": {"Tried": {"Type": resource_type, "Properties": properties}, **others}}
    found = facts_about_kinds(template, frozenset({OWN}))
    return [dict(fact.properties) for fact in found if (fact.kind, fact.of) == (kind, "Tried")]


@pytest.mark.parametrize(
    ("cidr", "prefix", "public"),
    [
        ("0.0.0.0/0", 0, True),
        ("128.0.0.0/1", 1, True),
        ("::/0", 0, True),
        ("2000::/3", 1, True),
        ("10.0.0.0/8", 8, False),
        ("203.0.113.7/32", 32, False),
        ("8.8.8.0/24", 24, True),
    ],
)
def test_width_of_an_address_range(cidr: str, prefix: int, public: bool) -> None:
    rules = {"SecurityGroupIngress": [{"Fn::If": ["Open", {"CidrIp": cidr}, {"Ref": "AWS::NoValue"}]}]}
    assert facts("Network::Ingress", "AWS::EC2::SecurityGroup", rules) == [{"Prefix": prefix, "Public": public}]


@pytest.mark.parametrize(
    ("rule", "named"),
    [
        ({"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443}, True),
        ({"IpProtocol": "17", "FromPort": "53", "ToPort": "53"}, True),
        ({"IpProtocol": "icmp", "FromPort": -1, "ToPort": -1}, True),
        ({"IpProtocol": "tcp", "FromPort": 0, "ToPort": 65535}, False),
        ({"IpProtocol": "tcp", "FromPort": -1, "ToPort": -1}, False),
        ({"IpProtocol": "tcp"}, False),
        ({"IpProtocol": "-1", "FromPort": 443, "ToPort": 443}, False),
        ({"IpProtocol": {"Ref": "Protocol"}, "FromPort": 443, "ToPort": 443}, False),
    ],
)
def test_a_port_that_is_let_out_to_is_named(rule: dict[str, Any], named: bool) -> None:
    rules = {"SecurityGroupEgress": [{**rule, "CidrIp": "0.0.0.0/0"}]}
    found = facts("Network::Egress", "AWS::EC2::SecurityGroup", rules)
    assert found == [{"Prefix": 0, "Public": True, "NamesItsPort": named}]


@pytest.mark.parametrize(
    ("operation", "authorized"),
    [
        ({}, False),
        ({"security": []}, False),
        ({"security": [{"signed": []}]}, True),
        ({"security": [{"signed": []}, {}]}, False),
        ({"security": [{"key": []}]}, False),
        ({"x-amazon-apigateway-auth": {"type": "AWS_IAM"}}, True),
        ({"x-amazon-apigateway-auth": {"type": "NONE"}}, False),
    ],
)
def test_operation_of_a_document(operation: dict[str, Any], authorized: bool) -> None:
    signed = {"type": "apiKey", "in": "header", "name": "Authorization", "x-amazon-apigateway-authtype": "awsSigv4"}
    schemes = {"signed": signed, "key": {"type": "apiKey", "in": "header", "name": "x-api-key"}}
    body = {"paths": {"/": {"get": operation}}, "components": {"securitySchemes": schemes}}
    found = facts("Api::Operation", "AWS::ApiGateway::RestApi", {"Body": body})
    assert found == [{"Known": True, "Authorized": authorized}]


def test_a_document_from_elsewhere_is_not_known() -> None:
    location = {"BodyS3Location": {"Bucket": "b", "Key": "k"}}
    assert facts("Api::Operation", "AWS::ApiGatewayV2::Api", location) == [{"Known": False, "Authorized": False}]


@pytest.mark.parametrize(
    ("image", "pinned", "own"),
    [
        (f"{OWN}.dkr.ecr.us-east-1.amazonaws.com/app@sha256:" + "0a" * 32, True, True),
        (f"{OWN}.dkr.ecr.us-east-1.amazonaws.com/app:latest", False, True),
        ("public.ecr.aws/nginx/nginx:1", False, False),
        (f"{FOREIGN}.dkr.ecr.us-east-1.amazonaws.com/app@sha256:" + "0a" * 32, True, False),
        ({"Fn::Sub": "${AWS::AccountId}.dkr.ecr.us-east-1.${AWS::URLSuffix}/assets:" + "0a" * 32}, True, True),
    ],
)
def test_image_of_a_function(image: Any, pinned: bool, own: bool) -> None:
    found = facts("Container::Image", "AWS::Lambda::Function", {"Code": {"ImageUri": image}})
    assert found == [{"Pinned": pinned, "Own": own}]


def test_a_custom_resource_is_judged_where_what_answers_for_it_is_in_the_app() -> None:
    token = {"Fn::GetAtt": ["Handler", "Arn"]}
    handler = {"Type": "AWS::Lambda::Function", "Properties": {}}
    assert facts("Template::Foreign", "Custom::Fill", {"ServiceToken": token}, Handler=handler) == [
        {"Brings": "CustomResource", "Judged": True}
    ]
    elsewhere = f"arn:aws:lambda:us-east-1:{OWN}:function:fill"
    assert facts("Template::Foreign", "Custom::Fill", {"ServiceToken": elsewhere}) == [
        {"Brings": "CustomResource", "Judged": False}
    ]


@pytest.mark.parametrize(
    ("resource_type", "properties", "brings"),
    [
        ("Datadog::Monitors::Monitor", {}, "Type"),
        ("AWS::CloudFormation::Stack", {"TemplateURL": "https://example.com/t.json"}, "Template"),
        ("AWS::SNS::Topic", {"TopicName": {"Fn::Transform": {"Name": "Rename"}}}, "Macro"),
        ("AWS::Lambda::Function", {"Layers": [f"arn:aws:lambda:us-east-1:{FOREIGN}:layer:x:1"]}, "Layer"),
    ],
)
def test_what_is_brought_in_unseen(resource_type: str, properties: dict[str, Any], brings: str) -> None:
    assert facts("Template::Foreign", resource_type, properties) == [{"Brings": brings, "Judged": False}]


def test_a_layer_that_aws_publishes_is_no_strangers() -> None:
    layers = {"Layers": ["arn:aws:lambda:us-east-1:580247275435:layer:LambdaInsightsExtension:55"]}
    assert facts("Template::Foreign", "AWS::Lambda::Function", layers) == [{"Brings": "Layer", "Judged": True}]


def test_a_log_group_has_the_retention_of_both_branches() -> None:
    group = {"RetentionInDays": {"Fn::If": ["Dev", 3, 30]}, "LogGroupName": "/aws/lambda/letters"}
    found = facts("Logs::Group", "AWS::Logs::LogGroup", group)
    assert found == [{"Days": [3, 30], "HoldsOutput": True, "Encrypted": False}]


def test_messages_of_a_socket_are_authorized_when_it_connects() -> None:
    socket = {"Type": "AWS::ApiGatewayV2::Api", "Properties": {"ProtocolType": "WEBSOCKET"}}
    route = {"ApiId": {"Ref": "Socket"}}
    assert facts("Api::Route", "AWS::ApiGatewayV2::Route", {**route, "RouteKey": "send"}, Socket=socket) == []
    assert facts("Api::Route", "AWS::ApiGatewayV2::Route", {**route, "RouteKey": "$connect"}, Socket=socket) == [
        {"AuthorizationType": "NONE"}
    ]


@pytest.mark.parametrize(
    ("resource_type", "properties", "every"),
    [
        ("AWS::Lambda::Url", {"Cors": {"AllowOrigins": ["*"]}}, True),
        ("AWS::S3::Bucket", {"CorsConfiguration": {"CorsRules": [{"AllowedOrigins": ["https://*"]}]}}, True),
        ("AWS::ApiGateway::GatewayResponse", {"ResponseParameters": {"a.Access-Control-Allow-Origin": "'*'"}}, True),
        ("AWS::Lambda::Url", {"Cors": {"AllowOrigins": ["https://careervp.example"]}}, False),
    ],
)
def test_origin(resource_type: str, properties: dict[str, Any], every: bool) -> None:
    assert facts("Api::Origin", resource_type, properties) == [{"Every": every}]


def test_a_web_acl_logs_by_a_resource_of_its_own_and_blocks_by_any_of_its_rules() -> None:
    rules: list[dict[str, Any]] = [{"Action": {"Count": {}}}, {"OverrideAction": {"None": {}}}]
    acl = {"DefaultAction": {"Allow": {}}, "Rules": rules}
    logging = {
        "Type": "AWS::WAFv2::LoggingConfiguration",
        "Properties": {"ResourceArn": {"Fn::GetAtt": ["Tried", "Arn"]}},
    }
    assert facts("Waf::WebAcl", "AWS::WAFv2::WebACL", acl) == [{"Logs": False, "Blocks": True}]
    rules.pop()
    assert facts("Waf::WebAcl", "AWS::WAFv2::WebACL", acl, Logging=logging) == [{"Logs": True, "Blocks": False}]


def test_the_account_of_an_arn() -> None:
    target = {"Targets": [{"Arn": f"arn:aws:events:us-east-1:{FOREIGN}:event-bus/b"}, {"Arn": {"Ref": "Bus"}}]}
    assert facts("Account::Named", "AWS::Events::Rule", target) == [{"Own": False}]


@pytest.mark.parametrize("value", [None, [], [None], {"Ref": "Given"}, "text", 1, {"paths": {"/": {"get": None}}}])
def test_whatever_a_property_holds_is_read(value: Any) -> None:
    for resource_type, name in (
        ("AWS::ApiGateway::RestApi", "Body"),
        ("AWS::WAFv2::WebACL", "Rules"),
        ("AWS::WAFv2::WebACL", "DefaultAction"),
        ("AWS::EKS::Cluster", "ResourcesVpcConfig"),
        ("AWS::EC2::SecurityGroup", "SecurityGroupIngress"),
        ("AWS::Lambda::Function", "Environment"),
        ("AWS::Lambda::Function", "Layers"),
        ("AWS::Logs::LogGroup", "RetentionInDays"),
        ("AWS::ApiGatewayV2::Route", "ApiId"),
    ):
        template = {"Resources": {"Tried": {"Type": resource_type, "Properties": {name: value}}}}
        assert all(fact.of == "Tried" for fact in facts_about_kinds(template, frozenset()))


@pytest.mark.parametrize(
    ("resource_type", "properties", "encrypts"),
    [
        ("AWS::RDS::DBClusterParameterGroup", {"Parameters": {"require_secure_transport": "OFF"}}, "transport"),
        ("AWS::DocDB::DBClusterParameterGroup", {"Parameters": {"tls": "disabled"}}, "transport"),
        ("AWS::Neptune::DBClusterParameterGroup", {"Parameters": {"neptune_enforce_ssl": 0}}, "transport"),
        ("AWS::SSM::Document", {"Content": {"inputs": {"cloudWatchEncryptionEnabled": False}}}, "storage"),
        ("AWS::SSM::Document", {"Content": '{"inputs": {"s3EncryptionEnabled": "false"}}'}, "storage"),
    ],
)
def test_setting_that_turns_encryption_off(resource_type: str, properties: dict[str, Any], encrypts: str) -> None:
    assert facts("Encryption::Off", resource_type, properties) == [{"Encrypts": encrypts}]


@pytest.mark.parametrize(
    ("resource_type", "properties"),
    [
        ("AWS::RDS::DBParameterGroup", {"Parameters": {"rds.force_ssl": "1", "log_statement": "0"}}),
        ("AWS::RDS::DBParameterGroup", {"Description": "tls"}),
        ("AWS::Lambda::Function", {"Environment": {"Variables": {"tls": "0"}}}),
    ],
)
def test_setting_that_turns_none_off(resource_type: str, properties: dict[str, Any]) -> None:
    assert facts("Encryption::Off", resource_type, properties) == []
