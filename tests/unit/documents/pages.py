"""The project's pages: those that people read first, and everything in docs/."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

PROJECT: Final = Path(__file__).resolve().parents[3]
PAGES: Final = tuple(
    sorted([*PROJECT.glob("*.md"), PROJECT / "localcloud" / "README.md", *(PROJECT / "docs").rglob("*.md")])
)
_FENCED: Final = re.compile(r"^```(?P<language>\w*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_SPAN: Final = re.compile(r"(?<!`)`([^`]+)`(?!`)")
TYPED: Final = frozenset({"", "sh", "text"})
"""Languages of blocks in which commands may stand."""


@dataclass(frozen=True, kw_only=True)
class Passage:
    """A line of a block, or a code span of a sentence.

    Attributes:
        page: below the project's folder.
        in_block: whether it is a block's line.
    """

    page: str
    line: int
    text: str
    in_block: bool

    @property
    def place(self) -> str:
        return f"{self.page}:{self.line}"


def name_of(page: Path) -> str:
    return page.relative_to(PROJECT).as_posix()


def passages(page: Path) -> Iterator[Passage]:
    """Everything on a page that is written as code, and may be a command. A line that ends in a backslash goes on."""
    text = page.read_text(encoding="utf-8")
    name = name_of(page)
    for block in _FENCED.finditer(text):
        if block["language"] in TYPED:
            first = text.count("\n", 0, block.start()) + 2
            joined = block["text"].replace("\\\n", "  ")
            for number, line in enumerate(joined.splitlines()):
                yield Passage(page=name, line=first + number, text=line, in_block=True)
    prose = prose_of(text)
    for span in _SPAN.finditer(prose):
        line = prose.count("\n", 0, span.start()) + 1
        yield Passage(page=name, line=line, text=span[1].replace("\n", " "), in_block=False)


def prose_of(text: str) -> str:
    """A page's text without its blocks, each line where it was."""
    return _FENCED.sub(lambda block: "\n" * block[0].count("\n"), text)
