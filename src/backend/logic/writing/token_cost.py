"""What the tokens of a model cost: of one answer, and of all attempts together."""

from collections.abc import Sequence
from decimal import Decimal
from functools import reduce

from configuration import TokenPrices
from dal import ModelUsage
from models.response import TokenUsage
from models.rewrite import NO_TOKENS

COST_DIGITS = 9
"""A price has at most four decimals and is for a million tokens; a tenth of a micro-dollar is the least that occurs."""

_MILLION = Decimal(1_000_000)


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


def total_usage(spent: Sequence[TokenUsage]) -> TokenUsage:
    """What several attempts cost together, under the name of the model that was asked last."""
    return reduce(_add, spent) if spent else NO_TOKENS


def _add(before: TokenUsage, added: TokenUsage) -> TokenUsage:
    return TokenUsage(
        input_tokens=before.input_tokens + added.input_tokens,
        output_tokens=before.output_tokens + added.output_tokens,
        model=added.model if added.input_tokens + added.output_tokens else before.model,
        cost_usd=round(before.cost_usd + added.cost_usd, COST_DIGITS),
    )
