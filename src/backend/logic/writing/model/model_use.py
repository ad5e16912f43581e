"""What one request to the model came to, for metrics and the log: counts, times and words of ours, nothing personal."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from dal import ModelUsage

Purpose = Literal["write", "judge"]
_NOTHING = ModelUsage(input_tokens=0, output_tokens=0, cache_write_tokens=0, cache_read_tokens=0)


@dataclass(frozen=True, kw_only=True)
class ModelUse:
    """One request, to write a text or to judge one. `outcome` is `answered`, or why there is no usable answer;
    `request_id` is the vendor's.
    """

    outcome: str
    purpose: Purpose
    milliseconds: int
    usage: ModelUsage = _NOTHING
    cost_usd: float = 0.0
    status: int | None = None
    request_id: str | None = None


Observer = Callable[[ModelUse], None]
"""Is told of every request to a model."""


def unobserved(use: ModelUse) -> None:
    """Takes no note of it."""
    del use
