"""Draws the rooms and the imports between them into docs/architecture.md.

    python -m tests.unit.rooms.picture      writes the page again (make docs)

An arrow that others imply is left out, so that a picture shows the order and not every import.
"""

from __future__ import annotations

import ast
import sys
import tomllib
from collections.abc import Callable, Mapping, Set
from pathlib import Path
from typing import Final

import grimp

PROJECT: Final = Path(__file__).resolve().parents[3]
PAGE: Final = PROJECT / "docs" / "architecture.md"
BEGIN: Final = "<!-- rooms: written by make docs -->\n"
END: Final = "<!-- end of rooms -->\n"
INSIDE: Final = ("localcloud", "localcloud.services", "compliance", "logic")
"""Packages that have a picture of their own."""

Arrows = Mapping[str, Set[str]]


def import_graph() -> grimp.ImportGraph:
    """The imports of every root package that the import rules name."""
    rules = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    places = [str(PROJECT), *(str(PROJECT / "src" / sources) for sources in ("backend", "checks"))]
    sys.path[:0] = places
    try:
        return grimp.build_graph(*rules["root_packages"], cache_dir=None)
    finally:
        del sys.path[: len(places)]


def arrows(graph: grimp.ImportGraph, room_of: Callable[[str], str]) -> Arrows:
    """Which room imports which; `room_of` says a module's room, empty where the picture does not have it."""
    found: dict[str, set[str]] = {}
    for module in graph.modules:
        if not (room := room_of(module)):
            continue
        imported = {room_of(other) for other in graph.find_modules_directly_imported_by(module)}
        found.setdefault(room, set()).update(imported - {room, ""})
    return found


def top_level(graph: grimp.ImportGraph) -> Arrows:
    """The root packages, and the CDK entry, which is a module by itself."""
    entry = ast.parse((PROJECT / "pipeline_app.py").read_text(encoding="utf-8"))
    imported = {
        node.module.partition(".")[0] for node in ast.walk(entry) if isinstance(node, ast.ImportFrom) and node.module
    }
    found = arrows(graph, lambda module: module.partition(".")[0])
    return {**found, "pipeline_app": imported & set(found)}


def inside(graph: grimp.ImportGraph, package: str) -> Arrows:
    """The rooms of one package."""

    def room_of(module: str) -> str:
        below = module.removeprefix(f"{package}.")
        return "" if below == module else below.partition(".")[0].strip("_")

    return arrows(graph, room_of)


def reduced(found: Arrows) -> list[tuple[str, str]]:
    """The arrows that no longer way implies, in order."""

    def reach(room: str, seen: frozenset[str] = frozenset()) -> frozenset[str]:
        further = frozenset(found.get(room, frozenset()) - seen)
        return further.union(*(reach(other, seen | {room}) for other in further))

    return sorted(
        (room, other)
        for room, others in found.items()
        for other in others
        if not any(other in reach(between) for between in others - {other})
    )


def drawn(title: str, found: Arrows) -> str:
    connected = {room for arrow in reduced(found) for room in arrow}
    alone = [f"    {room}" for room in sorted(set(found) - connected)]
    lines = [f"    {room} --> {other}" for room, other in reduced(found)]
    return "\n".join([f"**{title}**\n", "```mermaid", "flowchart LR", *lines, *alone, "```", ""])


def pictures() -> str:
    graph = import_graph()
    inner = [drawn(f"inside `{package.replace('.', '/')}`", inside(graph, package)) for package in INSIDE]
    return "\n".join([drawn("all rooms", top_level(graph)), *inner])


def page() -> str:
    """The page with the pictures as the code is now."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{pictures()}\n{END}{after}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
