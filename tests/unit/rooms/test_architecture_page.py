"""docs/architecture.md says what the code does: its pictures are those of the imports, and its walks go through files
that are there and that use each other as the page claims."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.unit.rooms.picture import PAGE, PROJECT, page

TEXT = PAGE.read_text(encoding="utf-8")
PLACES = sorted(set(re.findall(r"`([\w/]+\.py)::(\w+)`", TEXT)))
CALLS = re.findall(r"`([\w/]+\.py)::\w+` calls `([\w/]+\.py)::(\w+)`", TEXT)


def tree(file: str) -> ast.Module:
    return ast.parse((PROJECT / file).read_text(encoding="utf-8"))


def module_of(file: str) -> str:
    return file.removeprefix("src/backend/").removesuffix(".py").replace("/", ".")


def test_the_pictures_are_those_of_the_imports() -> None:
    assert page() == TEXT, "docs/architecture.md is stale: make docs"


def test_the_page_walks_a_commit_a_request_and_a_finding() -> None:
    assert re.findall(r"^## One (\w+)$", TEXT, re.MULTILINE) == ["commit", "request", "finding"]
    assert len(CALLS) >= 15


@pytest.mark.parametrize(("file", "symbol"), PLACES)
def test_a_named_place_is_there(file: str, symbol: str) -> None:
    names = set()
    for node in tree(file).body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            names.add(node.name)
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names |= {target.id for target in targets if isinstance(target, ast.Name)}
    assert symbol in names


@pytest.mark.parametrize(("caller", "called", "symbol"), CALLS)
def test_a_claimed_call_is_an_import_that_is_used(caller: str, called: str, symbol: str) -> None:
    """The caller imports the name from its module or from a package of it that exports it, or it imports the module."""
    module = module_of(called)
    exporters = {module, *(module.rsplit(".", depth)[0] for depth in range(1, module.count(".") + 1))}
    name = Path(called).stem
    bound = {
        alias.asname or alias.name
        for node in ast.walk(tree(caller))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if (node.module in exporters and alias.name == symbol) or f"{node.module}.{alias.name}" == f"{module}"
    }
    assert bound, f"{caller} imports neither {symbol} nor {name} of {module}"
    used = {node.id for node in ast.walk(tree(caller)) if isinstance(node, ast.Name)}
    assert bound & used
