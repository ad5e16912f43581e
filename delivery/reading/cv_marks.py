"""The lines of a CV that is text, without what people type to set it out: rules, underlines, Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_RULE: Final = re.compile(r"[\s|:]*(?:[=_~*#+.-][\s|:]*){3,}")
"""A line under a heading, across a page, or between a table's head and its rows."""

_LINK: Final = re.compile(r"\[([^\[\]\n]{1,200})\]\([^()\s]{1,500}\)")
_EMPHASIS: Final = re.compile(r"(?<![\w*_`])(\*\*|__|[*_`])(?=[^\s*_`])([^*_`\n]{1,500}?)(?<=\S)\1(?![\w*_`]|\.\w)")
_AROUND: Final = re.compile(r"(?:[*=~+]{2,}|[-#]{2,}) +(.*?[^\W_].*?)(?: +(?:[*=~+]{2,}|[-#]{2,}))?")
"""A heading between signs, such as `*** EXPERIENCE ***`."""


def plain_lines(text: str) -> Iterator[tuple[str, bool]]:
    """Each line, stripped, and whether it is marked as a heading: after `#`, between signs, or over a rule; a rule is
    no line.
    """
    lines = [line.strip() for line in text.splitlines()]
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        if line and _RULE.fullmatch(line):
            continue
        is_heading = line.startswith("#") or bool(after and _RULE.fullmatch(after) and "|" not in after)
        plain = line.lstrip("#").strip()
        if framed := _AROUND.fullmatch(plain):
            plain, is_heading = framed[1], True
        unmarked = _EMPHASIS.sub(r"\2", _EMPHASIS.sub(r"\2", _LINK.sub(r"\1", plain)))
        is_bold = unmarked != plain and plain.startswith(("**", "__")) and plain.endswith(("**", "__"))
        yield unmarked.strip("|").strip() if plain.startswith("|") else unmarked, is_heading or is_bold
