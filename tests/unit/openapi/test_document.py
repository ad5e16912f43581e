"""The published document is OpenAPI 3.1, says what models and error table say, and its examples keep its promises."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from schemathesis.specs.openapi.definitions import OPENAPI_31

import openapi.__main__ as command
from feature_stacks.gateway_answers import GATEWAY_ANSWERS
from models.request import TailorCvRequest
from models.response import TailorCvResponse
from openapi.__main__ import DOCS, drifted, main, published
from openapi.backend import error_classes, model_schemas
from openapi.document import PATH, document

DOCUMENT = document()
OPERATION: dict[str, Any] = DOCUMENT["paths"][PATH]["post"]
BODY: dict[str, Any] = OPERATION["requestBody"]["content"]["application/json"]

# The contract's error table, and 415, which API Gateway may give by itself.
TABLE = {
    "200": ["CV_TAILORED"],
    "400": ["VALIDATION_ERROR"],
    "403": ["FORBIDDEN"],
    "404": ["CV_NOT_FOUND", "JOB_NOT_FOUND"],
    "413": ["PAYLOAD_TOO_LARGE"],
    "415": ["VALIDATION_ERROR"],
    "422": ["CV_UNREADABLE", "JOB_UNREADABLE", "FVS_HALLUCINATION_DETECTED"],
    "429": ["RATE_LIMITED"],
    "500": ["INTERNAL_ERROR"],
    "502": ["LLM_API_ERROR"],
    "503": ["STORAGE_ERROR"],
    "504": ["LLM_TIMEOUT"],
}


def content(status: str) -> dict[str, Any]:
    found: dict[str, Any] = OPERATION["responses"][status]["content"]["application/json"]
    return found


def validator(schema: dict[str, Any]) -> Draft202012Validator:
    return Draft202012Validator({**schema, "components": DOCUMENT["components"]})


def examples() -> Iterator[tuple[str, str, Any]]:
    for status in OPERATION["responses"]:
        for name, example in content(status)["examples"].items():
            yield status, name, example["value"]


def test_document_is_openapi_3_1() -> None:
    assert [error.message for error in Draft202012Validator(OPENAPI_31).iter_errors(DOCUMENT)] == []


@pytest.mark.parametrize("name", DOCUMENT["components"]["schemas"])
def test_schema_is_json_schema_2020_12(name: str) -> None:
    Draft202012Validator.check_schema(DOCUMENT["components"]["schemas"][name])


def test_every_row_of_the_error_table_is_there_and_no_other() -> None:
    found = {status: content(status)["schema"]["allOf"][1]["properties"]["code"]["enum"] for status in TABLE}
    assert found == TABLE
    assert set(OPERATION["responses"]) == set(TABLE)


def test_every_code_of_the_function_is_under_its_status() -> None:
    for error in error_classes():
        assert error.code in TABLE[str(error.status)]


def test_every_answer_of_the_gateway_is_under_its_status() -> None:
    for answer in GATEWAY_ANSWERS:
        if answer.status is not None and answer.response_type != "RESOURCE_NOT_FOUND":
            assert answer.code in TABLE[str(answer.status)]


@pytest.mark.parametrize(
    ("status", "name", "value"), list(examples()), ids=lambda part: part if isinstance(part, str) else ""
)
def test_example_is_what_its_status_promises(status: str, name: str, value: Any) -> None:
    assert [error.message for error in validator(content(status)["schema"]).iter_errors(value)] == []
    TailorCvResponse.model_validate(value)


def test_example_request_is_the_sample() -> None:
    (example,) = BODY["examples"].values()
    TailorCvRequest.model_validate(example["value"])


def test_a_success_is_no_failure_and_the_other_way_round() -> None:
    success = next(value for status, _, value in examples() if status == "200")
    failure = next(value for status, _, value in examples() if status == "404")
    assert not validator(content("404")["schema"]).is_valid(success)
    assert not validator(content("200")["schema"]).is_valid(failure)
    assert not validator(content("404")["schema"]).is_valid({**failure, "data": success["data"]})
    assert not validator(content("404")["schema"]).is_valid({**failure, "code": "FORBIDDEN"})
    assert not validator(content("404")["schema"]).is_valid({"success": False, "code": "CV_NOT_FOUND"})


def test_throttled_callers_are_told_when_to_come_back() -> None:
    assert "Retry-After" in OPERATION["responses"]["429"]["headers"]
    assert DOCUMENT["components"]["headers"]["Retry-After"]["required"] is True


def test_server_is_a_template_of_api_and_region() -> None:
    (server,) = DOCUMENT["servers"]
    assert server["url"] == "https://{apiId}.execute-api.{region}.amazonaws.com/v1"
    assert set(server["variables"]) == {"apiId", "region"}


def test_callers_sign_with_signature_version_4() -> None:
    (requirement,) = DOCUMENT["security"]
    scheme = DOCUMENT["components"]["securitySchemes"][next(iter(requirement))]
    assert (scheme["name"], scheme["x-amazon-apigateway-authtype"]) == ("Authorization", "awsSigv4")


def test_page_names_every_code_field_and_status() -> None:
    text = published()["api.md"]
    for schema in DOCUMENT["components"]["schemas"].values():
        assert all(f"`{field}`" in text for field in schema["properties"])
    for status, codes in TABLE.items():
        assert all(f"| {status} |" in text and f"`{code}`" in text for code in codes)


def test_published_files_are_current() -> None:
    assert drifted(published(), DOCS) == []


@pytest.mark.parametrize("name", ["openapi.json", "api.md"])
def test_a_file_that_drifted_is_named_in_one_line(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["write"], docs=tmp_path) == 0
    assert main(["check"], docs=tmp_path) == 0
    (tmp_path / name).write_text((tmp_path / name).read_text().replace("999", "1000"))
    assert main(["check"], docs=tmp_path) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"openapi: docs/{name} is not what")
    assert "make openapi" in line


def test_a_missing_file_has_drifted(tmp_path: Path) -> None:
    assert main(["check"], docs=tmp_path) == 1


def test_an_unknown_word_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show"]) == 2
    assert capsys.readouterr().err == f"{command._USAGE}\n"


def test_a_changed_rule_of_a_model_drifts(monkeypatch: pytest.MonkeyPatch) -> None:
    schemas = copy.deepcopy(model_schemas())
    schemas["TailorCvRequest"]["properties"]["cv_version"]["maximum"] = 1000
    monkeypatch.setattr("openapi.document.model_schemas", lambda: schemas)
    assert drifted(published(), DOCS) == ["openapi.json", "api.md"]
