"""One deadline for a request, so that every step spends from the same budget.

Two clocks end a request: API Gateway stops waiting after the integration timeout, and Lambda ends the invocation.
Work is planned against the first, records that must outlive a killed invocation against the second.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Self

from models.errors import TimeBudgetSpentError

ANSWER_RESERVE_MS = 500
"""Kept back for the way to and from API Gateway and for writing the answer."""


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """Moments (seconds of `clock`) at which the caller's patience and the invocation end."""

    budget_ends_at: float
    invocation_ends_at: float
    clock: Callable[[], float] = time.monotonic

    @classmethod
    def start(
        cls, *, integration_timeout_ms: int, invocation_remaining_ms: int, clock: Callable[[], float] = time.monotonic
    ) -> Self:
        """A request that starts now: its budget is the tighter of both limits, less `ANSWER_RESERVE_MS`."""
        now = clock()
        budget_ms = min(integration_timeout_ms, invocation_remaining_ms) - ANSWER_RESERVE_MS
        return cls(
            budget_ends_at=now + budget_ms / 1000,
            invocation_ends_at=now + invocation_remaining_ms / 1000,
            clock=clock,
        )

    def less(self, milliseconds: int) -> Self:
        """This deadline with so much kept back from its budget."""
        return replace(self, budget_ends_at=self.budget_ends_at - milliseconds / 1000)

    def share(self, parts: int) -> Self:
        """The first of so many equal parts of what is left of the budget."""
        now = self.clock()
        return replace(self, budget_ends_at=now + max(0.0, self.budget_ends_at - now) / parts)

    def remaining_ms(self) -> int:
        """Milliseconds left of the budget, 0 when it is spent."""
        return max(0, int((self.budget_ends_at - self.clock()) * 1000))

    def get_remaining_time_in_millis(self) -> int:
        """Milliseconds until Lambda ends the invocation; named as in the Lambda context, for those who ask one."""
        return max(0, int((self.invocation_ends_at - self.clock()) * 1000))

    def require(self, *, milliseconds: int, purpose: str) -> None:
        """Raise `TimeBudgetSpentError` unless `milliseconds` are left; `purpose` completes "No time is left to ..."."""
        if self.remaining_ms() < milliseconds:
            raise TimeBudgetSpentError(f"No time is left to {purpose}. Repeat the request.")
