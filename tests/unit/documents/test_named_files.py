"""A file or folder of the project that a sentence names is there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.unit.documents.pages import PAGES, PROJECT, Passage, name_of, passages

_PATH: Final = re.compile(r"(?P<room>[\w.-]+)/(?P<below>[\w./-]*)(?:::[\w.]+|:\d+)?")
MADE_BY_RUNNING: Final = frozenset({".delivery", ".venv", "build", "cdk.out", "node_modules", "reports"})
AS_IT_WAS: Final = frozenset({"compliance/rules/"})
"""What docs/architecture.md names of the tree before the rooms."""

MADE_BY_THE_READER: Final = frozenset(
    {
        "src/notices/notices_worker.py",
        "feature_stacks/notices_stack.py",
        "compliance/register/notices_acknowledgements.py",
    }
)
"""What docs/how-to/add-a-stack.md has its reader make."""


def named(passage: Passage) -> Iterator[str]:
    """Paths below a folder of the project; `docs/adr/0004` is one too, by how its name begins."""
    found = _PATH.fullmatch(passage.text.strip())
    if found and not passage.in_block and found["room"] not in MADE_BY_RUNNING and (PROJECT / found["room"]).is_dir():
        yield f"{found['room']}/{found['below']}"


def is_there(path: str) -> bool:
    return (PROJECT / path).exists() or any(PROJECT.glob(f"{path}*"))


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_a_file_that_a_page_names_is_there(page: Path) -> None:
    paths = {path for passage in passages(page) for path in named(passage)} - AS_IT_WAS - MADE_BY_THE_READER
    assert sorted(path for path in paths if not is_there(path)) == []


def test_many_are_named() -> None:
    """So that the test above is not empty."""
    assert len([path for page in PAGES for passage in passages(page) for path in named(passage)]) > 120


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("stages/environments.py", ["stages/environments.py"]),
        ("tests/e2e/test_pages.py::Person", ["tests/e2e/test_pages.py"]),
        ("docs/gone.md", ["docs/gone.md"]),
        ("reports/compliance/", []),
        ("application/json", []),
        ("make test", []),
    ],
)
def test_paths_are_told_from_other_words(text: str, found: list[str]) -> None:
    assert list(named(Passage(page="page.md", line=1, text=text, in_block=False))) == found
    assert [is_there(path) for path in found] == [path != "docs/gone.md" for path in found]
