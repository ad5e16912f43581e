"""The end of a log, kept for the pages that follow it: its last lines under their own numbers, also of a build that
writes faster than anybody is shown.

What answers is shaped as CloudWatch Logs': GetLogEvents gives pages of at most 10,000 events, and at the end the token
that it was asked with. Source: docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html
"""

from __future__ import annotations

from typing import Any, cast

import pytest

from delivery.console.reading import log_tail
from delivery.console.reading.log_tail import LINES_KEPT, LogTail
from delivery.console.web.safe_line import Span, safe_spans
from localcloud.cli import PipelineOwner

EVENTS_A_PAGE = 10_000
BUILD = "small:0f0e0d0c-0000-4000-8000-000000000001"


class _NoSuchStreamError(Exception):
    """What a client of CloudWatch Logs raises for a stream that is not there yet."""


class _WrittenLog:
    """A build and what it wrote so far, as the clients of CodeBuild and of CloudWatch Logs tell of it."""

    class exceptions:  # noqa: N801 - what a client calls it
        ResourceNotFoundException = _NoSuchStreamError

    def __init__(self, lines: int, *, ended: bool) -> None:
        self.lines = lines
        self.ended = ended

    def client(self, service: str, *, account: str = "", region: str = "") -> _WrittenLog:
        assert service in {"codebuild", "logs"}
        return self

    def batch_get_builds(self, ids: list[str]) -> dict[str, Any]:
        logs = {"groupName": "/aws/codebuild/small", "streamName": ids[0].partition(":")[2]}
        return {"builds": [{"id": ids[0], "buildComplete": self.ended, "logs": logs}]}

    def get_log_events(self, **asked: Any) -> dict[str, Any]:
        start = int(asked.get("nextToken", "f/0").partition("/")[2])
        end = min(start + EVENTS_A_PAGE, self.lines)
        events = [{"message": f"line {number} of the log\n"} for number in range(start + 1, end + 1)]
        return {"events": events, "nextForwardToken": f"f/{end}"}


@pytest.fixture
def made_safe(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The lines that were made safe."""
    seen: list[str] = []

    def watched(line: str) -> list[Span]:
        seen.append(line)
        return safe_spans(line)

    monkeypatch.setattr(log_tail, "safe_spans", watched)
    return seen


def _tail(log: _WrittenLog, monkeypatch: pytest.MonkeyPatch) -> LogTail:
    monkeypatch.setattr(log_tail, "FRESH_SECONDS", -1.0)  # each look reads
    return LogTail(cast("PipelineOwner", log), BUILD)


def test_of_a_burst_the_last_lines_are_kept_under_their_numbers(
    monkeypatch: pytest.MonkeyPatch, made_safe: list[str]
) -> None:
    tail = _tail(_WrittenLog(23_456, ended=True), monkeypatch)
    news = tail.after(0)
    assert [line.number for line in news.lines] == list(range(23_456 - LINES_KEPT + 1, 23_457))
    assert all(line.spans == [("", f"line {line.number} of the log")] for line in news.lines)
    assert news.complete
    assert len(made_safe) == LINES_KEPT, "what nobody is shown was made safe"


def test_a_log_that_goes_on_is_read_on(monkeypatch: pytest.MonkeyPatch) -> None:
    log = _WrittenLog(3, ended=False)
    tail = _tail(log, monkeypatch)
    first = tail.after(0)
    log.lines, log.ended = 5, True
    second = tail.after(3)
    assert [[line.number for line in news.lines] for news in (first, second)] == [[1, 2, 3], [4, 5]]
    assert [first.complete, second.complete] == [False, True]


def test_what_was_read_before_it_failed_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    log = _WrittenLog(EVENTS_A_PAGE + 1, ended=True)
    answer, asked = log.get_log_events, []

    def once(**position: Any) -> dict[str, Any]:
        asked.append(position)
        if len(asked) == 2:
            raise TimeoutError
        return answer(**position)

    monkeypatch.setattr(log, "get_log_events", once)
    tail = _tail(log, monkeypatch)
    with pytest.raises(TimeoutError):
        tail.after(0)
    assert tail.after(EVENTS_A_PAGE - 1).lines[-1].number == EVENTS_A_PAGE + 1
