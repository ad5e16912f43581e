"""What a request asks: the delimited data of the prompt, read back."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Question:
    """One request to the Messages API.

    `body` is the whole request. The sections are what stands between the prompt's delimiters, as JSON values; None
    where the prompt has no such section. `cached_before` says whether this peer saw the same cacheable prefix earlier.
    """

    body: Mapping[str, Any]
    cv: dict[str, Any]
    posting: dict[str, Any]
    task: dict[str, Any]
    rejected: list[dict[str, Any]] | None
    source: list[dict[str, Any]] | None
    stated: list[dict[str, Any]] | None
    cached_before: bool

    @property
    def model(self) -> str:
        return str(self.body["model"])

    @property
    def user_text(self) -> str:
        return user_text(self.body)

    @property
    def system_text(self) -> str:
        return system_text(self.body)


def read_question(body: Mapping[str, Any], *, cached_before: bool) -> Question:
    """The question in a request body; empty sections where it has none, so that any client may ask."""
    text = user_text(body)
    return Question(
        body=body,
        cv=_section(text, "cv") or {"summary": "", "positions": [], "skills": []},
        posting=_section(text, "job_posting") or {},
        task=_section(text, "task") or {},
        rejected=_section(text, "rejected"),
        source=_section(text, "source"),
        stated=_section(text, "stated"),
        cached_before=cached_before,
    )


def user_text(body: Mapping[str, Any]) -> str:
    """All text of the user's turns."""
    return "\n".join(_text(message["content"]) for message in body["messages"] if message["role"] == "user")


def system_text(body: Mapping[str, Any]) -> str:
    return _text(body.get("system", ""))


def _text(content: str | list[dict[str, Any]]) -> str:
    if isinstance(content, str):
        return content
    return "\n".join(block["text"] for block in content if block.get("type") == "text")


def _section(text: str, name: str) -> Any:
    found = re.search(rf"^<{name}>\n(.*?)\n</{name}>$", text, re.DOTALL | re.MULTILINE)
    return json.loads(found[1]) if found else None
