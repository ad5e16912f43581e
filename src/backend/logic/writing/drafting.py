"""Steps 3 and 4 as a loop: an engine writes, verification judges, and what it objects to goes back to the engine.

Every attempt is paid from one deadline: what is left is shared among the attempts that it has room for, none is started
that cannot finish, and what the fallback and the storing need is never spent. Three attempts at most, whatever they
fail of: a fabrication is asked for again with what was wrong, a passing failure after a wait, and the last outcome
counts. So a text that still fabricates at the end is refused, fallback or not; an engine that is out of time or out of
order is replaced by the fallback where the environment has one, and the result says so.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from logic.verification.rewritten_text import verify_rewrite
from logic.verification.violations import Violation
from logic.writing.backoff import Backoff
from logic.writing.engine import Assignment, Engine, UnusableAnswerError
from logic.writing.token_cost import total_usage
from models.deadline import Deadline
from models.errors import EngineUnavailableError, FabricationError, TailoringError, TimeBudgetSpentError
from models.response import EngineName, TokenUsage
from models.rewrite import Rewrite

MAX_ATTEMPTS = 3
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
    """The engine of an environment and, where it allows one, the engine that stands in for it.

    `pause` waits for so many seconds; it is given so that tests own it.
    """

    engine: Engine
    fallback: Engine | None = None
    backoff: Backoff = field(default_factory=Backoff)
    pause: Callable[[float], None] = field(default=time.sleep)

    def draft(self, assignment: Assignment, *, deadline: Deadline) -> Draft:
        """A rewrite that verification accepts.

        Raises:
            FabricationError: the last attempt stated facts that the CV does not hold.
            EngineUnavailableError, TimeBudgetSpentError: as the engine said, where there is no fallback.
        """
        spent: list[TokenUsage] = []
        storable = deadline.less(STORE_RESERVE_MS)
        fallback_ms = self.fallback.attempt_ms if self.fallback else 0
        try:
            own = storable.less(fallback_ms + CUT_OFF_MS)
            rewrite = self._write(self.engine, assignment, deadline=own, spent=spent)
        except (EngineUnavailableError, TimeBudgetSpentError):
            if self.fallback is None:
                raise
            rewrite = self._write(self.fallback, assignment, deadline=storable, spent=spent)
            return Draft(rewrite=rewrite, engine=self.fallback.name, degraded=True, usage=total_usage(spent))
        return Draft(rewrite=rewrite, engine=self.engine.name, degraded=False, usage=total_usage(spent))

    def _write(self, engine: Engine, assignment: Assignment, *, deadline: Deadline, spent: list[TokenUsage]) -> Rewrite:
        """The first rewrite that verification accepts; the usage of every attempt is added to `spent`."""
        deadline.require(milliseconds=engine.attempt_ms, purpose="tailor the CV")
        feedback: Sequence[Violation] = ()
        attempts = min(engine.attempts, MAX_ATTEMPTS)
        failures_in_a_row = 0
        for attempt in range(1, attempts + 1):
            room = max(1, deadline.remaining_ms() // engine.attempt_ms)
            share = deadline.share(min(room, attempts - attempt + 1))
            outcome: TailoringError
            wait_ms = 0
            try:
                rewrite = engine.rewrite(assignment, feedback=feedback, deadline=share)
            except EngineUnavailableError as failure:
                spent += [failure.usage] if failure.usage else []
                outcome = failure
                if not failure.worth_retrying:
                    break
                if isinstance(failure, UnusableAnswerError):
                    feedback = failure.feedback or feedback
                else:
                    failures_in_a_row += 1
                    wait_ms = self.backoff.wait_ms(failures=failures_in_a_row, retry_after_ms=failure.retry_after_ms)
            except TimeBudgetSpentError as failure:
                outcome = failure
            else:
                spent.append(rewrite.usage)
                feedback = verify_rewrite(rewrite, cv=assignment.cv, job=assignment.job)
                if not feedback:
                    return rewrite
                outcome = fabrication(feedback)
            if attempt == attempts or deadline.remaining_ms() < wait_ms + engine.attempt_ms:
                break
            if wait_ms:
                self.pause(wait_ms / 1000)
        raise outcome


def fabrication(violations: Sequence[Violation]) -> FabricationError:
    """The refusal of a text that states what the CV does not."""
    return FabricationError(
        "The tailored text states facts that the CV does not hold, so it is not used.",
        details=[violation.detail() for violation in violations],
    )
