"""The engine that asks a language model: writes the question, checks the answer's shape, counts what it cost.

It makes one request an attempt and no more: how many attempts there are, and when, is decided in `drafting`, which
holds the budget. An answer that stopped early is not asked for again: a refusal and an answer that ran into its length
limit would come out the same. One of the wrong shape is, with what was wrong.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from configuration import ModelSettings
from dal import MessagesApi, ModelCallError, ModelReply, ModelTimeoutError
from logic.verification.violations import Violation
from logic.writing.engine import Assignment, UnusableAnswerError
from logic.writing.model.model_answer import UnreadableAnswerError, read_answer
from logic.writing.model.model_prompt import QuestionTooLongError, write_question
from logic.writing.model.model_use import ModelUse, Observer, unobserved
from logic.writing.token_cost import charge
from models.deadline import Deadline
from models.errors import EngineUnavailableError, TimeBudgetSpentError
from models.response import EngineName, TokenUsage
from models.rewrite import Rewrite

DONE = "end_turn"


@dataclass(frozen=True, kw_only=True)
class AnthropicEngine:
    """See the module. `observe` is told of every request; `clock` gives seconds for the time that each took."""

    api: MessagesApi
    settings: ModelSettings
    observe: Observer = field(default=unobserved)
    clock: Callable[[], float] = time.monotonic

    @property
    def name(self) -> EngineName:
        """As the answer's metadata shows it."""
        return "anthropic"

    @property
    def attempts(self) -> int:
        """As the environment has it."""
        return self.settings.attempts

    @property
    def attempt_ms(self) -> int:
        """As the environment has it."""
        return self.settings.attempt_ms

    def rewrite(self, assignment: Assignment, *, feedback: Sequence[Violation], deadline: Deadline) -> Rewrite:
        """See `Engine.rewrite`: one request, cut off at `deadline`."""
        try:
            question, shown = write_question(assignment, feedback=feedback)
        except QuestionTooLongError:
            raise _unavailable("the CV is too long for it") from None
        started = self.clock()
        try:
            reply = self.api.ask(question, deadline=deadline)
        except ModelTimeoutError:
            self._observe("timeout", started)
            raise TimeBudgetSpentError("The language model did not answer in time. Repeat the request.") from None
        except ModelCallError as error:
            self._observe(error.reason, started, failure=error)
            retry_after = error.retry_after_seconds
            raise _unavailable(
                error.reason,
                worth_retrying=error.worth_retrying,
                retry_after_ms=None if retry_after is None else round(retry_after * 1000),
            ) from None
        usage = charge(reply.usage, model=self.settings.name, prices=self.settings.prices)
        if reply.stop_reason != DONE:
            self._observe(f"stopped_{reply.stop_reason}", started, reply=reply, cost=usage)
            raise _unavailable(f"stopped with {reply.stop_reason}", usage=usage)
        try:
            summary, positions = read_answer(reply.text, shown=shown)
        except UnreadableAnswerError as error:
            self._observe("unusable_answer", started, reply=reply, cost=usage)
            raise UnusableAnswerError(usage=usage, feedback=error.feedback) from None
        self._observe("answered", started, reply=reply, cost=usage)
        return Rewrite(summary=summary, positions=positions, usage=usage)

    def _observe(
        self,
        outcome: str,
        started: float,
        *,
        reply: ModelReply | None = None,
        cost: TokenUsage | None = None,
        failure: ModelCallError | None = None,
    ) -> None:
        milliseconds = round((self.clock() - started) * 1000)
        if reply is not None and cost is not None:
            use = ModelUse(
                outcome=outcome,
                milliseconds=milliseconds,
                usage=reply.usage,
                cost_usd=cost.cost_usd,
                status=200,
                request_id=reply.request_id,
            )
        else:
            use = ModelUse(
                outcome=outcome,
                milliseconds=milliseconds,
                status=failure.status if failure else None,
                request_id=failure.request_id if failure else None,
            )
        self.observe(use)


def _unavailable(
    reason: str,
    *,
    worth_retrying: bool = False,
    retry_after_ms: int | None = None,
    usage: TokenUsage | None = None,
) -> EngineUnavailableError:
    return EngineUnavailableError(
        f"The language model gave no usable answer ({reason}). Repeat the request later.",
        worth_retrying=worth_retrying,
        retry_after_ms=retry_after_ms,
        usage=usage,
    )
