"""What the peer can be told to do with a request to judge a text, by name, beside the failures of any request."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from tests.anthropic_peer.behaviours import BEHAVIOURS, Behaviour
from tests.anthropic_peer.question import Question
from tests.anthropic_peer.wire import Reply, message

Verdicts = list[dict[str, Any]]
_WORD = re.compile(r"[^\W\d_]{4,}")
_SHARE = 1 / 3


def verdicts(question: Question) -> Verdicts:
    """By words: a claim is entailed where a third of its long words are those of its own lines."""
    lines = {line["line"]: line["text"] for line in question.source or ()}
    found: Verdicts = []
    for claim in question.stated or ():
        said = _words(claim["text"])
        own = [number for number in claim["own_lines"] if said & _words(lines[number])]
        borne = said & {word for number in own for word in _words(lines[number])}
        entailed = len(borne) >= _SHARE * len(said)
        found.append({"claim": claim["claim"], "source_lines": own if entailed else [], "entailed": entailed})
    return found


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold()))


def judging(change: Callable[[Verdicts], object] = lambda given: None) -> Behaviour:
    """A judgement by words, changed."""

    def behave(question: Question) -> Reply:
        given = verdicts(question)
        change(given)
        return message(question, json.dumps({"verdicts": given}))

    return behave


def _first_entailed(given: Verdicts) -> dict[str, Any]:
    return next(verdict for verdict in given if verdict["entailed"])


def everything_entailed(question: Question) -> Reply:
    """What a model answers that obeys a claim which says so."""
    given = [
        {"claim": claim["claim"], "source_lines": claim["own_lines"][:1], "entailed": True}
        for claim in question.stated or ()
    ]
    return message(question, json.dumps({"verdicts": given}))


def another_line(question: Question) -> Reply:
    """Bears the first claim out by a line that is not its own."""
    given = verdicts(question)
    verdict = _first_entailed(given)
    own = next(claim["own_lines"] for claim in question.stated or () if claim["claim"] == verdict["claim"])
    verdict["source_lines"] = [line["line"] for line in question.source or () if line["line"] not in own][:1]
    return message(question, json.dumps({"verdicts": given}))


JUDGING: Final[Mapping[str, Behaviour]] = {
    **BEHAVIOURS,
    "fair": judging(),
    "one_refused": judging(lambda given: _first_entailed(given).update(entailed=False)),
    "everything_entailed": everything_entailed,
    "another_line": another_line,
    "verdict_missing": judging(lambda given: given.pop()),
    "verdict_twice": judging(lambda given: given.append(given[0])),
    "unknown_claim": judging(lambda given: given[0].update(claim=999)),
    "made_up_line": judging(lambda given: _first_entailed(given).update(source_lines=[999])),
    "negative_line": judging(lambda given: _first_entailed(given).update(source_lines=[-1])),
    "no_line": judging(lambda given: _first_entailed(given).update(source_lines=[])),
    "verdict_in_words": judging(lambda given: given[0].update(entailed="yes")),
    "extra_remark": judging(lambda given: given[0].update(reason="because")),
    "no_verdicts": judging(lambda given: given.clear()),
}
