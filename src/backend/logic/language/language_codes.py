"""What the codes of languages stand for: "EN>PT" names English and Portuguese. Source: ISO 639-1."""

from collections.abc import Mapping
from typing import Final

_NAMES = """
ar arabic, bg bulgarian, ca catalan, cs czech, cy welsh, da danish, de german, el greek, en english, es spanish,
et estonian, fa persian, fi finnish, fr french, ga irish, he hebrew, hi hindi, hr croatian, hu hungarian, id indonesian,
it italian, ja japanese, ko korean, lt lithuanian, lv latvian, nl dutch, no norwegian, pl polish, pt portuguese,
ro romanian, ru russian, sk slovak, sl slovene, sr serbian, sv swedish, th thai, tr turkish, uk ukrainian, ur urdu,
vi vietnamese, zh chinese
"""
LANGUAGE_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    code.upper(): (name,) for code, name in (entry.split() for entry in _NAMES.split(","))
}
"""Code in capitals, and the language's English name in lower case."""
