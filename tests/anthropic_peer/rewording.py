"""Honest writing: the CV's own statements in other words, with nothing added. What a good model would do, plainly."""

import re
from typing import Any

from tests.anthropic_peer.question import Question

# What begins a line, and another word for it. Only verbs: a fact has no synonym.
_OTHER_WORDS = {
    "built": "Created",
    "cut": "Brought down",
    "developed": "Built",
    "introduced": "Brought in",
    "led": "Headed",
    "mentored": "Coached",
    "organised": "Arranged",
    "organized": "Arranged",
    "planned": "Prepared",
    "reduced": "Lowered",
    "ran": "Operated",
    "wrote": "Authored",
}
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


def write_answer(question: Question) -> dict[str, Any]:
    """The answer that the prompt asks for: every position, each of its bullets reworded and tied to its source."""
    return {
        "summary": write_summary(question) if question.task.get("include_summary", True) else "",
        "positions": [
            {
                "position": position["position"],
                "bullets": [
                    {"text": reword(bullet["text"]), "source_bullets": [bullet["bullet"]]}
                    for bullet in position["bullets"]
                ],
            }
            for position in question.cv["positions"]
        ],
    }


def write_summary(question: Question) -> str:
    """The CV's summary in another order, and the first of its skills."""
    sentences = [sentence for sentence in _SENTENCE_END.split(question.cv["summary"]) if sentence]
    skills = question.cv["skills"][:2]
    lead = [f"Works with {' and '.join(skills)}."] if skills else []
    return " ".join([*lead, *reversed(sentences)])


def reword(bullet: str) -> str:
    """A bullet with another verb in front; where it begins with none that is known, with neutral words at its end."""
    text = bullet.strip()
    first, _, rest = text.partition(" ")
    other = _OTHER_WORDS.get(first.casefold())
    if other and rest:
        return f"{other} {rest}"
    stem = text.rstrip(".")
    return f"{stem}, as part of the daily work{'.' if text.endswith('.') else ''}"
