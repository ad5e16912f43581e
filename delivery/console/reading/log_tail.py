"""The end of a build's log, kept once for all pages that follow it, and bounded: what is older is in the file."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from delivery.console.reading.pipeline_reading import FRESH_SECONDS, Recently
from delivery.console.web.safe_line import Span, plain_text, safe_spans
from localcloud.cli import PipelineOwner, describe_build

LINES_KEPT: Final = 5_000
_EVENT_LENGTH: Final = 1_000_000
_PAGES_AT_ONCE: Final = 5
_LINES_A_PIECE: Final = 1_000


@dataclass(frozen=True, kw_only=True)
class LogLine:
    """One line; numbers count from the first line that was read."""

    number: int
    spans: list[Span]


@dataclass(frozen=True, kw_only=True)
class LogNews:
    """What came after a number; `complete` where nothing more will."""

    lines: tuple[LogLine, ...]
    complete: bool


class LogTail:
    """Follows one build's log in CloudWatch Logs.

    Args:
        build_id: CodeBuild's, `project:uuid`.
    """

    def __init__(self, owner: PipelineOwner, build_id: str) -> None:
        self._owner = owner
        self._build_id = build_id
        self._lock = threading.Lock()
        self._lines: deque[LogLine] = deque(maxlen=LINES_KEPT)
        self._next = 1
        self._token: str | None = None
        self._read_at = 0.0
        self._complete = False

    def after(self, number: int) -> LogNews:
        """The lines after a number that are still kept.

        Raises:
            ClientError: the log cannot be read.
        """
        with self._lock:
            if not self._complete and time.monotonic() - self._read_at > FRESH_SECONDS:
                self._read()
                self._read_at = time.monotonic()
            return LogNews(lines=tuple(line for line in self._lines if line.number > number), complete=self._complete)

    def _read(self) -> None:
        build = describe_build(self._owner, self._build_id)
        # Asked before the events are read: a build that had ended by then writes no more.
        ended = build is None or bool(build.get("buildComplete"))
        client, place = self._owner.client("logs"), _stream(build or {})
        # Made safe at the end: of what a build writes between two looks, most is gone again before anybody is shown it.
        fresh: deque[tuple[int, str]] = deque(maxlen=LINES_KEPT)
        try:
            self._complete = self._read_into(fresh, client, place, ended=ended)
        finally:
            self._lines.extend(LogLine(number=number, spans=safe_spans(text)) for number, text in fresh)

    def _read_into(self, fresh: deque[tuple[int, str]], client: Any, place: dict[str, str], *, ended: bool) -> bool:
        """Reads on from where the last reading stopped; returns whether nothing more will come."""
        for _ in range(_PAGES_AT_ONCE if place else 0):
            position: dict[str, Any] = (
                {"nextToken": self._token, "startFromHead": True} if self._token else {"startFromHead": False}
            )
            try:
                answer = client.get_log_events(**place, **position)
            except client.exceptions.ResourceNotFoundException:
                return ended
            for text in _texts(answer["events"]):
                fresh.append((self._next, text))
                self._next += 1
            again = answer.get("nextForwardToken") == self._token
            self._token = answer.get("nextForwardToken", self._token)
            if again or not answer["events"]:
                return ended
        return ended and not place


class LogTails:
    """The tails that are followed, the last used ones."""

    def __init__(self, owner: PipelineOwner) -> None:
        self._owner = owner
        self._tails: Recently[LogTail] = Recently(3_600, most=8)

    def of(self, build_id: str) -> LogTail:
        return self._tails.get(build_id, lambda: LogTail(self._owner, build_id))

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


def _stream(build: dict[str, Any]) -> dict[str, str]:
    logs = build.get("logs", {})
    if not logs.get("groupName") or not logs.get("streamName"):
        return {}
    return {"logGroupName": logs["groupName"], "logStreamName": logs["streamName"]}


def _texts(events: list[dict[str, Any]]) -> Iterator[str]:
    """Lines; of what a program wrote over itself with carriage returns, the last."""
    for event in events:
        message = event["message"]
        for line in message[:_EVENT_LENGTH].rstrip("\r\n").split("\n"):
            shown = line.rstrip("\r").rpartition("\r")[2]
            yield shown
        if len(message) > _EVENT_LENGTH:
            yield f"... {len(message) - _EVENT_LENGTH:,} more characters were written at once"
