"""How long to wait before the next attempt: exponential back-off with full jitter, or as long as the other side asks.

Full jitter (a random wait between nothing and the exponential bound) spreads callers that failed together best
(aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter). A `retry-after` is a minimum, so it wins where it is
the longer.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Backoff:
    """Milliseconds: `first_ms` bounds the first wait, doubled each time up to `longest_ms`. `rand` gives 0..1."""

    first_ms: int = 500
    longest_ms: int = 4000
    rand: Callable[[], float] = random.random

    def wait_ms(self, *, failures: int, retry_after_ms: int | None) -> int:
        """The wait after so many failures in a row, 1 or more."""
        bound: int = min(self.longest_ms, self.first_ms << (failures - 1))
        return max(round(bound * self.rand()), retry_after_ms or 0)
