"""Settings: typed, complete, and one line that names everything that is wrong."""

import pytest

from models.settings import Settings, SettingsError
from tests.unit.backend.planted_cloud import ENVIRONMENT


def test_environment_is_read_into_types() -> None:
    settings = Settings.from_environment({**ENVIRONMENT, "ENGINE_FALLBACK": "false"})
    assert settings.artifacts_table == "artifacts"
    assert settings.integration_timeout_ms == 29_000
    assert settings.artifact_retention_days == 90
    assert settings.engine_fallback is False


@pytest.mark.parametrize("name", sorted(ENVIRONMENT))
def test_each_missing_variable_is_named(name: str) -> None:
    for variables in ({**ENVIRONMENT, name: " "}, {key: value for key, value in ENVIRONMENT.items() if key != name}):
        with pytest.raises(SettingsError, match=rf"not usable: {name} is missing\.$"):
            Settings.from_environment(variables)


@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        ("ENVIRONMENT", "staging", "must be one of dev, prod"),
        ("TAILORING_ENGINE", "magic", "must be one of extractive, anthropic"),
        ("ENGINE_FALLBACK", "yes", "must be one of true, false"),
        ("INTEGRATION_TIMEOUT_MS", "999", "must be a whole number from 1000 to 59000"),
        ("INTEGRATION_TIMEOUT_MS", "59001", "must be a whole number from 1000 to 59000"),
        ("INTEGRATION_TIMEOUT_MS", "29s", "must be a whole number from 1000 to 59000"),
        ("ARTIFACT_RETENTION_DAYS", "0", "must be a whole number from 1 to 3650"),
        ("ARTIFACT_RETENTION_DAYS", "-1", "must be a whole number from 1 to 3650"),
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
