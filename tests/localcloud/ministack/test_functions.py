"""Lambda: the session that a function acts on, the environment that it sees, and the end of its process."""

from __future__ import annotations

import hashlib
import io
import os
import select
import zipfile
from pathlib import Path
from typing import Any

import boto3
import pytest

from tests.localcloud.cloud_process import DEV, REGION, CloudProcess, ServerProcess
from tests.localcloud.ministack.functions import invoke, make_function
from tests.localcloud.ministack.principals import allow, refused, unique

pytestmark = pytest.mark.cloud

_WHO = """
import boto3

def handler(event, context):
    return boto3.client("sts").get_caller_identity()["Arn"]
"""
_ENVIRONMENT = """
import os

def handler(event, context):
    return dict(os.environ)
"""
_TABLE = """
import boto3

def handler(event, context):
    return boto3.client("dynamodb").describe_table(TableName=event["table"])["Table"]["TableName"]
"""


_WHERE = """
import os

def handler(event, context):
    return os.path.realpath(__file__)
"""


_STARTS = """
import subprocess

def handler(event, context):
    return subprocess.check_output(["/opt/pier/say", "/opt/pier/say", event], text=True)
"""
_SAYS = "import os, sys\nprint(os.path.isfile(sys.argv[1]), sys.argv[2])\n"


@pytest.mark.parametrize("interpreter", ["/var/lang/bin/python", "/usr/bin/env python3"])
def test_a_function_starts_a_program_of_its_layer(cloud: CloudProcess, interpreter: str) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        program = zipfile.ZipInfo("pier/say")
        program.external_attr = 0o755 << 16
        archive.writestr(program, f"#!{interpreter}\n{_SAYS}")
    layers = cloud.client("lambda", DEV)
    layer = layers.publish_layer_version(LayerName=unique("layer"), Content={"ZipFile": content.getvalue()})
    arn = make_function(cloud, _STARTS, Layers=[layer["LayerVersionArn"]])
    assert invoke(cloud, arn, "ahoy") == ("True ahoy\n", False)


def test_a_function_is_its_role_and_reaches_the_local_cloud(cloud: CloudProcess) -> None:
    arn = make_function(cloud, _WHO)
    who, failed = invoke(cloud, arn)
    assert not failed
    assert who.startswith(f"arn:aws:sts::{DEV}:assumed-role/")
    assert who.endswith("/" + arn.rpartition(":")[2])


def test_a_function_may_do_what_its_role_may_and_no_more(cloud: CloudProcess) -> None:
    table = unique("table")
    cloud.client("dynamodb", DEV).create_table(
        TableName=table,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
    )
    resource = f"arn:aws:dynamodb:{REGION}:{DEV}:table/{table}"
    permitted = make_function(cloud, _TABLE, policy=allow("dynamodb:DescribeTable", resource))
    assert invoke(cloud, permitted, {"table": table}) == (table, False)
    error, failed = invoke(cloud, make_function(cloud, _TABLE), {"table": table})
    assert failed
    assert "AccessDeniedException" in error["errorMessage"]


def test_a_function_in_a_vpc_runs(cloud: CloudProcess) -> None:
    vpc = {"VpcConfig": {"SubnetIds": ["subnet-00000000000000000"], "SecurityGroupIds": ["sg-00000000000000000"]}}
    _, failed = invoke(cloud, make_function(cloud, _WHO, policy=allow("ec2:*", "*"), **vpc))
    assert not failed


def test_a_function_sees_its_own_environment_and_not_the_server_s(cloud: CloudProcess) -> None:
    variables = {"Environment": {"Variables": {"STAGE": "dev"}}}
    environment, _ = invoke(cloud, make_function(cloud, _ENVIRONMENT, **variables))
    assert environment["STAGE"] == "dev"
    assert environment["AWS_ENDPOINT_URL"] == cloud.endpoint_url
    assert environment["AWS_REGION"] == REGION
    assert not {"AUTH", "STATE_DIR", "S3_DATA_DIR", "GATEWAY_PORT", "PYTEST_CURRENT_TEST"} & set(environment)


