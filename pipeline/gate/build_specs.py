"""A build spec as lines that a person can read beside those of the last release.

The gate compares digests. What a digest stands for is kept only so that a refusal can say which line is another.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from pipeline.gate.stacks import as_text, digest

_LONGEST: Final = 160
"""Characters of a line; the programs that steps carry in their build specs are far longer."""


def spec_lines(build_spec: Any) -> list[str]:
    """Each value with where it stands, such as ``phases.build.commands: make synth``; a file's name as it is."""
    text = as_text(build_spec)
    try:
        found = json.loads(text)
    except ValueError:
        found = text
    return list(_lines(found, ""))


def _lines(value: Any, where: str) -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _lines(inner, f"{where}.{name}" if where else str(name))
    elif isinstance(value, list):
        for inner in value:
            yield from _lines(inner, where)
    else:
        said = " ".join(str(value).split())
        short = said if len(said) <= _LONGEST else f"{said[:_LONGEST]}... ({digest(said)[:12]})"
        yield f"{where}: {short}" if where else short


def changed_lines(before: list[str], now: list[str]) -> tuple[str, str]:
    """What stood there and does not any more, and what stands there now; where only the order is another, all of it."""
    gone = [line for line in before if line not in now]
    new = [line for line in now if line not in before]
    if not gone and not new:
        gone, new = before, now
    return "; ".join(gone), "; ".join(new)
