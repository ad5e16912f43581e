"""The time zones that a deployment window may be written in: a region's city, an offset from UTC, or an abbreviation.

Source: docs.aws.amazon.com/codepipeline/latest/userguide/rule-reference-DeploymentWindow.html, which takes the
abbreviations from Java's table of time zone ids.
"""

from __future__ import annotations

import re
import zoneinfo
from datetime import UTC, timedelta, timezone, tzinfo
from typing import Final

_OFFSET: Final = re.compile(r"UTC(?:([+-])(\d{2}):(\d{2}))?")
_MOST_HOURS: Final = 18
# Those without a city have no summer time.
_ABBREVIATIONS: Final = {
    "ACT": "Australia/Darwin",
    "AET": "Australia/Sydney",
    "AGT": "America/Argentina/Buenos_Aires",
    "ART": "Africa/Cairo",
    "AST": "America/Anchorage",
    "BET": "America/Sao_Paulo",
    "BST": "Asia/Dhaka",
    "CAT": "Africa/Harare",
    "CNT": "America/St_Johns",
    "CST": "America/Chicago",
    "CTT": "Asia/Shanghai",
    "EAT": "Africa/Addis_Ababa",
    "ECT": "Europe/Paris",
    "EST": "UTC-05:00",
    "GMT": "UTC",
    "HST": "UTC-10:00",
    "IET": "America/Indiana/Indianapolis",
    "IST": "Asia/Kolkata",
    "JST": "Asia/Tokyo",
    "MIT": "Pacific/Apia",
    "MST": "UTC-07:00",
    "NET": "Asia/Yerevan",
    "NST": "Pacific/Auckland",
    "PLT": "Asia/Karachi",
    "PNT": "America/Phoenix",
    "PRT": "America/Puerto_Rico",
    "PST": "America/Los_Angeles",
    "SST": "Pacific/Guadalcanal",
    "VST": "Asia/Ho_Chi_Minh",
}


class TimeZoneError(ValueError):
    """There is no such time zone; the message names it."""


def time_zone(name: str) -> tzinfo:
    """The time zone of that name.

    Raises:
        TimeZoneError: it is none that a rule may name.
    """
    written = _ABBREVIATIONS.get(name, name)
    offset = _OFFSET.fullmatch(written)
    if offset is not None:
        sign, hours, minutes = offset.groups()
        if sign is None:
            return UTC
        if int(hours) <= _MOST_HOURS and int(minutes) < 60:
            distance = timedelta(hours=int(hours), minutes=int(minutes))
            return timezone(distance if sign == "+" else -distance)
    try:
        return zoneinfo.ZoneInfo(written)
    except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError) as error:
        raise TimeZoneError(f"the TimeZone {name!r} does not exist") from error
