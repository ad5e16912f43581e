"""Steps 3 and 4 as a loop: an engine writes, verification judges, and what it objects to goes back to the engine.

Every attempt is paid from one deadline: what is left is shared among the attempts that it has room for, none is started
that cannot finish, and what the fallback and the storing need is never spent. Three attempts at most, whatever they
fail of: a fabrication is asked for again with what was wrong, a passing failure after a wait, and the last outcome
counts. So a text that still fabricates at the end is refused, fallback or not; an engine that is out of time or out of
order is replaced by the fallback where the environment has one, and the result says so. A text that was refused only
for what may be misread (its wording, or a language that is checked in part) costs one further attempt, and the
fallback answers then.

Where there is a judge, it reads each text that the code accepts; both are paid from the attempt's share. What it
refuses counts as wording. A text whose judging failed is judged again in the next attempt; one without a verdict is
not used.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from logic.verification.rewritten_text import verify_rewrite
from logic.verification.violations import Violation
from logic.writing.backoff import Backoff
from logic.writing.engine import Assignment, Engine, UnusableAnswerError
from logic.writing.judging.judge import Judge
from logic.writing.token_cost import total_usage
from models.deadline import Deadline
from models.errors import (
    DoubtfulTextError,
    EngineUnavailableError,
    FabricationError,
    TailoringError,
    TimeBudgetSpentError,
)
from models.response import EngineName, TokenUsage
from models.rewrite import Rewrite

MAX_ATTEMPTS = 3
MAX_DOUBTFUL_ATTEMPTS = 2
"""A text that is refused only for what may be misread is asked for once more, and not a third time."""

STORE_RESERVE_MS = 1500
"""Kept back from every attempt, so that a result can still be stored."""

CUT_OFF_MS = 250
"""Kept back from an attempt as well: one that is cut off at its end still has to be noticed, or to be verified."""


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A verified rewrite, who wrote it, and what all attempts together cost."""

    rewrite: Rewrite
    engine: EngineName
    degraded: bool
    usage: TokenUsage


