"""How long somebody has worked, from dates as people write them in CVs."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from models.master_cv import WorkExperience

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_ISO_MONTH = re.compile(r"(?<!\d)(?:(?:19|20)\d\d[-/.](0?[1-9]|1[0-2])|(0?[1-9]|1[0-2])[-/.](?:19|20)\d\d)(?!\d)")
_NAMED_MONTH = re.compile(r"(?i)\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS_PER_YEAR = 12


def total_years(positions: Iterable[WorkExperience], *, today: date) -> float:
    """Years (0 or more) during which at least one position was held; overlapping positions count once.

    A year without a month means its January. A position whose start cannot be read counts for nothing.
    """
    covered: set[int] = set()
    for position in positions:
        covered.update(_months(position, today=today))
    return len(covered) / _MONTHS_PER_YEAR


def latest_position(positions: Sequence[WorkExperience]) -> WorkExperience | None:
    """The position that ended last, one still held before all others; the first listed among equals."""

    def ended(position: WorkExperience) -> tuple[bool, int, int]:
        start, end = _parse(position.start_date), _parse(position.end_date or "")
        return (end is None, end[0] if end else 0, start[0] if start else 0)

    return max(positions, key=ended, default=None)


def _months(position: WorkExperience, *, today: date) -> range:
    now = _month_number(today.year, today.month)
    start = _parse(position.start_date)
    end = _parse(position.end_date or "")
    if start is None:
        return range(0)
    if end is None:
        return range(start[0], now + 1)
    # A named end month was worked in; a bare year only says that the position ended in it.
    return range(start[0], min(end[0] + (1 if end[1] else 0), now + 1))


def _parse(written: str) -> tuple[int, bool] | None:
    """(month number, whether a month was given) of a written date; None for "present" and the unreadable."""
    year = _YEAR.search(written)
    if year is None:
        return None
    iso = _ISO_MONTH.search(written)
    named = _NAMED_MONTH.search(written)
    if iso:
        return _month_number(int(year.group()), int(iso.group(1) or iso.group(2))), True
    if named:
        return _month_number(int(year.group()), _MONTHS.index(named.group(1).casefold()) + 1), True
    return _month_number(int(year.group()), 1), False


def _month_number(year: int, month: int) -> int:
    return year * _MONTHS_PER_YEAR + month - 1
