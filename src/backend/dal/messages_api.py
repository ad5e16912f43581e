"""A language model that answers one question, seen from the logic: what is asked, what comes back, how it fails."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from models.deadline import Deadline


@dataclass(frozen=True, kw_only=True)
class ModelQuestion:
    """`instructions` are the same for every request; `data` is this request's.

    `answer_schema` is the JSON Schema that the answer's text must fulfil.
    """

    instructions: str
    data: tuple[str, ...]
    answer_schema: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class ModelUsage:
    """Tokens of one answer. `input_tokens` are those that neither went into the cache nor came from it."""

    input_tokens: int
    output_tokens: int
    cache_write_tokens: int
    cache_read_tokens: int

    @property
    def all_input_tokens(self) -> int:
        """What the model read, whatever was charged for it."""
        return self.input_tokens + self.cache_write_tokens + self.cache_read_tokens


@dataclass(frozen=True, kw_only=True)
class ModelReply:
    """The model's text as it came, with why it stopped (`end_turn` where it was done)."""

    text: str
    stop_reason: str
    usage: ModelUsage
    request_id: str | None


class ModelCallError(Exception):
    """No answer. `reason` is one of our words (`http_529`, `connection`): the vendor's text may quote what was asked.

    `status` is the HTTP status, None where there was no response.
    """

    def __init__(
        self,
        reason: str,
        *,
        worth_retrying: bool,
        retry_after_seconds: float | None = None,
        status: int | None = None,
        request_id: str | None = None,
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.worth_retrying = worth_retrying
        self.retry_after_seconds = retry_after_seconds
        self.status = status
        self.request_id = request_id


class ModelTimeoutError(Exception):
    """No complete answer before the deadline."""


class MessagesApi(Protocol):
    """A way to ask a model."""

    def ask(self, question: ModelQuestion, *, deadline: Deadline) -> ModelReply:
        """The answer, within what `deadline` leaves.

        Raises:
            ModelCallError: there is none, and there will be none from this call.
            ModelTimeoutError: there is none yet, and the time is up.
        """
