"""What an environment may configure about the function, with its limits: read here by the function and by the CDK side,
which checks an environment's data before anything is deployed.

Nothing but the standard library is imported: the CDK loads this in every synth, the function in every cold start.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

EngineName = Literal["extractive", "anthropic"]

ENVIRONMENT_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
"""It becomes part of physical names, and S3 takes lower-case letters, digits and hyphens only."""

MIN_INTEGRATION_TIMEOUT_MS = 1_000
MAX_INTEGRATION_TIMEOUT_MS = 59_000
"""The most an environment may ask for where AWS raised the account's quota: one second under the function's own 60 s,
as more would never be used."""

MODEL_RESERVE_MS = 3_500
"""What a request needs besides its model: reading, the fallback, storing, and the way back to the caller."""

MAX_MODEL_ATTEMPTS = 3
"""Requests for one CV, whatever they are made for: what a tailoring can cost is bounded by it. Where texts are judged,
an attempt is two requests at most."""
MIN_OUTPUT_TOKENS = 256
MAX_OUTPUT_TOKENS = 64_000
MIN_ATTEMPT_MS = 1_000
MIN_JUDGING_MS = 500

ORIGIN = re.compile(r"https://[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::[0-9]{1,5})?")
"""As browsers write it in the Origin header: no path, no trailing slash. A wildcard is none."""

ANTHROPIC_BASE_URL = "https://api.anthropic.com"
BASE_URL = re.compile(
    r"(?:https://[a-z0-9-]+(?:\.[a-z0-9-]+)*|http://(?:127\.0\.0\.1|localhost))(?::[0-9]{1,5})?(?:/[\w.~-]+)*"
)
"""An API key and CVs go there: encrypted, or never leaving the machine."""

MODEL_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:@/-]{0,127}")
PRICE = re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,4})?")
"""USD for a million tokens, as a variable of the function has it."""


@dataclass(frozen=True, kw_only=True)
class TokenPrices:
    """USD for a million tokens, as the vendor's price list has them (platform.claude.com/docs, pricing)."""

    input: Decimal
    output: Decimal
    cache_write: Decimal
    cache_read: Decimal


@dataclass(frozen=True, kw_only=True)
class ModelSettings:
    """Which language model an environment asks, within which limits, at which price.

    Attributes:
        name: the vendor's id of the model.
        max_output_tokens: what one answer may be long.
        attempts: requests for one CV, whatever they are made for; twice as many where its texts are judged.
        attempt_ms: the time that one request must have: none is started with less, and where there is more the budget
            is shared among the attempts that it still has room for.
        judging_ms: the time that is kept back from an attempt for the request that judges its text.
        base_url: the vendor's API, or a gateway that speaks it.
    """

    name: str
    max_output_tokens: int
    attempts: int
    attempt_ms: int
    judging_ms: int
    prices: TokenPrices
    base_url: str = ANTHROPIC_BASE_URL
