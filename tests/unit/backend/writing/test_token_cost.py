"""What the tokens of a model cost: each kind at its own price, summed without drift."""

from decimal import Decimal

import pytest

from configuration import TokenPrices
from dal import ModelUsage
from logic.writing.token_cost import charge, total_usage
from models.response import TokenUsage

PRICES = TokenPrices(input=Decimal(1), output=Decimal(5), cache_write=Decimal("1.25"), cache_read=Decimal("0.1"))


@pytest.mark.parametrize(
    ("tokens", "usd"),
    [
        ((0, 0, 0, 0), 0.0),
        ((1_000_000, 0, 0, 0), 1.0),
        ((0, 1_000_000, 0, 0), 5.0),
        ((0, 0, 1_000_000, 0), 1.25),
        ((0, 0, 0, 1_000_000), 0.1),
        ((1200, 600, 0, 800), 0.00428),
        ((1, 0, 0, 1), 0.0000011),
    ],
)
def test_each_kind_of_token_has_its_price(tokens: tuple[int, int, int, int], usd: float) -> None:
    plain, output, written, read = tokens
    usage = ModelUsage(input_tokens=plain, output_tokens=output, cache_write_tokens=written, cache_read_tokens=read)
    charged = charge(usage, model="m", prices=PRICES)
    assert charged == TokenUsage(input_tokens=plain + written + read, output_tokens=output, model="m", cost_usd=usd)


def test_sums_do_not_drift() -> None:
    attempt = TokenUsage(input_tokens=1, output_tokens=0, model="m", cost_usd=0.0000001)
    assert total_usage([attempt] * 1000).cost_usd == 0.0001
