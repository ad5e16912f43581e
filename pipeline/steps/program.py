"""Programs that stand in a build spec as text, so that what a step runs is the deployed pipeline's and not a commit's.

A step that needs one has ``$PROGRAM``: a folder outside the assembly with the modules and, beside them, the packages
that they call AWS with, each pinned by its hash.
"""

from __future__ import annotations

import ast
import base64
import bz2
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from pipeline.build_spec import build_spec_content

ROOT: Final = Path(__file__).resolve().parents[2]
PACKAGES: Final = ROOT / "requirements" / "gate.txt"
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
    files = {str(one.relative_to(ROOT)): without_comments(one.read_text(encoding="utf-8")) for one in program}
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


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
