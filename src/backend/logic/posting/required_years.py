"""Years of experience that a sentence of a posting asks for, in digits or in words.

Lower bounds only: "3-5 years" is met by three. A duration that is not about experience ("a ten-year-old company",
"founded 20 years ago", "18 years of age") is none.
"""

import re
from collections.abc import Iterable

from logic.language.lazy_patterns import lazy

MOST_YEARS = 60.0
_MONTHS_PER_YEAR = 12

_NUMBERS = """
one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
nineteen twenty
"""
_OTHER_NUMBERS = """
eins zwei drei vier fünf sechs sieben acht neun zehn | un deux trois quatre cinq six sept huit neuf dix |
uno dos tres cuatro cinco seis siete ocho nueve diez | um dois três quatro cinco seis sete oito nove dez |
uno due tre quattro cinque sei sette otto nove dieci | een twee drie vier vijf zes zeven acht negen tien |
ett två tre fyra fem sex sju åtta nio tio | et to tre fire fem seks syv otte ni ti |
jeden dwa trzy cztery pięć sześć siedem osiem dziewięć dziesięć
"""
_VALUES = {
    **{
        word: number
        for language in reversed(_OTHER_NUMBERS.split("|"))
        for number, word in enumerate(language.split(), start=1)
    },
    **{word: number for number, word in enumerate(_NUMBERS.split(), start=1)},
    **dict.fromkeys(("a", "an", "ein", "einem", "eine", "une", "una", "um", "un", "een"), 1),
}
_WORDS = sorted(
    set(_VALUES)
    - {"a", "an", "ein", "eine", "einem", "un", "une", "una", "um", "uno", "een", "et", "ett", "to", "sex"},
    key=len,
    reverse=True,
)
_HAN = "零一二三四五六七八九十"
_HAN_YEARS = lazy(
    r"(?<![\d年第])(?P<low>\d{1,2}|[一二两三四五六七八九十]{1,2})\s*(?:年|年間)?\s*(?:[-~至到〜]\s*\d{1,2}\s*)?年(?P<rest>.{0,30})"
)
_HAN_EXPERIENCE = lazy(r"经验|經驗|经历|従事|経験|实务|以上")

_AMOUNT = r"(?:\d{1,2}(?:[.,]\d)?|" + "|".join(_WORDS) + ")"
_DURATION = lazy(
    rf"(?<![\w.,$€£-])(?P<low>{_AMOUNT}|an?(?=\s+year)|ein(?:em)?(?=\s+jahr)|une?(?=\s+an)|una?(?=\s+año)|un(?=\s+anno)|um(?=\s+ano)|een(?=\s+jaar))(?:\s*\(\s*\w{{1,9}}\s*\))?"
    rf"(?:\s*(?:-|–|—|to|or|bis|und|oder|à|a|ou|et|y|o|hasta|até|e|tot|till|til|do)\s*(?P<high>{_AMOUNT}))?"  # noqa: RUF001 - the dashes that people type in ranges
    r"[\s-]*(?:\+|plus\b|or\s+more\b|\bfull\b)?[\s-]*(?P<unit>years?|yrs?|months?|jahren?|monate?n?|ans?|années?|mois|años?|meses|anos?|ann[io]|mesi|jaar|lata?|rok|års?|vuoden|vuotta|let|roky|rok[ůu]|éves?|y\u0131l(?:l\u0131k)?|года?|лет)\b(?=(?P<rest>.{0,60}))"
)
_GERMAN_YEARS = lazy(r"\b(zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|\d{1,2})-?jährige[nrsm]?\b")
"""Years that German says in one word: "eine mindestens dreijährige Berufserfahrung"."""

_ABOUT_EXPERIENCE = lazy(
    r"\b(?:experience[ds]?|exp\b|spent|"
    r"hands-on|track record|background|worked|working|practice|practising|similar role|"
    r"comparable role|in the (?:field|industry|trade|role)|post-?qualif\w+|as an? |in an? (?:\w+ ){1,3}role|"
    r"running|teaching|managing|leading|building|"
    r"cooking|selling|nursing|driving|developing|berufserfahrung|erfahrung|praxis|expérience|expériences|exercice|"
    r"experiencia|experiência|esperienza|ervaring|erfarenhet|erfaring|kokemus|praxe|doświadczen|trayectoria|como )"
)
_NOT_EXPERIENCE = lazy(
    r"^\W*(?:ago\b|old\b|of age\b|in business\b|history\b|anniversary\b|contract\b|fixed|warranty\b|term\b|"
    r"of growth\b|guarantee\b|running\b(?!\s+\w)|in a row\b)"
)
_SINCE_THEN = lazy(r"\b(?:past|last|next|over the|within|after|every|founded|for the)\s+$")
_MONTHS = ("mo", "mes")
_REACH = 12
"""Characters before a duration that say what it is about: the longest of `_SINCE_THEN`, and its spaces."""


def required_years(sentence: str, *, is_requirement: bool) -> float | None:
    """Years (over 0, at most 60) that one sentence asks for; None where it asks for none.

    Of several in one sentence the largest counts, as the others are parts of it ("5 years, 2 of them with Kafka"),
    unless "or" offers them as alternatives: then the smallest does.

    Args:
        sentence: one sentence of the posting.
        is_requirement: whether the posting already says that this is a requirement; any other sentence must speak of
            experience.
    """
    text = _GERMAN_YEARS.sub(r"\1 jahre", " ".join(sentence.casefold().split()))
    found = [
        (match, _years(match))
        for match in _DURATION.finditer(text)
        if not _NOT_EXPERIENCE.match(match["rest"])
        and not _SINCE_THEN.search(text[max(0, match.start() - _REACH) : match.start()])
    ]
    found_in_han = [
        _han_years(match)
        for match in _HAN_YEARS.finditer(text)
        if _HAN_EXPERIENCE.search(text[max(0, match.start() - _REACH) : match.start()] + match["rest"])
    ]
    if found_in_han:
        return min(MOST_YEARS, found_in_han[0])
    if not found or not (is_requirement or _ABOUT_EXPERIENCE.search(text)):
        return None
    values = [min(value, MOST_YEARS) for _, value in found if value > 0]
    if not values:
        return None
    between = text[found[0][0].end("unit") : found[-1][0].start()]
    return min(values) if len(values) > 1 and re.search(r"\bor\b", between) else max(values)


def _years(match: re.Match[str]) -> float:
    amount = _value(match["low"])
    return amount / _MONTHS_PER_YEAR if match["unit"].startswith(_MONTHS) else amount


def _han_years(match: re.Match[str]) -> float:
    """Ten is written 十, eleven 十一, twenty 二十."""
    low = match["low"].replace("两", "二")
    if low.isdecimal():
        return float(low)
    tens, ten, ones = low.rpartition("十")
    return float((_HAN.index(tens[:1]) if tens else 1) * 10 * bool(ten) + (_HAN.index(ones[:1]) if ones else 0))


def _value(written: str) -> float:
    return float(_VALUES[written]) if written in _VALUES else float(written.replace(",", "."))


def largest(years: Iterable[float | None]) -> float:
    """The largest of several sentences' years; 0.0 where none asks for any."""
    return max((value for value in years if value is not None), default=0.0)
