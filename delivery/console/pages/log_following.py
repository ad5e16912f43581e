"""A build's log as a page has it: how it grows, as events, and any of its lines, as it asks for them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from botocore.exceptions import BotoCoreError, ClientError
from starlette.responses import Response

from delivery.console.reading.build_log import BuildLog, LogNews
from delivery.console.web.live_events import event
from delivery.console.web.safe_line import Span, plain_text
from delivery.console.web.shown_line import spans_of

_MOST_LINES: Final = 1_000
_MOST_DIGITS: Final = 12
_TEXT_LENGTH: Final = 1_000


class LogFollowing:
    """What one page is told of a log: its newest lines where there are new ones, however many came in between."""

    def __init__(self, log: BuildLog) -> None:
        self._log = log
        self._sent = 0

    def look(self) -> tuple[Sequence[str], bool]:
        try:
            news = self._log.news()
        except (ClientError, BotoCoreError) as error:  # of the log alone: the rest of the page goes on
            return [event("log-trouble", plain_text(str(error)))], True
        if news.version == self._sent and not news.complete:
            return [], False
        self._sent = news.version
        return [_grown(news)], news.complete


@lru_cache(maxsize=8)
def _grown(news: LogNews) -> str:
    """The event, written once for all pages that follow the log."""
    first = 0 if news.behind else news.known - len(news.newest) + 1
    return event("log", {**_standing(news), "first": first, "lines": [_drawn(line) for line in news.newest]})


def log_page(log: BuildLog, asked: Mapping[str, str]) -> Response:
    """The lines that a page asks for."""
    first, count, view = (_number(asked.get(name, "")) for name in ("first", "count", "view"))
    page = log.page(first, min(count, _MOST_LINES), text=asked.get("text", "")[:_TEXT_LENGTH], view=view)
    lines = [[number, _drawn(line)] for number, line in page.lines]
    found = {**_standing(page.news), "total": page.total, "at": page.at, "lines": lines}
    return Response(json.dumps(found), media_type="application/json")  # half a character goes as its escape


def _standing(news: LogNews) -> dict[str, Any]:
    return {"version": news.version, "known": news.known, "behind": news.behind, "complete": news.complete}


def _drawn(line: str) -> str | list[Span]:
    """A line as its spans; most have no colours and go as they are."""
    spans = spans_of(line)
    return spans if any(classes for classes, _ in spans) else line


def _number(text: str) -> int:
    """A number from a query; 0 where it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS else 0
