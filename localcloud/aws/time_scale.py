"""How fast waits pass here: what a service is asked to wait for is data, and nobody waits it out in full on a machine.

It applies to waits and evaluation periods that AWS's services keep themselves (traffic shifting, bakes, alarm periods,
schedules), never to timestamps, tokens, or the timeouts of builds and functions, which measure real work.
"""

from __future__ import annotations

from localcloud.aws.limits import conditions


def waited_seconds(seconds: float) -> float:
    """The real seconds in which a wait of `seconds`, as AWS counts them, is over here."""
    return seconds / conditions.active().time_scale
