"""Links from page to page, as a repository's host resolves them: files, and headings by their anchors."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tests.unit.documents.pages import prose_of

_LINK: Final = re.compile(r"\]\(([^)\s]+)\)|<img [^>]*src=\"([^\"]+)\"")
_HEADING: Final = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)
_EXTERNAL: Final = re.compile(r"[a-z]+:")


def links(page: Path) -> Iterator[str]:
    """Targets within the project; pictures too."""
    for found in _LINK.finditer(prose_of(page.read_text(encoding="utf-8"))):
        target = found[1] or found[2]
        if not _EXTERNAL.match(target):
            yield target


def anchors(page: Path) -> set[str]:
    """Of a page's headings: lower case, without punctuation, hyphens for spaces, numbered where one comes again."""
    seen: Counter[str] = Counter()
    found = set()
    for heading in _HEADING.findall(prose_of(page.read_text(encoding="utf-8"))):
        text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading)
        slug = re.sub(r"[^\w\- ]", "", text.strip().lower()).replace(" ", "-")
        found.add(f"{slug}-{seen[slug]}" if seen[slug] else slug)
        seen[slug] += 1
    return found


def broken(page: Path, target: str) -> str:
    """What is wrong with a link; empty where it leads somewhere."""
    path, _, anchor = target.partition("#")
    file = page.parent / path if path else page
    if not file.exists():
        return f"{target}: no such file"
    if anchor and file.suffix == ".md" and anchor not in anchors(file):
        return f"{target}: no such heading"
    return ""
