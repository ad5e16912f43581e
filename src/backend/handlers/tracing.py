"""X-Ray tracing for the invocations that are traced, at no cost to the others.

Lambda decides about sampling before the function runs and passes the decision in `_X_AMZN_TRACE_ID`; an unsampled
invocation's segments would be dropped. So the X-Ray SDK, which costs a tenth of the whole cold start, is loaded by the
first sampled invocation, and by none where tracing is off.
https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html (reserved variables)
"""

import os
from collections.abc import Callable
from functools import cache, wraps
from typing import Any

from aws_lambda_powertools import Tracer
from aws_lambda_powertools.utilities.typing import LambdaContext

Handler = Callable[[dict[str, Any], LambdaContext], dict[str, Any]]

TRACE_VARIABLE = "_X_AMZN_TRACE_ID"
_NOT_SAMPLED = "Sampled=0"


def traced(*, service: str) -> Callable[[Handler], Handler]:
    """Wrap a handler: its sampled invocations give a subsegment, with one for each AWS call inside it.

    Neither what the handler returns nor what it raises enters the trace: both hold personal data.
    """

    def decorate(handler: Handler) -> Handler:
        @cache
        def with_segment() -> Handler:
            # Only AWS calls are traced, so only botocore is patched; the SDK would otherwise import all that it knows.
            tracer = Tracer(service=service, patch_modules=["botocore"])
            recording: Handler = tracer.capture_lambda_handler(handler, capture_response=False, capture_error=False)
            return recording

        @wraps(handler)
        def invoke(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
            return (with_segment() if is_sampled(os.environ.get(TRACE_VARIABLE)) else handler)(event, context)

        return invoke

    return decorate


def is_sampled(trace_header: str | None) -> bool:
    """Whether a trace header (`Root=...;Parent=...;Sampled=1`) asks for a trace; one that leaves it open does."""
    return bool(trace_header) and _NOT_SAMPLED not in (part.strip() for part in (trace_header or "").split(";"))
