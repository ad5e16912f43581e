"""CodeCommit's host for git, `git-codecommit.REGION.amazonaws.com`: clones, fetches and pushes over HTTPS.

Nobody is told anything before their signature was checked, and nothing of a request is read before their policies were.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping
from typing import Final

from localcloud.aws.api.host_applications import Message, Receive, Send, host_name
from localcloud.aws.api.json_service import Caller
from localcloud.aws.identity.access_keys import AccessKey
from localcloud.aws.service_error import ServiceError
from localcloud.git_host.credential_helper import HOST
from localcloud.git_host.smart_http import (
    SERVICES,
    MalformedRequestError,
    Service,
    TooLargeRequestError,
    advertised,
    answer,
    pushed_references,
    take_request,
)
from localcloud.services.codecommit.git_access import GitAccessError, authenticated, authorize
from localcloud.services.codecommit.hosted import HostedRepositories, RepositoryRecord, repository_arn

_PATH: Final = re.compile(r"(?P<repository>/v1/repos/(?P<name>[A-Za-z0-9._-]{1,100}))/(?P<rest>[a-z/-]{1,100})")
_QUERY: Final = re.compile(rb"service=(?P<service>git-[a-z-]{1,20})")
_ACTIONS: Final[Mapping[Service, str]] = {"git-upload-pack": "GitPull", "git-receive-pack": "GitPush"}
LARGEST_REQUEST: Final = 2 << 30
"""Bytes: what a single file may have (docs.aws.amazon.com/codecommit/latest/userguide/limits.html)."""
_FRESH: Final = {"cache-control": "no-cache, max-age=0, must-revalidate", "pragma": "no-cache"}


class GitEndpoint:
    """The ASGI application of every such host."""

    def __init__(self, hosted: HostedRepositories, *, largest_request: int = LARGEST_REQUEST) -> None:
        """Serve these repositories.

        Args:
            largest_request: the most bytes that a push may have.
        """
        self._hosted = hosted
        self._largest_request = largest_request

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Serve one request."""
        try:
            await self._serve(scope, receive, send)
        except GitAccessError as refused:
            await _respond(send, refused.status, f"{refused}\n".encode(), content_type="text/plain; charset=utf-8")

    async def _serve(self, scope: Message, receive: Receive, send: Send) -> None:
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        host = host_name(headers["host"])
        named, place = HOST.fullmatch(host), _PATH.fullmatch(scope["path"])
        # What is not plain in the path as it came is no name either, so that both ways to read it are one.
        if named is None or place is None or scope.get("raw_path", b"").partition(b"?")[0] != scope["path"].encode():
            raise GitAccessError(404, "There is no such address: a repository's is /v1/repos/NAME.")
        caller = authenticated(
            headers.get("authorization", ""), host=host, region=named["region"], path=place["repository"]
        )
        service, advertises = _asked(scope["method"], place["rest"], scope.get("query_string", b""))
        request = _Request(self._hosted, caller, region=named["region"], name=place["name"], service=service)
        protocol = headers.get("git-protocol", "")
        record = request.allowed()
        if advertises:
            body = await advertised(self._hosted.git(record), service, protocol=protocol)
            await _respond(send, 200, body, content_type=f"application/x-{service}-advertisement")
            return
        if headers.get("content-type") != f"application/x-{service}-request":
            raise GitAccessError(415, f"A request has the type application/x-{service}-request.")
        await self._exchange(receive, send, headers=headers, request=request, record=record)

    async def _exchange(
        self,
        receive: Receive,
        send: Send,
        *,
        headers: Mapping[str, str],
        request: _Request,
        record: RepositoryRecord,
    ) -> None:
        git, service = self._hosted.git(record), request.service
        encoding, length = headers.get("content-encoding", ""), headers.get("content-length", "")
        if encoding not in ("", "identity", "gzip", "x-gzip"):
            raise GitAccessError(415, f"A request is packed with gzip or not at all, not with {encoding!r}.")
        if length.isdecimal() and int(length) > self._largest_request:
            raise GitAccessError(413, f"A request has at most {self._largest_request:,} bytes.")
        try:
            with tempfile.TemporaryFile(dir=git.directory.parent) as taken:
                await take_request(receive, taken, encoding=encoding, limit=self._largest_request)
                if service == "git-receive-pack":
                    request.allowed(*pushed_references(taken))
                await _start(send, 200, content_type=f"application/x-{service}-result")

                async def write(chunk: bytes) -> None:
                    await send({"type": "http.response.body", "body": chunk, "more_body": True})

                await answer(git, service, protocol=headers.get("git-protocol", ""), request=taken, write=write)
        except MalformedRequestError as error:
            raise GitAccessError(400, f"{error}.") from error
        except TooLargeRequestError as error:
            raise GitAccessError(413, f"{error}.") from error
        await send({"type": "http.response.body", "body": b"", "more_body": False})


class _Request:
    """What somebody asks of one repository."""

    def __init__(
        self, hosted: HostedRepositories, caller: AccessKey, *, region: str, name: str, service: Service
    ) -> None:
        self._hosted = hosted
        self._caller = caller
        self._scope = Caller(caller.account, region, caller.principal_arn)
        self._name = name
        self.service = service

    def allowed(self, *references: str) -> RepositoryRecord:
        """The repository, where the caller may do that with it."""
        try:
            record = self._hosted.find(self._scope, self._name)
        except ServiceError:
            record = None
        arn = repository_arn(self._name, account=self._scope.account, region=self._scope.region)
        authorize(self._caller, _ACTIONS[self.service], record, arn=arn, references=references)
        if record is None:
            raise GitAccessError(404, f"There is no repository {self._name} in your account, in {self._scope.region}.")
        return record


def _asked(method: str, rest: str, query: bytes) -> tuple[Service, bool]:
    """The service, and whether what it has is asked for, which comes before every request."""
    if rest == "info/refs":
        named = _QUERY.fullmatch(query)
        service = next((each for each in SERVICES if named and named["service"] == each.encode()), None)
        if service is None:
            raise GitAccessError(403, "Git's protocol of plain files is not offered: use a git since 1.6.6.")
        if method != "GET":
            raise GitAccessError(405, "What a repository has is asked for with GET.")
        return service, True
    service = next((each for each in SERVICES if rest == each), None)
    if service is None:
        raise GitAccessError(404, "There is no such address: a repository's is /v1/repos/NAME.")
    if method != "POST":
        raise GitAccessError(405, "A request of git's comes with POST.")
    return service, False


async def _start(send: Send, status: int, *, content_type: str, length: int | None = None) -> None:
    headers = {"content-type": content_type, **_FRESH}
    if status == 401:
        headers["www-authenticate"] = 'Basic realm="AWS CodeCommit"'
    if length is not None:
        headers["content-length"] = str(length)
    pairs = [(name.encode(), value.encode()) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": status, "headers": pairs})


async def _respond(send: Send, status: int, body: bytes, *, content_type: str) -> None:
    await _start(send, status, content_type=content_type, length=len(body))
    await send({"type": "http.response.body", "body": body, "more_body": False})
