"""The cold start as a process: what it needs, what it says when something is missing, and tracing without a daemon."""

import contextlib
import json
import os
import socket
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from handlers.tracing import is_sampled
from tests.unit.backend.planted_cloud import ENVIRONMENT, sample

pytestmark = pytest.mark.slow

ASSET = Path(__file__).resolve().parents[4] / "src" / "backend"
NOBODY_LISTENS = "http://127.0.0.1:1"
SDK = {
    "AWS_REGION": "us-east-1",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_ACCESS_KEY_ID": "222222222222",
    "AWS_SECRET_ACCESS_KEY": "unused",
    "AWS_ENDPOINT_URL": NOBODY_LISTENS,
    "AWS_EC2_METADATA_DISABLED": "true",
}
SAMPLED = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1"
INVOKE = """
import json, sys
from handlers.cv_tailoring_handler import handler

class Context:
    function_name, function_version, memory_limit_in_mb, aws_request_id = "f", "1", 3072, "r"
    invoked_function_arn = "arn:aws:lambda:us-east-1:222222222222:function:f"
    def get_remaining_time_in_millis(self): return 60000

response = handler({"body": sys.argv[1], "requestContext": {"requestId": "q"}}, Context())
print("ANSWER " + json.dumps(response))
"""


def run(code: str, *arguments: str, variables: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run `code` with the asset alone on the path, as Lambda would."""
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env={"PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1", **variables},
        cwd=ASSET,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_import_needs_nothing_but_the_settings() -> None:
    result = run("import handlers.cv_tailoring_handler", variables={**ENVIRONMENT, **SDK})
    assert (result.returncode, result.stdout) == (0, "")


NOT_AT_COLD_START = (
    *("anthropic", "httpx2", "httpcore2", "anyio", "dal.anthropic_messages"),
    *("logic.writing.model.anthropic_engine", "logic.writing.model.model_answer", "logic.writing.model.model_prompt"),
    *("aws_xray_sdk", "wrapt", "asyncio", "tests"),
)
"""What no request of the extractive engine needs, or only a sampled one."""


def test_cold_start_loads_nothing_that_a_request_may_never_need() -> None:
    code = "import json, sys; import handlers.cv_tailoring_handler; print(json.dumps(sorted(sys.modules)))"
    result = run(code, variables={**ENVIRONMENT, **SDK, "LAMBDA_TASK_ROOT": str(ASSET)})
    loaded = set(json.loads(result.stdout))
    assert loaded.isdisjoint(NOT_AT_COLD_START), loaded.intersection(NOT_AT_COLD_START)


def test_cold_start_makes_no_client_for_s3_and_leaves_the_collector_running() -> None:
    code = (
        "import gc, handlers.cv_tailoring_handler as cold; "
        "print(cold.service.stores.cvs._s3._client.cache_info().currsize, gc.isenabled(), gc.get_freeze_count() > 0); "
        "cold.service.stores.cvs._s3.meta; print(cold.service.stores.cvs._s3._client.cache_info().currsize)"
    )
    result = run(code, variables={**ENVIRONMENT, **SDK})
    assert result.stdout.split() == ["0", "True", "True", "1"], result.stderr


def test_sampled_request_sends_a_segment_for_itself_and_for_each_aws_call() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as daemon:
        daemon.bind(("127.0.0.1", 0))
        variables = {
            **ENVIRONMENT,
            **SDK,
            "LAMBDA_TASK_ROOT": str(ASSET),
            "AWS_XRAY_DAEMON_ADDRESS": f"127.0.0.1:{daemon.getsockname()[1]}",
            "_X_AMZN_TRACE_ID": SAMPLED,
        }
        result = run(INVOKE, json.dumps(sample("request")), variables=variables)
        assert result.returncode == 0, result.stderr
        # The process has ended, so all that it sent is here.
        daemon.setblocking(False)
        sent = []
        with contextlib.suppress(BlockingIOError):
            while True:
                sent.append(json.loads(daemon.recv(65535).partition(b"\n")[2]))
    assert {"## handler", "dynamodb"} <= {segment["name"] for segment in sent}


@pytest.mark.parametrize(
    ("header", "sampled"),
    [
        (None, False),
        ("", False),
        (SAMPLED, True),
        (SAMPLED.replace("Sampled=1", "Sampled=0"), False),
        ("Root=1-2", True),
    ],
)
def test_lambda_decides_what_is_traced(header: str | None, sampled: bool) -> None:
    assert is_sampled(header) is sampled


def test_missing_settings_end_the_cold_start_with_one_line_that_names_them() -> None:
    variables = {name: value for name, value in ENVIRONMENT.items() if name not in ("CV_ARTIFACTS_BUCKET", "LOG_LEVEL")}
    result = run("import handlers.cv_tailoring_handler", variables={**variables, **SDK})
    assert result.returncode == 1
    assert result.stderr.splitlines()[-1] == (
        "models.settings.SettingsError: The function's environment is not usable: "
        "CV_ARTIFACTS_BUCKET is missing; LOG_LEVEL is missing."
    )


def test_models_sdk_is_not_imported_where_the_engine_needs_none() -> None:
    """Neither at cold start nor by a request: it costs two seconds."""
    code = f"{INVOKE}\nprint(sorted({{'anthropic', 'httpx2'}} & set(sys.modules)))"
    result = run(code, json.dumps(sample("request")), variables={**ENVIRONMENT, **SDK})
    assert result.stdout.splitlines()[-1] == "[]", result.stderr


def test_models_sdk_is_imported_whole_at_cold_start_where_the_engine_needs_it() -> None:
    """In the init phase its two seconds are nobody's, in a request they are the caller's. Nothing is left for later."""
    code = """
import sys
import handlers.cv_tailoring_handler
before = set(sys.modules)
from dal import ModelCallError, ModelQuestion
from models import Deadline
deadline = Deadline.start(integration_timeout_ms=29000, invocation_remaining_ms=60000)
api = handlers.cv_tailoring_handler.service.drafting.engine.model.api
api._secret._value = "test-key"
try:
    api.ask(ModelQuestion(instructions="i", data=("d",), answer_schema={}), deadline=deadline)
except ModelCallError as error:
    print(error.reason)
print("anthropic" in before)
print(sorted(name for name in set(sys.modules) - before if name.startswith(("anthropic", "httpx2", "httpcore2"))))
"""
    variables = {**ENVIRONMENT, **SDK, "TAILORING_ENGINE": "anthropic", "ANTHROPIC_BASE_URL": NOBODY_LISTENS}
    result = run(code, variables=variables)
    assert result.stdout.splitlines() == ["connection", "True", "[]"], result.stderr


@pytest.mark.parametrize("trace", ["", SAMPLED])
def test_tracing_without_a_daemon_does_not_disturb_the_answer(trace: str) -> None:
    variables = {**ENVIRONMENT, **SDK, "LAMBDA_TASK_ROOT": str(ASSET)}
    if trace:
        variables["_X_AMZN_TRACE_ID"] = trace
    result = run(INVOKE, json.dumps(sample("request")), variables=variables)
    assert result.returncode == 0, result.stderr
    (answer,) = [line for line in result.stdout.splitlines() if line.startswith("ANSWER ")]
    envelope = json.loads(json.loads(answer.removeprefix("ANSWER "))["body"])
    # No store answers either: that, and not the tracing, is what the caller hears about.
    assert envelope["code"] == "STORAGE_ERROR"
    assert "Traceback" not in result.stderr
