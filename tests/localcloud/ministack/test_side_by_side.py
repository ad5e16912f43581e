"""Requests run side by side: each of a function has an environment of its own, and stores answer meanwhile.

Source: docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html
"""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.localcloud.cloud_process import DEV, CloudProcess
from tests.localcloud.ministack.functions import make_api
from tests.localcloud.ministack.principals import unique

pytestmark = pytest.mark.cloud
_EACH = 2
_LIMIT_SECONDS = 9  # of a function's 10
_WAITING = """
import os, time, uuid

def handler(event, context):
    open(os.path.join({folder!r}, "running-" + uuid.uuid4().hex), "w").close()
    limit = time.monotonic() + {limit}
    while not os.path.exists(os.path.join({folder!r}, "over")):
        if time.monotonic() > limit:
            return {{"statusCode": 408, "body": "{{}}"}}
        time.sleep(0.02)
    return {{"statusCode": 200, "body": "{{}}"}}
"""


def test_requests_to_two_functions_run_at_once_and_stores_answer_meanwhile(cloud: CloudProcess, tmp_path: Path) -> None:
    apis = [make_api(cloud, _WAITING.format(folder=str(tmp_path), limit=_LIMIT_SECONDS)) for _ in range(2)]
    with ThreadPoolExecutor(_EACH * len(apis)) as callers:
        calls = [callers.submit(api.post, {"name": "thing"}, cloud.session(DEV)) for api in apis for _ in range(_EACH)]
        deadline = time.monotonic() + _LIMIT_SECONDS
        while len(list(tmp_path.glob("running-*"))) < len(calls):
            assert time.monotonic() < deadline, "not all of them run"
            time.sleep(0.02)
        cloud.client("s3", DEV).create_bucket(Bucket=unique("meanwhile"))
        cloud.client("dynamodb", DEV).list_tables()
        assert not any(call.done() for call in calls)
        (tmp_path / "over").touch()
        assert [call.result().status for call in calls] == [200] * len(calls)
