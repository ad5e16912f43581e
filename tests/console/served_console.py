"""The console of a small pipeline in a local cloud, served as `delivery console` serves it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode

from delivery.aws_account import EnvironmentAccount
from delivery.console import ConsoleServer, console_application
from delivery.console.web.access import ConsoleSession
from delivery.evidence import EVIDENCE_OUTPUT
from localcloud.aws.storage.published_messages import read
from localcloud.cli import CommandError, ExitCode, PublishedMessage
from tests.localcloud.cloud_process import REGION, TOOLS, CloudProcess


@dataclass(frozen=True, kw_only=True)
class PipelineInCloud:
    """A pipeline's place, as the command line has it."""

    cloud: CloudProcess
    pipeline_name: str
    place: str = "local"
    report_command: str = ""
    logs_command: str = ""
    pipeline_outputs: dict[str, str] = field(default_factory=dict)

    def client(self, service: str, *, account: str = "", region: str = "") -> Any:
        return self.cloud.client(service, account or TOOLS, region=region or REGION)

    def published_messages(self, topic: str) -> list[PublishedMessage] | None:
        if self.place != "local":
            return None
        return [message for message in read(self.cloud.state_dir) if message.topic_arn == topic][::-1]

    def command(self, arguments: str) -> str:
        return f"bin/delivery {arguments}"


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What the console answered."""

    status: int
    headers: dict[str, str]
    body: str


@dataclass(frozen=True, kw_only=True)
class ServedConsole:
    """A running console, asked without a browser, so that a request can be whatever an attacker makes it."""

    session: ConsoleSession

    @property
    def own_headers(self) -> dict[str, str]:
        """Those of the person's own browser, from the console's own page."""
        return {
            "Host": f"127.0.0.1:{self.session.port}",
            "Origin": f"http://127.0.0.1:{self.session.port}",
            "Cookie": f"{self.session.cookie_name}={self.session.cookie}",
        }

    def ask(
        self,
        path: str,
        method: str = "GET",
        *,
        form: Mapping[str, str] | None = None,
        body: bytes | None = None,
        headers: Mapping[str, str | None] = MappingProxyType({}),
    ) -> Answer:
        """One request; a header that is None is left out."""
        given = {name.title(): value for name, value in headers.items()}
        sent = {name: value for name, value in {**self.own_headers, **given}.items() if value is not None}
        if form is not None:
            body = urlencode(form).encode()
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        connection = HTTPConnection("127.0.0.1", self.session.port, timeout=30)
        try:
            connection.request(method, path, body=body, headers=sent)
            response = connection.getresponse()
            found = {name.lower(): value for name, value in response.getheaders()}
            return Answer(status=response.status, headers=found, body=response.read().decode(errors="replace"))
        finally:
            connection.close()


@contextmanager
def served_console(
    cloud: CloudProcess,
    pipeline: str,
    *,
    evidence_bucket: str = "",
    outputs: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[ServedConsole]:
    """The console of one pipeline, for a block; `outputs` are further ones of the pipeline's stack."""
    server = ConsoleServer()
    found = {EVIDENCE_OUTPUT: evidence_bucket} if evidence_bucket else {}
    owner = PipelineInCloud(cloud=cloud, pipeline_name=pipeline, pipeline_outputs={**found, **outputs})

    def environment_account(name: str) -> EnvironmentAccount:
        raise CommandError(f"nothing is deployed in {name}", exit_code=ExitCode.USAGE)

    with server.serving(console_application(owner, server.session, environment_account)):
        yield ServedConsole(session=server.session)
