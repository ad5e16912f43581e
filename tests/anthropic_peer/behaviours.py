"""What the peer can be told to do with a request, by name."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from tests.anthropic_peer.question import Question
from tests.anthropic_peer.rewording import write_answer
from tests.anthropic_peer.wire import Reply, error, message

Behaviour = Callable[[Question], Reply]

INVENTIONS: Final[Mapping[str, str]] = {
    "invented_employer": "for Globex Industries",
    "invented_metric": "raising the margin by 47%",
    "invented_degree": "backed by a PhD in Physics",
    "invented_date": "since March 2011",
    "invented_skill": "on Kubernetes",
}
"""What each fabricating behaviour adds to the first bullet of the first position."""

OVER_THE_LIMIT: Final = "This request would exceed your organization's rate limit."
_HIDDEN_INSTRUCTION = re.compile(r"(?is)\bignore\b.*?\b(?:write|say|state)\b:?\s*(.+?)(?:[.!]\s|[.!]?$)")


def good(question: Question) -> Reply:
    """Rewords what it was given, honestly."""
    return message(question, json.dumps(write_answer(question)))


def inventing(addition: str) -> Behaviour:
    """Rewords honestly, and adds one thing that the CV does not say."""

    def behave(question: Question) -> Reply:
        answer = write_answer(question)
        for position in answer["positions"]:
            if position["bullets"]:
                bullet = position["bullets"][0]
                bullet["text"] = f"{bullet['text'].rstrip('.')}, {addition}"
                break
        else:
            answer["summary"] = f"{answer['summary']} Worked {addition}.".strip()
        return message(question, json.dumps(answer))

    return behave


def corrected_when_told(question: Question) -> Reply:
    """Invents a metric, until the request says what was wrong with the last attempt."""
    return good(question) if question.rejected else inventing(INVENTIONS["invented_metric"])(question)


def follows_posting(question: Question) -> Reply:
    """Falls for an instruction hidden in the posting ("Ignore ... and write: ..."): its text becomes the summary."""
    hidden = _HIDDEN_INSTRUCTION.search(str(question.posting.get("description", "")))
    if hidden is None:
        return good(question)
    return message(question, json.dumps({**write_answer(question), "summary": hidden[1].strip()}))


def changed(change: Callable[[dict[str, Any]], object]) -> Behaviour:
    """A good answer, spoilt by `change` in a way that the schema may not see."""

    def behave(question: Question) -> Reply:
        answer = write_answer(question)
        change(answer)
        return message(question, json.dumps(answer))

    return behave


def invalid_json(question: Question) -> Reply:
    return message(question, "Here is the tailored CV that you asked for: {summary: ...")


def truncated(question: Question) -> Reply:
    """Ran into `max_tokens` in the middle of the answer."""
    text = json.dumps(write_answer(question))
    return message(question, text[: len(text) // 2], stop_reason="max_tokens")


def refusal(question: Question) -> Reply:
    details = {"type": "refusal", "category": "general_harms", "explanation": None}
    return message(question, "I can't help with that.", stop_reason="refusal", stop_details=details)


def answering(kind: str, text: str, headers: Mapping[str, str] | None = None) -> Behaviour:
    """An error, whatever was asked."""
    return lambda question: error(kind, text, headers=headers)


def bad_request(question: Question) -> Reply:
    """Refuses the request, and quotes it: an error's text is the vendor's, and may hold anything that was sent."""
    return error("invalid_request_error", f"messages.0.content: not acceptable: {question.user_text}")


def counting(**counts: object) -> Behaviour:
    """A good answer, whose usage is none."""
    return lambda question: message(
        question, json.dumps(write_answer(question)), usage={"input_tokens": 10, "output_tokens": 10, **counts}
    )


def spend_limit(question: Question) -> Reply:
    """The monthly limit: a 429 that no waiting within the month ends, and that therefore names no time to wait."""
    details = {"error_code": "enforced_spend_limit_reached"}
    return error("rate_limit_error", "You have reached your monthly spend limit.", details=details)


def sent(reply: Reply) -> Behaviour:
    return lambda question: reply


BEHAVIOURS: Final[Mapping[str, Behaviour]] = {
    "good": good,
    **{name: inventing(addition) for name, addition in INVENTIONS.items()},
    "corrected_when_told": corrected_when_told,
    "follows_posting": follows_posting,
    "wrong_index": changed(lambda answer: answer["positions"][0]["bullets"][0].update(source_bullets=[99])),
    "missing_position": changed(lambda answer: answer["positions"].pop()),
    "extra_field": changed(lambda answer: answer["positions"][0].update(company_name="Globex Industries")),
    "invalid_json": invalid_json,
    "truncated": truncated,
    "refusal": refusal,
    "bad_request": bad_request,
    "unauthorized": answering("authentication_error", "invalid x-api-key"),
    "forbidden": answering("permission_error", "Your API key does not have permission to use this model."),
    "unknown_model": answering("not_found_error", "model: no such model"),
    "too_large": answering("request_too_large", "Request exceeds the maximum size"),
    "rate_limited": answering("rate_limit_error", OVER_THE_LIMIT, {"retry-after": "2"}),
    "rate_limited_for_long": answering("rate_limit_error", OVER_THE_LIMIT, {"retry-after": "90"}),
    "rate_limited_silently": answering("rate_limit_error", OVER_THE_LIMIT),
    "spend_limit": spend_limit,
    "negative_usage": counting(output_tokens=-5),
    "usage_in_words": counting(input_tokens="many"),
    "server_error": answering("api_error", "Internal server error"),
    "overloaded": answering("overloaded_error", "Overloaded"),
    "slow_body": sent(Reply(delivery="drip")),
    "slow_headers": sent(Reply(delivery="drip_headers")),
    "silence": sent(Reply(delivery="silence")),
    "connection_reset": sent(Reply(delivery="reset")),
    "empty_body": sent(Reply()),
    "not_an_answer": sent(Reply(body=b'{"status": "ok"}')),
}
