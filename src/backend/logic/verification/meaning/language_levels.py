"""How well a language is spoken: of "fluent Welsh, German B1" no text makes native German.

Each language is read with the level in its own part of a list. Source of the scale: the Council of Europe's Common
Framework; everyday words are put where employers put them.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final, TypeVar

from logic.verification.meaning.marks import plain

_NAMES: Final = {
    form: name
    for name, forms in {
        "english": "english englisch anglais ingles inglese engels angiels",
        "german": "german deutsch allemand aleman alemao tedesco duits niemiec",
        "french": "french franzos francais frances francese frans francus",
        "spanish": "spanish spanisch espagnol espanol espanhol castellan spagnol spaans hiszpan",
        "italian": "italian italien italiaan wloski wloskie",
        "portuguese": "portug",
        "dutch": "dutch niederland neerland olandes nederlands niderland",
        "polish": "polish polnisch polonais polaco polones polacc pools polski",
        "russian": "russian russisch russe ruso russo rosyjsk",
        "chinese": "chinese chines chinois chino cinese chinees chinsk mandarin",
        "japanese": "japan japon giappon",
        "arabic": "arab",
        "turkish": "turkish turkisch turc turco turks tureck",
        "ukrainian": "ukrain",
        "romanian": "romanian ruman roumain rumano romeno roemeen rumunsk",
        "greek": "greek griechisch grec griego grego greco grieks greck",
        "swedish": "swedish schwed suedois sueco svedese zweeds szwedz",
        "norwegian": "norweg norveg noruego noors",
        "danish": "danish danisch danois danes danese deens dunsk",
        "hindi": "hindi",
        "korean": "korean korean coreen coreano koreaans",
        "welsh": "welsh galles",
        "irish": "irish gaelic",
        "catalan": "catala katalan",
        "galician": "galleg galici",
        "hungarian": "hungar ungar hongro hongar wegier",
        "czech": "czech tschech tcheque checo ceco tsjech czesk",
    }.items()
    for form in forms.split()
}
_LEVELS: Final = {
    form: level
    for level, forms in {
        6: "native mother mutter matern madre moedertaal ojczyst bilingu c2",
        5: "fluen fliess couran corrent fluid vloeiend biegl plynn verhandlung profici c1 excellent advanced avanz "
        "avanc zaawans",
        4: "business gevorderd fortgeschritten b2 good gute bon buen buon goed dobr",
        3: "conversation intermedi mittel sredni b1 gemiddeld",
        2: "basic grundkennt nocion nozion noco notion element elementar a2 podstaw basis basico some "
        "reading scol schul",
        1: "beginner anfanger a1 debutant principiant",
    }.items()
    for form in forms.split()
}
_JOINTS: Final = frozenset(
    ["and", "und", "et", "y", "e", "en", "i", "oraz", "with", "mit", "avec", "con", "com", "met", ",", ";", "."]
)
_WORD = re.compile(r"[^\W_]+|[,;.]")
_SHORTEST, _LONGEST = 2, 15


def raised(text: Mapping[str, int], source: Mapping[str, int]) -> Iterator[str]:
    """The languages that a text puts on a higher level than its source does."""
    return (name for name, level in text.items() if level > source.get(name, level))


def read_levels(line: str) -> Mapping[str, int]:
    """The highest level of each language that a line names; a bracket belongs to the language before it."""
    found: dict[str, int] = {}
    name, pending = "", 0
    for word in _WORD.findall(plain(line)):
        if word in _JOINTS:
            name, pending = "", 0
            continue
        name = _form(word, _NAMES) or name
        pending = max(pending, _form(word, _LEVELS) or 0)
        if name and pending:
            found[name] = max(found.get(name, 0), pending)
    return found


_Entry = TypeVar("_Entry")


def _form(word: str, table: Mapping[str, _Entry]) -> _Entry | None:
    """The entry of the longest beginning of `word` that the table has; one of two letters is the whole word."""
    for length in range(min(len(word), _LONGEST), _SHORTEST - 1, -1):
        if word[:length] in table and (length > _SHORTEST or length == len(word)):
            return table[word[:length]]
    return None
