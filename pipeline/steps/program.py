"""Programs that stand in a build spec as text, so that what a step runs is the deployed pipeline's and not a commit's.

A step that needs one has ``$PROGRAM``: a folder outside the assembly with the modules and, beside them, the packages
that they call AWS with, each pinned by its hash.
"""

from __future__ import annotations

import ast
import base64
import bz2
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from feature_stacks.naming import DELIVERY_METRICS
from pipeline.build_spec import build_spec_content

ROOT: Final = Path(__file__).resolve().parents[2]
PACKAGES: Final = ROOT / "requirements" / "gate.txt"
GIVEN: Final[Mapping[str, Mapping[str, str]]] = {
    "pipeline/observations/metrics_log.py": {"NAMESPACE": DELIVERY_METRICS}
}
"""Constants of modules that follow from the product's name, which a program cannot import: they are written into it."""
_INSTALL: Final = ROOT / "buildspecs" / "install_program.sh"


def build_spec_with_program(step: str, program: Sequence[Path]) -> dict[str, Any]:
    """``buildspecs/{step}.yml`` with some modules and their packages written out and installed before its commands."""
    content = build_spec_content(step)
    written = [f"PACKED={packed(program)} && export PACKED", _INSTALL.read_text(encoding="utf-8")]
    install = content["phases"].get("install", {})
    phases = {"install": {**install, "commands": [*written, *install.get("commands", [])]}}
    return {**content, "phases": {**phases, "build": content["phases"]["build"]}}


def modules(room: str, *names: str) -> tuple[Path, ...]:
    """Modules of a folder of the project, such as ``pipeline/gate``: those of some names, or all."""
    return tuple(ROOT / room / f"{name}.py" for name in names) or tuple(sorted((ROOT / room).glob("*.py")))


def packed(program: Sequence[Path]) -> str:
    """Modules and the list of their packages by name, as JSON, compressed: a build spec has room for 25,600 characters.

    bzip2 gives the same bytes for the same text with every version of its library, which zlib's successors do not.
    """
    names = {str(one.relative_to(ROOT)): one for one in program}
    files = {
        name: with_constants(without_comments(one.read_text(encoding="utf-8")), GIVEN.get(name, {}))
        for name, one in names.items()
    }
    files["requirements.txt"] = PACKAGES.read_text(encoding="utf-8")
    return base64.b64encode(bz2.compress(json.dumps(files).encode())).decode()


def without_comments(source: str) -> str:
    """A module's statements alone: a comment that changes is no other program, nor is a type that is told of."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            node.returns = None
        if isinstance(node, ast.arg):
            node.annotation = None
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)):
            node.body = [one for one in node.body if not _is_text(one)] or [ast.Pass()]
    return ast.unparse(tree)


def with_constants(source: str, values: Mapping[str, str]) -> str:
    """A module whose top-level constants of these names have these values.

    Raises:
        LookupError: it has no constant of a name, or more than one.
    """
    if not values:
        return source
    tree = ast.parse(source)
    for name, value in values.items():
        found = [
            node
            for node in tree.body
            if isinstance(node, ast.Assign) and [getattr(one, "id", "") for one in node.targets] == [name]
        ]
        if len(found) != 1:
            raise LookupError(f"{name} is assigned {len(found)} times at the top of the module, not once")
        found[0].value = ast.Constant(value)
    return ast.unparse(tree)


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
