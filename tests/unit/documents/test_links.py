"""No link of a page leads nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.documents.links import broken, links
from tests.unit.documents.pages import PAGES, PROJECT, name_of


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_each_link_leads_to_a_file_and_a_heading(page: Path) -> None:
    assert [problem for target in links(page) if (problem := broken(page, target))] == []


def test_pages_do_link_to_each_other() -> None:
    assert sum(len(list(links(page))) for page in PAGES) > 150


def test_the_index_leads_to_every_page() -> None:
    """But to the decisions, of which it names the first; the site's menu has them all."""
    docs = PROJECT / "docs"
    named = {target.partition("#")[0] for target in links(docs / "index.md")}
    there = {page.relative_to(docs).as_posix() for page in docs.rglob("*.md") if page.parent.name != "adr"}
    assert sorted(there - named - {"index.md"}) == []


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# One `thing`: two\n\n[a](#one-thing-two) [b](#other) [c](gone.md) [d](https://example.com)\n")
    assert [broken(page, target) for target in links(page)] == [
        "",
        "#other: no such heading",
        "gone.md: no such file",
    ]
