"""A local cloud as its own process, the way a person runs it, for the tests that need one."""

from __future__ import annotations

import configparser
import json
import os
import selectors
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import boto3
from botocore.config import Config

TOOLS = "111111111111"
DEV = "222222222222"
PROD = "333333333333"
FOREIGN = "444444444444"
REGION = "us-east-1"
REPOSITORY = Path(__file__).resolve().parents[2]
_READY_SECONDS = 90
_STOP_SECONDS = 20


class ServerProcess:
    """One server that says in a JSON line on stdout where it listens."""

    endpoint_url: str
    pid: int

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self.said = ""  # what the last one that ended wrote to stderr
        self._sessions: dict[str, boto3.Session] = {}

    def command(self) -> Sequence[str]:
        """What starts it."""
        raise NotImplementedError

    def credentials(self, account: str) -> tuple[str, str]:
        """Return access key and secret of who may do everything in an account."""
        raise NotImplementedError

    def start(self) -> None:
        """Start the server on a free port and wait, bounded, until it says where it listens."""
        self._process = subprocess.Popen(self.command(), cwd=REPOSITORY, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        ready = json.loads(self._first_line(self._process))
        self.endpoint_url, self.pid = ready["endpoint_url"], ready["pid"]
        self._sessions.clear()

    def __enter__(self) -> Self:
        """Start it for a block; what was begun is ended also where the start fails."""
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.stop()

    def _first_line(self, process: subprocess.Popen[bytes]) -> bytes:
        assert process.stdout is not None
        assert process.stderr is not None
        with selectors.DefaultSelector() as selector:
            selector.register(process.stdout, selectors.EVENT_READ)
            line = process.stdout.readline() if selector.select(_READY_SECONDS) else b""
        if not line:
            process.kill()
            raise RuntimeError(f"the server did not start: {process.stderr.read().decode()}")
        return line

    def stop(self) -> int:
        """End the server as a person does (SIGTERM) and return its exit code."""
        return self._end(signal.SIGTERM)

    def kill(self) -> int:
        """End the server as a crash does (SIGKILL)."""
        return self._end(signal.SIGKILL)

    def _end(self, signum: signal.Signals) -> int:
        process = self._process
        if process is None:
            return 0
        if process.poll() is None:
            process.send_signal(signum)
        try:
            code = process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            code = process.wait(_STOP_SECONDS)
        if process.stderr is not None and not process.stderr.closed:
            self.said = process.stderr.read().decode()
        for pipe in (process.stdout, process.stderr):
            if pipe is not None:
                pipe.close()
        return code

    def session(self, account: str) -> boto3.Session:
        """Return a session of who may do everything in an account."""
        if account not in self._sessions:
            access_key, secret = self.credentials(account)
            self._sessions[account] = boto3.Session(
                aws_access_key_id=access_key, aws_secret_access_key=secret, region_name=REGION
            )
        return self._sessions[account]

    def client(
        self, service: str, account: str = TOOLS, *, session: boto3.Session | None = None, region: str = REGION
    ) -> Any:
        """Return a boto3 client of who may do everything in an account, or of `session`."""
        return (session or self.session(account)).client(
            service,
            endpoint_url=self.endpoint_url,
            region_name=region,
            config=Config(
                retries={"total_max_attempts": 1},
                connect_timeout=5,
                read_timeout=60,
                proxies={},
                s3={"addressing_style": "path"},
            ),
        )

    def assume(self, role_arn: str, *, by: str | boto3.Session = TOOLS) -> boto3.Session:
        """Assume a role as who may do everything in an account, or as a session, and return its session."""
        caller = by if isinstance(by, boto3.Session) else self.session(by)
        answer = self.client("sts", session=caller).assume_role(RoleArn=role_arn, RoleSessionName="test")
        credentials = answer["Credentials"]
        return boto3.Session(
            aws_access_key_id=credentials["AccessKeyId"],
            aws_secret_access_key=credentials["SecretAccessKey"],
            aws_session_token=credentials["SessionToken"],
            region_name=REGION,
        )


class CloudProcess(ServerProcess):
    """The local cloud; `start` and `kill` may alternate on the same state."""

    def __init__(
        self,
        *,
        state_dir: Path,
        toolchain_dir: Path,
        accounts: Sequence[str] = (TOOLS, DEV, PROD, FOREIGN),
        region: str = REGION,
        switches: Sequence[str] = (),
    ) -> None:
        """`switches` are those of `localcloud serve`, e.g. ``--new-accounts``."""
        super().__init__()
        self.state_dir = state_dir
        self.toolchain_dir = toolchain_dir
        self.accounts = accounts
        self.region = region
        self.switches = tuple(switches)

    def command(self) -> Sequence[str]:
        """The server on a free port; by default with the accounts tools, dev, prod and a foreign one."""
        return (
            *(sys.executable, "-m", "localcloud", "serve", "--port", "0", "--region", self.region),
            *("--state", str(self.state_dir), "--toolchain", str(self.toolchain_dir)),
            *("--accounts", ",".join(self.accounts)),
            *self.switches,
        )

    def credentials(self, account: str) -> tuple[str, str]:
        """Read the operator's profile that the server wrote."""
        parser = configparser.RawConfigParser()
        parser.read(self.state_dir / "aws" / "credentials")
        return parser[account]["aws_access_key_id"], parser[account]["aws_secret_access_key"]

    def log(self) -> str:
        """Return the server's log."""
        path = self.state_dir / "server.log"
        return path.read_text() if path.exists() else ""

    def environment(self, account: str = TOOLS) -> dict[str, str]:
        """Return the environment in which `aws` and `cdk` act as an account's operator."""
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
        return {
            **kept,
            "AWS_CONFIG_FILE": str(self.state_dir / "aws" / "config"),
            "AWS_SHARED_CREDENTIALS_FILE": str(self.state_dir / "aws" / "credentials"),
            "AWS_PROFILE": account,
            "AWS_REGION": REGION,
            "AWS_ENDPOINT_URL": self.endpoint_url,
            "AWS_EC2_METADATA_DISABLED": "true",
            "CDK_DISABLE_CLI_TELEMETRY": "true",
            "CDK_DISABLE_VERSION_CHECK": "1",
        }
