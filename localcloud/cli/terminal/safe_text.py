"""Text of others as a terminal may have it: a commit's message or a build's log must not move the cursor, hide a line,
turn the reading direction or pass for a line of ours, so that a person answers to something else than what they see.
"""

from __future__ import annotations

import re
import unicodedata

# Colours and the like end with `m`. Without them a text says the same, so they go without a trace.
_STYLES = re.compile(r"\x1b\[[0-9;:]*m")
_KEPT = frozenset("\t\n")
# Control characters, and what formats invisibly (turned direction, joined or hidden letters); line separators.
_UNPRINTABLE = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
# Letters and signs that are drawn as nothing: fillers of Hangul and of Khmer, Braille without a dot, the joiner that
# is a mark, and what is kept free for more of them (Unicode: Default_Ignorable_Code_Point).
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\u2065") | {
    chr(code) for code in (*range(0xFFF0, 0xFFF9), *range(0xE0000, 0xE1000)) if unicodedata.category(chr(code)) == "Cn"
}
_MARKS = frozenset({"Mn", "Me"})
# On one letter, of what is written upon it; more than any script has is there to cover the lines around it.
_MOST_MARKS = 8
_LOOKED_AT = 4
_WITH_VARIANTS = frozenset("#*0123456789")
_LEAD = re.compile(r"^[ ]*")


def printable(text: str) -> str:
    """The text with whatever a terminal would obey, or not show, as its escape: ``\\x1b`` or ``\\u202e``.

    Line ends and tabs stay, and colours are dropped. A mark stays on the letter that it is written upon.
    """
    if text.isascii() and text.isprintable():  # most text is, and lines of logs are many
        return text
    shown, letter, marks = [], "", 0
    for character in _STYLES.sub("", text):
        kind = unicodedata.category(character)
        if kind in _MARKS:
            marks += 1
            stays = marks <= _MOST_MARKS and _carries(letter, character)
        else:
            stays = character in _KEPT or kind not in _UNPRINTABLE
            letter, marks = character if stays and not character.isspace() else "", 0
        shown.append(character if stays and character not in _BLANK else _escape(character))
    return "".join(shown)


def continued(text: str) -> str:
    """The same, its further lines under the first with a bar before them: none of them can be taken for ours."""
    lead = _LEAD.match(text)
    return printable(text).replace("\n", f"\n{lead[0] if lead else ''}| ")


def one_line(text: str, length: int) -> str:
    """Its first line that says something, made printable, at most that long."""
    first = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return printable(first[: _LOOKED_AT * length])[:length]  # colours in it take room and are not shown


def says_nothing(text: str) -> bool:
    """Whether a person would see nothing of it: it is empty, or all of it is blank or drawn as nothing."""
    return not any(printable(character) == character and not character.isspace() for character in text)


def _carries(letter: str, mark: str) -> bool:
    """Whether a mark shows on a letter; what chooses a variant does not on a Latin one, which has none."""
    chooses = "\ufe00" <= mark <= "\ufe0f" or mark >= "\U000e0100"
    return bool(letter) and not (chooses and letter.isascii() and letter not in _WITH_VARIANTS)


def _escape(character: str) -> str:
    return character.encode("unicode_escape").decode()
