"""A build's log: every line goes to CloudWatch Logs with the build's role, in batches, less than a second late.

A build that prints faster than lines are taken waits for that, as on AWS, so that no log fills the memory.

Secrets and access key ids are hidden (docs.aws.amazon.com/codebuild/latest/userguide/build-env-ref-env-vars.html).
Losing a log must not lose a build: a role that may not write logs is told once, in the build's last phase, and the
build goes on. (AWS fails such a build before it starts.)
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

_BATCH_SECONDS = 0.3
# PutLogEvents takes at most 10,000 events and 1,048,576 bytes a call, each event counted with 26 bytes more. Fewer at
# once, so that others' requests are answered in between.
_BATCH_EVENTS = 500
_BATCH_BYTES = 250_000
_WAITING_EVENTS = 20_000
_EVENT_OVERHEAD = 26
_LINE_BYTES = 250_000
_CLOSE_SECONDS = 30.0
_MASK = "***"
# An access key's id: docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
_ACCESS_KEY_ID = re.compile(r"\b(?:AKIA|ASIA)[A-Z0-9]{16}\b")


class LogStream:
    """Collects lines from any thread and sends them from one of its own."""

    def __init__(self, *, logs: Callable[[], Any], group: str, stream: str, masked: Iterable[str] = ()) -> None:
        """`logs` gives a client each time one is needed, since sessions end; `masked` values are replaced by ***."""
        self._logs = logs
        self._group = group
        self._stream = stream
        self._masked: list[str] = []
        self._condition = threading.Condition()
        self._events: list[dict[str, Any]] = []
        self._partial = b""
        self._closing = False
        self.mask(masked)
        self.failure: str | None = None
        self._thread = threading.Thread(target=self._send_until_closed, name="codebuild-log", daemon=True)
        self._thread.start()

    def mask(self, values: Iterable[str]) -> None:
        """Hide more values, those of secrets, from now on; one of several lines, such as a key, in each of them."""
        with self._condition:
            lines = {line.strip() for value in values for line in value.splitlines()}
            # The longest first: one may be a part of another.
            self._masked = sorted({*self._masked, *lines} - {""}, key=len, reverse=True)

    def log_line(self, line: str) -> None:
        """Write a line of CodeBuild's own with its prefix and time: one event, whatever is in it."""
        now = time.time()
        moment = time.strftime("%Y/%m/%d %H:%M:%S", time.gmtime(now))
        self._add(f"[Container] {moment}.{int(now % 1 * 1_000_000):06d} {line}", _whole)

    def write(self, output: bytes) -> None:
        """Take output of commands; whole lines become events, the rest waits for its end."""
        with self._condition:
            lines, end, self._partial = (self._partial + output).rpartition(b"\n")
            if len(self._partial) > _LINE_BYTES:
                lines, end, self._partial = lines + end + self._partial, b"\n", b""
        if end:
            self._add(lines.decode(errors="replace"), _lines)

    def close(self) -> None:
        """Send what is left; waits at most half a minute."""
        with self._condition:
            rest, self._partial = self._partial, b""
        if rest:
            self._add(rest.decode(errors="replace"), _lines)
        with self._condition:
            self._closing = True
            self._condition.notify()
        self._thread.join(_CLOSE_SECONDS)

    def _add(self, text: str, parts: Callable[[str], Sequence[str]]) -> None:
        """Take a text, an event for each of its parts; what is masked is masked in all of them at once, which a build
        that prints much needs."""
        moment = int(time.time() * 1000)
        with self._condition:
            for value in self._masked:
                text = text.replace(value, _MASK)
            text = _ACCESS_KEY_ID.sub(_MASK, text)
            self._events += [
                {"timestamp": moment, "message": message} for part in parts(text) for message in _messages(part)
            ]
            self._condition.notify_all()
            self._condition.wait_for(lambda: len(self._events) < _WAITING_EVENTS or self._closing)

    def _send_until_closed(self) -> None:
        created = False
        while True:
            with self._condition:
                self._condition.wait_for(lambda: self._events or self._closing)
                if not self._closing:
                    self._condition.wait_for(lambda: self._closing, _BATCH_SECONDS)
                events, self._events = self._events, []
                self._condition.notify_all()
                if not events and self._closing:
                    return
            if self.failure is None:
                try:
                    created = created or self._create()
                    self._send(events)
                except Exception as error:  # any failure to log is told, none ends the build
                    self.failure = f"{type(error).__name__}: {error}"

    def _create(self) -> bool:
        logs = self._logs()
        for create, names in (
            (logs.create_log_group, {"logGroupName": self._group}),
            (logs.create_log_stream, {"logGroupName": self._group, "logStreamName": self._stream}),
        ):
            try:
                create(**names)
            except logs.exceptions.ResourceAlreadyExistsException:
                pass
            except logs.exceptions.ClientError as error:
                # The log group may be made by someone else and its creation be forbidden to this role.
                if create == logs.create_log_stream or error.response["Error"]["Code"] != "AccessDeniedException":
                    raise
        return True

    def _send(self, events: list[dict[str, Any]]) -> None:
        batch: list[dict[str, Any]] = []
        size = 0
        for event in events:
            weight = len(event["message"].encode()) + _EVENT_OVERHEAD
            if batch and (size + weight > _BATCH_BYTES or len(batch) == _BATCH_EVENTS):
                self._put(batch)
                batch, size = [], 0
            batch.append(event)
            size += weight
        if batch:
            self._put(batch)

    def _put(self, batch: list[dict[str, Any]]) -> None:
        self._logs().put_log_events(logGroupName=self._group, logStreamName=self._stream, logEvents=batch)


def _whole(text: str) -> Sequence[str]:
    return (text.rstrip("\r"),)


def _lines(text: str) -> Sequence[str]:
    return [line.rstrip("\r") for line in text.split("\n")]


def _messages(line: str) -> Iterator[str]:
    """The events of a line. One must not be empty; an empty line is part of what a build prints."""
    for start in range(0, max(len(line), 1), _LINE_BYTES):
        yield (line[start : start + _LINE_BYTES] or " ") + "\n"
