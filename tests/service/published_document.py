"""What docs/openapi.json promises of an answer, and whether an answer keeps it."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from delivery.service_client import ServiceResponse

DOCUMENT: dict[str, Any] = json.loads((Path(__file__).resolve().parents[2] / "docs" / "openapi.json").read_text())
((_PATH, _OPERATIONS),) = DOCUMENT["paths"].items()
RESPONSES: dict[str, Any] = _OPERATIONS["post"]["responses"]


@cache
def _validator(status: int) -> Draft202012Validator:
    schema = RESPONSES[str(status)]["content"]["application/json"]["schema"]
    return Draft202012Validator({**schema, "components": DOCUMENT["components"]})


def envelope_of(answer: ServiceResponse, status: int, code: str) -> Any:
    """The envelope of an answer that has this status and code and is in all what the document promises of them."""
    envelope = answer.json()
    assert (answer.status, envelope["code"]) == (status, code), (envelope["error"], envelope["details"])
    assert answer.headers["content-type"] == "application/json"
    problems = [f"{error.json_path}: {error.message}" for error in _validator(status).iter_errors(envelope)]
    assert problems == []
    for name, reference in RESPONSES[str(status)]["headers"].items():
        header = DOCUMENT["components"]["headers"][reference["$ref"].rpartition("/")[2]]
        if header.get("required"):
            assert name.lower() in answer.headers
    return envelope
