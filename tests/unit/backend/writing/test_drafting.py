"""The loop around an engine: feedback, attempts, one budget, and the fallback with its `degraded`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pytest

from logic.verification.violations import Violation
from logic.writing.drafting import CUT_OFF_MS, STORE_RESERVE_MS, Drafting
from logic.writing.engine import Assignment, Engine
from logic.writing.extractive_engine import ExtractiveEngine
from models.deadline import Deadline
from models.errors import EngineUnavailableError, FabricationError, TailoringError, TimeBudgetSpentError
from models.response import EngineName, TokenUsage
from models.rewrite import Rewrite, RewrittenBullet

Assign = Callable[..., Assignment]
HONEST = Rewrite(
    summary="",
    positions=((RewrittenBullet(text="Organised the reading group", source_bullets=(0,)),), ()),
    usage=TokenUsage(input_tokens=10, output_tokens=3, model="double-1", cost_usd=0.5),
)
INVENTED = Rewrite(
    summary="",
    positions=((RewrittenBullet(text="Organised 12 reading groups", source_bullets=(0,)),), ()),
    usage=HONEST.usage,
)


@dataclass
class ScriptedEngine:
    """Plays one step a call: a rewrite to return or an error to raise. `spends` seconds pass with each."""

    steps: Sequence[Rewrite | TailoringError]
    clock: "ManualClock | None" = None
    spends: float = 0
    attempts: int = 5
    attempt_ms: int = 1000
    name: EngineName = "anthropic"
    feedback: list[list[Violation]] = field(default_factory=list)

    def rewrite(self, assignment: Assignment, *, feedback: Sequence[Violation], deadline: Deadline) -> Rewrite:
        step = self.steps[len(self.feedback)]
        self.feedback.append(list(feedback))
        if self.clock:
            self.clock.now += self.spends
        if isinstance(step, TailoringError):
            raise step
        return step


@dataclass
class ManualClock:
    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


def budget(clock: ManualClock, milliseconds: int = 20_000) -> Deadline:
    return Deadline(budget_ends_at=clock.now + milliseconds / 1000, invocation_ends_at=clock.now + 60, clock=clock)


def test_scripted_engine_is_an_engine() -> None:
    engine: Engine = ScriptedEngine([])
    assert engine.name == "anthropic"


def test_first_honest_draft_is_taken(assign: Assign) -> None:
    engine = ScriptedEngine([HONEST])
    draft = Drafting(engine=engine).draft(assign(), deadline=budget(ManualClock()))
    assert (draft.rewrite, draft.engine, draft.degraded) == (HONEST, "anthropic", False)
    assert engine.feedback == [[]]


def test_violation_is_fed_back_and_all_attempts_are_charged(assign: Assign) -> None:
    engine = ScriptedEngine([INVENTED, HONEST])
    draft = Drafting(engine=engine).draft(assign(), deadline=budget(ManualClock()))
    assert [violation.actual_value for violation in engine.feedback[1]] == ["12"]
    assert draft.usage == TokenUsage(input_tokens=20, output_tokens=6, model="double-1", cost_usd=1.0)


def test_three_attempts_at_most_then_refused_with_field_and_rule(assign: Assign) -> None:
    engine = ScriptedEngine([INVENTED] * 5)
    with pytest.raises(FabricationError) as refused:
        Drafting(engine=engine, fallback=ExtractiveEngine()).draft(assign(), deadline=budget(ManualClock()))
    assert len(engine.feedback) == 3
    assert (refused.value.status, refused.value.code) == (422, "FVS_HALLUCINATION_DETECTED")
    (detail,) = refused.value.details
    assert (detail.field, detail.rule) == ("work_experience[0].description_bullets[0]", "number")


def test_engine_that_would_repeat_itself_is_asked_once(assign: Assign) -> None:
    engine = ScriptedEngine([INVENTED] * 5, attempts=1)
    with pytest.raises(FabricationError):
        Drafting(engine=engine).draft(assign(), deadline=budget(ManualClock()))
    assert len(engine.feedback) == 1


def test_no_attempt_is_started_that_cannot_finish(assign: Assign) -> None:
    clock = ManualClock()
    engine = ScriptedEngine([INVENTED] * 5, clock=clock, spends=8)
    with pytest.raises(FabricationError):
        Drafting(engine=engine).draft(assign(), deadline=budget(clock, 18_000))
    assert len(engine.feedback) == 2, "after 16 of 18 seconds, 1 s of attempt and 1.5 s of storing do not fit"


@pytest.mark.parametrize(("missing_ms", "runs"), [(0, True), (1, False)])
def test_budget_that_does_not_suffice_for_one_attempt_is_refused(assign: Assign, missing_ms: int, runs: bool) -> None:
    engine = ScriptedEngine([HONEST])
    deadline = budget(ManualClock(), engine.attempt_ms + STORE_RESERVE_MS + CUT_OFF_MS - missing_ms)
    if runs:
        Drafting(engine=engine).draft(assign(), deadline=deadline)
    else:
        with pytest.raises(TimeBudgetSpentError):
            Drafting(engine=engine).draft(assign(), deadline=deadline)
    assert len(engine.feedback) == int(runs)


@pytest.mark.parametrize("failure", [EngineUnavailableError("down"), TimeBudgetSpentError("late")])
def test_fallback_stands_in_and_says_so(assign: Assign, failure: TailoringError) -> None:
    drafting = Drafting(engine=ScriptedEngine([failure], attempts=1), fallback=ExtractiveEngine())
    draft = drafting.draft(assign(), deadline=budget(ManualClock()))
    assert (draft.engine, draft.degraded) == ("extractive", True)


def test_slow_engine_without_time_for_itself_leaves_time_for_the_fallback(assign: Assign) -> None:
    slow = ScriptedEngine([], attempt_ms=10_000)
    draft = Drafting(engine=slow, fallback=ExtractiveEngine()).draft(assign(), deadline=budget(ManualClock(), 5_000))
    assert draft.degraded is True
    assert slow.feedback == []


@pytest.mark.parametrize(
    ("failure", "status", "code"),
    [(EngineUnavailableError("down"), 502, "LLM_API_ERROR"), (TimeBudgetSpentError("late"), 504, "LLM_TIMEOUT")],
)
def test_without_a_fallback_the_failure_is_the_answer(
    assign: Assign, failure: TailoringError, status: int, code: str
) -> None:
    with pytest.raises(TailoringError) as raised:
        Drafting(engine=ScriptedEngine([failure], attempts=1)).draft(assign(), deadline=budget(ManualClock()))
    assert raised.value is failure
    assert (raised.value.status, raised.value.code) == (status, code)


DOUBTFUL = Rewrite(
    summary="",
    positions=((RewrittenBullet(text="Organised all of the reading groups", source_bullets=(0,)),), ()),
    usage=HONEST.usage,
)


def test_text_refused_for_its_wording_costs_one_more_attempt_and_the_fallback_answers(assign: Assign) -> None:
    engine = ScriptedEngine([DOUBTFUL, DOUBTFUL, DOUBTFUL])
    fallback = ScriptedEngine([HONEST], name="extractive")
    draft = Drafting(engine=engine, fallback=fallback).draft(assign(), deadline=budget(ManualClock()))
    assert (draft.engine, draft.degraded) == ("extractive", True)
    assert [len(feedback) > 0 for feedback in engine.feedback] == [False, True]


def test_text_refused_for_its_wording_is_refused_where_nothing_stands_in(assign: Assign) -> None:
    engine = ScriptedEngine([DOUBTFUL, DOUBTFUL, DOUBTFUL])
    with pytest.raises(FabricationError):
        Drafting(engine=engine).draft(assign(), deadline=budget(ManualClock()))
    assert len(engine.feedback) == 2
