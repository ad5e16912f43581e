"""The function's own packages, imported from its source folder, which `feature_stacks` puts on the path."""

from __future__ import annotations

from typing import Any, Final

from pydantic.json_schema import models_json_schema

from feature_stacks.lambda_package import ROOT
from models.errors import TailoringError
from models.request import TailorCvRequest
from models.response import TailorCvResponse

SAMPLES: Final = ROOT / "samples"
_REFERENCE: Final = "#/components/schemas/{model}"


def model_schemas() -> dict[str, Any]:
    """JSON Schema 2020-12 of request and answer and of all they consist of, by model name."""
    _, schemas = models_json_schema(
        [(TailorCvRequest, "validation"), (TailorCvResponse, "serialization")], ref_template=_REFERENCE
    )
    definitions: dict[str, Any] = schemas["$defs"]
    return definitions


def error_classes() -> list[type[TailoringError]]:
    """One class for each status and code that the function may answer with, in the order of the error table."""
    errors: list[type[TailoringError]] = [*_below(TailoringError), TailoringError]
    by_row: dict[tuple[int, str], type[TailoringError]] = {}
    for error in errors:
        by_row.setdefault((error.status, error.code), error)
    return list(by_row.values())


def _below(error: type[TailoringError]) -> list[type[TailoringError]]:
    return [found for direct in error.__subclasses__() for found in (direct, *_below(direct))]
