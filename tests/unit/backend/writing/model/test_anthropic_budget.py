"""The budget of a model that fails: attempts, shares, waits and what is kept back, on a clock of the test's own."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pytest

from configuration import MODEL_RESERVE_MS
from logic.verification.violations import Violation
from logic.writing.backoff import Backoff
from logic.writing.drafting import CUT_OFF_MS, MAX_ATTEMPTS, STORE_RESERVE_MS, Draft, Drafting
from logic.writing.engine import Assignment, UnusableAnswerError
from logic.writing.extractive_engine import ExtractiveEngine
from models.deadline import ANSWER_RESERVE_MS, Deadline
from models.errors import EngineUnavailableError, FabricationError, TailoringError, TimeBudgetSpentError
from models.response import EngineName, TokenUsage
from models.rewrite import Rewrite, RewrittenBullet

Assign = Callable[..., Assignment]
USAGE = TokenUsage(input_tokens=10, output_tokens=3, model="double-1", cost_usd=0.001)
HONEST = Rewrite(
    summary="", positions=((RewrittenBullet(text="Organised the reading group", source_bullets=(0,)),), ()), usage=USAGE
)
INVENTED = Rewrite(
    summary="",
    positions=((RewrittenBullet(text="Organised 12 reading groups", source_bullets=(0,)),), ()),
    usage=USAGE,
)
FALLBACK_MS = ExtractiveEngine().attempt_ms


def overloaded(retry_after_ms: int | None = None) -> EngineUnavailableError:
    return EngineUnavailableError("overloaded", worth_retrying=True, retry_after_ms=retry_after_ms)


@dataclass
class Run:
    """A scripted engine and all that happens to it: each step takes `seconds`, waits pass on the same clock."""

    steps: Sequence[Rewrite | TailoringError]
    attempts: int = 3
    attempt_ms: int = 5000
    seconds: float = 0
    rand: float = 1.0
    fallback: bool = False
    budget_ms: int = 28_500
    name: EngineName = "anthropic"
    now: float = 1000.0
    shares: list[int] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    feedback: list[list[str]] = field(default_factory=list)

    def rewrite(self, assignment: Assignment, *, feedback: Sequence[Violation], deadline: Deadline) -> Rewrite:
        step = self.steps[len(self.shares)]
        self.shares.append(deadline.remaining_ms())
        self.feedback.append([violation.rule for violation in feedback])
        self.now += self.seconds
        if isinstance(step, TailoringError):
            raise step
        return step

    def pause(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds

    def draft(self, assignment: Assignment) -> Draft:
        ends_at = self.now + self.budget_ms / 1000
        return Drafting(
            engine=self,
            fallback=ExtractiveEngine() if self.fallback else None,
            backoff=Backoff(rand=lambda: self.rand),
            pause=self.pause,
        ).draft(
            assignment,
            deadline=Deadline(budget_ends_at=ends_at, invocation_ends_at=ends_at + 60, clock=lambda: self.now),
        )


def test_budget_is_shared_among_the_attempts_that_it_has_room_for(assign: Assign) -> None:
    run = Run([HONEST], attempt_ms=12_000, budget_ms=28_500)
    run.draft(assign())
    assert run.shares == [(28_500 - STORE_RESERVE_MS - CUT_OFF_MS) // 2], "two of 12 s fit, three do not"


def test_what_a_quick_failure_leaves_is_shared_anew_and_the_last_attempt_gets_all_of_it(assign: Assign) -> None:
    run = Run([overloaded(), overloaded(), HONEST], attempt_ms=4000, budget_ms=13_750, rand=0.0)
    run.draft(assign())
    assert run.shares == [4000, 6000, 12_000]


def test_attempt_leaves_the_fallback_its_time(assign: Assign) -> None:
    run = Run([HONEST], attempts=1, fallback=True, budget_ms=20_000)
    run.draft(assign())
    assert run.shares == [20_000 - STORE_RESERVE_MS - CUT_OFF_MS - FALLBACK_MS]


@pytest.mark.parametrize("fallback", [False, True])
def test_attempt_that_takes_all_of_its_share_leaves_time_to_store(assign: Assign, fallback: bool) -> None:
    run = Run([TimeBudgetSpentError("late")] * 3, attempts=1, fallback=fallback, budget_ms=10_000)
    run.seconds = (10_000 - STORE_RESERVE_MS - CUT_OFF_MS - FALLBACK_MS * fallback) / 1000
    if fallback:
        assert run.draft(assign()).degraded is True
    else:
        with pytest.raises(TimeBudgetSpentError):
            run.draft(assign())
    assert 1000.0 + 10 - run.now >= STORE_RESERVE_MS / 1000


def test_waits_double_and_are_jittered_in_full(assign: Assign) -> None:
    waits = {}
    for rand in (0.25, 1.0):
        run = Run([overloaded(), overloaded(), HONEST], rand=rand)
        run.draft(assign())
        waits[rand] = run.waits
    assert waits == {0.25: [0.125, 0.25], 1.0: [0.5, 1.0]}


def test_no_wait_at_all_is_not_paused_for(assign: Assign) -> None:
    run = Run([overloaded(), HONEST], rand=0.0)
    run.draft(assign())
    assert run.waits == []


@pytest.mark.parametrize(("retry_after_ms", "waited"), [(None, 0.5), (0, 0.5), (100, 0.5), (7000, 7.0)])
def test_wait_is_at_least_what_was_asked_for(assign: Assign, retry_after_ms: int | None, waited: float) -> None:
    run = Run([overloaded(retry_after_ms), HONEST])
    run.draft(assign())
    assert run.waits == [waited]


@pytest.mark.parametrize(("spare_ms", "requests"), [(0, 2), (-1, 1)])
def test_no_wait_is_begun_after_which_an_attempt_would_not_fit(assign: Assign, spare_ms: int, requests: int) -> None:
    budget_ms = STORE_RESERVE_MS + CUT_OFF_MS + 2000 + 5000 + spare_ms
    run = Run([overloaded(2000), HONEST], budget_ms=budget_ms)
    if requests == 2:
        run.draft(assign())
    else:
        with pytest.raises(EngineUnavailableError):
            run.draft(assign())
    assert (len(run.shares), len(run.waits)) == (requests, requests - 1)


def test_failure_that_repeating_cannot_help_ends_it(assign: Assign) -> None:
    run = Run([EngineUnavailableError("refused"), HONEST])
    with pytest.raises(EngineUnavailableError, match="refused"):
        run.draft(assign())
    assert len(run.shares) == 1


def test_attempt_that_was_late_is_followed_by_another_while_there_is_room(assign: Assign) -> None:
    run = Run([TimeBudgetSpentError("late"), HONEST], seconds=6)
    assert run.draft(assign()).degraded is False
    assert run.waits == []


def test_three_attempts_are_the_most_whatever_they_fail_of(assign: Assign) -> None:
    mixed: list[Rewrite | TailoringError] = [
        overloaded(),
        INVENTED,
        UnusableAnswerError(usage=USAGE, feedback=()),
        HONEST,
    ]
    run = Run(mixed, attempts=9)
    with pytest.raises(UnusableAnswerError):
        run.draft(assign())
    assert len(run.shares) == MAX_ATTEMPTS == 3


@pytest.mark.parametrize(
    ("steps", "outcome"),
    [
        ([overloaded(), overloaded(), INVENTED], FabricationError),
        ([INVENTED, INVENTED, overloaded()], EngineUnavailableError),
        ([INVENTED, overloaded(), TimeBudgetSpentError("late")], TimeBudgetSpentError),
    ],
)
def test_last_outcome_is_the_answer(
    assign: Assign, steps: list[Rewrite | TailoringError], outcome: type[TailoringError]
) -> None:
    with pytest.raises(outcome):
        Run(steps).draft(assign())


def test_feedback_outlives_a_failure_in_between(assign: Assign) -> None:
    run = Run([INVENTED, overloaded(), HONEST])
    run.draft(assign())
    assert run.feedback == [[], ["number"], ["number"]]


def test_every_attempt_is_charged_whoever_writes_in_the_end(assign: Assign) -> None:
    costly = EngineUnavailableError("refused", usage=USAGE)
    draft = Run([INVENTED, UnusableAnswerError(usage=USAGE, feedback=()), costly], fallback=True).draft(assign())
    assert (draft.engine, draft.degraded) == ("extractive", True)
    assert draft.usage == TokenUsage(input_tokens=30, output_tokens=9, model="double-1", cost_usd=0.003)


def test_model_that_was_never_reached_costs_nothing(assign: Assign) -> None:
    draft = Run([EngineUnavailableError("down")], fallback=True).draft(assign())
    assert (draft.usage.model, draft.usage.cost_usd) == ("none", 0)


def test_settings_keep_back_all_that_a_request_needs_besides_its_model() -> None:
    kept_back = ANSWER_RESERVE_MS + STORE_RESERVE_MS + CUT_OFF_MS + FALLBACK_MS
    assert kept_back <= MODEL_RESERVE_MS <= kept_back + 500


def test_waits_are_real_ones_where_no_test_owns_them() -> None:
    assert Drafting(engine=ExtractiveEngine()).pause is time.sleep
    chances = {Backoff().wait_ms(failures=3, retry_after_ms=None) for _ in range(50)}
    assert len(chances) > 10
    assert 0 <= min(chances) <= max(chances) <= 2000


def test_wait_stops_growing() -> None:
    assert Backoff(rand=lambda: 1.0).wait_ms(failures=60, retry_after_ms=None) == Backoff().longest_ms
