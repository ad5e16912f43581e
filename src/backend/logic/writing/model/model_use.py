"""What one request to the model came to, for metrics and the log: counts, times and words of ours, nothing personal."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from dal import ModelUsage
from models.model_settings import TokenPrices
from models.response import TokenUsage

COST_DIGITS = 9
"""A price has at most four decimals and is for a million tokens; a tenth of a micro-dollar is the least that occurs."""

_MILLION = Decimal(1_000_000)
_NOTHING = ModelUsage(input_tokens=0, output_tokens=0, cache_write_tokens=0, cache_read_tokens=0)


@dataclass(frozen=True, kw_only=True)
class ModelUse:
    """One request. `outcome` is `answered`, or why there is no usable answer; `request_id` is the vendor's."""

    outcome: str
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


def charge(usage: ModelUsage, *, model: str, prices: TokenPrices) -> TokenUsage:
    """What an answer cost. `input_tokens` counts all that the model read; the three kinds have a price each."""
    cost = (
        usage.input_tokens * prices.input
        + usage.output_tokens * prices.output
        + usage.cache_write_tokens * prices.cache_write
        + usage.cache_read_tokens * prices.cache_read
    ) / _MILLION
    return TokenUsage(
        input_tokens=usage.all_input_tokens,
        output_tokens=usage.output_tokens,
        model=model,
        cost_usd=round(float(cost), COST_DIGITS),
    )


def add(before: TokenUsage | None, added: TokenUsage | None) -> TokenUsage | None:
    """Both together, under the name of the model that was asked; None where nothing was."""
    if before is None or added is None:
        return before or added
    return TokenUsage(
        input_tokens=before.input_tokens + added.input_tokens,
        output_tokens=before.output_tokens + added.output_tokens,
        model=added.model if added.input_tokens + added.output_tokens else before.model,
        cost_usd=round(before.cost_usd + added.cost_usd, COST_DIGITS),
    )
