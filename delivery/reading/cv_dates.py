"""Dates and periods as people write them in CVs: years, months before or after them, and what means "until today"."""

from __future__ import annotations

import re
from typing import Final

_YEAR_ONLY: Final = r"(?:19|20)\d\d"
_MONTHS: Final = (
    "jan|jän|feb|fév|fev|mar|mär|maa|mrt|apr|avr|abr|kwi|mai|may|mag|maj|mei|jun|jui|giu|cze|jul|lip|lug|aug|aoû|aou|ago|"
    "sie|sep|set|wrz|oct|okt|ott|out|paź|nov|lis|dec|dez|déc|dic|gru|sty|lut|ene|gen|spring|summer|autumn|winter"
)
"""How months begin in the languages of `cv_headings`, and seasons."""

_DATE: Final = (
    rf"(?:(?:\d{{1,2}}[/.-]){{0,2}}{_YEAR_ONLY}(?:[-/.]\d{{1,2}}(?!\d))?(?:年(?:\s*\d{{1,2}}月)?)?"
    rf"|\b(?:{_MONTHS})[^\W\d_]{{0,8}}\.? (?:de )?(?:{_YEAR_ONLY}|['\u2019]\d\d\b))"
)
_TODAY: Final = (
    "present|today|now|(?:to )?date|current|currently|ongoing|heute|aktuell|laufend|présent|"
    "aujourd['’]hui|actuel|a la fecha|à ce jour|en cours|presente|actualidad|actualmente|actual|"  # noqa: RUF001
    "hoy|oggi|attuale|atual|heden|nu|obecnie|teraz|現在|至今"
)
_MONTH_ONLY: Final = rf"\b(?:{_MONTHS})[^\W\d_]{{0,8}}\.?"
_TO: Final = r"t/m|-|–|—|〜|～|~|to|until|till|bis|à|au|a|ad|al|hasta|até|tot|do"  # noqa: RUF001
PERIOD: Final = re.compile(
    rf"(?:\b(?:from|de|du|von|vom|da|dal|od)\s+|\bd['\u2019]\s*)?[(\[]?(?P<start>{_DATE})\s*(?:{_TO})\s*(?P<end>{_DATE}|{_TODAY})[)\]]?"
    rf"|[(\[]?{_MONTH_ONLY} (?:{_TO}) (?P<within>{_DATE})[)\]]?"
    rf"|[(\[]?(?P<open>{_DATE})\s*[-–—]\s*(?:[)\]]|$)"  # noqa: RUF001
    rf"|\(?\b(?:since|from|seit|ab|depuis|desde|sinds|dal|od)\s+(?P<since>{_DATE})\)?",
    re.IGNORECASE,
)
_NAME_OF_A_GROUP: Final = re.compile(r"\?P<\w+>")
YEAR: Final = re.compile(rf"\(?\b{_YEAR_ONLY}\b年?\)?")
_ONLY_A_DATE: Final = re.compile(rf"\W*(?:{_NAME_OF_A_GROUP.sub('', PERIOD.pattern)}|{_DATE})\W*", re.IGNORECASE)


def is_a_date(line: str) -> bool:
    """Whether a line is a date or a period, and nothing else."""
    return bool(_ONLY_A_DATE.fullmatch(line))


def ends_of(period: re.Match[str]) -> tuple[str, str]:
    """When a period that `PERIOD` found begins and ends; one that only begins goes on."""
    if within := period["within"]:
        return within, within
    return (period["start"], period["end"]) if period["start"] else (period["since"] or period["open"], "present")
