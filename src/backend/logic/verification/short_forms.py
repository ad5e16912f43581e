"""Words that CVs cut short: "wkly", "mgr", "tgl.". A text may write them out, or cut them short itself.

A word is here where it is cut from one word only, so that reading it as this word says nothing new.
"""

import re
from typing import Final

_ENGLISH: Final = """
wkly weekly, mthly monthly, qtrly quarterly, mgr manager, mgrs managers, mgmt management, asst assistant,
dept department, depts departments, govt government, rqmts requirements, maint maintenance, h&s health and safety,
supvr supervisor, coord coordinator, cust customer, custs customers, svcs services, mfg manufacturing,
whse warehouse, appts appointments, nw north west, ne north east, sw south west, se south east, w/ with, w/o without,
doz dozen
"""
_GERMAN: Final = """
tgl täglich, wöchtl wöchentlich, mtl monatlich, lt laut, bzgl bezüglich, verantw verantwortlich, zust zuständig,
abt abteilung
"""


def _table(written: str) -> dict[str, str]:
    return dict(entry.split(maxsplit=1) for entry in written.replace("\n", " ").strip().split(","))


_SPANISH: Final = """
i+d investigación y desarrollo
"""
_TABLES: Final = {"en": _table(_ENGLISH), "de": _table(_GERMAN), "es": _table(_SPANISH)}
_CAPITAL: Final = frozenset({"nw", "ne", "sw", "se"})
"""What is cut short only where it is written in capitals."""

_FORMS: Final = {
    language: re.compile(
        r"(?<![\w&/.'-])(" + "|".join(sorted(map(re.escape, table), key=len, reverse=True)) + r")(?![\w&'-])\.?(?!\w)",
        re.IGNORECASE,
    )
    for language, table in _TABLES.items()
}


def written_out(line: str, language: str) -> str:
    """`line` with its words that are cut short in full."""
    forms = _FORMS.get(language)
    return line if forms is None else forms.sub(lambda found: _full(found, language), line)


def _full(found: re.Match[str], language: str) -> str:
    short = found[1]
    if short.casefold() in _CAPITAL and not short.isupper():
        return found[0]
    ends = "." if found[0].endswith(".") and found.end() == len(found.string) else ""
    return f"{_TABLES[language][short.casefold()]}{ends}"
