"""One request to the language model: asked, its answer read, its cost counted, its failure put into our words.

It makes one request and no more: how many there are, and when, is decided in `drafting`, which holds the budget. An
answer that stopped early is not asked for again: a refusal and an answer that ran into its length limit would come out
the same. One of the wrong shape is, with what was wrong.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from configuration import ModelSettings
from dal import MessagesApi, ModelCallError, ModelQuestion, ModelReply, ModelTimeoutError
from logic.writing.engine import UnusableAnswerError
from logic.writing.model.model_answer import UnreadableAnswerError
from logic.writing.model.model_use import ModelUse, Observer, Purpose, unobserved
from logic.writing.token_cost import charge
from models.deadline import Deadline
from models.errors import EngineUnavailableError, TimeBudgetSpentError
from models.response import TokenUsage

DONE = "end_turn"
Answer = TypeVar("Answer")


@dataclass(frozen=True, kw_only=True)
class AskedModel:
    """See the module. `observe` is told of every request; `clock` gives seconds for the time that each took."""

    api: MessagesApi
    settings: ModelSettings
    observe: Observer = field(default=unobserved)
    clock: Callable[[], float] = time.monotonic

    def ask(
        self, question: ModelQuestion, *, purpose: Purpose, read: Callable[[str], Answer], deadline: Deadline
    ) -> tuple[Answer, TokenUsage]:
        """What `read` makes of the answer's text, and what it cost; cut off at `deadline`.

        Raises:
            EngineUnavailableError: refused, is down, or `read` raised `UnreadableAnswerError`; it says whether another
                request may help.
            TimeBudgetSpentError: no answer before `deadline`.
        """
        started = self.clock()
        try:
            reply = self.api.ask(question, deadline=deadline)
        except ModelTimeoutError:
            self._observe("timeout", purpose, started)
            raise TimeBudgetSpentError("The language model did not answer in time. Repeat the request.") from None
        except ModelCallError as error:
            self._observe(error.reason, purpose, started, failure=error)
            retry_after = error.retry_after_seconds
            raise unavailable(
                error.reason,
                worth_retrying=error.worth_retrying,
                retry_after_ms=None if retry_after is None else round(retry_after * 1000),
            ) from None
        usage = charge(reply.usage, model=self.settings.name, prices=self.settings.prices)
        if reply.stop_reason != DONE:
            self._observe(f"stopped_{reply.stop_reason}", purpose, started, reply=reply, cost=usage)
            raise unavailable(f"stopped with {reply.stop_reason}", usage=usage)
        try:
            answer = read(reply.text)
        except UnreadableAnswerError as error:
            self._observe("unusable_answer", purpose, started, reply=reply, cost=usage)
            raise UnusableAnswerError(usage=usage, feedback=error.feedback) from None
        self._observe("answered", purpose, started, reply=reply, cost=usage)
        return answer, usage

    def _observe(
        self,
        outcome: str,
        purpose: Purpose,
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
                purpose=purpose,
                milliseconds=milliseconds,
                usage=reply.usage,
                cost_usd=cost.cost_usd,
                status=200,
                request_id=reply.request_id,
            )
        else:
            use = ModelUse(
                outcome=outcome,
                purpose=purpose,
                milliseconds=milliseconds,
                status=failure.status if failure else None,
                request_id=failure.request_id if failure else None,
            )
        self.observe(use)


def unavailable(
    reason: str,
    *,
    worth_retrying: bool = False,
    retry_after_ms: int | None = None,
    usage: TokenUsage | None = None,
) -> EngineUnavailableError:
    """No answer that can be used, and why, in words of ours."""
    return EngineUnavailableError(
        f"The language model gave no usable answer ({reason}). Repeat the request later.",
        worth_retrying=worth_retrying,
        retry_after_ms=retry_after_ms,
        usage=usage,
    )
