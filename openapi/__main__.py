"""Writes docs/openapi.json and docs/api.md, or says which of them is not what it would write.

python -m openapi write
python -m openapi check
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from feature_stacks.lambda_package import ROOT
from openapi.document import document
from openapi.page import page

DOCS: Final = ROOT / "docs"
_USAGE: Final = "openapi: say `write` or `check`"


def published() -> Mapping[str, str]:
    """Text of each published file by its name below docs/."""
    described = document()
    return {"openapi.json": json.dumps(described, indent=2, ensure_ascii=False) + "\n", "api.md": page(described)}


def drifted(files: Mapping[str, str], docs: Path) -> list[str]:
    """Names of the files that are missing or say something else."""
    return [
        name
        for name, text in files.items()
        if not (docs / name).is_file() or (docs / name).read_text(encoding="utf-8") != text
    ]


def main(arguments: Sequence[str], *, docs: Path = DOCS) -> int:
    files = published()
    if arguments == ["write"]:
        for name, text in files.items():
            (docs / name).write_text(text, encoding="utf-8")
        return 0
    if arguments == ["check"]:
        for name in drifted(files, docs):
            print(
                f"openapi: docs/{name} is not what the models, the error table and samples/ say; "
                "run `make openapi` and commit it",
                file=sys.stderr,
            )
        return 1 if drifted(files, docs) else 0
    print(_USAGE, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
