"""The document as a Markdown page, for people: readable in any viewer, without a network. Made from the document and
from nothing else, so that the two cannot say different things.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

Json = Mapping[str, Any]

_HEADER: Final = "<!-- Made by `make openapi`; `make lint` refuses a page that is not what it would write. -->"
_BOUNDS: Final = (
    ("minimum", "at least {}"),
    ("maximum", "at most {}"),
    ("minLength", "at least {} characters"),
    ("maxLength", "at most {} characters"),
    ("pattern", "`{}`"),
)


def page(document: Json) -> str:
    """The whole page."""
    ((path, operations),) = document["paths"].items()
    ((method, operation),) = operations.items()
    parts = [
        _HEADER,
        f"# {document['info']['title']}: the API, version {document['info']['version']}",
        f"{document['info']['description']}\n\nMachine-readable: [openapi.json](openapi.json) (OpenAPI 3.1).",
        _endpoint(document, method, path),
        _request(operation),
        _answers(operation),
        *_schemas(document),
        _examples(operation),
    ]
    return "\n\n".join(parts) + "\n"


def _endpoint(document: Json, method: str, path: str) -> str:
    (server,) = document["servers"]
    (scheme,) = document["components"]["securitySchemes"].values()
    return (
        f"## {method.upper()} {path}\n\n```\n{method.upper()} {server['url']}{path}\n```\n\n"
        f"{server['description']}\n\nAuthorization: {scheme['description']}\n\n"
        "```\n"
        'curl --aws-sigv4 "aws:amz:us-east-1:execute-api" --user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY" \\\n'
        '     -H "x-amz-security-token: $AWS_SESSION_TOKEN" -H "Content-Type: application/json" \\\n'
        f'     --data @samples/request.json "{server["url"]}{path}"\n'
        "```"
    )


def _request(operation: Json) -> str:
    headers = [
        (f"`{parameter['name']}`", _described(parameter["schema"]), parameter["description"])
        for parameter in operation["parameters"]
    ]
    body = operation["requestBody"]["content"]["application/json"]["schema"]
    return "\n\n".join(
        (
            "## Request",
            _table(("header, optional", "value", "meaning"), headers),
            f"The body is a {_described(body)}; unknown fields are refused. {operation['description']}",
        )
    )


def _answers(operation: Json) -> str:
    rows = []
    for status, response in operation["responses"].items():
        schema = response["content"]["application/json"]["schema"]
        codes = ", ".join(f"`{code}`" for code in schema["allOf"][1]["properties"]["code"]["enum"])
        headers = ", ".join(f"`{name}`" for name in response["headers"])
        rows.append((status, codes, response["description"], headers))
    return "## Answers\n\n" + _table(("status", "code", "meaning", "headers"), rows)


def _schemas(document: Json) -> Iterator[str]:
    yield "## Parts of requests and answers"
    for name, schema in sorted(document["components"]["schemas"].items()):
        required = schema.get("required", [])
        rows = [
            (f"`{field}`", "required" if field in required else _optional(rule), _described(rule))
            for field, rule in schema["properties"].items()
        ]
        prose = " ".join(str(schema.get("description", "")).split())
        yield f"### {name}\n\n{prose}\n\n" + _table(("field", "presence", "value"), rows)


def _examples(operation: Json) -> str:
    parts = ["## Examples"]
    (request,) = operation["requestBody"]["content"]["application/json"]["examples"].values()
    parts += ["A request:", _code(request["value"])]
    for status, response in operation["responses"].items():
        for name, example in response["content"]["application/json"]["examples"].items():
            parts += [f"{status}, {name.replace('.', ', said by ')}:", _code(example["value"])]
    return "\n\n".join(parts)


def _optional(rule: Json) -> str:
    return f"default `{json.dumps(rule['default'])}`" if rule.get("default") is not None else "optional"


def _described(schema: Json) -> str:
    """A value in words: its type, and what bounds it."""
    if "$ref" in schema:
        name = str(schema["$ref"]).rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in schema:
        return " or ".join(_described(part) for part in schema["anyOf"])
    if "enum" in schema:
        return " or ".join(f"`{value}`" for value in schema["enum"])
    if schema["type"] == "array":
        return f"list of {_described(schema['items'])}"
    bounds = ", ".join(words.format(schema[keyword]) for keyword, words in _BOUNDS if keyword in schema)
    return f"{schema['type']}{': ' if bounds else ''}{bounds}"


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def _code(value: object) -> str:
    return f"```json\n{json.dumps(value, indent=2, ensure_ascii=False)}\n```"
