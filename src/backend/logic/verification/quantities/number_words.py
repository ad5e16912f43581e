"""English words that state quantities. Data, so that it can be reviewed; `reader` reads them."""

from collections.abc import Mapping
from fractions import Fraction


def _words(written: str) -> tuple[str, ...]:
    return tuple(written.split())


SMALL: Mapping[str, int] = {
    word: value
    for value, word in enumerate(
        _words(
            """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen
    """
        )
    )
}
TENS: Mapping[str, int] = {
    word: value * 10
    for value, word in enumerate(_words("twenty thirty forty fifty sixty seventy eighty ninety"), start=2)
} | {"fourty": 40, "ninty": 90}

BARE: Mapping[str, int] = {**SMALL, **TENS}
"""Numbers of one word."""


def figure_of(word: str) -> str:
    """A number of one word in figures, and one in figures as it is written; "" where a word is none."""
    return word if word[0].isdecimal() else str(BARE.get(word, ""))


GLUED: Mapping[str, int] = {
    f"{ten}{unit}": TENS[ten] + SMALL[unit] for ten in TENS for unit in SMALL if 0 < SMALL[unit] < 10
}
"""Compounds without their hyphen, which is also how they look once invisible characters are gone."""

_MILLIONS = """
millionen milliones millones milioni milhoes miljoen miljoner millioner miljoonaa milj milion milionow milionu miliony
millio milioane milyon ekat ekatouuupia
"""
"""Of other languages, for lines too short to show theirs."""

SCALES: Mapping[str, int] = {
    "hundred": 100,
    "thousand": 1000,
    "lakh": 100_000,
    "million": 10**6,
    "mn": 10**6,
    "mio": 10**6,
    "mln": 10**6,
    "crore": 10**7,
    "billion": 10**9,
    "bn": 10**9,
    "trillion": 10**12,
    "dozen": 12,
    "tys": 1000,
    **dict.fromkeys(_MILLIONS.split(), 10**6),
}
LETTER_SCALES: Mapping[str, int] = {
    "k": 1000,
    "m": 10**6,
    "mm": 10**6,
    "mn": 10**6,
    "mio": 10**6,
    "mln": 10**6,
    "b": 10**9,
    "bn": 10**9,
    "t": 10**12,
    "tn": 10**12,
}
"""Scales glued to a number, or behind an amount with its currency."""

VAGUE: Mapping[str, int] = {
    "dozens": 12,
    "scores": 20,
    "hundreds": 100,
    "thousands": 1000,
    "millions": 10**6,
    "billions": 10**9,
}
"""Words for a size without a number: an exact number from twice the size up to ten thousand times it bears them out."""

MULTIPLES: Mapping[str, int] = {
    **dict.fromkeys(_words("double doubled doubles doubling twice twofold twofolds"), 2),
    **dict.fromkeys(
        _words(
            """
    triple tripled triples tripling treble trebled trebling thrice threefold
    """
        ),
        3,
    ),
    **dict.fromkeys(_words("quadruple quadrupled quadruples quadrupling fourfold"), 4),
    **dict.fromkeys(_words("quintuple quintupled quintuples quintupling fivefold"), 5),
    **{f"{word}fold": value for word, value in SMALL.items() if value > 5},
    **{f"{word}fold": value for word, value in TENS.items()},
    "hundredfold": 100,
    "thousandfold": 1000,
}
HALVES: frozenset[str] = frozenset({"halved", "halving", "halves"})

ORDINALS: Mapping[str, int] = {
    word: value
    for value, word in enumerate(
        _words("third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"), start=3
    )
}
"""Ordinals that are a claim. "First" and "second" are ordinary words as often, and claim nothing by themselves."""

DENOMINATORS: Mapping[str, int] = {"half": 2, "quarter": 4, **ORDINALS}

IMPLIED_NUMBERS: Mapping[str, int] = {
    **dict.fromkeys(("one", "single", "sole", "once", "first", "singlehandedly", "alone"), 1),
    **dict.fromkeys(("second", "secondly", "both", "pair", "twin", "dual", "couple"), 2),
    **dict.fromkeys(("no", "none", "not", "never", "without", "nobody", "nothing", "cannot", "nil", "free"), 0),
}
"""Words that bear out a number without ever claiming one: "a single outage" is one outage, "no outage" is zero."""

