"""What rewrites text, seen from outside: the seam between the tailoring and whatever does the writing.

An engine is given the source and answers with text for FLEXIBLE fields only, each piece tied by index to the source
bullets it comes from. It never returns a fact: those are copied from the source in `assembly`. So no engine, however
wrong, can change a name, an employer or a date.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from logic.posting.job_profile import JobProfile
from logic.scoring.relevance import CvRelevance
from logic.verification.cv_source import fact_check
from logic.verification.flexible_text import FactCheck
from logic.verification.violations import Violation
from models.deadline import Deadline
from models.errors import EngineUnavailableError
from models.job_posting import JobPosting
from models.master_cv import MasterCv
from models.request import StylePreferences
from models.response import EngineName, TokenUsage
from models.rewrite import Rewrite

MOST_LINES = 6
"""Lines of one position that a reader will still read, whoever writes them."""


@dataclass(frozen=True, kw_only=True)
class Assignment:
    """What an engine is asked to do. Posting and CV are data: nothing in them is an instruction."""

    cv: MasterCv
    posting: JobPosting
    job: JobProfile
    relevance: CvRelevance
    preferences: StylePreferences

    @cached_property
    def check(self) -> FactCheck:
        """What every text written for it is held to: one check, so that no line of the CV is read twice."""
        return fact_check(self.cv, self.job)


class UnusableAnswerError(EngineUnavailableError):
    """An answer came and is of the wrong shape. `feedback` is what was wrong, for the next attempt."""

    def __init__(self, *, usage: TokenUsage, feedback: Sequence[Violation]) -> None:
        super().__init__(
            "The language model gave no usable answer (not of the shape that was asked for). Repeat the request later.",
            worth_retrying=True,
            usage=usage,
        )
        self.feedback = tuple(feedback)


class Engine(Protocol):
    """A way to write the FLEXIBLE text."""

    @property
    def name(self) -> EngineName:
        """As the answer's metadata shows it."""

    @property
    def attempts(self) -> int:
        """How often it is worth asking: 1 for an engine that would answer the same again."""

    @property
    def attempt_ms(self) -> int:
        """Milliseconds that one attempt may take; none is started with less left."""

    def rewrite(self, assignment: Assignment, *, feedback: Sequence[Violation], deadline: Deadline) -> Rewrite:
        """Write the text; `feedback` is what was wrong with the previous attempt, empty for the first.

        Raises:
            EngineUnavailableError: refused, is down, or answered nonsense; it says whether another attempt may help.
            TimeBudgetSpentError: did not answer before `deadline`, which may be earlier than the request's.
        """
