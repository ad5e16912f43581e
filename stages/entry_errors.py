"""An entry of `environments.py` that cannot be read, such as one without a field that it must have, is one line.

Python refuses it while that module is imported, before any check can run, with a traceback that names no environment.
This module imports nothing that imports the entries, because it must be there before them.
"""

from __future__ import annotations

import ast
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

_FILE: Final = Path(__file__).with_name("environments.py")
_EXIT_CODE: Final = 2


@contextmanager
def wrong_entry_is_one_line() -> Iterator[None]:
    """Around an entry point's imports of the environments.

    Raises:
        SystemExit: 2, after the line on stderr, where a record of an entry lacks a field, has one that it does not
            know, or uses a name that is nowhere.
    """
    try:
        yield
    except (TypeError, NameError) as error:
        origin = traceback.extract_tb(error.__traceback__)[-1]
        if Path(origin.filename).resolve() != _FILE.resolve() or origin.lineno is None:
            raise
        problem = f"{_entry_at(origin.lineno)}{error}".replace(".__init__()", "")
        print(f"settings: {problem} (stages/{_FILE.name}:{origin.lineno})", file=sys.stderr)
        sys.exit(_EXIT_CODE)


def _entry_at(line: int) -> str:
    """``prod: `` for a line of prod's entry; empty for one outside of the entries."""
    for node in ast.walk(ast.parse(_FILE.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Environment" and _covers(node, line):
            names = [ast.unparse(keyword.value).strip("'") for keyword in node.keywords if keyword.arg == "name"]
            return f"{names[0] if names else 'an entry without a name'}: "
    return ""


def _covers(node: ast.Call, line: int) -> bool:
    return node.lineno <= line <= (node.end_lineno or node.lineno)
