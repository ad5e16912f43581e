"""What a source bears out by notations too short to be claims: "30 h/wk", "p.a.", "Okt. 2021", "VI-VIII", "U15", "50'".

They are read in a source only: that "30 h/Wo." is a weekly number may bear a text out, and never refuses one. So the
tables hold the abbreviations of all languages together.
"""

from typing import Final

from logic.language.lazy_patterns import lazy
from logic.language.text_tokens import Pieces
from logic.verification.quantities.number_words import MONTHS
from logic.verification.quantities.quantity import Key
from logic.verification.quantities.units import lasting

_UNITS: Final = {
    short: unit
    for unit, written in {
        "hour": "h hr hour std heure hora ora uur u godz",
        "day": "d day tag tg jour j dia giorno gg dag dzien",
        "week": "w wk week wo woche sem semaine semana sett settimana tydz tyg tydzien",
        "month": "mo mth month mt mon monat mois mes mese maand mnd mies miesiac",
        "year": "y yr year jahr an annee ano anno jaar jr rok",
    }.items()
    for short in written.split()
}
_BY_UNIT = lazy(r"/\s?([a-z]+)")
_SHORT_RATES: Final = (
    (lazy(r"\bp\.? ?a\b"), "year"),
    (lazy(r"\bp/?\.? ?w\b"), "week"),
    (lazy(r"\b(?:hebdo|wochentl|wekel|tyg|sett)\b"), "week"),
    (lazy(r"\b(?:mens|monatl|mtl|maandel)\b"), "month"),
    (lazy(r"\b(?:tagl|quotid|dagel)\b"), "day"),
    (lazy(r"\b(?:jahrl|jaarl)\b"), "year"),
    (lazy(r"\b(?:pcm|p\.? ?m)\b(?!\.? ?\d)"), "month"),
)
_MONTH_NAMES: Final = {
    short: month
    for written in (
        "jan feb mar apr may jun jul aug sep oct nov dec",
        "jan feb mrz apr mai jun jul aug sept okt nov dez",
        "janv fev mars avr mai juin juil aout sept oct nov dec",
        "ene feb mar abr may jun jul ago set oct nov dic",
        "jan fev mar abr mai jun jul ago set out nov dez",
        "gen feb mar apr mag giu lug ago sett ott nov dic",
        "jan febr mrt apr mei jun jul aug sept okt nov dec",
        "sty lut marz kwi maj cze lip sie wrz paz lis gru",
    )
    for month, short in enumerate(written.split(), start=1)
}
_MONTH = lazy(rf"\b({'|'.join(sorted(_MONTH_NAMES, key=len, reverse=True))})\b\.?(?:[ -]((?:19|20)\d\d)\b)?")
_ROMAN: Final = dict(
    zip(["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"], range(1, 13), strict=True)
)
_ROMAN_RANGE = lazy(r"\b([IVX]{1,4})\s?-\s?([IVX]{1,4})\b")
_WEEKDAYS: Final = {
    short: day
    for written in (
        "mon tue wed thu fri sat sun",
        "monday tuesday wednesday thursday friday saturday sunday",
        "mo di mi do fr sa so",
        "lun mar mer jeu ven sam dim",
        "lun mar mie jue vie sab dom",
        "lun mar mer gio ven sab dom",
        "seg ter qua qui sex sab dom",
        "ma di wo do vr za zo",
        "pon wt sr czw pt sob nd",
    )
    for day, short in enumerate(written.split())
}
_DAY_NAMES = "|".join(sorted(_WEEKDAYS, key=len, reverse=True))
_WEEKDAY_RANGE = lazy(rf"\b({_DAY_NAMES})\.?\s?(?:-|to)\s?({_DAY_NAMES})\b")
_WEEK = 7
_UNDER = lazy(r"\bu-?(\d{1,2})\b")
_LASTING = lazy(r"\b(\d{1,4}) ?([a-z]+)\b")
_CODE = lazy(r"\b[A-Z]{1,3}(\d{1,2})\b")
"""KS2, Y6, L3: the number of a stage, a year, a level."""

_NUMBERED = lazy(
    r"\b(?:(zwei|twee|dwu|tva|to)|(drei|drie|trzy|tre)|(vier|cztero|fyra|fire)|(funf|vijf|piecio|fem)|(sechs|zes|szescio|sex))"
    r"[a-z]{4,}"
)
"""Compounds that begin with a number, in the languages that make them: "Dreischichtbetrieb", "trzyzmianowy"."""

_LOWEST_NUMBERED = 2
_PRIMES = lazy(r"(\d{1,3})'(?!\w)")
_LONGEST = 4000


def read_short_notations(pieces: Pieces) -> set[Key]:
    """The keys that a source line's abbreviations bear out."""
    line = pieces.line[:_LONGEST]
    low = line.casefold()
    found: set[Key] = {("rate", _UNITS[short]) for short in _BY_UNIT.findall(low) if short in _UNITS}
    found |= {("rate", unit) for pattern, unit in _SHORT_RATES if pattern.search(low)}
    for short, year in _MONTH.findall(low):
        found.add(("month", _MONTH_NAMES[short]))
        if year:
            found.add(("date", int(year), _MONTH_NAMES[short]))
    found |= {("month", MONTHS[word]) for word in pieces.low if word in MONTHS}
    for ends in _ROMAN_RANGE.findall(line):
        found |= {("month", _ROMAN[numeral]) for numeral in ends if numeral in _ROMAN}
    for first, last in _WEEKDAY_RANGE.findall(low):
        days = (_WEEKDAYS[last] - _WEEKDAYS[first]) % _WEEK + 1
        found |= {lasting(days, "days"), ("number", days), ("rate", "week"), ("rate", "day")}
    found |= {("number", int(number)) for number in _CODE.findall(line)}
    found |= {
        ("number", number)
        for starts in _NUMBERED.findall(low)
        for number, start in enumerate(starts, start=_LOWEST_NUMBERED)
        if start
    }
    for age in _UNDER.findall(low):
        found |= {("number", int(age)), ("duration", "months", 12 * int(age))}
    for number, short in _LASTING.findall(low):
        if short in _UNITS:
            found.add(lasting(int(number), f"{_UNITS[short]}s"))
    return found | {("duration", "seconds", 60 * int(minutes)) for minutes in _PRIMES.findall(low)}
