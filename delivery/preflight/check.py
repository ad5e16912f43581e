"""What a check is: a subject, and a function that answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from delivery.preflight.answer import Answer
from delivery.preflight.location import Location
from delivery.preflight.situation import Situation


@dataclass(frozen=True, kw_only=True)
class Check:
    """Looks at what is not in an account.

    Attributes:
        look: yields nothing where there is nothing to look at; may raise what botocore raises.
    """

    subject: str
    look: Callable[[Situation], Iterator[Answer]]


@dataclass(frozen=True, kw_only=True)
class LocationCheck:
    """Looks at one account in one region.

    Attributes:
        of_templates: whether it compares with the synthesized templates, and so needs them.
    """

    subject: str
    look: Callable[[Situation, Location], Iterator[Answer]]
    of_templates: bool = True
