"""The project's own rules as text: CloudFormation Guard files, reviewed like code.

The engine that evaluates them is the one of the CDK's template validation, which ships inside the CDK
(`compliance.matrix`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from stages.environment import Environment
from stages.environments import ENVIRONMENTS

PLACEHOLDERS: Final[Mapping[str, Callable[[Environment], bool]]] = {
    "@ANY@": lambda environment: bool(environment.name),
    "@PROTECTED@": lambda environment: environment.protected,
    "@UNPROTECTED@": lambda environment: not environment.protected,
}
"""What a rule may say in place of environments' names: it stands for a pattern of those that the question holds for."""

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


def guard_files(folder: Path = FOLDER, environments: Sequence[Environment] = ENVIRONMENTS) -> tuple[GuardFile, ...]:
    """Every file of rules, by name, with the environments' names in it."""
    return tuple(
        GuardFile(name=path.name, content=_filled(path.read_text(encoding="utf-8"), environments))
        for path in sorted(folder.glob("*.guard"))
    )


def _filled(content: str, environments: Sequence[Environment]) -> str:
    """Each placeholder as a regular expression of Guard. Where no environment is meant, it matches no name: a name has
    at least one letter."""
    for placeholder, meant in PLACEHOLDERS.items():
        names = "|".join(environment.name for environment in environments if meant(environment))
        content = content.replace(placeholder, f"/^({names})$/")
    return content
