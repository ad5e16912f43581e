"""A log of CloudWatch Logs that grows as a test says.

GetLogEvents gives at most 10,000 events a page, from the head or the tail, and at the end the token that it was asked
with. Source: docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.console.hostile_account import FAILED, HostileAccount

EVENTS_A_PAGE = 10_000
PAGE = f"/executions/{FAILED}?log=Dev/Smoke"


class WrittenLog:
    """What a build wrote so far.

    Args:
        lines: how many there are.
        message: of a line, by its number.

    Attributes:
        ended: whether it writes no more.
        asked: by each request for events, how many were given.
    """

    def __init__(self, lines: int, *, ended: bool, message: Callable[[int], str] = "line {} of the log".format) -> None:
        self.lines, self.ended, self._message = lines, ended, message
        self.asked: list[int] = []

    def get_log_events(self, **asked: Any) -> dict[str, Any]:
        limit = min(asked.get("limit", EVENTS_A_PAGE), EVENTS_A_PAGE)
        lines = self.lines
        if not asked["startFromHead"]:
            start, end = max(0, lines - limit), lines
        else:
            start = int(asked.get("nextToken", "f/0").partition("/")[2])
            end = min(start + limit, lines)
        events = [
            {"timestamp": number, "message": f"{self._message(number)}\n"} for number in range(start + 1, end + 1)
        ]
        self.asked.append(len(events))
        return {"events": events, "nextForwardToken": f"f/{end}"}

    def build(self, **_asked: Any) -> dict[str, Any]:
        """BatchGetBuilds of the build that writes it."""
        logs = {"groupName": "/aws/codebuild/build", "streamName": "0f0e0d0c"}
        return {"builds": [{"id": "build:1", "buildComplete": self.ended, "logs": logs}]}

    def account(self) -> HostileAccount:
        """An account whose one build writes it."""
        account = HostileAccount()
        account.answers["logs", "get_log_events"] = self.get_log_events
        account.answers["codebuild", "batch_get_builds"] = self.build
        return account
