"""Steps 3 and 4 as a loop: an engine writes, verification judges, and what it objects to goes back to the engine.

Every attempt is paid from one deadline. None is started that cannot finish; when the wanted engine is out of time or
out of order, the fallback writes instead where the environment has one, and the result says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from logic.engine import Assignment, Engine, Rewrite
from logic.verification import verify_rewrite
from logic.violations import Violation
from models.deadline import Deadline
from models.errors import EngineUnavailableError, FabricationError, TimeBudgetSpentError
from models.response import EngineName, TokenUsage

MAX_ATTEMPTS = 3
STORE_RESERVE_MS = 1500
"""Kept back from every attempt, so that a result can still be stored."""


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A verified rewrite, who wrote it, and what all attempts together cost."""

    rewrite: Rewrite
    engine: EngineName
    degraded: bool
    usage: TokenUsage


@dataclass(frozen=True, kw_only=True)
class Drafting:
    """The engine of an environment and, where it allows one, the engine that stands in for it."""

    engine: Engine
    fallback: Engine | None = None

    def draft(self, assignment: Assignment, *, deadline: Deadline) -> Draft:
        """A rewrite that verification accepts.

        Raises:
            FabricationError: every attempt stated facts that the CV does not hold.
            EngineUnavailableError, TimeBudgetSpentError: as the engine said, where there is no fallback.
        """
        try:
            return _attempts(self.engine, assignment, deadline=deadline, degraded=False)
        except (EngineUnavailableError, TimeBudgetSpentError):
            if self.fallback is None:
                raise
        return _attempts(self.fallback, assignment, deadline=deadline, degraded=True)


def _attempts(engine: Engine, assignment: Assignment, *, deadline: Deadline, degraded: bool) -> Draft:
    needed_ms = engine.attempt_ms + STORE_RESERVE_MS
    deadline.require(milliseconds=needed_ms, purpose="tailor the CV")
    violations: list[Violation] = []
    usage: TokenUsage | None = None
    for attempt in range(min(engine.attempts, MAX_ATTEMPTS)):
        if attempt and deadline.remaining_ms() < needed_ms:
            break
        rewrite = engine.rewrite(assignment, feedback=violations, deadline=deadline)
        usage = _sum(usage, rewrite.usage)
        violations = verify_rewrite(rewrite, cv=assignment.cv, job=assignment.job)
        if not violations:
            return Draft(rewrite=rewrite, engine=engine.name, degraded=degraded, usage=usage)
    raise fabrication(violations)


def fabrication(violations: Sequence[Violation]) -> FabricationError:
    """The refusal of a text that states what the CV does not."""
    return FabricationError(
        "The tailored text states facts that the CV does not hold, so it is not used.",
        details=[violation.detail() for violation in violations],
    )


def _sum(before: TokenUsage | None, added: TokenUsage) -> TokenUsage:
    if before is None:
        return added
    return TokenUsage(
        input_tokens=before.input_tokens + added.input_tokens,
        output_tokens=before.output_tokens + added.output_tokens,
        model=added.model,
        cost_usd=before.cost_usd + added.cost_usd,
    )
