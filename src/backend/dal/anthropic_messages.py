"""Anthropic's Messages API through the vendor's SDK.

Importing this module imports the SDK, which costs 1.7 to 2.4 s on one core here (`import anthropic` in an idle process,
three runs) while everything else the function imports takes about 0.7 s. So nothing imports it but an environment whose
engine is `anthropic`, and that one does so at cold start, in Lambda's init phase: it runs at full CPU whatever memory
the function has, may last 10 s (docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html) and for an
instance that is warmed up ahead of traffic nobody waits for it. Imported at first use instead, the same two seconds
would come out of the 29 s that one caller has, and out of the very attempt that is the slowest already.

One request is one call of the SDK: its own retries are off, because attempts are paid from a budget that only the logic
knows. What is worth another attempt, and what is not:

| outcome | again? | why |
| --- | --- | --- |
| 408, 409, 429, 500, 502, 503, 504, 529, connection lost, body empty or not JSON | yes | passes by itself |
| 429 because a spend limit is reached | no | lasts until next month, or until somebody pays |
| 401 | once, at once, where the secret holds another key by now | a rotated key |
| 400, 402, 403, 404, 413 and what else there is | no | the same question gets the same answer |
| `x-should-retry` in the response | as it says | the vendor knows better, and the SDK obeys it too |
"""

import logging
import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import anthropic
import httpx2
from anthropic.types import Message

from configuration import ModelSettings
from dal.api_key_secret import ApiKeySecret
from dal.aws_clients import create_secrets_client
from dal.bounded_transport import BoundedTransport
from dal.messages_api import ModelCallError, ModelQuestion, ModelReply, ModelTimeoutError, ModelUsage
from dal.retry_after import retry_after_seconds
from models.deadline import Deadline
from models.settings import Settings

_PASSING = frozenset({408, 409, 429, 500, 502, 503, 504, 529})
_MOST_TOKENS = 10_000_000
"""Far above any model's context; a count beyond it was not counted."""

_REQUEST_ID = re.compile(r"[A-Za-z0-9_-]{1,100}")

# At DEBUG these write requests, CV and all. They must not, whatever level the root logger is given.
for _name in ("anthropic", "httpx2", "httpcore2"):
    logging.getLogger(_name).setLevel(logging.WARNING)


class AnthropicMessages:
    """One model at one base URL, with the key of one secret."""

    def __init__(self, *, model: ModelSettings, secret: ApiKeySecret) -> None:
        self._model = model
        self._secret = secret
        self._http = httpx2.Client(transport=BoundedTransport(), trust_env=False)

    def ask(self, question: ModelQuestion, *, deadline: Deadline) -> ModelReply:
        """See `MessagesApi.ask`."""
        key = self._secret.value()
        try:
            return self._send(question, key=key, deadline=deadline)
        except ModelCallError as error:
            if error.status != HTTPStatus.UNAUTHORIZED:
                raise
            newer = self._secret.value_instead_of(key)
            if newer is None:
                raise
        return self._send(question, key=newer, deadline=deadline)

    def _send(self, question: ModelQuestion, *, key: str, deadline: Deadline) -> ModelReply:
        seconds = deadline.remaining_ms() / 1000
        if not seconds:
            raise ModelTimeoutError
        client = anthropic.Anthropic(
            api_key=key,
            base_url=self._model.base_url,
            max_retries=0,
            http_client=self._http,
            open_telemetry=False,
        )
        try:
            response = client.messages.with_raw_response.create(
                model=self._model.name,
                max_tokens=self._model.max_output_tokens,
                system=[{"type": "text", "text": question.instructions}],
                messages=[{"role": "user", "content": [{"type": "text", "text": text} for text in question.data]}],
                output_config={"format": {"type": "json_schema", "schema": dict(question.answer_schema)}},
                timeout=seconds,
            )
            return _reply(response.parse(), request_id=_request_id(response.headers))
        except anthropic.APITimeoutError:
            raise ModelTimeoutError from None
        except anthropic.APIStatusError as error:
            raise _status_error(error) from None
        except anthropic.APIConnectionError:
            raise ModelCallError("connection", worth_retrying=True) from None
        except (ValueError, anthropic.APIError):
            raise ModelCallError("unreadable_response", worth_retrying=True, status=HTTPStatus.OK) from None


def open_messages_api(settings: Settings) -> AnthropicMessages:
    """The model that `settings` name. Nothing is read or sent yet."""
    secret = ApiKeySecret(secrets_manager=create_secrets_client(), secret_name=settings.anthropic_secret_name)
    return AnthropicMessages(model=settings.model, secret=secret)


def _reply(message: Message, *, request_id: str | None) -> ModelReply:
    """The parts that matter here. The SDK takes any JSON for a message, so what must be there is looked for."""
    if not isinstance(message, Message) or not message.content or not message.usage or not message.stop_reason:
        raise ValueError("not a message")
    usage = message.usage
    return ModelReply(
        text="".join(block.text for block in message.content if block.type == "text"),
        stop_reason=message.stop_reason,
        usage=ModelUsage(
            input_tokens=_tokens(usage.input_tokens),
            output_tokens=_tokens(usage.output_tokens),
            cache_write_tokens=_tokens(usage.cache_creation_input_tokens or 0),
            cache_read_tokens=_tokens(usage.cache_read_input_tokens or 0),
        ),
        request_id=request_id,
    )


def _tokens(count: object) -> int:
    """A count of tokens; a ValueError for anything else, because what it is charged at goes into an answer."""
    if not isinstance(count, int) or isinstance(count, bool) or not 0 <= count <= _MOST_TOKENS:
        raise ValueError("not a count of tokens")
    return count


def _status_error(error: anthropic.APIStatusError) -> ModelCallError:
    headers = error.response.headers
    return ModelCallError(
        "spend_limit" if _is_spend_limit(error) else f"http_{error.status_code}",
        worth_retrying=_worth_retrying(error, headers),
        retry_after_seconds=retry_after_seconds(headers),
        status=error.status_code,
        request_id=_request_id(headers),
    )


def _worth_retrying(error: anthropic.APIStatusError, headers: Mapping[str, str]) -> bool:
    if headers.get("x-should-retry") in ("true", "false"):
        return headers["x-should-retry"] == "true"
    return error.status_code in _PASSING and not _is_spend_limit(error)


def _is_spend_limit(error: anthropic.APIStatusError) -> bool:
    return (error.error_code or "").endswith("spend_limit_reached")


def _request_id(headers: Mapping[str, Any]) -> str | None:
    """The vendor's id of the exchange, for its support; None where it is not one, because it goes into the log."""
    found = _REQUEST_ID.fullmatch(str(headers.get("request-id", "")))
    return found[0] if found else None
