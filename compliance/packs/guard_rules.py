"""The project's own rules as text: CloudFormation Guard files, reviewed like code.

The CDK evaluates them in the same engine and into the same report as its template validation
(docs.aws.amazon.com/cdk/api/v2/python/aws_cdk/CloudFormationValidatePlugin.html).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).resolve().parent / "rules"
_RULE: Final = re.compile(r"^rule (\w+)", re.MULTILINE)


@dataclass(frozen=True, kw_only=True)
class GuardFile:
    """One file of rules: its name without folder, and its text."""

    name: str
    content: str

    @property
    def rules(self) -> tuple[str, ...]:
        """The names of its rules, as findings have them."""
        return tuple(_RULE.findall(self.content))


def guard_files(folder: Path = FOLDER) -> tuple[GuardFile, ...]:
    """Every file of rules, by name."""
    return tuple(
        GuardFile(name=path.name, content=path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.guard"))
    )
