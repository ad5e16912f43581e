"""The engine policy of an environment as variables of the function, which reads them in `models/settings.py`."""

from __future__ import annotations

from feature_stacks.environment_choices import EnginePolicy
from feature_stacks.naming import anthropic_secret_name


def engine_variables(engine: EnginePolicy, environment_name: str) -> dict[str, str]:
    """All of them, whichever engine is chosen, so that choosing another changes one value.

    The API key is none of them: its secret is named, and the function reads it.
    """
    model, prices = engine.model, engine.model.prices
    return {
        "TAILORING_ENGINE": engine.engine,
        "ENGINE_FALLBACK": "true" if engine.fallback else "false",
        "ENGINE_JUDGED": "true" if engine.judged else "false",
        "ANTHROPIC_SECRET_NAME": anthropic_secret_name(environment_name),
        "ANTHROPIC_BASE_URL": model.base_url,
        "ANTHROPIC_MODEL": model.name,
        "ANTHROPIC_MAX_OUTPUT_TOKENS": str(model.max_output_tokens),
        "ANTHROPIC_ATTEMPTS": str(model.attempts),
        "ANTHROPIC_ATTEMPT_MS": str(model.attempt_ms),
        "ANTHROPIC_JUDGING_MS": str(model.judging_ms),
        "ANTHROPIC_USD_PER_MILLION_INPUT_TOKENS": f"{prices.input:f}",
        "ANTHROPIC_USD_PER_MILLION_OUTPUT_TOKENS": f"{prices.output:f}",
        "ANTHROPIC_USD_PER_MILLION_CACHE_WRITE_TOKENS": f"{prices.cache_write:f}",
        "ANTHROPIC_USD_PER_MILLION_CACHE_READ_TOKENS": f"{prices.cache_read:f}",
    }
