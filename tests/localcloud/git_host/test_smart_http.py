"""What of a request reaches git: all of it, unpacked and bounded, and the references that a push names."""

from __future__ import annotations

import asyncio
import gzip
import io
import tempfile
from collections.abc import Sequence
from typing import Any

import pytest

from localcloud.git_host import smart_http
from localcloud.git_host.smart_http import (
    MalformedRequestError,
    TooLargeRequestError,
    pushed_references,
    take_request,
)

_LIMIT = 1 << 20


def _taken(*bodies: bytes, encoding: str = "", ends: bool = True) -> bytes:
    """What a request whose body comes in these parts is taken for."""
    messages: list[dict[str, Any]] = [
        {"type": "http.request", "body": body, "more_body": not ends or at < len(bodies)}
        for at, body in enumerate(bodies, start=1)
    ]
    messages += [] if ends else [{"type": "http.disconnect"}]

    async def receive() -> dict[str, Any]:
        return messages.pop(0)

    with tempfile.TemporaryFile() as file:
        asyncio.run(take_request(receive, file, encoding=encoding, limit=_LIMIT))
        return file.read()


def test_a_body_is_taken_whole() -> None:
    assert _taken(b"want", b"", b" this") == b"want this"
    assert _taken(b"") == b""


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, _LIMIT])
def test_a_packed_body_is_unpacked_however_it_comes(size: int) -> None:
    content = bytes(range(256)) * (size // 256) + b"x" * (size % 256)
    packed = gzip.compress(content)
    assert _taken(packed, encoding="gzip") == content
    assert _taken(*(packed[at : at + 7] for at in range(0, len(packed), 7)), encoding="x-gzip") == content


@pytest.mark.parametrize(
    ("bodies", "encoding"),
    [
        ([b"x" * (_LIMIT + 1)], ""),
        ([b"x" * _LIMIT, b"x"], ""),
        ([gzip.compress(bytes(64 << 20))], "gzip"),  # 64 KB that unpack to 64 MB
    ],
)
def test_what_is_too_large_is_not_taken(bodies: Sequence[bytes], encoding: str) -> None:
    with pytest.raises(TooLargeRequestError):
        _taken(*bodies, encoding=encoding)


@pytest.mark.parametrize("body", [b"plain", gzip.compress(b"want", mtime=0)[:-9], b""])
def test_what_is_not_packed_as_it_says_is_refused(body: bytes) -> None:
    with pytest.raises(MalformedRequestError):
        _taken(body, encoding="gzip")


def test_a_request_that_ends_early_is_none() -> None:
    with pytest.raises(MalformedRequestError):
        _taken(b"want", ends=False)


def test_a_request_that_stops_coming_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smart_http, "_IDLE_SECONDS", 0.01)

    async def take() -> None:
        with tempfile.TemporaryFile() as file:
            await take_request(asyncio.Queue[dict[str, Any]]().get, file, encoding="", limit=_LIMIT)

    with pytest.raises(MalformedRequestError, match="nothing more of the request came"):
        asyncio.run(take())


def _line(text: bytes) -> bytes:
    return b"%04x%b" % (len(text) + 4, text)


def _command(reference: bytes, capabilities: bytes = b"") -> bytes:
    return _line(b"0" * 40 + b" " + b"a" * 40 + b" " + reference + capabilities)


@pytest.mark.parametrize(
    ("request_of_git", "references"),
    [
        (b"0000", []),
        (b"", []),
        (_command(b"refs/heads/main", b"\0 report-status") + b"0000PACK", ["refs/heads/main"]),
        (
            _line(b"shallow " + b"a" * 40) + _command(b"refs/heads/a b\0x") + _command(b"refs/tags/v1\n") + b"0000",
            ["refs/heads/a b", "refs/tags/v1"],
        ),
    ],
)
def test_a_push_names_what_it_moves(request_of_git: bytes, references: list[str]) -> None:
    assert pushed_references(io.BytesIO(request_of_git)) == references


@pytest.mark.parametrize(
    "request_of_git",
    [
        b"zzzz",
        b"0004",
        b"0001",
        b"00",
        b"ffff" + b"0" * 100,
        _line(b"push-cert\0"),
        _line(b"want " + b"a" * 40),
    ],
)
def test_what_is_no_push_is_refused(request_of_git: bytes) -> None:
    with pytest.raises(MalformedRequestError):
        pushed_references(io.BytesIO(request_of_git))


def test_a_push_of_too_many_references_is_refused() -> None:
    assert len(pushed_references(io.BytesIO(_command(b"refs/tags/v1") * 4000 + b"0000"))) == 4000
    with pytest.raises(TooLargeRequestError):
        pushed_references(io.BytesIO(_command(b"refs/tags/v1") * 4001 + b"0000"))
