"""CloudFront: a distribution answers anybody by its name, with a private bucket's objects and an API's answers."""

from __future__ import annotations

import http.client
from typing import Any
from urllib.parse import urlsplit

import pytest

from localcloud.aws.names.hosts import is_answered_here
from tests.localcloud.cloud_process import DEV, CloudProcess, ServerProcess
from tests.localcloud.ministack.functions import function_resources
from tests.localcloud.ministack.principals import unique
from tests.localcloud.ministack.stacks import create_stack, outputs_of

pytestmark = pytest.mark.cloud
_CACHING_DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
_ECHO = "def handler(event, context):\n    return {'statusCode': 200, 'body': event['rawPath']}\n"
_BEHAVIOUR = {"ViewerProtocolPolicy": "redirect-to-https", "CachePolicyId": _CACHING_DISABLED}


def _resources() -> dict[str, Any]:
    control = {
        "Name": unique("control"),
        "OriginAccessControlOriginType": "s3",
        "SigningBehavior": "always",
        "SigningProtocol": "sigv4",
    }
    site = {
        "Id": "site",
        "DomainName": {"Fn::GetAtt": ["Bucket", "RegionalDomainName"]},
        "OriginAccessControlId": {"Fn::GetAtt": ["Control", "Id"]},
        "S3OriginConfig": {"OriginAccessIdentity": ""},
    }
    api = {
        "Id": "api",
        "DomainName": {"Fn::Select": [2, {"Fn::Split": ["/", {"Fn::GetAtt": ["Api", "ApiEndpoint"]}]}]},
        "CustomOriginConfig": {"OriginProtocolPolicy": "https-only"},
    }
    distribution = {
        "DistributionConfig": {
            "Enabled": True,
            "DefaultRootObject": "index.html",
            "Origins": [site, api],
            "DefaultCacheBehavior": {**_BEHAVIOUR, "TargetOriginId": "site"},
            "CacheBehaviors": [{**_BEHAVIOUR, "TargetOriginId": "api", "PathPattern": "/tides/*"}],
        }
    }
    reads = {
        "Effect": "Allow",
        "Principal": {"Service": "cloudfront.amazonaws.com"},
        "Action": "s3:GetObject",
        "Resource": {"Fn::Sub": "${Bucket.Arn}/*"},
        "Condition": {
            "StringEquals": {"AWS:SourceArn": {"Fn::Sub": "arn:aws:cloudfront::${AWS::AccountId}:distribution/${Site}"}}
        },
    }
    invoke = {
        "Action": "lambda:InvokeFunction",
        "FunctionName": {"Ref": "Function"},
        "Principal": "apigateway.amazonaws.com",
    }
    of_api = {"ApiId": {"Ref": "Api"}}
    target = {"Fn::Join": ["", ["integrations/", {"Ref": "Integration"}]]}
    integration = {
        "IntegrationType": "AWS_PROXY",
        "IntegrationUri": {"Fn::GetAtt": ["Function", "Arn"]},
        "PayloadFormatVersion": "2.0",
    }
    kinds: dict[str, tuple[str, dict[str, Any]]] = {
        "Bucket": ("S3::Bucket", {}),
        "Control": ("CloudFront::OriginAccessControl", {"OriginAccessControlConfig": control}),
        "Site": ("CloudFront::Distribution", distribution),
        "Readers": (
            "S3::BucketPolicy",
            {"Bucket": {"Ref": "Bucket"}, "PolicyDocument": {"Version": "2012-10-17", "Statement": [reads]}},
        ),
        "Api": ("ApiGatewayV2::Api", {"Name": "tides", "ProtocolType": "HTTP"}),
        "Stage": ("ApiGatewayV2::Stage", {**of_api, "StageName": "$default", "AutoDeploy": True}),
        "Integration": ("ApiGatewayV2::Integration", {**of_api, **integration}),
        "Route": ("ApiGatewayV2::Route", {**of_api, "RouteKey": "GET /tides/{name}", "Target": target}),
        "Permission": ("Lambda::Permission", invoke),
    }
    made = {name: {"Type": f"AWS::{kind}", "Properties": properties} for name, (kind, properties) in kinds.items()}
    return {**function_resources(_ECHO), **made}


def _deployed(server: ServerProcess) -> dict[str, str]:
    outputs = {"Domain": {"Fn::GetAtt": ["Site", "DomainName"]}, "Bucket": {"Ref": "Bucket"}}
    return outputs_of(server, create_stack(server, _resources(), outputs=outputs))


def _get(server: ServerProcess, domain: str, path: str) -> tuple[int, bytes]:
    place = urlsplit(server.endpoint_url)
    connection = http.client.HTTPConnection(str(place.hostname), place.port, timeout=30)
    connection.request("GET", path, headers={"Host": domain, "X-Forwarded-Proto": "https"})
    answer = connection.getresponse()
    return answer.status, answer.read()


def test_a_viewer_reads_a_private_bucket_and_an_api_through_a_distribution(cloud: CloudProcess) -> None:
    found = _deployed(cloud)
    assert is_answered_here(found["Domain"])
    cloud.client("s3", DEV).put_object(Bucket=found["Bucket"], Key="index.html", Body=b"<h1>Quay</h1>")
    assert _get(cloud, found["Domain"], "/") == (200, b"<h1>Quay</h1>")
    assert _get(cloud, found["Domain"], "/none.html")[0] == 403
    assert _get(cloud, found["Domain"], "/tides/north") == (200, b"/tides/north")


def test_somebodys_real_distribution_is_not_answered_here() -> None:
    assert not is_answered_here("d2lzkl7pfhq30w.cloudfront.net")


def test_ministack_alone_finds_no_distribution_for_a_viewer(alone: ServerProcess) -> None:
    """The contract of the fix: once this fails, it may go."""
    found = _deployed(alone)
    alone.client("s3", DEV).put_object(Bucket=found["Bucket"], Key="index.html", Body=b"<h1>Quay</h1>")
    assert b"Quay" not in _get(alone, found["Domain"], "/")[1]
