"""AWS's names end at the local cloud, for whatever program asks; other names go where they want to."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from localcloud.aws.names import is_of_aws
from localcloud.aws.names.client_variables import quoted_for_node
from tests.localcloud.aws.names.name_trap import ADDRESS, commands
from tests.localcloud.aws.names.stand_in_cloud import answered_names
from tests.localcloud.toolchain.checkout_toolchain import REPOSITORY

_NAMESPACE = ("unshare", "--map-root-user", "--net", "--mount", sys.executable, "-c")
_ENTER = """
import fcntl, os, socket, struct, subprocess, sys
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
    fcntl.ioctl(s, 0x8914, struct.pack("16sh", b"lo", 1))  # SIOCSIFFLAGS, IFF_UP
subprocess.run(["mount", "--bind", sys.argv[1], os.path.realpath("/etc/resolv.conf")], check=True)
os.execvp(sys.argv[2], sys.argv[2:])
"""


@pytest.fixture
def variables(tmp_path: Path) -> Iterator[dict[str, str]]:
    with answered_names(tmp_path) as found:
        yield found


def _ask(command: list[str], address: str, variables: dict[str, str]) -> str:
    environment = {"PATH": os.environ.get("PATH", os.defpath), **variables}
    done = subprocess.run([*command, address], env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize("program", sorted(commands()))
@pytest.mark.parametrize("host", ["sts.eu-west-1.amazonaws.com", "aaaaaaaa.execute-api.us-east-1.amazonaws.com"])
def test_a_program_that_asks_for_aws_is_answered_here(variables: dict[str, str], program: str, host: str) -> None:
    assert _ask(commands()[program], f"https://{host}/prod", variables) == f"{host} /prod"


@pytest.mark.parametrize("program", sorted(set(commands()) - {"node"}))
def test_without_tls_as_well(variables: dict[str, str], program: str) -> None:
    host = "words.s3-website.eu-west-1.amazonaws.com"
    assert _ask(commands()[program], f"http://{host}/page?a=1", variables) == f"{host} /page?a=1"


@pytest.mark.parametrize("folder", ["it's here", 'a "quoted" one', "Größe & Maß", "日本", "back\\slash"])
def test_node_loads_its_file_wherever_the_checkout_lies(tmp_path: Path, folder: str) -> None:
    preload = tmp_path / folder / "first.cjs"
    preload.parent.mkdir()
    preload.write_text("console.log('loaded')\n", encoding="utf-8")
    node, *_rest = commands()["node"]
    environment = {"PATH": os.environ.get("PATH", os.defpath), "NODE_OPTIONS": f"--require {quoted_for_node(preload)}"}
    done = subprocess.run(
        [node, "--eval", ""], env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.stdout, done.stderr) == ("loaded\n", "")


_READS_AN_OBJECT = """
import boto3
keys = {"aws_access_key_id": "a", "aws_secret_access_key": "b", "region_name": "eu-west-1"}
print(boto3.client("s3", **keys).get_object(Bucket="words", Key="page")["Body"].read().decode())
"""


def test_botocore_trusts_what_answers_without_the_variable_that_old_command_lines_of_the_cdk_refuse(
    variables: dict[str, str],
) -> None:
    assert "AWS_CA_BUNDLE" not in variables
    host = "words.s3.eu-west-1.amazonaws.com"
    assert _ask([sys.executable, "-c", _READS_AN_OBJECT], "", variables) == f"{host} /page"


def test_another_name_is_passed_on(variables: dict[str, str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        proxy = urlsplit(variables["HTTPS_PROXY"])
        with socket.create_connection((proxy.hostname or "", proxy.port or 0), timeout=10) as client:
            client.sendall(f"CONNECT localhost:{other.getsockname()[1]} HTTP/1.1\r\n\r\n".encode())
            assert b" 200 " in client.recv(4096)
            reached, _ = other.accept()
            client.sendall(b"as it is")
            assert reached.recv(100) == b"as it is"
            reached.close()


def test_a_name_that_nobody_has_is_said_to_be_out_of_reach(variables: dict[str, str]) -> None:
    proxy = urlsplit(variables["HTTPS_PROXY"])
    with socket.create_connection((proxy.hostname or "", proxy.port or 0), timeout=10) as client:
        client.settimeout(60)
        client.sendall(b"CONNECT nobody.invalid:443 HTTP/1.1\r\n\r\n")
        assert client.recv(4096).startswith(b"HTTP/1.1 502 ")


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("amazonaws.com", True),
        ("bucket.s3.us-east-1.amazonaws.com.", True),
        ("STS.cn-north-1.amazonaws.com.cn", True),
        ("lambda.us-east-1.api.aws", True),
        ("abc.lambda-url.us-east-1.on.aws", True),
        ("amazonaws.com.example.com", False),
        ("notamazonaws.com", False),
        ("docs.aws.amazon.com", False),
    ],
)
def test_which_names_are_awss(host: str, expected: bool) -> None:
    assert is_of_aws(host) is expected


def test_no_program_looks_up_a_name_of_aws(tmp_path: Path) -> None:
    """In a namespace whose only name server writes down what it is asked."""
    resolver = tmp_path / "resolv.conf"
    resolver.write_text("nameserver 127.0.0.1\noptions timeout:1 attempts:1\n", encoding="utf-8")
    trap = (sys.executable, "-m", "tests.localcloud.aws.names.name_trap", str(tmp_path / "trap"))
    try:
        enter = subprocess.run(
            [*_NAMESPACE, _ENTER, str(resolver), "true"], capture_output=True, timeout=30, check=False
        )
    except FileNotFoundError:
        pytest.skip("this machine has no unshare")
    if enter.returncode != 0:
        pytest.skip("this machine allows no network and mount namespaces to this user")
    (tmp_path / "trap").mkdir()
    command = [*_NAMESPACE, _ENTER, str(resolver), *trap]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert set(found) == set(commands())
    host = urlsplit(ADDRESS).hostname
    for program, noticed in found.items():
        assert noticed["answer"].startswith(f"{host} "), program
        assert noticed["inside"] == [], program
        assert host in noticed["outside"], f"the trap does not notice {program}"
