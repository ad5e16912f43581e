"""What fact verification can object to: one record a fact, with the rule that it breaks."""

from dataclasses import dataclass
from typing import Literal

from models.response import ErrorDetail

Rule = Literal[
    "immutable",
    "verifiable",
    "source_index",
    "number",
    "percentage",
    "amount",
    "duration",
    "team_size",
    "multiple",
    "date",
    "tool",
    "employer",
    "degree",
    "certificate",
    "title",
    "name",
]

_MESSAGES: dict[Rule, str] = {
    "immutable": "differs from the master CV",
    "verifiable": "is not in the master CV",
    "source_index": "is tied to a source that the master CV does not have",
    "number": "states a number that its source does not state",
    "percentage": "states a percentage that its source does not state",
    "amount": "states an amount of money that its source does not state",
    "duration": "states a length of time that its source does not state",
    "team_size": "states a number of colleagues that its source does not state",
    "multiple": "states a multiple that its source does not state",
    "date": "states a date that its source does not state",
    "tool": "names a tool or skill that its source does not name",
    "employer": "names an employer that its source does not name",
    "degree": "names a degree or school that its source does not name",
    "certificate": "names a certificate that its source does not name",
    "title": "names a rank that its source does not name",
    "name": "holds a name that its source does not hold",
}


@dataclass(frozen=True, kw_only=True)
class Violation:
    """A fact that the source does not hold.

    `field` is a path in the tailored CV (`work_experience[0].description_bullets[2]`). The two values are for feedback
    to the engine only: they hold CV text, so neither an answer nor a log line shows them.
    """

    field: str
    rule: Rule
    source_value: str
    actual_value: str

    def detail(self) -> ErrorDetail:
        """The violation as an answer may show it: where and which rule, without any text of the CV."""
        return ErrorDetail(field=self.field, message=_MESSAGES[self.rule], rule=self.rule)
