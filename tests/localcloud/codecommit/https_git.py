"""Clients of CodeCommit's host for git: git itself, which finds it as builds do, and plain requests to it."""

from __future__ import annotations

import base64
import http.client
import os
import subprocess
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote, urlsplit

import boto3
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from localcloud.aws.names import read_client_variables
from tests.localcloud.cloud_process import REGION, CloudProcess

_PERSON = {
    f"GIT_{role}_{part}": value
    for role in ("AUTHOR", "COMMITTER")
    for part, value in (("NAME", "Wanjiru"), ("EMAIL", "wanjiru@example.com"))
}
_SECONDS = 60


class HttpsGit:
    """Who works with repositories over HTTPS.

    Attributes:
        home: a person's home folder, in which their checkouts are.
    """

    def __init__(self, cloud: CloudProcess, home: Path) -> None:
        self._cloud = cloud
        self.home = home

    def git(self, *arguments: str, folder: Path | None = None, **variables: str) -> str:
        """Run git; returns what it printed on both streams.

        Raises:
            subprocess.CalledProcessError: it failed.
        """
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.home),
            "GIT_TERMINAL_PROMPT": "0",
            "LC_ALL": "C",
            **_PERSON,
            **read_client_variables(self._cloud.state_dir),
            **variables,
        }
        finished = subprocess.run(
            ["git", *arguments],
            cwd=folder or self.home,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=True,
            timeout=_SECONDS,
        )
        return finished.stdout

    def checkout(self, name: str, files: Mapping[str, bytes]) -> Path:
        """A checkout of one commit, of a repository that was just begun."""
        folder = self.home / name
        self.git("init", "--quiet", "--initial-branch=main", str(folder))
        self.commit(folder, files)
        return folder

    def commit(self, folder: Path, files: Mapping[str, bytes]) -> str:
        """Commit files; returns the commit's id."""
        for path, content in files.items():
            (folder / path).write_bytes(content)
        self.git("add", "--all", folder=folder)
        self.git("commit", "--quiet", "--message", "Tides", folder=folder)
        return self.git("rev-parse", "HEAD", folder=folder).strip()

    def request(
        self,
        method: str,
        target: str,
        *,
        authorization: str = "",
        region: str = REGION,
        body: bytes | Iterable[bytes] | None = None,
        **headers: str,
    ) -> tuple[int, str, bytes]:
        """Make one request as it stands; returns the status, what the answer says it asks for, and its body."""
        place = urlsplit(self._cloud.endpoint_url)
        connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=_SECONDS)
        given = {"Host": host_of(region), **{name.replace("_", "-"): value for name, value in headers.items()}}
        if authorization:
            given["Authorization"] = authorization
        try:
            connection.request(method, target, body=body, headers=given, encode_chunked=not isinstance(body, bytes))
            answer = connection.getresponse()
            return answer.status, answer.getheader("WWW-Authenticate", ""), answer.read()
        finally:
            connection.close()


def host_of(region: str = REGION) -> str:
    """CodeCommit's host for git in a region."""
    return f"git-codecommit.{region}.amazonaws.com"


def password(
    session: boto3.Session,
    path: str,
    *,
    region: str = REGION,
    host: str = "",
    age: timedelta = timedelta(),
    secret: str = "",
    method: str = "GIT",
) -> str:
    """A password as the AWS CLI's helper and git-remote-codecommit make it, with botocore's signer."""
    host = host or host_of(region)
    credentials = session.get_credentials().get_frozen_credentials()
    signer = SigV4Auth(Credentials(credentials.access_key, secret or credentials.secret_key), "codecommit", region)
    request = AWSRequest(method=method, url=f"https://{host}{path}")
    time = (datetime.now(UTC) - age).strftime("%Y%m%dT%H%M%S")
    request.context["timestamp"] = time
    text = signer.string_to_sign(request, f"{method}\n{path}\n\nhost:{host}\n\nhost\n")
    return f"{time}Z{signer.signature(text, request)}"


def user_name(session: boto3.Session) -> str:
    """The access key id, with the session's token where it has one."""
    credentials = session.get_credentials().get_frozen_credentials()
    return f"{credentials.access_key}%{credentials.token}" if credentials.token else str(credentials.access_key)


def basic(user: str, secret: str) -> str:
    """The header Authorization."""
    return f"Basic {base64.b64encode(f'{user}:{secret}'.encode()).decode()}"


def signed_url(session: boto3.Session, name: str, *, region: str = REGION) -> str:
    """A repository's address with its user name and password, as git-remote-codecommit hands it to git."""
    path = f"/v1/repos/{name}"
    who = f"{quote(user_name(session), safe='')}:{password(session, path, region=region)}"
    return f"https://{who}@{host_of(region)}{path}"