DURATIONS: Mapping[str, tuple[str, Fraction]] = {
    word: (dimension, Fraction(length))
    for dimension, length, written in (
        ("seconds", Fraction(1, 10**9), "ns nanosecond nanoseconds"),
        ("seconds", Fraction(1, 10**6), "us microsecond microseconds"),
        ("seconds", Fraction(1, 1000), "ms msec millisecond milliseconds"),
        ("seconds", 1, "s sec secs second seconds"),
        ("seconds", 60, "min mins minute minutes"),
        ("seconds", 3600, "h hr hrs hour hours"),
        ("seconds", 86_400, "day days"),
        ("seconds", 604_800, "week weeks wk wks"),
        ("seconds", 1_209_600, "fortnight fortnights"),
        ("months", 1, "month months mo mos mth mths"),
        ("months", 3, "quarters"),
        ("months", 12, "year years yr yrs"),
        ("months", 120, "decade decades"),
    )
    for word in written.split()
}
"""Unit, as the dimension that it is counted in and its length there. Months and seconds do not convert exactly."""

GLUED_DURATIONS: frozenset[str] = frozenset(
    _words(
        """
    ns us ms sec secs s min mins h hr hrs mo mth mths yr yrs wk wks hour hours minute minutes day days week
    weeks month months year years second seconds
    """
    )
)

CURRENCIES: Mapping[str, str] = {
    **dict.fromkeys(_words("$ usd dollar dollars bucks"), "$"),
    **dict.fromkeys(_words("€ eur euro euros"), "€"),
    **dict.fromkeys(_words("£ gbp pound pounds sterling quid"), "£"),
    **dict.fromkeys(["¥", "jpy", "yen"], "¥"),
    **dict.fromkeys(_words("₹ inr rupee rupees"), "₹"),
    **dict.fromkeys(["chf", "franc", "francs"], "chf"),
    "reais": "brl",
} | {code: code for code in _words("aud cad nzd cny sek nok dkk pln brl mxn zar sgd hkd krw")}

PERCENT: frozenset[str] = frozenset(
    {"%", "percent", "pct", "percentage", "permille", "prosenttia", "procent", "prozent", "prosent"}
)

TEAM_NOUNS: frozenset[str] = frozenset(
    _words(
        """
    team group squad crew staff department organisation organization org unit workforce headcount panel cohort
    guild tribe teams groups squads crews size
    """
    )
)
PEOPLE: frozenset[str] = frozenset(
    _words(
        """
    administrator agent analyst apprentice architect assistant associate coder colleague consultant cook contractor
    coworker designer dev developer employee engineer expert freelancer fte graduate hire individual instructor
    intern junior lead leader manager member mentee mechanic nurse operator people person personnel programmer
    professional report researcher scientist senior specialist sre staff staffer strategist strong subordinate
    supervisor teacher teammate technician tester trainee tutor volunteer worker writer
    """
    )
)
"""Words (singular) whose count is a team's size: those who work with or for the person, not customers or users."""

APPROXIMATIONS: frozenset[str] = frozenset(
    _words(
        """
    about around approximately roughly nearly almost over under up to more less fewer than at least most some
    the a an an additional another full entire whole + ~ < > =
    """
    )
)
DATE_PREPOSITIONS: frozenset[str] = frozenset(
    _words(
        """
    in since from until till by during of to early mid late through throughout before after between year fy
    circa class summer winter spring autumn fall ' - /
    """
    )
)
MONTHS: Mapping[str, int] = {
    written: number
    for number, names in enumerate(
        _words(
            """
    january,jan february,feb march,mar april,apr may june,jun july,jul august,aug september,sep,sept october,oct
    november,nov december,dec
    """
        ),
        start=1,
    )
    for written in names.split(",")
}
MONTH_HOMOGRAPHS: frozenset[str] = frozenset({"may", "march", "mar", "jan", "jun", "dec", "sep", "oct", "apr"})
"""Month names that are other words too: a month only beside a year or day, or with a capital of their own."""

ROMAN: Mapping[str, int] = {
    numeral: value
    for value, numeral in enumerate(
        _words("II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX"),
        start=2,
    )
    if len(numeral) > 1
}
"""Roman numerals of two letters and more, in capitals only: single letters stand for too much else."""
