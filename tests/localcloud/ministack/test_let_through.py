"""What AWS refuses and the local cloud accepts, seen here so that the list in docs/enforcement.md stays true.

Each test does what AWS would refuse, and succeeds. Once the local cloud refuses it too the test fails: then it is the
one that shows so, with the mark `enforces` instead.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.localcloud.cloud_process import DEV, CloudProcess
from tests.localcloud.ministack.functions import invoke, make_function
from tests.localcloud.ministack.principals import unique

pytestmark = pytest.mark.cloud

_WRITES_BESIDE_ITSELF = """
import os

def handler(event, context):
    with open(os.path.join(os.path.dirname(__file__), "written"), "w") as file:
        file.write("here")
    return os.path.exists(file.name)
"""
_TAKES_300_MB = """
def handler(event, context):
    return len(bytearray(300 * 1024 * 1024))
"""
_ECHO = """
def handler(event, context):
    return len(event)
"""


@pytest.fixture
def key(cloud: CloudProcess) -> Iterator[str]:
    """A customer managed key, which the test disables."""
    kms = cloud.client("kms", DEV)
    made = kms.create_key()["KeyMetadata"]["KeyId"]
    yield made
    kms.schedule_key_deletion(KeyId=made, PendingWindowInDays=7)


@pytest.mark.lets_through(
    "KMS: a table under a key of yours is neither read nor written while the key is disabled",
    source="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html",
)
def test_a_table_under_a_disabled_key_still_takes_items(cloud: CloudProcess, key: str) -> None:
    dynamodb, table = cloud.client("dynamodb", DEV), unique("table")
    dynamodb.create_table(
        TableName=table,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        SSESpecification={"Enabled": True, "SSEType": "KMS", "KMSMasterKeyId": key},
    )
    cloud.client("kms", DEV).disable_key(KeyId=key)
    dynamodb.put_item(TableName=table, Item={"id": {"S": "1"}})
    assert dynamodb.get_item(TableName=table, Key={"id": {"S": "1"}})["Item"]["id"] == {"S": "1"}
    dynamodb.delete_table(TableName=table)


@pytest.mark.lets_through(
    "KMS: an encrypted topic takes no message of a caller that may not use its key",
    source="https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html",
)
def test_a_topic_under_a_disabled_key_still_takes_messages(cloud: CloudProcess, key: str) -> None:
    sns = cloud.client("sns", DEV)
    topic = sns.create_topic(Name=unique("topic"), Attributes={"KmsMasterKeyId": key})["TopicArn"]
    cloud.client("kms", DEV).disable_key(KeyId=key)
    assert sns.publish(TopicArn=topic, Message="a")["MessageId"]
    sns.delete_topic(TopicArn=topic)


@pytest.mark.lets_through(
    "KMS: a secret is read only by a caller that may decrypt with its key",
    source="https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html",
)
def test_a_secret_under_a_disabled_key_is_still_read(cloud: CloudProcess, key: str) -> None:
    secrets, name, value = cloud.client("secretsmanager", DEV), unique("name"), unique("value")
    secrets.create_secret(Name=name, SecretString=value, KmsKeyId=key)
    cloud.client("kms", DEV).disable_key(KeyId=key)
    assert secrets.get_secret_value(SecretId=name)["SecretString"] == value
    secrets.delete_secret(SecretId=name, ForceDeleteWithoutRecovery=True)


@pytest.mark.lets_through(
    "Lambda: a function's file system is read-only outside /tmp",
    source="https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html",
)
def test_a_function_writes_beside_its_code(cloud: CloudProcess) -> None:
    assert invoke(cloud, make_function(cloud, _WRITES_BESIDE_ITSELF)) == (True, False)


@pytest.mark.lets_through(
    "Lambda: a function that takes more than its memory is ended",
    source="https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html",
)
def test_a_function_takes_more_than_its_memory(cloud: CloudProcess) -> None:
    assert invoke(cloud, make_function(cloud, _TAKES_300_MB, MemorySize=128)) == (300 * 1024 * 1024, False)


@pytest.mark.lets_through(
    "Lambda: a synchronous call's payload is at most 6 MB",
    source="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html",
)
def test_a_function_is_handed_7_mb(cloud: CloudProcess) -> None:
    assert invoke(cloud, make_function(cloud, _ECHO), "x" * 7_000_000) == (7_000_000, False)


@pytest.mark.lets_through(
    "EC2: subnets of a VPC do not overlap",
    source="https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html",
)
def test_two_subnets_overlap(cloud: CloudProcess) -> None:
    ec2 = cloud.client("ec2", DEV)
    vpc = ec2.create_vpc(CidrBlock="10.64.0.0/16")["Vpc"]["VpcId"]
    subnets = [
        ec2.create_subnet(VpcId=vpc, CidrBlock=cidr)["Subnet"]["SubnetId"] for cidr in ("10.64.0.0/24", "10.64.0.0/25")
    ]
    assert len(set(subnets)) == 2
    for subnet in subnets:
        ec2.delete_subnet(SubnetId=subnet)
    ec2.delete_vpc(VpcId=vpc)


@pytest.mark.lets_through(
    "API Gateway: an API without a method is not deployed",
    source="https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-deploy-api.html",
)
def test_an_api_without_a_method_is_deployed(cloud: CloudProcess) -> None:
    apigateway = cloud.client("apigateway", DEV)
    api = apigateway.create_rest_api(name=unique("api"))["id"]
    assert apigateway.create_deployment(restApiId=api, stageName="v1")["id"]
    apigateway.delete_rest_api(restApiId=api)
