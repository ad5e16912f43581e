"""When a deployment may begin: what CodePipeline's rule DeploymentWindow takes as its cron expression, so that a wrong
one is refused before synth and not by the pipeline that changes itself.

Source: docs.aws.amazon.com/codepipeline/latest/userguide/rule-reference-DeploymentWindow.html. Its week is written
SUN-SAT (1-7) and it names no range that ends before it begins; so there is none here, and ``MON-SUN`` is two items.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_EXAMPLE: Final = "* * 8-16 ? * MON-THU"


@dataclass(frozen=True, kw_only=True)
class _Field:
    """One field of the expression.

    Attributes:
        name: what it is called in a message.
        lowest, highest: the numbers it takes.
        names: what may stand for them, from the lowest on.
        special: further items it takes, in which ``V`` stands for one of its values.
    """

    name: str
    lowest: int
    highest: int
    names: tuple[str, ...] = ()
    special: tuple[str, ...] = ()

    def wrong(self, field: str) -> str:
        """What is wrong with the field's text, in words; empty where nothing is."""
        return next((found for item in field.split(",") if (found := self._wrong_item(item))), "")

    def _wrong_item(self, item: str) -> str:
        if any(re.fullmatch(special.replace("V", self._value), item) for special in self.special):
            values = re.findall(self._value, re.split("[#-]", item)[0])
            return "" if all(map(self._holds, values)) else self._outside(item)
        found = re.fullmatch(rf"(?:\*|({self._value})(?:-({self._value}))?)(?:/([0-9]+))?", item)
        if not found:
            return f"{item!r} is not understood as {self.name}"
        first, last, step = found.groups()
        if not all(self._holds(value) for value in (first, last) if value) or (step and int(step) < 1):
            return self._outside(item)
        if last and self._number(last) < self._number(first):
            return f"{item!r}, as {self.name}, ends before it begins: write two ranges, with a comma between them"
        return ""

    @property
    def _value(self) -> str:
        return "|".join(("[0-9]+", *self.names))

    def _number(self, value: str) -> int:
        return self.names.index(value) + self.lowest if value in self.names else int(value)

    def _holds(self, value: str) -> bool:
        return self.lowest <= self._number(value) <= self.highest

    def _outside(self, item: str) -> str:
        return f"{item!r} is not within {self.lowest} to {self.highest}, as {self.name}"


_MONTHS: Final = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_DAYS: Final = ("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")
_FIELDS: Final = (
    _Field(name="minutes", lowest=0, highest=59),
    _Field(name="hours", lowest=0, highest=23),
    _Field(name="day of the month", lowest=1, highest=31, special=(r"\?", r"L(?:-[12]?[0-9]|-30)?", "LW", "(?:V)W")),
    _Field(name="month", lowest=1, highest=12, names=_MONTHS),
    _Field(name="day of the week", lowest=1, highest=7, names=_DAYS, special=(r"\?", "L", "(?:V)L", "(?:V)#[1-5]")),
    _Field(name="year", lowest=1970, highest=2199),
)


def wrong_window(window: str) -> str:
    """What is wrong with a cron expression, with what it must be; empty where nothing is."""
    fields = window.split()
    if fields[:1] != ["*"] or len(fields) not in (6, 7):
        return _refusal(window)
    of_field = (field.wrong(text) for field, text in zip(_FIELDS, fields[1:], strict=False))
    return next((f"{_refusal(window)}: {wrong}" for wrong in of_field if wrong), "")


def _refusal(window: str) -> str:
    return (
        "a cron expression of six fields, the first of them *, or of seven with the year, "
        f"such as {_EXAMPLE!r}, not {window!r}"
    )
