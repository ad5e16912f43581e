"""Settings: typed, complete, and one line that names everything that is wrong."""

from decimal import Decimal

import pytest

from models.settings import Settings, SettingsError
from tests.unit.backend.planted_cloud import ENVIRONMENT


def test_environment_is_read_into_types() -> None:
    settings = Settings.from_environment({**ENVIRONMENT, "ENGINE_FALLBACK": "false"})
    assert settings.artifacts_table == "artifacts"
    assert settings.integration_timeout_ms == 29_000
    assert settings.artifact_retention_days == 90
    assert settings.engine_fallback is False


BASE_URL_RULE = "must be an https URL without a trailing slash, or http on 127.0.0.1"


def test_model_is_read_into_types() -> None:
    model = Settings.from_environment(ENVIRONMENT).model
    assert (model.name, model.max_output_tokens, model.attempts, model.attempt_ms) == (
        "claude-haiku-4-5",
        4096,
        3,
        12_000,
    )
    assert vars(model.prices) == {
        "input": Decimal(1),
        "output": Decimal(5),
        "cache_write": Decimal("1.25"),
        "cache_read": Decimal("0.1"),
    }


@pytest.mark.parametrize(
    ("attempt_ms", "judged", "fits"),
    [("6500", "false", True), ("6501", "false", False), ("5500", "true", True), ("5501", "true", False)],
)
def test_attempt_that_the_integration_timeout_has_no_room_for_is_refused(
    attempt_ms: str, judged: str, fits: bool
) -> None:
    variables = {
        **ENVIRONMENT,
        "INTEGRATION_TIMEOUT_MS": "10000",
        "ANTHROPIC_ATTEMPT_MS": attempt_ms,
        "ENGINE_JUDGED": judged,
        "ANTHROPIC_JUDGING_MS": "1000",
    }
    assert Settings.from_environment(variables).engine == "extractive", "no model, no matter"
    if fits:
        Settings.from_environment({**variables, "TAILORING_ENGINE": "anthropic"})
    else:
        most = "5500" if judged == "true" else "6500"
        with pytest.raises(SettingsError, match=rf"usable: ANTHROPIC_ATTEMPT_MS must be at most {most}, or [^;]*\.$"):
            Settings.from_environment({**variables, "TAILORING_ENGINE": "anthropic"})


@pytest.mark.parametrize(
    "value", ["https://gateway.example:8443/anthropic", "http://127.0.0.1:4000", "http://localhost:1"]
)
def test_model_may_be_behind_a_gateway_or_on_this_machine(value: str) -> None:
    assert Settings.from_environment({**ENVIRONMENT, "ANTHROPIC_BASE_URL": value}).model.base_url == value


@pytest.mark.parametrize("name", sorted(ENVIRONMENT))
def test_each_missing_variable_is_named(name: str) -> None:
    for variables in ({**ENVIRONMENT, name: " "}, {key: value for key, value in ENVIRONMENT.items() if key != name}):
        with pytest.raises(SettingsError, match=rf"not usable: {name} is missing\.$"):
            Settings.from_environment(variables)


@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        ("ENVIRONMENT", "Prod EU", "must be a name such as dev or prod-eu"),
        ("TAILORING_ENGINE", "magic", "must be one of extractive, anthropic"),
        ("ENGINE_FALLBACK", "yes", "must be one of true, false"),
        ("ENGINE_JUDGED", "maybe", "must be one of true, false"),
        ("ANTHROPIC_JUDGING_MS", "499", "must be a whole number from 500 to 59000"),
        ("INTEGRATION_TIMEOUT_MS", "999", "must be a whole number from 1000 to 59000"),
        ("INTEGRATION_TIMEOUT_MS", "59001", "must be a whole number from 1000 to 59000"),
        ("INTEGRATION_TIMEOUT_MS", "29s", "must be a whole number from 1000 to 59000"),
        ("ARTIFACT_RETENTION_DAYS", "0", "must be a whole number from 1 to 3650"),
        ("ARTIFACT_RETENTION_DAYS", "-1", "must be a whole number from 1 to 3650"),
        ("ANTHROPIC_BASE_URL", "http://api.anthropic.com", BASE_URL_RULE),
        ("ANTHROPIC_BASE_URL", "https://api.anthropic.com/", BASE_URL_RULE),
        ("ANTHROPIC_BASE_URL", "http://127.0.0.1.example.com", BASE_URL_RULE),
        ("ANTHROPIC_MODEL", "claude haiku", "must be the id of a model, such as claude-haiku-4-5"),
        ("ANTHROPIC_MAX_OUTPUT_TOKENS", "255", "must be a whole number from 256 to 64000"),
        ("ANTHROPIC_MAX_OUTPUT_TOKENS", "64001", "must be a whole number from 256 to 64000"),
        ("ANTHROPIC_ATTEMPTS", "0", "must be a whole number from 1 to 3"),
        ("ANTHROPIC_ATTEMPTS", "4", "must be a whole number from 1 to 3"),
        ("ANTHROPIC_ATTEMPT_MS", "999", "must be a whole number from 1000 to 59000"),
        *(
            (f"ANTHROPIC_USD_PER_MILLION_{kind}_TOKENS", value, "must be USD for a million tokens, such as 3 or 0.25")
            for kind in ("INPUT", "OUTPUT", "CACHE_WRITE", "CACHE_READ")
            for value in ("-1", "1,5", "1e3", "free")
        ),
        ("LOG_LEVEL", "LOUD", "must be one of DEBUG, INFO, WARNING, ERROR, CRITICAL"),
    ],
)
def test_each_malformed_variable_is_named_with_what_is_allowed(name: str, value: str, problem: str) -> None:
    with pytest.raises(SettingsError) as raised:
        Settings.from_environment({**ENVIRONMENT, name: value})
    assert str(raised.value) == f"The function's environment is not usable: {name} {problem}."


@pytest.mark.parametrize(
    ("value", "origins"),
    [
        (None, ()),
        ("", ()),
        (" , ", ()),
        ("https://careervp.example", ("https://careervp.example",)),
        ("https://a.example, https://b.example:8443,", ("https://a.example", "https://b.example:8443")),
    ],
)
def test_allowed_origins_are_a_list_that_may_be_absent(value: str | None, origins: tuple[str, ...]) -> None:
    variables = {} if value is None else {"CORS_ALLOWED_ORIGINS": value}
    assert Settings.from_environment({**ENVIRONMENT, **variables}).cors_allowed_origins == origins


@pytest.mark.parametrize(
    "value", ["*", "https://*.example", "null", "http://careervp.example", "https://careervp.example/", "careervp"]
)
def test_what_is_no_single_web_origin_is_refused(value: str) -> None:
    with pytest.raises(SettingsError, match="CORS_ALLOWED_ORIGINS must be origins such as"):
        Settings.from_environment({**ENVIRONMENT, "CORS_ALLOWED_ORIGINS": f"https://a.example,{value}"})


def test_all_that_is_wrong_is_said_at_once_in_one_line() -> None:
    with pytest.raises(SettingsError) as raised:
        Settings.from_environment({})
    assert "\n" not in str(raised.value)
    assert all(name in str(raised.value) for name in ENVIRONMENT)
