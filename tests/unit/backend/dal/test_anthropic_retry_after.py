"""`retry-after` in each of its forms."""

from datetime import UTC, datetime

import pytest

from dal.retry_after import retry_after_seconds

NOW = datetime(2026, 11, 20, 9, 30, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "2"}, 2.0),
        ({"retry-after": "0"}, 0.0),
        ({"retry-after": "1.5"}, 1.5),
        ({"retry-after": "Fri, 20 Nov 2026 09:30:07 GMT"}, 7.0),
        ({"retry-after": "Fri, 20 Nov 2026 09:29:00 GMT"}, 0.0),
        ({"retry-after": "Fri, 20 Nov 2026 09:30:07"}, 7.0),
        ({"retry-after-ms": "250", "retry-after": "2"}, 0.25),
        ({"retry-after-ms": "soon", "retry-after": "2"}, 2.0),
        ({"retry-after": "soon"}, None),
        ({"retry-after": ""}, None),
        ({"retry-after": "-1"}, None),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "inf"}, None),
    ],
)
def test_wait_is_read_from_the_headers(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after_seconds(headers, now=lambda: NOW) == seconds
