"""The JSON Schema that API Gateway validates with, generated from the function's own Pydantic models, so that it is
never written twice.

API Gateway models are JSON Schema draft 4 without `$defs`
(docs.aws.amazon.com/apigateway/latest/developerguide/models-mappings-models.html); Pydantic writes draft 2020-12.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

_DRAFT_4: Final = "http://json-schema.org/draft-04/schema#"
# Says nothing about what is valid, and grows the template.
_ANNOTATIONS: Final = frozenset({"title", "description", "default", "examples", "$defs", "discriminator"})
_COPIED: Final = frozenset(
    {"type", "format", "pattern", "minLength", "maxLength", "minItems", "maxItems", "uniqueItems", "minimum", "maximum"}
    | {"enum", "required", "additionalProperties"}
)


class SchemaNotExpressibleError(Exception):
    """A model uses something that API Gateway's draft 4 cannot say;
    validating less than the function does would be a silent gap.
    """


def request_schema() -> dict[str, Any]:
    """The body of `POST /api/cv-tailoring`."""
    from models.request import TailorCvRequest

    return to_draft_4(TailorCvRequest.model_json_schema(), title="TailorCVRequest")


def response_schema() -> dict[str, Any]:
    """The envelope of every answer."""
    from models.response import TailorCvResponse

    return to_draft_4(TailorCvResponse.model_json_schema(), title="TailorCVResponse")


def to_draft_4(schema: Mapping[str, Any], *, title: str) -> dict[str, Any]:
    """Rewrites a Pydantic schema: definitions inlined, `const` as `enum`, annotations dropped.

    Raises:
        SchemaNotExpressibleError: a recursive definition, or a keyword with no counterpart in draft 4.
    """
    return {
        "$schema": _DRAFT_4,
        "title": title,
        **_convert(schema, definitions=schema.get("$defs", {}), inside=()),
    }


def _convert(node: Mapping[str, Any], *, definitions: Mapping[str, Any], inside: tuple[str, ...]) -> dict[str, Any]:
    if "$ref" in node:
        name = str(node["$ref"]).removeprefix("#/$defs/")
        if name in inside:
            raise SchemaNotExpressibleError(f"{name} contains itself, which cannot be written without references")
        return _convert(definitions[name], definitions=definitions, inside=(*inside, name))
    converted: dict[str, Any] = {}
    for keyword, value in node.items():
        if keyword in _ANNOTATIONS:
            continue
        if keyword in _COPIED:
            converted[keyword] = value
        elif keyword == "const":
            converted["enum"] = [value]
        elif keyword == "properties":
            converted[keyword] = {
                name: _convert(part, definitions=definitions, inside=inside) for name, part in value.items()
            }
        elif keyword == "items":
            converted[keyword] = _convert(value, definitions=definitions, inside=inside)
        elif keyword in ("anyOf", "allOf"):
            converted[keyword] = [_convert(part, definitions=definitions, inside=inside) for part in value]
        else:
            raise SchemaNotExpressibleError(f"API Gateway's JSON Schema has no {keyword!r}")
    return converted
