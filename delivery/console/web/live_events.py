"""Server-sent events: a page gets the parts of itself that changed, and now and then a word for who cannot see them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

from botocore.exceptions import BotoCoreError, ClientError
from starlette.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse

from delivery.console.web.safe_line import plain_text

POLL_SECONDS: Final = 1.0
_QUIET_POLLS: Final = 15
"""After so many without news a comment is sent, so that a connection that is gone is noticed."""


@dataclass(frozen=True, kw_only=True)
class LiveParts:
    """What a live page shows.

    Attributes:
        html: by the element's id, what is in it.
        spoken: one sentence on how it stands; said when it changes.
        ended: whether nothing more will change.
    """

    html: Mapping[str, str]
    spoken: str
    ended: bool = False


def event(name: str, data: Any) -> str:
    """One event, its data as JSON, which has no line ends."""
    return f"event: {name}\ndata: {json.dumps(data)}\n\n"


def trouble(error: Exception) -> str:
    """The event of an answer that did not come; its words may have anybody's text in them."""
    return event("trouble", plain_text(str(error)))


class Source(Protocol):
    """What a page follows: whatever is new of one thing, at each look."""

    def look(self) -> tuple[Sequence[str], bool]:
        """Events, and whether nothing more will come.

        Raises:
            ClientError: it cannot be read now.
        """


def live_parts(read: Callable[[], LiveParts], *others: Source) -> StreamingResponse:
    """Parts as they change with what else the page follows, in one stream: a browser opens six connections to a server
    at most, for all its pages. It ends when nothing more will come, or the page is closed.
    """
    return StreamingResponse(_events([_Parts(read), *others]), media_type="text/event-stream")


class _Parts:
    """The parts of a page that are not as they were sent."""

    def __init__(self, read: Callable[[], LiveParts]) -> None:
        self._read = read
        self._sent: dict[str, str] = {}
        self._spoken = ""

    def look(self) -> tuple[Sequence[str], bool]:
        found = self._read()
        changed = {name: html for name, html in found.html.items() if self._sent.get(name) != html}
        self._sent.update(changed)
        news = found.spoken if found.spoken != self._spoken else ""
        self._spoken = found.spoken
        return ([event("parts", {"html": changed, "spoken": plain_text(news)})] if changed else []), found.ended


async def _events(sources: list[Source]) -> AsyncIterator[str]:
    quiet, in_trouble = 0, False
    while True:
        try:
            looks = [(source, *await run_in_threadpool(source.look)) for source in sources]
        except (ClientError, BotoCoreError) as error:
            if not in_trouble:
                yield trouble(error)
            in_trouble = True
            await asyncio.sleep(POLL_SECONDS)
            continue
        events = [each for _, found, _ in looks for each in found]
        if in_trouble and not events:
            events = [event("parts", {"html": {}, "spoken": ""})]  # says that it is over
        quiet = 0 if events else quiet + 1
        in_trouble = False
        if events:
            yield "".join(events)
        elif quiet % _QUIET_POLLS == 0:
            yield ": still here\n\n"
        sources = [source for source, _, ended in looks if not ended]
        if not sources:
            yield event("ended", "")
            return
        await asyncio.sleep(POLL_SECONDS)
