"""Time zones of deployment windows, in each of the three ways to write them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from localcloud.services.codepipeline.rules.time_zones import TimeZoneError, time_zone

_SUMMER = datetime(2025, 7, 1, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "there"),
    [
        ("UTC", "12:00"),
        ("UTC+05:30", "17:30"),
        ("UTC-03:00", "09:00"),
        ("Europe/Berlin", "14:00"),
        ("America/New_York", "08:00"),
        ("PST", "05:00"),  # a city's abbreviation, with its summer time
        ("EST", "07:00"),  # one without
        ("IST", "17:30"),
    ],
)
def test_a_time_zone_is_found(name: str, there: str) -> None:
    assert f"{_SUMMER.astimezone(time_zone(name)):%H:%M}" == there


@pytest.mark.parametrize("name", ["Europe/Atlantis", "UTC+5", "UTC+19:00", "UTC+05:75", "XYZ", "", "../../etc/passwd"])
def test_another_is_refused_by_name(name: str) -> None:
    with pytest.raises(TimeZoneError, match="does not exist"):
        time_zone(name)
