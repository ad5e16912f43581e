"""Every answer of the endpoint by HTTP status: the function's from its error classes, API Gateway's from its gateway
responses. Nothing is listed here that neither of the two can give.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from feature_stacks.gateway_answers import GATEWAY_ANSWERS
from openapi.backend import SAMPLES, error_classes
from openapi.examples import FUNCTION_FAILURES

NEVER_OF_THIS_ROUTE: Final = frozenset({"RESOURCE_NOT_FOUND"})
"""Gateway responses that stand for requests of other routes."""


FUNCTION: Final = "function"


@dataclass(frozen=True, kw_only=True)
class Example:
    """An envelope as a caller sees it; `who` is the function, or API Gateway's name of the situation."""

    code: str
    who: str
    envelope: Mapping[str, Any]


@dataclass(kw_only=True)
class Response:
    """One HTTP status: what it means, the codes under it, and headers that API Gateway always sends with it."""

    status: int
    meanings: list[str] = field(default_factory=list)
    examples: list[Example] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def may_be_the_functions(self) -> bool:
        """Whether the function gives this status, or API Gateway alone."""
        return any(example.who == FUNCTION for example in self.examples)

    @property
    def codes(self) -> list[str]:
        """Without repetition, in order."""
        return list(dict.fromkeys(example.code for example in self.examples))


def responses() -> list[Response]:
    """All of them, by status."""
    found: dict[int, Response] = {}
    for status, meaning, example, headers in (_success(), *_failures_of_the_function(), *_responses_of_the_gateway()):
        response = found.setdefault(status, Response(status=status))
        if meaning not in response.meanings:
            response.meanings.append(meaning)
        if all(example.envelope != known.envelope for known in response.examples):
            response.examples.append(example)
        response.headers.update(headers)
    return [found[status] for status in sorted(found)]


_Row = tuple[int, str, Example, Mapping[str, str]]


def _success() -> _Row:
    envelope = json.loads((SAMPLES / "response.json").read_text(encoding="utf-8"))
    example = Example(code=envelope["code"], who=FUNCTION, envelope=envelope)
    return 200, "The tailored CV, stored, and what was done to it.", example, {}


def _failures_of_the_function() -> Iterator[_Row]:
    for error in error_classes():
        shown = FUNCTION_FAILURES[error.__name__ if error.__name__ in FUNCTION_FAILURES else error.code]
        envelope = {
            "success": False,
            "code": error.code,
            "data": None,
            "error": shown.error,
            "details": [detail.as_answered() for detail in shown.details] or None,
        }
        meaning = " ".join((error.__doc__ or "").split("\n\n")[0].split())
        if error.status == 500:
            meaning = "Anything else. The answer says how to find the log line, and nothing of the inside."
        yield error.status, meaning, Example(code=error.code, who=FUNCTION, envelope=envelope), {}


def _responses_of_the_gateway() -> Iterator[_Row]:
    for answer in GATEWAY_ANSWERS:
        if answer.status is None or answer.response_type in NEVER_OF_THIS_ROUTE:
            continue
        example = Example(code=answer.code, who=answer.response_type, envelope=json.loads(answer.template()))
        yield answer.status, answer.error, example, answer.headers
