"""A server that is killed while somebody writes."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from botocore.exceptions import BotoCoreError, ClientError

from tests.localcloud.cloud_process import CloudProcess

_LEAST = 20
"""Writes that were confirmed before the kill."""


def confirmed_before_a_kill(cloud: CloudProcess, write: Callable[[int], object]) -> int:
    """Write one after another, each with its number, until a kill ends it, and start again.

    Returns:
        How many were confirmed; the one after them may be there as well.
    """
    confirmed = 0

    def write_until_killed() -> None:
        nonlocal confirmed
        try:
            while True:
                write(confirmed)
                confirmed += 1
        except (BotoCoreError, ClientError):
            return

    writer = threading.Thread(target=write_until_killed)
    writer.start()
    while confirmed < _LEAST:
        assert writer.is_alive()
        time.sleep(0.001)
    cloud.kill()
    writer.join(30)
    cloud.start()
    return confirmed
