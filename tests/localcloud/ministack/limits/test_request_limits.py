"""Requests that a service refuses before it looks at what they are about: lengths, ranges, patterns and enumerations
of its model, and the rules that no model states."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from localcloud.ministack.fixes.requests.request_limits import SERVICES
from tests.localcloud.cloud_process import DEV, REGION, CloudProcess
from tests.localcloud.ministack.principals import trust, unique
from tests.localcloud.ministack.stacks import create_stack, failure_reasons

pytestmark = pytest.mark.cloud
UNCHECKED = Config(parameter_validation=False, retries={"total_max_attempts": 1}, proxies={})
_ALARM: dict[str, Any] = {
    "AlarmName": "limits",
    "Namespace": "Limits",
    "MetricName": "calls",
    "Statistic": "Sum",
    "Period": 60,
    "EvaluationPeriods": 3,
    "Threshold": 1,
    "ComparisonOperator": "GreaterThanThreshold",
}
_MET: dict[str, Any] = {"Namespace": "Limits", "MetricData": [{"MetricName": "calls", "Value": 1}]}
_TRUST = trust(Service="lambda.amazonaws.com")
_TABLE: dict[str, Any] = {
    "TableName": "limits",
    "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
    "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
    "BillingMode": "PAY_PER_REQUEST",
}
REFUSED: list[tuple[str, str, dict[str, Any], str, str]] = [
    ("cloudwatch", "put_metric_alarm", _ALARM | {"Period": 45}, "ValidationError", "Period must be 10, 20, 30 or"),
    ("cloudwatch", "put_metric_alarm", _ALARM | {"Period": 90}, "ValidationError", "Period must be 10, 20, 30 or"),
    ("cloudwatch", "put_metric_alarm", _ALARM | {"Period": 86400, "EvaluationPeriods": 8}, "ValidationError", "7 days"),
    ("cloudwatch", "put_metric_alarm", _ALARM | {"DatapointsToAlarm": 4}, "ValidationError", "DatapointsToAlarm must"),
    ("cloudwatch", "put_metric_alarm", _ALARM | {"EvaluationPeriods": 0}, "ValidationError", "'evaluationPeriods'"),
    ("cloudwatch", "put_metric_alarm", _ALARM | {"ComparisonOperator": "Is"}, "ValidationError", "enum value set"),
    (
        "cloudwatch",
        "put_metric_alarm",
        _ALARM | {"AlarmName": "a" * 256},
        "ValidationError",
        "less than or equal to 255",
    ),
    (
        "cloudwatch",
        "put_metric_data",
        _MET | {"Namespace": "AWS/Limits"},
        "InvalidParameterValue",
        "The value AWS/ for",
    ),
    ("dynamodb", "create_table", _TABLE | {"BillingMode": "FREE"}, "ValidationException", "at 'billingMode'"),
    ("ec2", "create_vpc", {"CidrBlock": "10.0.0.0/8"}, "InvalidVpc.Range", "The CIDR '10.0.0.0/8' is invalid."),
    ("events", "put_rule", {"Name": "a rule"}, "ValidationException", "regular expression pattern"),
    ("events", "put_rule", {"Name": "r", "ScheduleExpression": "rate(1 hours)"}, "ValidationException", "not valid"),
    ("events", "put_rule", {"Name": "r", "ScheduleExpression": "rate(0 hours)"}, "ValidationException", "not valid"),
    ("iam", "create_role", {"RoleName": "r" * 65, "AssumeRolePolicyDocument": _TRUST}, "ValidationError", "'roleName'"),
    (
        "iam",
        "create_role",
        {"RoleName": "r", "AssumeRolePolicyDocument": _TRUST, "MaxSessionDuration": 43201},
        "ValidationError",
        "'43201' at 'maxSessionDuration' failed to satisfy constraint: Member must have value less than or equal to",
    ),
    ("kms", "create_key", {"KeyUsage": "EVERYTHING"}, "ValidationException", "at 'keyUsage'"),
    ("logs", "create_log_group", {"logGroupName": "a group*"}, "InvalidParameterException", "at 'logGroupName'"),
    ("secretsmanager", "create_secret", {"Name": "a?", "SecretString": "-"}, "ValidationException", "Invalid name."),
    ("sns", "create_topic", {"Name": "a topic"}, "InvalidParameter", "Invalid parameter: Topic Name"),
    ("sqs", "create_queue", {"QueueName": "a.queue"}, "InvalidParameterValue", "1 to 80 in length"),
    ("ssm", "put_parameter", {"Name": "/a", "Value": "b", "Type": "Text"}, "ValidationException", "at 'type'"),
    ("stepfunctions", "create_activity", {"name": "n" * 81}, "ValidationException", "length less than or equal to 80"),
    ("sts", "get_federation_token", {"Name": "a"}, "ValidationError", "length greater than or equal to 2"),
    ("cloudformation", "list_change_sets", {"StackName": "1st"}, "ValidationError", "at 'stackName'"),
    (
        "apigateway",
        "create_rest_api",
        {"name": "a", "apiKeySource": "MIND"},
        "BadRequestException",
        "enum value set",
    ),
]


def unchecked(cloud: CloudProcess, service: str) -> Any:
    """A client that sends what it is given: what refuses is the service."""
    return cloud.session(DEV).client(service, endpoint_url=cloud.endpoint_url, region_name=REGION, config=UNCHECKED)


@pytest.mark.enforces(
    "Requests: lengths, ranges, patterns and enumerations are those of each service's model, in its words",
    source="https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html",
)
@pytest.mark.parametrize(
    ("service", "operation", "request_", "code", "words"),
    REFUSED,
    ids=lambda value: value if type(value) is str else "",
)
def test_what_a_service_refuses_at_sight(
    cloud: CloudProcess, service: str, operation: str, request_: dict[str, Any], code: str, words: str
) -> None:
    with pytest.raises(ClientError) as refusal:
        getattr(unchecked(cloud, service), operation)(**request_)
    error = refusal.value.response["Error"]
    assert error["Code"] == code
    assert words in error["Message"]
    assert refusal.value.response["ResponseMetadata"]["HTTPStatusCode"] == 400


def test_each_service_that_is_held_to_its_model_has_a_request_that_is_refused() -> None:
    assert {service for service, *_ in REFUSED} | {"lambda"} == {service.model for service in SERVICES.values()}


def _function(**given: Any) -> dict[str, Any]:
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr("code.py", "def handler(event, context): pass")
    known = {"Runtime": "python3.11", "Handler": "code.handler", "Code": {"ZipFile": package.getvalue()}}
    return {"FunctionName": unique("function"), **known, **given}


@pytest.mark.enforces(
    "Lambda: a function's time-out, memory, storage, name, handler and runtime are within its limits",
    source="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html",
)
@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"Timeout": 901}, "InvalidParameterValueException"),
        ({"Timeout": 0}, "ValidationException"),
        ({"MemorySize": 127}, "ValidationException"),
        ({"MemorySize": 10_241}, "InvalidParameterValueException"),
        ({"EphemeralStorage": {"Size": 511}}, "ValidationException"),
        ({"FunctionName": "a function"}, "ValidationException"),
        ({"Handler": "code handler"}, "ValidationException"),
        ({"Runtime": "python9.9"}, "ValidationException"),
        ({"Description": "d" * 257}, "ValidationException"),
    ],
    ids=str,
)
def test_a_function_beyond_lambdas_limits(cloud: CloudProcess, given: dict[str, Any], code: str) -> None:
    role = cloud.client("iam", DEV).create_role(RoleName=unique("role"), AssumeRolePolicyDocument=_TRUST)["Role"]["Arn"]
    functions = unchecked(cloud, "lambda")
    with pytest.raises(ClientError) as refusal:
        functions.create_function(**_function(Role=role, **given))
    assert refusal.value.response["Error"]["Code"] == code
    largest = _function(Role=role, Timeout=900, MemorySize=10_240, Description="d" * 256)
    assert functions.create_function(**largest)["Timeout"] == 900
    functions.delete_function(FunctionName=largest["FunctionName"])


@pytest.mark.parametrize("given", [{"Period": 10}, {"Period": 120}, {"DatapointsToAlarm": 3}], ids=str)
def test_an_alarm_within_the_limits(cloud: CloudProcess, given: dict[str, Any]) -> None:
    alarms, name = unchecked(cloud, "cloudwatch"), unique("alarm")
    alarms.put_metric_alarm(**_ALARM | {"AlarmName": name} | given)
    alarms.delete_alarms(AlarmNames=[name])


@pytest.mark.enforces(
    "CloudFormation: an alarm's period, a function's time-out and a network's size are held to their service's rules",
    source="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudwatch-alarm.html",
)
@pytest.mark.parametrize(
    ("resource", "words"),
    [
        (
            {
                "Type": "AWS::CloudWatch::Alarm",
                "Properties": {name: value for name, value in _ALARM.items() if name != "AlarmName"} | {"Period": 45},
            },
            "Period must be 10, 20, 30 or a multiple of 60",
        ),
        ({"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/8"}}, "The CIDR '10.0.0.0/8' is invalid."),
    ],
    ids=["alarm", "network"],
)
def test_a_resource_of_a_stack_is_held_to_the_same_rule(
    cloud: CloudProcess, resource: dict[str, Any], words: str
) -> None:
    name = create_stack(cloud, {"Limited": resource})
    assert words in failure_reasons(cloud, name)
