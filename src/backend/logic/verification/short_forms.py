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
    entries = filter(None, written.replace("\n", " ").strip().split(","))
    return dict(entry.split(maxsplit=1) for entry in entries)


_SPANISH: Final = """
i+d investigación y desarrollo
"""
_IN_CAPITALS: Final = {
    "en": """
ks1 key stage 1, ks2 key stage 2, ks3 key stage 3, ks4 key stage 4, ks5 key stage 5, mot ministry of transport
""",
    "de": """
bwl betriebswirtschaftslehre, vwl volkswirtschaftslehre, its intensivstation, öpnv öffentlicher personennahverkehr
""",
    "fr": """
pme petites et moyennes entreprises, tva taxe sur la valeur ajoutée, sav service après-vente,
cdd contrat à durée déterminée, cdi contrat à durée indéterminée
""",
    "es": """
pymes pequeñas y medianas empresas, pyme pequeña y mediana empresa, rrhh recursos humanos,
iva impuesto sobre el valor añadido
""",
    "it": """
pmi piccole e medie imprese, iva imposta sul valore aggiunto
""",
    "pt": """
pme pequenas e médias empresas, iva imposto sobre o valor acrescentado
""",
    "nl": """
mkb midden- en kleinbedrijf, btw belasting over de toegevoegde waarde
""",
    "pl": """
vat podatek od towarów i usług, mśp małe i średnie przedsiębiorstwa
""",
}
"""What is cut short only where it is written in capitals; it is some other word in small letters."""

_WRITTEN: Final = {"en": _ENGLISH, "de": _GERMAN, "es": _SPANISH}
_TABLES: Final = {
    language: _table(_WRITTEN.get(language, "")) | _table(written) for language, written in _IN_CAPITALS.items()
}
_CAPITAL: Final = frozenset({"nw", "ne", "sw", "se"}).union(*map(_table, _IN_CAPITALS.values()))
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
