"""What fact verification can object to: one record a fact, with the rule that it breaks."""

from dataclasses import dataclass
from typing import Literal, get_args

from models.response import ErrorDetail

WordingRule = Literal[
    "negation",
    "modality",
    "role",
    "scope",
    "superlative",
    "cause",
    "direction",
    "achievement",
    "condition",
    "subject",
    "addition",
    "entailment",
]
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
    "frequency",
    "tool",
    "employer",
    "degree",
    "certificate",
    "title",
    "name",
    WordingRule,
]

WORDING_RULES: frozenset[Rule] = frozenset(get_args(WordingRule))
"""Rules that compare wording. A word may be meant otherwise than a table has it, so they may refuse an honest text."""

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
    "frequency": "states how often in another way than its source",
    "tool": "names a tool or skill that its source does not name",
    "employer": "names an employer that its source does not name",
    "degree": "names a degree or school that its source does not name",
    "certificate": "names a certificate that its source does not name",
    "title": "names a rank that its source does not name",
    "name": "holds a name that its source does not hold",
    "negation": "turns a negation of its source",
    "modality": "states as done what its source plans, tries or proposes",
    "role": "states a larger part than its source",
    "scope": "states a wider scope than its source",
    "superlative": "states a rank or distinction that its source does not state",
    "cause": "states a result or cause that its source does not state",
    "direction": "turns the direction of a change",
    "achievement": "states an achievement that its source does not state",
    "condition": "leaves out or changes a condition of its source",
    "addition": "adds something that its source does not speak of",
    "entailment": "says more than its source, or something else",
    "subject": "claims what somebody else did in its source",
}


@dataclass(frozen=True, kw_only=True)
class Violation:
    """A fact that the source does not hold.

    `field` is a path in the tailored CV (`work_experience[0].description_bullets[2]`). The two values are for feedback
    to the engine only: they hold CV text, so neither an answer nor a log line shows them. `is_certain` is false where
    wording was compared and not a fact, or a language in which an honest text may be misread.
    """

    field: str
    rule: Rule
    source_value: str
    actual_value: str
    is_certain: bool = True

    def detail(self) -> ErrorDetail:
        """The violation as an answer may show it: where and which rule, without any text of the CV."""
        return ErrorDetail(field=self.field, message=_MESSAGES[self.rule], rule=self.rule)