@dataclass(frozen=True, kw_only=True)
class Drafting:
    """The engine of an environment and, where it allows them, the judge of its texts and the engine that stands in.

    `pause` waits for so many seconds; it is given so that tests own it.
    """

    engine: Engine
    judge: Judge | None = None
    fallback: Engine | None = None
    backoff: Backoff = field(default_factory=Backoff)
    pause: Callable[[float], None] = field(default=time.sleep)

    def draft(self, assignment: Assignment, *, deadline: Deadline) -> Draft:
        """A rewrite that verification accepts, and the judge where there is one.

        Raises:
            FabricationError: the last attempt stated facts that the CV does not hold (`DoubtfulTextError`: or may have,
                where there is no fallback).
            EngineUnavailableError, TimeBudgetSpentError: as the engine or the judge said, where there is no fallback.
        """
        spent: list[TokenUsage] = []
        storable = deadline.less(STORE_RESERVE_MS)
        fallback_ms = self.fallback.attempt_ms if self.fallback else 0
        try:
            writing = _Writing(engine=self.engine, judge=self.judge, assignment=assignment, spent=spent)
            rewrite = self._write(writing, deadline=storable.less(fallback_ms + CUT_OFF_MS))
        except (EngineUnavailableError, TimeBudgetSpentError, DoubtfulTextError):
            if self.fallback is None:
                raise
            # It says what the CV says, so there is nothing to judge.
            writing = _Writing(engine=self.fallback, judge=None, assignment=assignment, spent=spent)
            rewrite = self._write(writing, deadline=storable)
            return Draft(rewrite=rewrite, engine=self.fallback.name, degraded=True, usage=total_usage(spent))
        return Draft(rewrite=rewrite, engine=self.engine.name, degraded=False, usage=total_usage(spent))

    def _write(self, writing: "_Writing", *, deadline: Deadline) -> Rewrite:
        """The first rewrite that is accepted."""
        deadline.require(milliseconds=writing.next_ms, purpose="tailor the CV")
        attempts = min(writing.engine.attempts, MAX_ATTEMPTS)
        failures_in_a_row = 0
        for attempt in range(1, attempts + 1):
            room = max(1, deadline.remaining_ms() // writing.next_ms)
            share = deadline.share(min(room, attempts - attempt + 1))
            outcome: TailoringError
            wait_ms = 0
            try:
                return writing.attempt(deadline=share)
            except EngineUnavailableError as failure:
                outcome = failure
                if not failure.worth_retrying:
                    break
                if not isinstance(failure, UnusableAnswerError):
                    failures_in_a_row += 1
                    wait_ms = self.backoff.wait_ms(failures=failures_in_a_row, retry_after_ms=failure.retry_after_ms)
            except (TimeBudgetSpentError, FabricationError) as failure:
                outcome = failure
            if attempt >= _most(attempts, outcome) or deadline.remaining_ms() < wait_ms + writing.next_ms:
                break
            if wait_ms:
                self.pause(wait_ms / 1000)
        raise outcome


@dataclass(kw_only=True)
class _Writing:
    """One engine at one assignment: what its attempts cost, what was wrong with the last text, and a text that the code
    accepted and whose judging failed, which is judged again instead of written anew.
    """

    engine: Engine
    judge: Judge | None
    assignment: Assignment
    spent: list[TokenUsage]
    feedback: Sequence[Violation] = ()
    unjudged: Rewrite | None = None

    @property
    def judging_ms(self) -> int:
        """Milliseconds that judging a text needs."""
        return self.judge.judging_ms if self.judge else 0

    @property
    def next_ms(self) -> int:
        """Milliseconds that the next attempt needs."""
        return self.judging_ms + (0 if self.unjudged else self.engine.attempt_ms)

    def attempt(self, *, deadline: Deadline) -> Rewrite:
        """A text that code and judge accept."""
        try:
            self.unjudged = self.unjudged or self._text(deadline.less(self.judging_ms))
            self._refuse_if(self._judged(self.unjudged, deadline))
        except EngineUnavailableError as failure:
            self.spent += [failure.usage] if failure.usage else []
            if isinstance(failure, UnusableAnswerError):
                self.feedback = failure.feedback or self.feedback
            raise
        return self.unjudged

    def _text(self, deadline: Deadline) -> Rewrite:
        """A text that the code accepts."""
        rewrite = self.engine.rewrite(self.assignment, feedback=self.feedback, deadline=deadline)
        self.spent.append(rewrite.usage)
        task = self.assignment
        self._refuse_if(verify_rewrite(rewrite, cv=task.cv, job=task.job, check=task.check))
        return rewrite

    def _judged(self, rewrite: Rewrite, deadline: Deadline) -> Sequence[Violation]:
        """What the judge objects to, in a text that the code accepted and in no other: it can only refuse more."""
        if self.judge is None:
            return ()
        judgement = self.judge.judge(rewrite, self.assignment, deadline=deadline)
        self.spent.append(judgement.usage)
        return judgement.violations

    def _refuse_if(self, violations: Sequence[Violation]) -> None:
        if violations:
            self.unjudged, self.feedback = None, violations
            raise fabrication(violations)


def _most(attempts: int, outcome: TailoringError) -> int:
    """How many attempts there are after such an outcome."""
    return min(attempts, MAX_DOUBTFUL_ATTEMPTS) if isinstance(outcome, DoubtfulTextError) else attempts


def fabrication(violations: Sequence[Violation]) -> FabricationError:
    """The refusal of a text that states what the CV does not."""
    doubtful = not any(violation.is_certain for violation in violations)
    return (DoubtfulTextError if doubtful else FabricationError)(
        "The tailored text states facts that the CV does not hold, so it is not used.",
        details=[violation.detail() for violation in violations],
    )
