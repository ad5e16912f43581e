"""Text that was written for a CV, before it is one: what an engine answers with and what verification judges."""

from dataclasses import dataclass, field

from models.response import TokenUsage

NO_TOKENS = TokenUsage(input_tokens=0, output_tokens=0, model="none", cost_usd=0.0)
"""Usage of an engine that asks no model."""


@dataclass(frozen=True, kw_only=True)
class RewrittenBullet:
    """One bullet of the result, and the indexes of the source bullets (of the same position) that it is made from."""

    text: str
    source_bullets: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Rewrite:
    """Text for the FLEXIBLE fields. `positions[p]` holds the bullets of position p, in the order to show them.

    `summary` is empty where the preferences ask for none. `usage` is what this attempt cost.
    """

    summary: str
    positions: tuple[tuple[RewrittenBullet, ...], ...]
    usage: TokenUsage = field(default=NO_TOKENS)
