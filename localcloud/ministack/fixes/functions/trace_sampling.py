"""Lambda traces the first invocation of a function each second and five percent of the others.

MiniStack says of every invocation of a function with active tracing that it is sampled. So each one paid for the X-Ray
SDK, for a segment of each call and for sending them, which on AWS one in twenty does.
Source: docs.aws.amazon.com/lambda/latest/dg/services-xray.html
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from typing import Any, Final

from ministack.services import lambda_svc

from localcloud.ministack.touched import Touched

TOUCHES = (Touched("services.lambda_svc", "_xray_trace_id_for_invocation", "config,inbound_trace_header"),)
FURTHER_SHARE: Final = 0.05
"""Of the invocations after the first one of a second."""
_SAMPLED, _NOT_SAMPLED = "Sampled=1", "Sampled=0"


class Sampling:
    """Decides for each invocation; a function's versions and aliases count together.

    Args:
        clock: seconds of a clock that only goes forward.
        chance: a number from 0 up to 1, another one each time.
    """

    def __init__(
        self,
        *,
        clock: Callable[[], float] = time.monotonic,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._clock = clock
        self._chance = chance
        self._seconds: dict[str, int] = {}
        self._lock = threading.Lock()

    def is_sampled(self, function_arn: str) -> bool:
        """Whether this invocation of a function is traced; the ARN may name a version."""
        function, second = ":".join(function_arn.split(":")[:7]), int(self._clock())
        with self._lock:
            first = self._seconds.get(function) != second
            self._seconds[function] = second
        return first or self._chance() < FURTHER_SHARE


def apply() -> None:
    """Say in each trace header that MiniStack makes whether it is sampled; one that came with a call stays."""
    header_of, sampling = lambda_svc._xray_trace_id_for_invocation, Sampling()

    def trace_header(config: dict[str, Any], inbound_trace_header: str | None = None) -> str | None:
        header: str | None = header_of(config, inbound_trace_header)
        if header is None or inbound_trace_header or sampling.is_sampled(config.get("FunctionArn", "")):
            return header
        return header.replace(_SAMPLED, _NOT_SAMPLED)

    lambda_svc._xray_trace_id_for_invocation = trace_header
