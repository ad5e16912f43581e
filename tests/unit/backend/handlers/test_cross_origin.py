"""Cross-origin headers: every answer, success or failure, tells the browser of an allowed page that it may read it."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.unit.backend.conftest import Endpoint
from tests.unit.backend.fake_dynamodb import client_error
from tests.unit.backend.planted_cloud import JOBS, PlantedCloud, sample

APP, STAFF = "https://app.example", "https://staff.example:8443"
ALLOW = "Access-Control-Allow-Origin"


@pytest.fixture
def allowing(endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch) -> Endpoint:
    """The endpoint with two allowed origins; its cold start is still to come."""
    monkeypatch.setenv("CORS_ALLOWED_ORIGINS", f"{APP},{STAFF}")
    return endpoint


def cross_origin_part(response: Mapping[str, Any]) -> dict[str, str]:
    return {name: value for name, value in response["headers"].items() if name in (ALLOW, "Vary")}


@pytest.mark.parametrize("origin", [APP, STAFF])
@pytest.mark.parametrize("header", ["Origin", "origin", "ORIGIN"])
def test_allowed_origin_is_repeated(allowing: Endpoint, header: str, origin: str) -> None:
    response = allowing.post_raw(sample("request"), headers={"Content-Type": "application/json", header: origin})
    assert response["statusCode"] == 200
    assert cross_origin_part(response) == {ALLOW: origin, "Vary": "Origin"}


@pytest.mark.parametrize(
    "headers",
    [
        None,
        {},
        {"Origin": ""},
        {"Origin": "null"},
        {"Origin": "*"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": f"{APP}.elsewhere.example"},
        {"Origin": "http://app.example"},
        {"Origin": f"{APP}:444"},
        {"Origin": f"{APP},{STAFF}"},
        {"Referer": APP},
    ],
    ids=str,
)
def test_other_origins_and_none_are_answered_without_permission(
    allowing: Endpoint, headers: dict[str, str] | None
) -> None:
    response = allowing.post_raw(sample("request"), headers=headers)
    assert response["statusCode"] == 200, "who may call is IAM's to decide, not the browser's"
    assert cross_origin_part(response) == {"Vary": "Origin"}


@pytest.mark.parametrize("status", [400, 404, 413, 500, 503])
@pytest.mark.parametrize(
    ("origin", "expected"),
    [(APP, {ALLOW: APP, "Vary": "Origin"}), ("https://elsewhere.example", {"Vary": "Origin"})],
)
def test_failures_carry_the_same_headers(
    allowing: Endpoint, cloud: PlantedCloud, status: int, origin: str, expected: dict[str, str]
) -> None:
    body: object = sample("request")
    match status:
        case 400:
            body = "not json"
        case 404:
            body = {**sample("request"), "cv_version": 7}
        case 413:
            body = "x" * 200_000
        case 500:
            cloud.dynamodb.fail_with[("GetItem", JOBS)] = RuntimeError("broken")
        case _:
            cloud.dynamodb.fail_with[("GetItem", JOBS)] = client_error("InternalServerError", "GetItem")
    response = allowing.post_raw(body, headers={"origin": origin})
    assert response["statusCode"] == status
    assert cross_origin_part(response) == expected


@pytest.mark.parametrize("variable", [None, ""])
def test_without_allowed_origins_answers_say_nothing_about_origins(
    endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch, variable: str | None
) -> None:
    monkeypatch.delenv("CORS_ALLOWED_ORIGINS", raising=False)
    if variable is not None:
        monkeypatch.setenv("CORS_ALLOWED_ORIGINS", variable)
    assert cross_origin_part(endpoint.post_raw(sample("request"), headers={"Origin": APP})) == {}


def test_event_whose_headers_are_none_of_api_gateways_is_still_answered(allowing: Endpoint) -> None:
    malformed: Any = ["Origin", APP]
    response = allowing.post_raw(sample("request"), headers=malformed)
    assert response["statusCode"] == 500
    assert ALLOW not in response["headers"]
