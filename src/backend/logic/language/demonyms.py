"""The English adjectives of countries that no ending makes: "Norwegian" of Norway, "Swiss" of Switzerland.

In lower case. Those that an ending does make (Italian, Chinese) need no entry.
"""

from collections.abc import Mapping
from typing import Final

_WRITTEN: Final = """
argentine argentina, argentinian argentina, belgian belgium, brazilian brazil, british britain uk england scotland
wales, bulgarian bulgaria, canadian canada, croatian croatia, czech czechia, danish denmark, dutch netherlands
holland, egyptian egypt, english england, finnish finland, french france, german germany, greek greece, hungarian
hungary, icelandic iceland, iraqi iraq, irish ireland, israeli israel, luxembourgish luxembourg, mexican mexico,
moroccan morocco, norwegian norway, pakistani pakistan, peruvian peru, philippine philippines, filipino philippines,
polish poland, scandinavian norway sweden denmark scandinavia, scottish scotland, slovak slovakia, slovene slovenia,
slovenian slovenia, spanish spain, swedish sweden, swiss switzerland, thai thailand, turkish turkey, ukrainian
ukraine, welsh wales, catalan catalonia, basque biscay, bavarian bavaria, flemish flanders, nordic norway sweden
denmark finland
"""
COUNTRIES_OF: Final[Mapping[str, tuple[str, ...]]] = {
    adjective: tuple(countries)
    for adjective, *countries in (entry.split() for entry in _WRITTEN.replace("\n", " ").split(","))
}
"""An adjective, and each country or region that it may be of."""
