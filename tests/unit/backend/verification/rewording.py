"""The form of a case in `fabrications` and its sibling: what a model made of a source."""

from dataclasses import dataclass
from typing import Literal

from logic.verification.violations import Rule

Field = Literal["bullet", "summary"]


@dataclass(frozen=True, kw_only=True)
class Fabrication:
    """A text that states more than its source: the rule that must refuse it, and the value that it must name."""

    source: str
    text: str
    rule: Rule
    value: str
    field: Field = "bullet"


@dataclass(frozen=True, kw_only=True)
class HonestRewording:
    """A text that says no more than its source."""

    source: str
    text: str
    field: Field = "bullet"


def planted(rule: Rule, *cases: tuple[str, str, str]) -> tuple[Fabrication, ...]:
    """Bullets that one rule must refuse, each as source, text and the value to name."""
    return tuple(Fabrication(source=source, text=text, rule=rule, value=value) for source, text, value in cases)