@pytest.mark.enforces(
    "Lambda: a function's role must trust Lambda",
    source="https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html",
)
def test_the_role_of_a_function_must_trust_lambda(cloud: CloudProcess) -> None:
    error, failed = invoke(cloud, make_function(cloud, _WHO, trusted="codebuild.amazonaws.com"))
    assert failed
    assert "cannot be assumed by Lambda" in str(error)


def _derived_session(server: ServerProcess, function_arn: str) -> boto3.Session:
    """The session that MiniStack derives from public names."""
    role = server.client("lambda", DEV).get_function_configuration(FunctionName=function_arn)["Role"]
    digest = hashlib.sha256(f"{function_arn}:{role}".encode()).hexdigest()
    return boto3.Session(
        aws_access_key_id=f"ASIA{digest[:16].upper()}",
        aws_secret_access_key=hashlib.sha256(f"secret:{digest}".encode()).hexdigest(),
        aws_session_token=hashlib.sha256(f"token:{digest}".encode()).hexdigest(),
        region_name=REGION,
    )


def test_the_session_of_a_function_cannot_be_derived(cloud: CloudProcess) -> None:
    arn = make_function(cloud, _WHO)
    invoke(cloud, arn)
    with refused("InvalidClientTokenId"):
        cloud.client("sts", session=_derived_session(cloud, arn)).get_caller_identity()


def test_ministack_alone_derives_the_session_of_a_function_from_its_arn(alone: ServerProcess) -> None:
    arn = make_function(alone, _WHO)
    invoke(alone, arn)
    derived = alone.client("sts", session=_derived_session(alone, arn)).get_caller_identity()
    assert ":assumed-role/" in derived["Arn"]


_BUSY = """
import os, time

def handler(event, context):
    with open(os.environ["PIPE"], "w") as pipe:
        pipe.write(str(os.getpid()))
    while True:
        time.sleep(60)
"""
_STARTED_SECONDS = 20


def _ended(pid: int, seconds: float) -> bool:
    """Wait for the end of a process that is not our child."""
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([handle], [], [], seconds)[0])
    finally:
        os.close(handle)


def _read_pid(pipe: Path) -> int:
    """Read what a function writes into a pipe, once it does."""
    handle = os.open(pipe, os.O_RDWR)  # a reader of its own would see the end before there is a writer
    try:
        assert select.select([handle], [], [], _STARTED_SECONDS)[0], "the function did not start"
        return int(os.read(handle, 32))
    finally:
        os.close(handle)


@pytest.mark.parametrize("end", ["stop", "kill"])
def test_no_function_outlives_the_server_in_the_middle_of_its_work(
    own_cloud: CloudProcess, tmp_path: Path, end: str
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    arn = make_function(own_cloud, _BUSY, Timeout=600, Environment={"Variables": {"PIPE": str(pipe)}})
    own_cloud.client("lambda", DEV).invoke(FunctionName=arn, InvocationType="Event")
    pid = _read_pid(pipe)
    ends: Any = getattr(own_cloud, end)
    ends()
    assert _ended(pid, 5)


def _package(code: str) -> bytes:
    """A package that is the same whenever it is made: inline code is packed with the time of day."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(zipfile.ZipInfo("index.py"), code)
    return packed.getvalue()


def test_functions_of_the_same_package_share_its_directory(cloud: CloudProcess) -> None:
    functions = cloud.client("lambda", DEV)
    role = functions.get_function_configuration(FunctionName=make_function(cloud, _WHERE))["Role"]
    first, second, other = (
        functions.create_function(
            FunctionName=unique("function"),
            Runtime="python3.11",
            Handler="index.handler",
            Role=role,
            Code={"ZipFile": _package(code)},
        )["FunctionArn"]
        for code in (_WHERE, _WHERE, _WHERE + "\n")
    )
    places = [invoke(cloud, arn)[0] for arn in (first, second, other)]
    assert places[0] == places[1] != places[2]
    assert all(Path(place).is_file() for place in places)


def test_ministack_alone_unpacks_a_package_for_each_process(alone: ServerProcess) -> None:
    places = [invoke(alone, make_function(alone, _WHERE))[0] for _ in range(2)]
    assert places[0] != places[1]
