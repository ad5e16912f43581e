"""The schema that API Gateway validates with says what the function's own model says,
in the dialect API Gateway knows.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from ministack.services import apigateway_v1
from pydantic import BaseModel, ValidationError

from feature_stacks.cv_tailoring.api_schema import (
    SchemaNotExpressibleError,
    request_schema,
    response_schema,
    to_draft_4,
)
from feature_stacks.gateway_answers import GATEWAY_ANSWERS, GatewayAnswer
from models.request import TailorCvRequest

GOOD: dict[str, Any] = {"user_id": "user-1", "application_id": "application_1", "job_id": "JOB-1"}

BODIES: list[tuple[str, Any]] = [
    ("the least", GOOD),
    ("everything", {**GOOD, "cv_version": 999, "include_gap_analysis": True, "output_format": "markdown",
                    "style_preferences": {"tone": "technical", "formality_level": "low", "include_summary": False}}),
    ("no job", {key: GOOD[key] for key in ("user_id", "application_id")}),
    ("unknown field", {**GOOD, "cv": "text"}),
    ("unknown preference", {**GOOD, "style_preferences": {"mood": "happy"}}),
    ("version 0", {**GOOD, "cv_version": 0}),
    ("version 1000", {**GOOD, "cv_version": 1000}),
    ("version as text", {**GOOD, "cv_version": "2"}),
    ("version as a fraction", {**GOOD, "cv_version": 1.5}),
    ("e-mail address as a user", {**GOOD, "user_id": "nobody@example.com"}),
    ("empty user", {**GOOD, "user_id": ""}),
    ("user of 128 characters", {**GOOD, "user_id": "u" * 128}),
    ("user of 129 characters", {**GOOD, "user_id": "u" * 129}),
    ("user is null", {**GOOD, "user_id": None}),
    ("unknown tone", {**GOOD, "style_preferences": {"tone": "ironic"}}),
    ("flag as a number", {**GOOD, "include_gap_analysis": 1}),
    ("list", [GOOD]),
    ("text", "user-1"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "body"), BODIES, ids=[what for what, _ in BODIES])
def test_gateway_and_function_judge_a_body_alike(what: str, body: Any) -> None:
    try:
        TailorCvRequest.model_validate(body)
        function_accepts = True
    except ValidationError:
        function_accepts = False
    assert gateway_accepts(request_schema(), body) is function_accepts


@pytest.mark.parametrize("schema", [request_schema(), response_schema()], ids=["request", "response"])
def test_schema_is_draft_4_without_references(schema: dict[str, Any]) -> None:
    assert schema["$schema"] == "http://json-schema.org/draft-04/schema#"
    assert not {"$ref", "$defs", "const", "default", "exclusiveMinimum"} & _keywords(schema)


@pytest.mark.parametrize("answer", GATEWAY_ANSWERS, ids=lambda answer: answer.response_type)
def test_gateways_own_answer_satisfies_the_response_schema(answer: GatewayAnswer) -> None:
    assert gateway_accepts(response_schema(), json.loads(answer.template()))


@pytest.mark.parametrize(
    "written", [lambda text: text, lambda text: json.dumps(text)[1:-1]], ids=["as it is", "escaped"]
)
@pytest.mark.parametrize("answer", GATEWAY_ANSWERS, ids=lambda answer: answer.response_type)
def test_gateways_own_answer_is_json_whichever_way_quotes_are_written(
    answer: GatewayAnswer, written: Callable[[str], str]
) -> None:
    found = written("""[object instance has properties which are not allowed by the schema: ["it's"]]""")
    body = re.sub(r"\$\{?context\.error\.\w+\}?", lambda _: found, answer.template())
    assert json.loads(body)["code"] == answer.code


def test_response_schema_refuses_what_is_no_envelope() -> None:
    assert not gateway_accepts(response_schema(), {"message": "Forbidden"})
    assert not gateway_accepts(response_schema(), {"success": False, "code": "SOMETHING_ELSE"})


def test_model_that_contains_itself_is_refused() -> None:
    with pytest.raises(SchemaNotExpressibleError, match="contains itself"):
        to_draft_4(Tree.model_json_schema(), title="Tree")


def test_keyword_that_api_gateway_does_not_know_is_refused() -> None:
    with pytest.raises(SchemaNotExpressibleError, match="'prefixItems'"):
        to_draft_4({"type": "array", "prefixItems": [{"type": "string"}]}, title="Pair")


def gateway_accepts(schema: dict[str, Any], body: Any) -> bool:
    """The verdict of the emulated API Gateway's own draft 4 validator."""
    return bool(apigateway_v1._json_schema_valid(schema, body, schema))


class Tree(BaseModel):
    branches: list[Tree]


def _keywords(schema: Any) -> set[str]:
    if isinstance(schema, list):
        return {keyword for part in schema for keyword in _keywords(part)}
    if not isinstance(schema, dict):
        return set()
    below = {keyword for value in schema.values() for keyword in _keywords(value)}
    return set(schema) | below
