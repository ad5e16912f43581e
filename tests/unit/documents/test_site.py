"""The site is built strictly and without a network, asks no other host for anything, and no link in it is dead."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from tests.unit.documents.pages import PROJECT

pytestmark = pytest.mark.slow
SETTINGS = str(PROJECT / "mkdocs.yml")


class Page(HTMLParser):
    """What a page asks for, where it leads, and what can be led to."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        self.asked: set[str] = set()
        self.links: set[str] = set()
        self.anchors: set[str] = set()
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.anchors |= {found[name] for name in ("id", "name") if name in found}
        if tag == "a" and "href" in found:
            self.links.add(found["href"])
        elif tag == "link" and found.get("rel") not in {"canonical", "prev", "next"}:
            self.asked.add(found.get("href", ""))
        elif "src" in found:
            self.asked.add(found["src"])


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    build(load_config(SETTINGS, site_dir=str(folder)))
    return folder


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[Path, Page]:
    # A page that no path leads to has absolute links, because it is shown under any.
    return {path: Page(path) for path in site.rglob("*.html") if path.name != "404.html"}


def test_every_page_of_docs_is_in_the_site(site: Path) -> None:
    for page in (PROJECT / "docs").rglob("*.md"):
        assert (site / page.relative_to(PROJECT / "docs").with_suffix(".html")).is_file()


def test_no_page_asks_another_host_for_anything(pages: dict[Path, Page]) -> None:
    assert {asked for page in pages.values() for asked in page.asked if re.match(r"(\w+:)?//", asked)} == set()


def test_no_link_is_dead(pages: dict[Path, Page]) -> None:
    assert sorted(dead for page in pages.values() for dead in _dead(page, pages)) == []


def _dead(page: Page, pages: dict[Path, Page]) -> Iterator[str]:
    for link in page.links | page.asked:
        target, anchor = urldefrag(unquote(link))
        if re.match(r"\w+:", target):
            continue
        path = (page.path.parent / target).resolve() if target else page.path
        if not path.exists() or (anchor and path in pages and anchor not in pages[path].anchors | {"__skip"}):
            yield f"{page.path.name}: {link}"


def test_links_out_of_docs_lead_to_the_repository(pages: dict[Path, Page]) -> None:
    leading_out = {link for page in pages.values() for link in page.links if "/blob/" in link}
    assert "https://github.com/example-org/careervp/blob/main/tests/e2e/test_pages.py" in leading_out
    assert all((PROJECT / link.split("/blob/main/")[1].split("#")[0]).exists() for link in leading_out)


@pytest.mark.parametrize("link", ["gone.md", "runbook.md#no-such-heading", "../tests/gone.py"])
def test_a_dead_link_ends_the_build(link: str, tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    shutil.copytree(PROJECT / "docs", docs)
    with (docs / "index.md").open("a", encoding="utf-8") as index:
        index.write(f"\n[somewhere]({link})\n")
    with pytest.raises(Abort):
        build(load_config(SETTINGS, docs_dir=str(docs), site_dir=str(tmp_path / "site")))
