"""What judges an engine's text beside the code, seen from outside: the seam between the tailoring and the judge.

Code compares words; that a plain verb was put in another's place, or a number moved to another thing, it cannot see. A
judge reads what the code accepted, and only that: it can refuse a text, and can never let one through.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from logic.verification.violations import Violation
from logic.writing.engine import Assignment
from models.deadline import Deadline
from models.response import TokenUsage
from models.rewrite import Rewrite


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """What a judge objects to, nothing for an honest text, and what asking it cost."""

    violations: Sequence[Violation]
    usage: TokenUsage


class Judge(Protocol):
    """Decides of each claim of a text whether its source entails it."""

    @property
    def judging_ms(self) -> int:
        """Milliseconds that one judging may take; none is started with less left."""

    def judge(self, rewrite: Rewrite, assignment: Assignment, *, deadline: Deadline) -> Judgement:
        """Judge a text that the code's verification accepted.

        Raises:
            EngineUnavailableError: there is no verdict; it says whether another request may help. A text without a
                verdict is not used.
            TimeBudgetSpentError: no verdict before `deadline`.
        """
