"""What is written in one turn of the loop is sent in one piece, in order, and nothing of it is lost at the end."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from localcloud.server.gathered_writes import GatheringWriter

LARGE = 256 * 1024


class Sent:
    """A writer that keeps what was sent."""

    def __init__(self) -> None:
        self.calls: list[bytes | str] = []

    def write(self, data: bytes) -> None:
        self.calls.append(data)

    async def drain(self) -> None:
        self.calls.append("drained")

    def write_eof(self) -> None:
        self.calls.append("end")

    def close(self) -> None:
        self.calls.append("closed")


def sent_by(act: Callable[[GatheringWriter], Awaitable[None]]) -> list[bytes | str]:
    sent = Sent()

    async def act_and_turn() -> None:
        await act(GatheringWriter(sent))  # type: ignore[arg-type]
        await asyncio.sleep(0)

    asyncio.run(act_and_turn())
    return sent.calls


def test_a_turns_writes_are_one() -> None:
    async def act(writer: GatheringWriter) -> None:
        writer.write(b"head ")
        writer.write(b"body")
        await asyncio.sleep(0)
        writer.write(b"next")

    assert sent_by(act) == [b"head body", b"next"]


@pytest.mark.parametrize("end", ["write_eof", "close"])
def test_the_end_comes_after_what_was_written(end: str) -> None:
    async def act(writer: GatheringWriter) -> None:
        writer.write(b"last")
        getattr(writer, end)()

    assert sent_by(act) == [b"last", {"write_eof": "end", "close": "closed"}[end]]


def test_what_is_large_waits_for_its_reader() -> None:
    async def act(writer: GatheringWriter) -> None:
        writer.write(b"x" * LARGE)
        await writer.drain()
        writer.write(b"y")

    assert sent_by(act) == [b"x" * LARGE, "drained", b"y"]
