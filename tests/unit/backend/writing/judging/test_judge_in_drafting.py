"""The judge in the loop: it refuses more than the code and never less, within the same budget and attempts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pytest

from logic.verification.violations import Violation
from logic.writing.backoff import Backoff
from logic.writing.drafting import CUT_OFF_MS, STORE_RESERVE_MS, Draft, Drafting
from logic.writing.engine import Assignment, UnusableAnswerError
from logic.writing.extractive_engine import ExtractiveEngine
from logic.writing.judging.judge import Judge, Judgement
from models.deadline import Deadline
from models.errors import (
    DoubtfulTextError,
    EngineUnavailableError,
    FabricationError,
    TailoringError,
    TimeBudgetSpentError,
)
from models.response import EngineName, TokenUsage
from models.rewrite import Rewrite, RewrittenBullet

Assign = Callable[..., Assignment]
WRITING = TokenUsage(input_tokens=100, output_tokens=30, model="double-1", cost_usd=0.5)
JUDGING = TokenUsage(input_tokens=10, output_tokens=3, model="double-1", cost_usd=0.25)
HONEST = Rewrite(
    summary="",
    positions=((RewrittenBullet(text="Organised the reading group", source_bullets=(0,)),), ()),
    usage=WRITING,
)
INVENTED = Rewrite(
    summary="",
    positions=((RewrittenBullet(text="Organised 12 reading groups", source_bullets=(0,)),), ()),
    usage=WRITING,
)
LINE = "work_experience[0].description_bullets[0]"
REFUSED = (Violation(field=LINE, rule="entailment", source_value="s", actual_value="claim", is_certain=False),)
Verdict = Sequence[Violation] | TailoringError


def unusable() -> UnusableAnswerError:
    return UnusableAnswerError(usage=JUDGING, feedback=())


def throttled() -> EngineUnavailableError:
    return EngineUnavailableError("throttled", worth_retrying=True, retry_after_ms=700)


@dataclass
class Run:
    """A scripted engine and a scripted judge on one clock; each request takes its `seconds`."""

    texts: Sequence[Rewrite]
    verdicts: Sequence[Verdict]
    fallback: bool = False
    budget_ms: int = 28_500
    writing_seconds: float = 0
    judging_seconds: float = 0
    attempts: int = 3
    attempt_ms: int = 5_000
    judging_ms: int = 2_000
    name: EngineName = "anthropic"
    now: float = 1000.0
    feedback: list[list[str]] = field(default_factory=list)
    writing_shares: list[int] = field(default_factory=list)
    judging_shares: list[int] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)

    def rewrite(self, assignment: Assignment, *, feedback: Sequence[Violation], deadline: Deadline) -> Rewrite:
        text = self.texts[len(self.feedback)]
        self.feedback.append([violation.rule for violation in feedback])
        self.writing_shares.append(deadline.remaining_ms())
        self.now += self.writing_seconds
        return text

    def judge(self, rewrite: Rewrite, assignment: Assignment, *, deadline: Deadline) -> Judgement:
        verdict = self.verdicts[len(self.judging_shares)]
        self.judging_shares.append(deadline.remaining_ms())
        self.now += self.judging_seconds
        if isinstance(verdict, TailoringError):
            raise verdict
        return Judgement(violations=verdict, usage=JUDGING)

    def pause(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds

    def draft(self, assignment: Assignment) -> Draft:
        judge: Judge = self
        ends_at = self.now + self.budget_ms / 1000
        return Drafting(
            engine=self,
            judge=judge,
            fallback=ExtractiveEngine() if self.fallback else None,
            backoff=Backoff(rand=lambda: 0.0),
            pause=self.pause,
        ).draft(
            assignment,
            deadline=Deadline(budget_ends_at=ends_at, invocation_ends_at=ends_at + 60, clock=lambda: self.now),
        )


def test_text_that_both_accept_is_taken_and_both_requests_are_charged(assign: Assign) -> None:
    draft = Run([HONEST], [()]).draft(assign())
    assert (draft.rewrite, draft.engine, draft.degraded) == (HONEST, "anthropic", False)
    assert draft.usage == TokenUsage(input_tokens=110, output_tokens=33, model="double-1", cost_usd=0.75)


def test_what_the_code_refuses_is_refused_whatever_a_judge_would_say(assign: Assign) -> None:
    run = Run([INVENTED] * 3, [()] * 3)
    with pytest.raises(FabricationError):
        run.draft(assign())
    assert run.judging_shares == [], "and no judge is paid for it"


def test_what_the_judge_refuses_is_fed_back_and_the_next_text_is_judged_as_well(assign: Assign) -> None:
    run = Run([HONEST, HONEST], [REFUSED, ()])
    draft = run.draft(assign())
    assert run.feedback == [[], ["entailment"]]
    assert draft.usage.input_tokens == 220
    assert draft.degraded is False


def test_text_that_the_judge_refuses_twice_is_422_and_names_field_and_rule(assign: Assign) -> None:
    run = Run([HONEST] * 3, [REFUSED] * 3)
    with pytest.raises(DoubtfulTextError) as refused:
        run.draft(assign())
    assert len(run.feedback) == 2, "it may be an honest text, so it costs one further attempt and not two"
    assert (refused.value.status, refused.value.code) == (422, "FVS_HALLUCINATION_DETECTED")
    assert [(detail.field, detail.rule) for detail in refused.value.details] == [(LINE, "entailment")]


def test_text_that_the_judge_refuses_twice_is_replaced_by_the_fallback_which_nobody_judges(assign: Assign) -> None:
    run = Run([HONEST] * 2, [REFUSED] * 2, fallback=True)
    draft = run.draft(assign())
    assert (draft.engine, draft.degraded, len(run.judging_shares)) == ("extractive", True, 2)
    assert draft.usage.cost_usd == 1.5, "what came to nothing is charged too"


@pytest.mark.parametrize("failure", [unusable(), throttled(), TimeBudgetSpentError("late")])
def test_judging_that_failed_is_done_again_for_the_same_text(assign: Assign, failure: TailoringError) -> None:
    run = Run([HONEST], [failure, ()])
    assert run.draft(assign()).rewrite == HONEST
    assert (len(run.feedback), len(run.judging_shares)) == (1, 2)


def test_throttled_judge_is_left_alone_as_long_as_it_asks(assign: Assign) -> None:
    run = Run([HONEST], [throttled(), ()])
    run.draft(assign())
    assert run.waits == [0.7]


def test_verdicts_that_could_not_be_read_are_charged(assign: Assign) -> None:
    assert Run([HONEST], [unusable(), ()]).draft(assign()).usage.input_tokens == 120


@pytest.mark.parametrize(
    ("failure", "judged", "status"),
    [
        (unusable(), 3, 502),
        (throttled(), 3, 502),
        (EngineUnavailableError("refused"), 1, 502),
        (TimeBudgetSpentError("late"), 3, 504),
    ],
)
@pytest.mark.parametrize("fallback", [False, True])
def test_text_without_a_verdict_is_not_used(
    assign: Assign, failure: TailoringError, judged: int, status: int, fallback: bool
) -> None:
    run = Run([HONEST] * 3, [failure] * 3, fallback=fallback)
    if fallback:
        draft = run.draft(assign())
        assert (draft.engine, draft.degraded) == ("extractive", True)
    else:
        with pytest.raises(TailoringError) as raised:
            run.draft(assign())
        assert raised.value.status == status
    assert (len(run.feedback), len(run.judging_shares)) == (1, judged)


def test_writing_leaves_the_judge_its_time(assign: Assign) -> None:
    run = Run([HONEST], [()], attempts=1)
    run.draft(assign())
    share = 28_500 - STORE_RESERVE_MS - CUT_OFF_MS
    assert (run.writing_shares, run.judging_shares) == ([share - 2_000], [share])


@pytest.mark.parametrize(("missing_ms", "runs"), [(0, True), (1, False)])
def test_no_text_is_written_that_there_is_no_time_to_judge(assign: Assign, missing_ms: int, runs: bool) -> None:
    run = Run([HONEST], [()], budget_ms=5_000 + 2_000 + STORE_RESERVE_MS + CUT_OFF_MS - missing_ms)
    if runs:
        run.draft(assign())
    else:
        with pytest.raises(TimeBudgetSpentError):
            run.draft(assign())
    assert len(run.feedback) == int(runs)


def test_judging_is_done_again_where_there_is_time_for_it_but_none_to_write_anew(assign: Assign) -> None:
    run = Run([HONEST], [unusable(), ()], budget_ms=11_000, writing_seconds=5, judging_seconds=1)
    assert run.draft(assign()).rewrite == HONEST


def test_all_requests_together_stay_within_the_budget(assign: Assign) -> None:
    run = Run([HONEST] * 3, [REFUSED] * 3, writing_seconds=9, judging_seconds=3)
    with pytest.raises(DoubtfulTextError):
        run.draft(assign())
    assert run.now - 1000 <= 28.5 - STORE_RESERVE_MS / 1000
