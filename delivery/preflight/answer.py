"""What a check says of one thing: that it is fine, what to do, or that it could not be looked at."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """The three kinds of line."""

    FINE = "fine"
    TO_DO = "to do"
    NOT_LOOKED_AT = "not looked at"


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What was found.

    Attributes:
        remedy: what a person does about it, one line; empty where it is fine.
    """

    verdict: Verdict
    text: str
    remedy: str = ""


def fine(text: str) -> Answer:
    """It holds."""
    return Answer(verdict=Verdict.FINE, text=text)


def to_do(text: str, remedy: str) -> Answer:
    """It does not hold, and the first deployment would stop there or go wrong."""
    return Answer(verdict=Verdict.TO_DO, text=text, remedy=remedy)


def not_looked_at(text: str, remedy: str) -> Answer:
    """Nobody knows: the reason, and what would make it known."""
    return Answer(verdict=Verdict.NOT_LOOKED_AT, text=text, remedy=remedy)
