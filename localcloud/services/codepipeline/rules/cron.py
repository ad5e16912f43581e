"""Cron expressions with six or seven fields, asked whether a minute is in them.

Seconds (always ``*``), minutes, hours, day of the month, month, day of the week (1 or SUN to 7 or SAT) and, if given,
the year. Beside lists, ranges and steps there are ``?`` (no matter), ``L`` (last), ``W`` (nearest weekday) and ``#``
(nth in the month). AWS's page of the rule names no range that ends before it begins, such as ``MON-SUN`` in a week that
begins on Sunday: whether one is taken there is not documented, so here it is refused.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_DAYS = ("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")
_WEEK, _FRIDAY = 7, 4  # Friday as Python counts weekdays, from Monday as 0
_LONGEST_OFFSET = 30  # from the last day of a month back to its first
_FIELDS = (6, 7)

_DayTest = Callable[[date], bool]


class CronError(ValueError):
    """The expression is wrong; the message says what of it."""


@dataclass(frozen=True, kw_only=True)
class Window:
    """The minutes that an expression names."""

    minutes: frozenset[int]
    hours: frozenset[int]
    months: frozenset[int]
    years: frozenset[int]
    days: tuple[_DayTest, ...]
    weekdays: tuple[_DayTest, ...]

    @classmethod
    def parse(cls, expression: str) -> Window:
        """Read an expression.

        Raises:
            CronError: it has a wrong number of fields, or a field is wrong.
        """
        fields = expression.split()
        if len(fields) not in _FIELDS:
            raise CronError(f"the Cron expression {expression!r} must have 6 or 7 fields, not {len(fields)}")
        seconds, minutes, hours, days, months, weekdays, *year = fields
        if seconds != "*":
            raise CronError(f"the seconds of the Cron expression can only be '*', not {seconds!r}")
        return cls(
            minutes=_numbers(minutes, 0, 59),
            hours=_numbers(hours, 0, 23),
            months=_numbers(months, 1, 12, _MONTHS),
            years=_numbers(year[0] if year else "*", 1970, 2199),
            days=tuple(_day(item) for item in days.split(",")),
            weekdays=tuple(_weekday(item) for item in weekdays.split(",")),
        )

    def holds(self, moment: datetime) -> bool:
        """Whether the minute of `moment`, in its own time zone, is in the window."""
        return moment.minute in self.minutes and moment.hour in self.hours and self._names(moment.date())

    def next_minute(self, moment: datetime) -> datetime | None:
        """The first minute of the window from that of `moment` on, in its time zone; None if there is none."""
        first = moment.replace(second=0, microsecond=0)
        day, last = first.date(), date(max(self.years), 12, 31)
        while day <= last:
            if self._names(day):
                for minute in (
                    datetime(day.year, day.month, day.day, hour, minute, tzinfo=moment.tzinfo)
                    for hour in sorted(self.hours)
                    for minute in sorted(self.minutes)
                ):
                    if minute >= first:
                        return minute
            day += timedelta(days=1)
        return None

    def _names(self, day: date) -> bool:
        return (
            day.month in self.months
            and day.year in self.years
            and any(test(day) for test in self.days)
            and any(test(day) for test in self.weekdays)
        )


def _numbers(field: str, lowest: int, highest: int, names: Sequence[str] = ()) -> frozenset[int]:
    return frozenset().union(*(_item(item, lowest, highest, names) for item in field.split(",")))


def _item(item: str, lowest: int, highest: int, names: Sequence[str]) -> range:
    body, slash, step = item.partition("/")
    start, dash, end = body.partition("-")
    if body == "*":
        first, last = lowest, highest
    else:
        first = _number(start, item, names)
        last = _number(end, item, names) if dash else highest if slash else first
    width = _number(step, item, ()) if slash else 1
    if not (lowest <= first <= highest and lowest <= last <= highest and width >= 1):
        raise CronError(f"{item!r} is not within {lowest} to {highest} in the Cron expression")
    if last < first:
        raise CronError(f"the range {item!r} ends before it begins in the Cron expression")
    return range(first, last + 1, width)


def _number(text: str, item: str, names: Sequence[str]) -> int:
    if text in names:
        return names.index(text) + 1
    if not (text.isascii() and text.isdecimal()):
        raise CronError(f"{item!r} is not understood in the Cron expression")
    return int(text)


def _day(item: str) -> _DayTest:
    if item == "?":
        return lambda _: True
    if item == "LW":
        return lambda day: day.day == _nearest_weekday(day, _length(day))
    if last := re.fullmatch(r"L(?:-([0-9]+))?", item):
        before = int(last[1] or 0)
        if before > _LONGEST_OFFSET:
            raise CronError(f"{item!r} is before the first day of every month in the Cron expression")
        return lambda day: day.day == _length(day) - before
    if nearest := re.fullmatch(r"([0-9]+)W", item):
        (wanted,) = _item(nearest[1], 1, 31, ())
        return lambda day: day.day == _nearest_weekday(day, min(wanted, _length(day)))
    numbers = frozenset(_item(item, 1, 31, ()))
    return lambda day: day.day in numbers


def _weekday(item: str) -> _DayTest:
    if item == "?":
        return lambda _: True
    if item == "L":
        return lambda day: _cron_weekday(day) == _WEEK
    if last := re.fullmatch(r"(\w+)L", item):
        (wanted,) = _item(last[1], 1, _WEEK, _DAYS)
        return lambda day: _cron_weekday(day) == wanted and day.day + _WEEK > _length(day)
    if nth := re.fullmatch(r"(\w+)#([1-5])", item):
        (named,), count = _item(nth[1], 1, _WEEK, _DAYS), int(nth[2])
        return lambda day: _cron_weekday(day) == named and (day.day - 1) // _WEEK + 1 == count
    numbers = frozenset(_item(item, 1, _WEEK, _DAYS))
    return lambda day: _cron_weekday(day) in numbers


def _cron_weekday(day: date) -> int:
    return day.isoweekday() % _WEEK + 1


def _length(day: date) -> int:
    return calendar.monthrange(day.year, day.month)[1]


def _nearest_weekday(month: date, wanted: int) -> int:
    """The day from Monday to Friday that is nearest to day `wanted`, within the month."""
    beyond = date(month.year, month.month, wanted).weekday() - _FRIDAY
    if beyond <= 0:
        return wanted
    before, after = wanted - beyond, wanted + 3 - beyond
    if beyond == 1:  # Saturday
        return before if before >= 1 else after
    return after if after <= _length(month) else before
