"""What a text written for a CV may be made of: words for a reader of the CV, and no other signs or addressees.

Invisible signs and those that turn the direction of writing hide what a text says from the person who checks it; a
link, an order to a machine or a judgement of the applicant is not part of anybody's CV. Links of the source are taken
out before the model sees it, so every link in an answer is its own.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

_HIDDEN: Final = frozenset({"Cc", "Cf", "Co", "Cn", "Cs"})
_JOINERS: Final = frozenset("\u200c\u200d")
"""Part of the spelling of Persian and of Indian languages, between their letters."""

_WORD = re.compile(r"[^\W_]+")
_LINK = re.compile(r"(?i)\b(?:https?:/|www\.|mailto:)")
_PHRASES = """
ignore all previous|ignore previous|ignore the above|ignore all instructions|ignore any instructions
disregard all|disregard previous|disregard the above|previous instructions|prior instructions
system prompt|as an ai|language model
rank this|rank me|rank the applicant|score this|this applicant|this candidate|the applicant|the candidate
hire me|hire this|dear hiring|dear recruiter|dear reader|dear sir|to whom it may concern
note to the|shortlist this|best candidate
perfect candidate|ideal candidate|worst applicant|worst candidate|worst employee|idiot|stupid|moron
incompetent|worthless
ignoriere alle|ignorez toutes|ignora todas|ignora tutte|ignore todas|negeer alle|zignoruj|diese bewerberin
dieser bewerber|cette candidate|ce candidat|este candidato|esta candidata|questo candidato|deze kandidaat|ten kandydat
"""
_ADDRESSED: Final = tuple(phrase for line in _PHRASES.split("\n") for phrase in line.split("|") if phrase)


def unfit_parts(text: str) -> Iterator[str]:
    """What of a text is no part of a CV, each in words of ours or of the tables; nothing for a plain text."""
    if any(_is_hidden(text, place) for place in range(len(text))):
        yield "invisible characters"
    if not any(character.isalnum() for character in text):
        yield "no word"
    if _LINK.search(text):
        yield "a link"
    plain = f" {' '.join(_WORD.findall(text.casefold()))} "
    yield from (phrase for phrase in _ADDRESSED if f" {phrase} " in plain)


def _is_hidden(text: str, place: int) -> bool:
    character = text[place]
    if character in "\n\r\t" or unicodedata.category(character) not in _HIDDEN:
        return False
    before = text[place - 1] if place else ""
    return character not in _JOINERS or before.isascii() or not before.isalpha()
