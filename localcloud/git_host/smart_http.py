"""Git's smart protocol over HTTP: what a client sends is taken whole, then git itself answers it.

Sources: git-scm.com/docs/http-protocol, git-scm.com/docs/gitprotocol-v2
"""

from __future__ import annotations

import asyncio
import logging
import os
import re
import tempfile
import zlib
from collections.abc import Awaitable, Callable, MutableMapping
from typing import IO, Any, Final, Literal

from localcloud.git_host.git_process import ANY_OWNER, own_environment
from localcloud.git_host.repositories import Repository

Write = Callable[[bytes], Awaitable[None]]
Service = Literal["git-upload-pack", "git-receive-pack"]
SERVICES: Final[tuple[Service, ...]] = ("git-upload-pack", "git-receive-pack")
_VERSION: Final = re.compile(r"[a-z0-9.:=-]{1,64}")
_FLUSH: Final = b"0000"
_LENGTH: Final = re.compile(rb"[0-9a-f]{4}")
_COMMAND: Final = re.compile(rb"[0-9a-f]{40} [0-9a-f]{40} (?P<reference>[^\0\n]+)")
_MOST_REFERENCES: Final = 4000
"""In one push: docs.aws.amazon.com/codecommit/latest/userguide/limits.html"""
_LARGEST_ADVERTISEMENT: Final = 64 << 20
_READ_BYTES: Final = 1 << 16
_SECONDS: Final = 600.0
_IDLE_SECONDS: Final = 60.0
_log = logging.getLogger(__name__)


class MalformedRequestError(Exception):
    """What came is not git's protocol."""


class TooLargeRequestError(Exception):
    """More came than is taken."""


async def take_request(
    receive: Callable[[], Awaitable[MutableMapping[str, Any]]], file: IO[bytes], *, encoding: str, limit: int
) -> None:
    """Write the body of a request, unpacked, to a file, which is at its beginning then.

    Args:
        receive: ASGI's.
        encoding: its Content-Encoding: empty, ``identity``, ``gzip`` or ``x-gzip``.
        limit: the most bytes that it may have, packed or not.

    Raises:
        MalformedRequestError: it ended early, stopped coming for a minute, or is not in that encoding.
        TooLargeRequestError: it is larger than `limit`.
    """
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16) if encoding in ("gzip", "x-gzip") else None
    came = written = 0
    more = True
    try:
        while more:
            message = await asyncio.wait_for(receive(), _IDLE_SECONDS)
            if message["type"] == "http.disconnect":
                raise MalformedRequestError("the request ended early")
            data, more = message.get("body", b""), bool(message.get("more_body"))
            came += len(data)
            while data:
                chunk = data if unpacker is None else unpacker.decompress(data, _READ_BYTES)
                data = b"" if unpacker is None else unpacker.unconsumed_tail
                written += len(chunk)
                if max(came, written) > limit:
                    raise TooLargeRequestError(f"a request has at most {limit:,} bytes")
                await asyncio.to_thread(file.write, chunk)
        if unpacker is not None:
            file.write(unpacker.flush())
            if not unpacker.eof:
                raise MalformedRequestError("the gzip data ended early")
    except TimeoutError as error:
        raise MalformedRequestError(f"nothing more of the request came for {_IDLE_SECONDS:.0f} seconds") from error
    except zlib.error as error:
        raise MalformedRequestError(f"the body is not gzip: {error}") from error
    file.seek(0)


def pushed_references(request: IO[bytes]) -> list[str]:
    """The branches and tags that a push moves, by their full names.

    Raises:
        MalformedRequestError: it is no push.
        TooLargeRequestError: they are more than CodeCommit takes.
    """
    references: list[str] = []
    while (length := request.read(len(_FLUSH))) not in (_FLUSH, b""):
        size = int(length, 16) if _LENGTH.fullmatch(length) else 0
        line = request.read(max(size - len(_FLUSH), 0))
        if size <= len(_FLUSH) or len(line) != size - len(_FLUSH):
            raise MalformedRequestError("the push is not in git's protocol")
        command = _COMMAND.match(line)
        if command is not None:
            references.append(command["reference"].decode(errors="replace"))
            if len(references) > _MOST_REFERENCES:
                raise TooLargeRequestError(f"a push moves at most {_MOST_REFERENCES:,} branches and tags")
        elif not line.startswith(b"shallow "):
            raise MalformedRequestError("the push is not in git's protocol")
    return references


async def advertised(repository: Repository, service: Service, *, protocol: str) -> bytes:
    """What a client asks first: the references, or the capabilities of the protocol's second version.

    Args:
        protocol: the header Git-Protocol.

    Raises:
        OSError: git could not answer.
    """
    answer = bytearray()

    async def keep(chunk: bytes) -> None:
        answer.extend(chunk)
        if len(answer) > _LARGEST_ADVERTISEMENT:
            raise OSError(f"{repository.full_id} has more references than are told")

    arguments = ("--stateless-rpc", "--advertise-refs", str(repository.directory))
    await _run(service, arguments, protocol=protocol, request=None, write=keep)
    if not answer:
        raise OSError(f"git does not say what {repository.full_id} has")
    if answer.startswith(b"000eversion 2"):
        return bytes(answer)
    line = f"# service={service}\n"
    return f"{len(line) + len(_FLUSH):04x}{line}".encode() + _FLUSH + bytes(answer)


async def answer(repository: Repository, service: Service, *, protocol: str, request: IO[bytes], write: Write) -> None:
    """Write git's answer to a request, a whole file, as it comes. Where nobody listens any more, git still ends.

    Raises:
        TimeoutError: it took longer than ten minutes.
    """
    arguments = ("--stateless-rpc", str(repository.directory))
    # Git reads the file by its descriptor, whose place what was read before has moved.
    os.lseek(request.fileno(), 0, os.SEEK_SET)
    await _run(service, arguments, protocol=protocol, request=request, write=write)


async def _run(
    service: Service, arguments: tuple[str, ...], *, protocol: str, request: IO[bytes] | None, write: Write
) -> None:
    variables = {"GIT_PROTOCOL": protocol} if _VERSION.fullmatch(protocol) else {}
    with tempfile.TemporaryFile() as said:
        process = await asyncio.create_subprocess_exec(
            *("git", *ANY_OWNER, service.removeprefix("git-"), *arguments),
            stdin=asyncio.subprocess.DEVNULL if request is None else request,
            stdout=asyncio.subprocess.PIPE,
            stderr=said,
            env=own_environment(variables),
        )
        assert process.stdout is not None  # noqa: S101 - asked for above
        try:
            async with asyncio.timeout(_SECONDS):
                while chunk := await process.stdout.read(_READ_BYTES):
                    await write(chunk)
                if await process.wait() != 0:
                    said.seek(0)
                    _log.warning("%s: %s", service, said.read(_READ_BYTES).decode(errors="replace").strip())
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
