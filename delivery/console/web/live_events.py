"""Server-sent events: a page gets the parts of itself that changed, and now and then a word for who cannot see them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

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


def live_parts(read: Callable[[], LiveParts]) -> StreamingResponse:
    """Parts as they change, until they have ended or the page is closed."""
    return StreamingResponse(_parts(read), media_type="text/event-stream")


async def _parts(read: Callable[[], LiveParts]) -> AsyncIterator[str]:
    sent: dict[str, str] = {}
    spoken, quiet, in_trouble = "", 0, False
    while True:
        try:
            found = await run_in_threadpool(read)
        except (ClientError, BotoCoreError) as error:
            if not in_trouble:
                yield trouble(error)
            in_trouble = True
            await asyncio.sleep(POLL_SECONDS)
            continue
        changed = {name: html for name, html in found.html.items() if sent.get(name) != html}
        sent.update(changed)
        news = found.spoken if found.spoken != spoken else ""
        spoken, quiet = found.spoken, 0 if changed or in_trouble else quiet + 1
        if changed or in_trouble:
            yield event("parts", {"html": changed, "spoken": plain_text(news)})
        elif quiet % _QUIET_POLLS == 0:
            yield ": still here\n\n"
        in_trouble = False
        if found.ended:
            yield event("ended", "")
            return
        await asyncio.sleep(POLL_SECONDS)
