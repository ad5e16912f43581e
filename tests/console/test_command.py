"""`delivery console --profile` as a person starts and ends it: the same code shows the pipeline of that profile."""

from __future__ import annotations

import json
import selectors
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from feature_stacks.naming import physical_name
from tests.localcloud.cloud_process import REGION, REPOSITORY, TOOLS, CloudProcess
from tests.localcloud.codepipeline.small_pipeline import SmallPipeline

pytestmark = pytest.mark.slow
_START_SECONDS = 60


@pytest.fixture(scope="module")
def pipeline(cloud: CloudProcess, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The name by which the command knows the product's pipeline."""
    small = SmallPipeline(cloud, tmp_path_factory.mktemp("named"))
    small.name = physical_name("delivery", "pipeline", "tools")
    small.prepare()
    small.create()
    return small.name


@contextmanager
def _console(cloud: CloudProcess, *arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The running command, and the address in its JSON document."""
    command = [sys.executable, "-m", "delivery", "console", "--json", "--no-open", *arguments]
    process = subprocess.Popen(
        [*command, "--profile", TOOLS, "--region", REGION],
        cwd=REPOSITORY,
        env=cloud.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process, json.loads(_document(process))["url"]
    finally:
        process.kill()
        process.communicate()


def _document(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        assert selector.select(_START_SECONDS), "the console says nothing"
    lines: list[str] = []
    for line in process.stdout:
        lines.append(line)
        if line == "}\n":
            break
    assert lines, process.stderr.read() if process.stderr else ""
    return "".join(lines)


def _get(url: str, cookie: str = "") -> tuple[int, str, str]:
    """Status, body, and the cookie that was given."""
    parts = urlsplit(url)
    connection = HTTPConnection(parts.netloc, timeout=30)
    try:
        connection.request("GET", f"{parts.path}?{parts.query}", headers={"Cookie": cookie} if cookie else {})
        response = connection.getresponse()
        return response.status, response.read().decode(), response.getheader("Set-Cookie", "").partition(";")[0]
    finally:
        connection.close()


def test_it_shows_the_profiles_pipeline_until_it_is_interrupted(cloud: CloudProcess, pipeline: str) -> None:
    with _console(cloud) as (process, url):
        assert urlsplit(url).hostname == "127.0.0.1"
        _, _, cookie = _get(url)
        status, body, _ = _get(url.partition("?")[0], cookie)
        assert status == 200
        assert pipeline in body
        assert f"AWS, profile {TOOLS}, {REGION}" in body
        assert _get(url.partition("?")[0])[0] == 401
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0
        assert "Traceback" not in (process.stderr.read() if process.stderr else "")


def test_a_port_that_is_taken_is_said(cloud: CloudProcess, pipeline: str) -> None:
    with _console(cloud) as (_, url):
        port = str(urlsplit(url).port)
        second = subprocess.run(
            [sys.executable, "-m", "delivery", "console", "--no-open", "--port", port, "--profile", TOOLS],
            cwd=Path(REPOSITORY),
            env=cloud.environment(),
            capture_output=True,
            text=True,
            timeout=_START_SECONDS,
            check=False,
        )
    assert second.returncode == 3
    assert f"port {port} cannot be listened on" in second.stderr
    assert "Traceback" not in second.stderr
