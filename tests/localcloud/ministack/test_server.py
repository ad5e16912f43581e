"""The server as a process: where it listens, how it refuses to start, what it serves beside AWS, how it ends."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.localcloud.cloud_process import DEV, REPOSITORY, TOOLS, CloudProcess

pytestmark = pytest.mark.cloud
_LIMIT_BYTES = 400 * 1024 * 1024


def _get(cloud: CloudProcess, path: str, method: str = "GET") -> tuple[int, bytes]:
    connection = http.client.HTTPConnection(cloud.endpoint_url.removeprefix("http://"), timeout=10)
    try:
        connection.request(method, path)
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


def _serve(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "localcloud", "serve", *arguments],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_health_names_the_process_and_whose_it_is(cloud: CloudProcess) -> None:
    status, body = _get(cloud, "/_localcloud/health")
    assert (status, json.loads(body)) == (200, {"status": "ok", "pid": cloud.pid, "state": str(cloud.state_dir)})


def test_a_start_on_what_it_kept_says_nothing_to_the_person_and_all_to_its_log(tmp_path: Path) -> None:
    cloud = CloudProcess(state_dir=tmp_path / "state", toolchain_dir=tmp_path / "toolchain")
    with cloud:
        cloud.client("s3").create_bucket(Bucket="kept-objects")
    with cloud:
        assert [each["Name"] for each in cloud.client("s3").list_buckets()["Buckets"]] == ["kept-objects"]
    assert cloud.said == ""
    assert "Loaded persisted S3 data" in cloud.log()


def test_it_listens_on_loopback_only(cloud: CloudProcess) -> None:
    port = int(cloud.endpoint_url.rpartition(":")[2])
    listening = Path("/proc/net/tcp").read_text() + Path("/proc/net/tcp6").read_text()
    addresses = {line.split()[1] for line in listening.splitlines()[1:] if line.split()[1].endswith(f":{port:04X}")}
    local = {address for address in addresses if address.startswith("0100007F")}
    assert local
    assert addresses == local


@pytest.mark.parametrize(
    "path", ["/_ministack/reset", "/_ministack/config", "/_ministack/health", "/_localstack/health"]
)
def test_ministack_s_own_controls_are_closed(cloud: CloudProcess, path: str) -> None:
    assert _get(cloud, path, "POST")[0] == 404


def test_a_taken_port_ends_it_with_one_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        run = _serve("--port", port, "--state", str(tmp_path), "--toolchain", str(tmp_path), "--accounts", TOOLS)
    assert run.returncode == 3
    assert run.stdout == ""
    assert run.stderr == f"localcloud: port {port} is in use; end what listens there or choose another with --port\n"


def test_a_state_directory_in_use_ends_it_with_one_line(cloud: CloudProcess) -> None:
    state = str(cloud.state_dir)
    run = _serve("--port", "0", "--state", state, "--toolchain", state, "--accounts", TOOLS)
    assert run.returncode == 3
    assert run.stderr == f"localcloud: the local cloud with pid {cloud.pid} already uses {state}; end it first\n"


@pytest.mark.parametrize(
    ("option", "value", "message"),
    [
        ("--accounts", "12345", "'12345' is not a 12-digit account id"),
        ("--region", "nowhere", "'nowhere' is not an AWS region"),
        ("--port", "99999", "'99999' is not a TCP port"),
    ],
)
def test_a_wrong_option_is_named(tmp_path: Path, option: str, value: str, message: str) -> None:
    good = {"--port": "0", "--state": str(tmp_path), "--toolchain": str(tmp_path), "--accounts": TOOLS}
    run = _serve(*[text for pair in {**good, option: value}.items() for text in pair])
    assert run.returncode == 2
    assert message in run.stderr


def test_the_operators_files_are_readable_by_their_owner_only(cloud: CloudProcess) -> None:
    directory = cloud.state_dir / "aws"
    assert (directory / "credentials").stat().st_mode & 0o777 == 0o600
    assert directory.stat().st_mode & 0o077 == 0
    assert cloud.client("sts", DEV).get_caller_identity()["Arn"] == f"arn:aws:iam::{DEV}:user/operator"


def test_it_ends_soon_after_sigterm_with_a_request_open(own_cloud: CloudProcess) -> None:
    host, _, port = own_cloud.endpoint_url.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), timeout=10) as half_sent:
        half_sent.sendall(b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 10\r\n\r\n")
        began = time.monotonic()
        assert own_cloud.stop() == 0
        assert time.monotonic() - began < 10


def test_it_ends_after_sigint_too(own_cloud: CloudProcess) -> None:
    os.kill(own_cloud.pid, signal.SIGINT)
    assert own_cloud.stop() == 0


def test_it_needs_little_memory_at_rest(cloud: CloudProcess) -> None:
    status = Path(f"/proc/{cloud.pid}/status").read_text()
    resident = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))
    assert resident * 1024 < _LIMIT_BYTES


def test_what_a_person_exported_reaches_neither_the_server_nor_its_functions(tmp_path: Path) -> None:
    exported = {
        **os.environ,
        "AWS_ACCESS_KEY_ID": "AKIAPERSON",
        "HTTPS_PROXY": "http://proxy.example",
        "SERVICES": "s3",
        "AUTH": "false",
    }
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "localcloud", "serve", "--port", "0", "--accounts", TOOLS),
            *("--state", str(tmp_path / "state"), "--toolchain", str(tmp_path)),
        ],
        cwd=REPOSITORY,
        env=exported,
        stdout=subprocess.PIPE,
    )
    try:
        assert process.stdout is not None
        endpoint = json.loads(process.stdout.readline())["endpoint_url"]
        connection = http.client.HTTPConnection(endpoint.removeprefix("http://"), timeout=10)
        connection.request("POST", "/", headers={"X-Amz-Target": "DynamoDB_20120810.ListTables"}, body="{}")
        assert connection.getresponse().status == 400  # MissingAuthenticationToken: enforcement is on
        connection.close()
    finally:
        process.terminate()
        process.wait(20)
        if process.stdout is not None:
            process.stdout.close()
