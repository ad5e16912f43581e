"""MkDocs' hook: links from pages to files that are not pages lead to the repository, and decisions come into the menu.

The repository is the one of cdk.json, so that a copy of this project links to itself. A link to a file that is not
there is a warning, which ends a strict build.
"""

from __future__ import annotations

import json
import logging
import re
from pathlib import Path
from typing import Any, Final

PROJECT: Final = Path(__file__).resolve().parents[2]
_LINK: Final = re.compile(r"(?<=\]\()(?P<target>\.\./[^)\s#]+)(?P<anchor>#[^)\s]*)?(?=\))")
_TITLE: Final = re.compile(r"^# (.+)$", re.MULTILINE)
_LOG: Final = logging.getLogger("mkdocs.hooks.repository_links")
DECISIONS: Final = "Decisions"


def on_config(config: Any) -> Any:
    """Fills the menu's decisions from docs/adr, by their titles."""
    docs = Path(config["docs_dir"])
    decisions = [
        {_TITLE.findall(page.read_text(encoding="utf-8"))[0]: page.relative_to(docs).as_posix()}
        for page in sorted((docs / "adr").glob("*.md"))
    ]
    config["nav"] = [{DECISIONS: decisions} if entry == DECISIONS else entry for entry in config["nav"]]
    return config


def on_page_markdown(markdown: str, page: Any, config: Any, files: Any) -> str:  # noqa: ARG001 - MkDocs' signature
    """The page with its links out of docs/ as addresses of the repository."""
    docs = Path(config["docs_dir"])
    folder = (docs / page.file.src_uri).parent

    def address(link: re.Match[str]) -> str:
        path = (folder / link["target"]).resolve()
        if path.is_relative_to(docs):
            return link[0]
        below = PROJECT / path.relative_to(docs.parent)
        if not below.exists():
            _LOG.warning("%s links to %s, which is not there", page.file.src_uri, link["target"])
        return f"{_repository()}/{path.relative_to(docs.parent).as_posix()}{link['anchor'] or ''}"

    return _LINK.sub(address, markdown)


def _repository() -> str:
    settings = json.loads((PROJECT / "cdk.json").read_text(encoding="utf-8"))["context"]["careervp"]
    return f"https://github.com/{settings['repository']}/blob/{settings['branch']}"
