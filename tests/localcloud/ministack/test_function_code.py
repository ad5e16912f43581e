"""The code of functions lies on the disk: a server that published many versions stays small, and runs each."""

from __future__ import annotations

import io
import json
import os
import zipfile
from pathlib import Path
from typing import Any

from tests.localcloud.cloud_process import DEV, CloudProcess
from tests.localcloud.ministack.test_object_bodies import resident_megabytes
from tests.localcloud.ministack.test_stored_events import save

_NAME = "released"
_MEGABYTES, _VERSIONS = 12, 10
_TRUST = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}],
}


def package(number: int, *, megabytes: int = 0) -> bytes:
    """A function that says which one it is, beside what cannot be compressed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("index.py", f"def handler(event, context):\n    return {number}\n")
        archive.writestr("weight", os.urandom(megabytes << 20))
    return buffer.getvalue()


def make(cloud: CloudProcess, code: bytes) -> Any:
    """A client, once the function is there."""
    role = cloud.client("iam", DEV).create_role(RoleName="released", AssumeRolePolicyDocument=json.dumps(_TRUST))
    functions = cloud.client("lambda", DEV)
    functions.create_function(
        FunctionName=_NAME,
        Runtime="python3.11",
        Role=role["Role"]["Arn"],
        Handler="index.handler",
        Code={"ZipFile": code},
    )
    functions.get_waiter("function_active_v2").wait(FunctionName=_NAME)
    return functions


def call(cloud: CloudProcess, version: str) -> int:
    answer = cloud.client("lambda", DEV).invoke(FunctionName=_NAME, Qualifier=version)["Payload"].read()
    return int(answer)


def _publish(functions: Any, code: bytes) -> str:
    functions.update_function_code(FunctionName=_NAME, ZipFile=code)
    functions.get_waiter("function_updated_v2").wait(FunctionName=_NAME)
    return str(functions.publish_version(FunctionName=_NAME)["Version"])


def test_every_version_runs_and_none_is_kept_in_memory(own_cloud: CloudProcess) -> None:
    functions = make(own_cloud, package(0))
    _publish(functions, package(-1, megabytes=_MEGABYTES))
    save(own_cloud)
    before = resident_megabytes(own_cloud.pid)
    versions = {_publish(functions, package(number, megabytes=_MEGABYTES)): number for number in range(_VERSIONS)}
    save(own_cloud)
    grown = resident_megabytes(own_cloud.pid) - before
    assert grown < _MEGABYTES * _VERSIONS / 2, f"{grown} MB"
    first, *_, last = versions
    assert (call(own_cloud, first), call(own_cloud, last)) == (0, _VERSIONS - 1)
    own_cloud.kill()
    own_cloud.start()
    assert resident_megabytes(own_cloud.pid) < before + _MEGABYTES * _VERSIONS / 2
    assert {version: call(own_cloud, version) for version in (first, last)} == {first: 0, last: _VERSIONS - 1}


def test_code_is_measured_and_published_after_a_checkpoint(own_cloud: CloudProcess) -> None:
    code = package(7)
    functions = make(own_cloud, code)
    save(own_cloud)
    assert functions.get_account_settings()["AccountUsage"]["TotalCodeSize"] == len(code)
    functions.update_function_configuration(FunctionName=_NAME, Description="as before")
    version = str(functions.publish_version(FunctionName=_NAME)["Version"])
    save(own_cloud)
    assert call(own_cloud, version) == 7
    assert [file.stat().st_size for file in Path(own_cloud.state_dir).glob("ministack/lambda-blobs/*")] == [len(code)]


def test_ministack_alone_keeps_every_version() -> None:
    from ministack.services import lambda_svc

    record = {"code_zip": b"zip", "versions": {"1": {"code_zip": b"zip"}}}
    lambda_svc._functions[_NAME] = record
    lambda_svc.get_state()
    assert record["code_zip"] == record["versions"]["1"]["code_zip"] == b"zip"  # type: ignore[index]
    lambda_svc.reset()
