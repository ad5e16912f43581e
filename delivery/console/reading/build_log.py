"""A build's log, followed once for all pages: its newest lines at once, each line by its number once it was read.

A build can print more than anybody sees. While it does, its newest lines are looked at, and those before them are read
slowly, so that neither the server nor this process is kept busy with what nobody looks at. They are read at once where
a reader goes there or searches, and by and by where the build has ended.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, Final

from delivery.console.reading.pipeline_reading import FRESH_SECONDS, Recently
from delivery.console.reading.stored_lines import StoredLines
from delivery.console.web.safe_line import plain_text
from delivery.console.web.shown_line import shown_lines
from localcloud.cli import PipelineOwner, describe_build

NEWEST: Final = 100
_EVENT_LENGTH: Final = 1_000_000
_LINES_A_PIECE: Final = 1_000
_EVENTS_A_PAGE: Final = 10_000
"""At most so many does GetLogEvents give, and at most 1 MB of them."""
_EVENTS_SLOWLY: Final = 1_000
_PAGE_LENGTH: Final = 500_000
"""A page that has less, and fewer events than it was asked for, is the last one for now."""
_PAGES: Final = 2
_PAGES_ASKED_FOR: Final = 5
_VIEWS_KEPT: Final = 32
_Event = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class LogNews:
    """How a log stands.

    Attributes:
        version: another one where anything of it is.
        known: how many lines were read, and have their number.
        newest: the last lines that were written, made safe.
        behind: lines between those known and the newest ones were not read yet.
        complete: nothing more will come, and all of it was read.
    """

    version: int = 0
    known: int = 0
    newest: tuple[str, ...] = ()
    behind: bool = False
    complete: bool = False


@dataclass(frozen=True, kw_only=True)
class LogPage:
    """Some lines with their numbers.

    Attributes:
        total: how many there are of them in all.
        at: the number of the first line of the view that the reader had; 0 where it is not known.
    """

    news: LogNews
    total: int
    at: int
    lines: tuple[tuple[int, str], ...]


class BuildLog:
    """Follows one build's log in CloudWatch Logs; every method may be called from any thread.

    Args:
        build_id: CodeBuild's, `project:uuid`.
    """

    def __init__(self, owner: PipelineOwner, build_id: str) -> None:
        self._owner = owner
        self._build_id = build_id
        self._lock = threading.Lock()
        self._stored = StoredLines()
        self._token: str | None = None
        self._read_at = float("-inf")
        self._current = False
        self._news = LogNews()
        self._asked_for = False
        self._calm = False
        self._peeked: _Event = {}
        self._views: OrderedDict[tuple[Any, str], list[tuple[int, int]]] = OrderedDict()
        self._found: OrderedDict[int, int] = OrderedDict()

    def news(self) -> LogNews:
        """How it stands now, or did a moment ago.

        Raises:
            ClientError: the log cannot be read.
        """
        with self._lock:
            if not self._news.complete and time.monotonic() - self._read_at > FRESH_SECONDS:
                self._read()
            return self._news

    def page(self, first: int, count: int, *, text: str = "", view: int = 0) -> LogPage:
        """Lines from a number on, or of those that have a text. What was not read yet is read, a part at a time: where
        the log is still behind, a caller asks again.

        Args:
            view: the version of the news that the reader has before them.

        Raises:
            ClientError: the log cannot be read.
        """
        with self._lock:
            if not self._current:
                self._asked_for = True
                self._read()
            if text:
                numbers = self._stored.numbers_with(text)
                chosen = list(numbers[max(first, 1) - 1 :][:count])
                lines = [(number, self._stored.read(number, 1)[0]) for number in chosen]
                total = len(numbers)
            else:
                lines = list(enumerate(self._stored.read(first, count), max(first, 1)))
                total = self._stored.count
            return LogPage(news=self._news, total=total, at=self._found.get(view, 0), lines=tuple(lines))

    def _read(self) -> None:
        build = describe_build(self._owner, self._build_id)
        # Asked before the events are read: a build that had ended by then writes no more.
        ended = build is None or bool(build.get("buildComplete"))
        self._current = False
        client, place, before = self._owner.client("logs"), _stream(build or {}), 0
        try:
            current, at_end = self._read_on(client, place, ended=ended) if place else (True, True)
            peeked = [] if current else self._peek(client, place)
        finally:
            self._read_at = time.monotonic()
        self._current = current
        if current:
            self._asked_for, self._calm = False, False
            newest = tuple(self._stored.read(self._stored.count - NEWEST + 1, NEWEST))
        else:
            texts = list(_texts(peeked))
            newest, before = tuple(shown_lines(texts[-NEWEST:])), max(0, len(texts) - NEWEST)
        news = LogNews(
            version=self._news.version,
            known=self._stored.count,
            newest=newest,
            behind=not current,
            complete=ended and (at_end or self._stored.is_full),
        )
        if news != self._news:
            self._news = replace(news, version=self._news.version + 1)
            self._note_view(peeked, before)

    def _read_on(self, client: Any, place: dict[str, str], *, ended: bool) -> tuple[bool, bool]:
        """Reads on from where the last reading stopped; returns whether that was all for now, and all for good."""
        pages = _PAGES_ASKED_FOR if self._asked_for else _PAGES if ended or self._calm else 1
        limit = _EVENTS_SLOWLY if pages == 1 else _EVENTS_A_PAGE
        for _ in range(pages):
            if self._stored.is_full:
                break
            position = {"nextToken": self._token} if self._token else {}
            try:
                answer = client.get_log_events(**place, **position, startFromHead=True, limit=limit)
            except client.exceptions.ResourceNotFoundException:
                return True, ended
            events = answer["events"]
            self._take(events)
            again = answer.get("nextForwardToken") == self._token
            self._token = answer.get("nextForwardToken", self._token)
            if again or not events:
                return True, ended
            if not ended and len(events) < limit and sum(len(each["message"]) for each in events) < _PAGE_LENGTH:
                return True, False
        return False, False

    def _take(self, events: list[_Event]) -> None:
        if not self._views:
            self._stored.add(shown_lines(list(_texts(events))))
            return
        for event in events:
            for version, before in self._views.get(_key(event), ()):
                self._found[version] = self._stored.count + 1 + before
            self._stored.add(shown_lines(list(_texts([event]))))

    def _peek(self, client: Any, place: dict[str, str]) -> list[_Event]:
        """The last events, without those before them."""
        found: list[_Event] = client.get_log_events(**place, startFromHead=False, limit=NEWEST)["events"]
        self._calm = bool(found) and found[-1] == self._peeked
        self._peeked = found[-1] if found else {}
        return found

    def _note_view(self, peeked: list[_Event], before: int) -> None:
        """A reader who stops at what was peeked at is to find it again by its number; `before` of its lines were left
        out.
        """
        if peeked:
            self._views.setdefault(_key(peeked[0]), []).append((self._news.version, before))
        else:
            self._found[self._news.version] = max(1, self._stored.count - NEWEST + 1)
        while len(self._views) > _VIEWS_KEPT:
            self._views.popitem(last=False)
        while len(self._found) > _VIEWS_KEPT:
            self._found.popitem(last=False)


class BuildLogs:
    """The logs that are followed, the last used ones."""

    def __init__(self, owner: PipelineOwner) -> None:
        self._owner = owner
        self._logs: Recently[BuildLog] = Recently(3_600, most=8)

    def of(self, build_id: str) -> BuildLog:
        return self._logs.get(build_id, lambda: BuildLog(self._owner, build_id))

    def whole(self, build_id: str) -> Iterator[str]:
        """All lines, as text, read page by page; in pieces of many, since each piece costs the server a turn.

        Raises:
            ClientError: the log cannot be read.
        """
        place = _stream(describe_build(self._owner, build_id) or {})
        client, token = self._owner.client("logs"), None
        while place:
            position: dict[str, Any] = {"nextToken": token} if token else {}
            answer = client.get_log_events(**place, startFromHead=True, **position)
            lines = _texts(answer["events"])
            while piece := "".join(f"{plain_text(text)}\n" for text in islice(lines, _LINES_A_PIECE)):
                yield piece
            if answer.get("nextForwardToken") in {None, token}:
                return
            token = answer["nextForwardToken"]


def _key(event: _Event) -> tuple[Any, str]:
    return event.get("timestamp"), event["message"]


def _stream(build: dict[str, Any]) -> dict[str, str]:
    logs = build.get("logs", {})
    if not logs.get("groupName") or not logs.get("streamName"):
        return {}
    return {"logGroupName": logs["groupName"], "logStreamName": logs["streamName"]}


def _texts(events: Iterable[_Event]) -> Iterator[str]:
    """Lines; of what a program wrote over itself with carriage returns, the last."""
    for event in events:
        message = event["message"]
        for line in message[:_EVENT_LENGTH].rstrip("\r\n").split("\n"):
            shown = line.rstrip("\r").rpartition("\r")[2]
            yield shown
        if len(message) > _EVENT_LENGTH:
            yield f"... {len(message) - _EVENT_LENGTH:,} more characters were written at once"
