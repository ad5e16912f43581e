"""A title that the source gives to somebody else and the text takes: "supported the CFO" made "as CFO".

A source's title is somebody else's where each time a preposition or an article stands before it and nothing that says
"as" or "became". A text takes it at its beginning, or behind "as". Reads each line once.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from logic.language.verbs import VERBS
from logic.verification.meaning.clauses import Clause

TITLE: Final = re.compile(
    r"""
    c[efotim]o|ciso|vp|head|lead|leader|chief|boss|master|captain|partner|owner|principal|dean|editor|conductor|curator
    |supervisor|treasurer|foreman|officer|pharmacist|surgeon|consultant|architect|inspector|judge|attorney|notary|president|matron
    |\w*manager\w{0,2}|\w*dire[ck]tor\w{0,2}|directeur|directrice|diretor\w?|direttore|direttrice|direttor\w?
    |\w*leiter|\w*leiterin|\w*meister|\w*meisterin|chef|cheffe|\w*vorstand|notaire|capo\w*|responsab\w+|jef[ea]|gerente
    |chefe|encargad[oa]|supervis\w+|kierowni\w+|dyrektor\w*|szef\w*|brygadzist\w+|\w*hoofd|\w*leider|avvocat\w|abogad\w
    |ingegnere|rechtsanw\w+|coordinador\w?|coordenador\w?|professor\w*
    """,
    re.VERBOSE,
)
_AS: Final = frozenset(["as", "als", "como", "come", "comme", "jako"])
_ARTICLES: Final = frozenset(
    [
        "a",
        "an",
        "the",
        "acting",
        "der",
        "die",
        "das",
        "le",
        "la",
        "l",
        "un",
        "une",
        "el",
        "una",
        "il",
        "lo",
        "o",
        "um",
        "uma",
        "de",
        "het",
        "een",
    ]
)
_OTHERS = """
the my our his her their with to by for under of from der den dem des von vom zum zur beim mit le la l du au par avec
el al del con por lo il dal dall dell della dello o ao do da pelo com de het door met aan pod z ze przez dla alla
"""
_SOMEBODY_ELSE: Final = frozenset(_OTHERS.split())
_OWN: Final = _AS | frozenset(
    [
        "was",
        "became",
        "promoted",
        "appointed",
        "elected",
        "named",
        "acting",
        "role",
        "position",
        "post",
        "war",
        "wurde",
        "devenu",
        "sono",
        "fui",
        "being",
    ]
)
_STANDING_IN: Final = frozenset(
    [
        ("filled", "in", "for"),
        ("filling", "in", "for"),
        ("fill", "in", "for"),
        ("stood", "in", "for"),
        ("standing", "in", "for"),
        ("stand", "in", "for"),
        ("stepped", "in", "for"),
        ("took", "over", "from"),
    ]
)
_ACTING: Final = frozenset({"acting", "acted", "interim", "temporary", "deputy", "cover", "covered", "relief"})
_BEFORE: Final = 4
_REACH: Final = 3
_AFTER_ARTICLE: Final = 2
_WHOLE_TITLES: Final = (2, 3)


def borrowed(text: Sequence[Clause], source: Sequence[Clause]) -> Iterator[str]:
    """The titles that the text takes and the source gives to somebody else."""
    written = {word for clause in text for word in clause.words}
    elsewhere = _titles_of_others([clause.words for clause in source], among=written)
    if not elsewhere or (_stands_in(source) and _acts(text)):
        return
    for place, clause in enumerate(text):
        if {"assist", "junior", "unrealised"} & clause.categories:
            continue
        yield from (word for word in _taken(clause.words, is_first=place == 0) if word in elsewhere)
        if len(clause.words) in _WHOLE_TITLES and clause.words[-1] in elsewhere and _stands_in_a(source, clause.words):
            yield clause.words[-1]


def titles_of_others(source: Sequence[Clause]) -> set[str]:
    """The titles of a source that are somebody else's each time."""
    return _titles_of_others([clause.words for clause in source], among={word for c in source for word in c.words})


def _stands_in_a(source: Sequence[Clause], words: tuple[str, ...]) -> bool:
    """Whether the source has these words in a row, and more: "planning director" of "clerk to a planning director"."""
    length = len(words)
    return any(
        clause.words[place : place + length] == words
        for clause in source
        if len(clause.words) > length
        for place in range(len(clause.words) - length + 1)
    )


def _stands_in(source: Sequence[Clause]) -> bool:
    """Whether the source says that somebody stood in for the one whose title it is."""
    return any(
        words in _STANDING_IN
        for clause in source
        for words in zip(clause.words, clause.words[1:], clause.words[2:], strict=False)
    )


def _acts(text: Sequence[Clause]) -> bool:
    return any(not _ACTING.isdisjoint(clause.words) for clause in text)


def _taken(words: Sequence[str], *, is_first: bool) -> Iterator[str]:
    """The words that stand where one's own title stands."""
    for index, word in enumerate(words):
        if word in _AS or (index == 0 and word == "da"):
            start = index + 1
            while start < len(words) and words[start] in _ARTICLES:
                start += 1
            yield from words[start : start + _REACH - 1]
    if is_first and words:
        yield words[0]
        if len(words) > 1 and words[0] not in VERBS and not words[0].endswith(("ed", "ing", "t")):
            yield words[1]
        elif 1 < len(words) <= _REACH and not words[0].endswith(("ed", "ing")):
            # "Plant director", "shift lead": the whole line is a title, though its first word may be a verb.
            yield words[-1]


def _titles_of_others(lines: Sequence[Sequence[str]], *, among: Collection[str]) -> set[str]:
    """Those of the words `among` which are titles in the lines, and somebody else's each time."""
    found: set[str] = set()
    own: set[str] = set()
    for words in lines:
        for index, word in enumerate(words):
            if word in among and TITLE.fullmatch(word):
                (found if _is_of_another(words, index) else own).add(word)
    return found - own


def _is_of_another(words: Sequence[str], index: int) -> bool:
    before = words[max(index - _BEFORE, 0) : index]
    if not _OWN.isdisjoint(before):
        return False
    if before[-1:] == ("to",) and words[index + 1 : index + 2] and words[index + 1] in _ARTICLES:
        # "The first to captain the ferry" has done so.
        return False
    return not _SOMEBODY_ELSE.isdisjoint(before[-_AFTER_ARTICLE:])
