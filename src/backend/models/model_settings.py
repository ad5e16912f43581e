"""How an environment uses its language model: which one, within which limits, at which price."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, kw_only=True)
class TokenPrices:
    """USD for a million tokens, as the vendor's price list has them."""

    input: Decimal
    output: Decimal
    cache_write: Decimal
    cache_read: Decimal


@dataclass(frozen=True, kw_only=True)
class ModelSettings:
    """`max_output_tokens` bounds one answer, `attempts` the requests for one CV, whatever they are made for.

    `attempt_ms` is the time that one request must have: none is started with less, and where there is more the budget
    is shared among the attempts that it still has room for.
    """

    base_url: str
    name: str
    max_output_tokens: int
    attempts: int
    attempt_ms: int
    prices: TokenPrices
