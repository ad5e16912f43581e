"""Everything that differs between environments, read from the function's variables once, at cold start.

A function that starts with half its settings fails later and less clearly, so all that is wrong is reported at once, in
one line, and the cold start fails.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, Self, get_args

from configuration import (
    BASE_URL,
    ENVIRONMENT_NAME,
    MAX_INTEGRATION_TIMEOUT_MS,
    MAX_MODEL_ATTEMPTS,
    MAX_OUTPUT_TOKENS,
    MIN_ATTEMPT_MS,
    MIN_INTEGRATION_TIMEOUT_MS,
    MIN_JUDGING_MS,
    MIN_OUTPUT_TOKENS,
    MODEL_NAME,
    MODEL_RESERVE_MS,
    ORIGIN,
    PRICE,
    EngineName,
    ModelSettings,
    TokenPrices,
)

LogLevel = Literal["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"]

MAX_RETENTION_DAYS = 3650


class SettingsError(Exception):
    """One or more environment variables are missing or malformed; the message names each of them in one line."""


class _Reader:
    """Reads typed values and collects what is wrong, so that one error can say all of it."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self._variables = variables
        self.problems: list[str] = []

    def text(self, name: str) -> str:
        value = self._variables.get(name, "").strip()
        if not value:
            self.problems.append(f"{name} is missing")
        return value

    def integer(self, name: str, *, low: int, high: int) -> int:
        value = self.text(name)
        if value and not (value.isascii() and value.isdigit() and low <= int(value) <= high):
            self.problems.append(f"{name} must be a whole number from {low} to {high}")
            return low
        return int(value or low)

    def choice(self, name: str, allowed: tuple[str, ...]) -> str:
        value = self.text(name)
        if value and value not in allowed:
            self.problems.append(f"{name} must be one of {', '.join(allowed)}")
        return value

    def matching(self, name: str, pattern: re.Pattern[str], what: str) -> str:
        value = self.text(name)
        if value and not pattern.fullmatch(value):
            self.problems.append(f"{name} must be {what}")
        return value

    def price(self, name: str) -> Decimal:
        known = len(self.problems)
        value = self.matching(name, PRICE, "USD for a million tokens, such as 3 or 0.25")
        return Decimal(value if len(self.problems) == known else 0)

    def model(self, *, engine: str, judged: bool, integration_timeout_ms: int) -> ModelSettings:
        known = len(self.problems)
        model = ModelSettings(
            base_url=self.matching(
                "ANTHROPIC_BASE_URL", BASE_URL, "an https URL without a trailing slash, or http on 127.0.0.1"
            ),
            name=self.matching("ANTHROPIC_MODEL", MODEL_NAME, "the id of a model, such as claude-haiku-4-5"),
            max_output_tokens=self.integer(
                "ANTHROPIC_MAX_OUTPUT_TOKENS", low=MIN_OUTPUT_TOKENS, high=MAX_OUTPUT_TOKENS
            ),
            attempts=self.integer("ANTHROPIC_ATTEMPTS", low=1, high=MAX_MODEL_ATTEMPTS),
            attempt_ms=self.integer("ANTHROPIC_ATTEMPT_MS", low=MIN_ATTEMPT_MS, high=MAX_INTEGRATION_TIMEOUT_MS),
            judging_ms=self.integer("ANTHROPIC_JUDGING_MS", low=MIN_JUDGING_MS, high=MAX_INTEGRATION_TIMEOUT_MS),
            prices=TokenPrices(
                input=self.price("ANTHROPIC_USD_PER_MILLION_INPUT_TOKENS"),
                output=self.price("ANTHROPIC_USD_PER_MILLION_OUTPUT_TOKENS"),
                cache_write=self.price("ANTHROPIC_USD_PER_MILLION_CACHE_WRITE_TOKENS"),
                cache_read=self.price("ANTHROPIC_USD_PER_MILLION_CACHE_READ_TOKENS"),
            ),
        )
        room = integration_timeout_ms - MODEL_RESERVE_MS - (model.judging_ms if judged else 0)
        if engine == "anthropic" and len(self.problems) == known and model.attempt_ms > room:
            self.problems.append(
                f"ANTHROPIC_ATTEMPT_MS must be at most {room}, or INTEGRATION_TIMEOUT_MS leaves no room for an attempt"
            )
        return model

    def origins(self, name: str) -> tuple[str, ...]:
        """Web origins, separated by commas; none where the variable is absent or empty."""
        parts = (part.strip() for part in self._variables.get(name, "").split(","))
        origins = tuple(part for part in parts if part)
        if not all(ORIGIN.fullmatch(origin) for origin in origins):
            self.problems.append(f"{name} must be origins such as https://app.example.com, separated by commas")
        return origins


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The environment of one function: names of its stores, its engine, its limits, and the web origins whose pages
    may read its answers.
    """

    artifacts_table: str
    artifacts_bucket: str
    job_research_table: str
    idempotency_table: str
    environment: str
    engine: str
    engine_fallback: bool
    engine_judged: bool
    anthropic_secret_name: str
    model: ModelSettings
    integration_timeout_ms: int
    artifact_retention_days: int
    cors_allowed_origins: tuple[str, ...]
    log_level: str
    service_name: str
    metrics_namespace: str

    @classmethod
    def from_environment(cls, variables: Mapping[str, str]) -> Self:
        """Settings from environment variables.

        Raises:
            SettingsError: naming every variable that is missing or malformed.
        """
        reader = _Reader(variables)
        engine = reader.choice("TAILORING_ENGINE", get_args(EngineName))
        timeout_ms = reader.integer(
            "INTEGRATION_TIMEOUT_MS", low=MIN_INTEGRATION_TIMEOUT_MS, high=MAX_INTEGRATION_TIMEOUT_MS
        )
        judged = reader.choice("ENGINE_JUDGED", ("true", "false")) == "true"
        settings = cls(
            artifacts_table=reader.text("CV_TAILORING_TABLE_NAME"),
            artifacts_bucket=reader.text("CV_ARTIFACTS_BUCKET"),
            job_research_table=reader.text("JOB_RESEARCH_TABLE_NAME"),
            idempotency_table=reader.text("IDEMPOTENCY_TABLE_NAME"),
            environment=reader.matching("ENVIRONMENT", ENVIRONMENT_NAME, "a name such as dev or prod-eu"),
            engine=engine,
            engine_fallback=reader.choice("ENGINE_FALLBACK", ("true", "false")) == "true",
            engine_judged=judged,
            anthropic_secret_name=reader.text("ANTHROPIC_SECRET_NAME"),
            model=reader.model(engine=engine, judged=judged, integration_timeout_ms=timeout_ms),
            integration_timeout_ms=timeout_ms,
            artifact_retention_days=reader.integer("ARTIFACT_RETENTION_DAYS", low=1, high=MAX_RETENTION_DAYS),
            cors_allowed_origins=reader.origins("CORS_ALLOWED_ORIGINS"),
            log_level=reader.choice("LOG_LEVEL", get_args(LogLevel)),
            service_name=reader.text("POWERTOOLS_SERVICE_NAME"),
            metrics_namespace=reader.text("POWERTOOLS_METRICS_NAMESPACE"),
        )
        if reader.problems:
            raise SettingsError(f"The function's environment is not usable: {'; '.join(reader.problems)}.")
        return settings
