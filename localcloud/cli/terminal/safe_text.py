"""Text of others as a terminal may have it: a commit's message or a build's log must not move the cursor, hide a line,
or turn the reading direction, so that a person answers to something else than what they see.
"""

from __future__ import annotations

import re
import unicodedata

# Colours and the like end with `m`. Without them a text says the same, so they go without a trace.
_STYLES = re.compile(r"\x1b\[[0-9;:]*m")
_KEPT = frozenset("\t\n")
# Control characters, and what formats invisibly (turned direction, joined or hidden letters); line separators.
_UNPRINTABLE = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})


def printable(text: str) -> str:
    """The text with whatever a terminal would obey, or not show, as its escape: ``\\x1b`` or ``\\u202e``.

    Line ends and tabs stay, and colours are dropped.
    """
    return "".join(map(_shown, _STYLES.sub("", text)))


def one_line(text: str, length: int) -> str:
    """Its first line that says something, made printable, at most that long."""
    first = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return printable(first)[:length]


def _shown(character: str) -> str:
    if character in _KEPT or unicodedata.category(character) not in _UNPRINTABLE:
        return character
    return character.encode("unicode_escape").decode()
