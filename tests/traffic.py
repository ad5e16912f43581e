"""Users who ask a deployed service one request after the other while something happens to it."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Self

from delivery.service_client import ServiceResponse
from stages.environments import ENVIRONMENTS

RELEASE_HEADER = "x-release"
"""In which a test's release says which one answered."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What one request got.

    Attributes:
        sent: when.
        release: empty where the release that answered has no name.
        problem: the body of an answer that is not 200, for whoever reads a failure.
    """

    sent: datetime
    status: int
    release: str
    problem: str = ""


@dataclass
class Traffic:
    """Asks while the block runs, each user in a thread of its own.

    Attributes:
        users: what each of them does for an answer.
        per_second: how many requests they send together at most. An API answers 429 above its throttle, and a fast
            machine gets there.
        answers: all that came, in the order in which they came.
    """

    users: Sequence[Callable[[], ServiceResponse]]
    per_second: float
    answers: list[Answer] = field(default_factory=list, init=False)
    _errors: list[Exception] = field(default_factory=list, init=False)
    _over: threading.Event = field(default_factory=threading.Event, init=False)
    _threads: list[threading.Thread] = field(default_factory=list, init=False)

    def __enter__(self) -> Self:
        self._threads = [threading.Thread(target=self._keep_asking, args=(ask,), daemon=True) for ask in self.users]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: Any) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()
        assert not self._errors, f"a request had no answer: {self._errors[0]!r}"

    @property
    def failed(self) -> list[Answer]:
        """Those with an answer of 500 and above."""
        return [answer for answer in self.answers if answer.status >= 500]

    @property
    def unwell(self) -> list[Answer]:
        """Those with another answer than 200."""
        return [answer for answer in self.answers if answer.status != 200]

    def between(self, begin: datetime, end: datetime) -> int:
        """How many of the answered requests were sent in that time."""
        return sum(begin <= answer.sent <= end for answer in self.answers)

    def _keep_asking(self, ask: Callable[[], ServiceResponse]) -> None:
        turn = len(self.users) / self.per_second
        pause = 0.0
        while not self._over.wait(pause):
            sent = datetime.now(UTC)
            try:
                answer = ask()
            except Exception as error:  # raised where the block ends
                self._errors.append(error)
                return
            release = answer.headers.get(RELEASE_HEADER, "")
            problem = "" if answer.status == 200 else answer.body.decode(errors="replace")
            self.answers.append(Answer(sent=sent, status=answer.status, release=release, problem=problem))
            pause = max(0.0, turn - (datetime.now(UTC) - sent).total_seconds())


def bearable(environment: str) -> float:
    """How many requests a second an environment's API answers for certain: four fifths of its throttle."""
    return next(0.8 * one.throttle.rate for one in ENVIRONMENTS if one.name == environment)


def most_of(share: float, asked: int) -> float:
    """How many of so many requests a version with a share of them gets at most, as far as chance goes.

    Which version a request gets is drawn for each; four standard deviations above the mean are exceeded once in 30,000
    times. One more was on its way when the shares changed.
    """
    expected = share * asked
    return expected + 4 * math.sqrt(expected * (1 - share)) + 1
