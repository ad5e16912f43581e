"""What API Gateway itself answers, without the function, in the same envelope as the function's answers: plain data
without the CDK, so that the published document can be made from it as well.

The templates are not Velocity: they know simple variables and nothing else
(docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gatewayResponse-definition.html). So a variable stands
here only where its value can hold no quote: nothing could escape one, and how AWS writes the quotes of
``$context.error.validationErrorString``, which quotes what the caller sent, is said nowhere.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from feature_stacks.constants import THROTTLED_RETRY_AFTER_SECONDS


@dataclass(frozen=True, kw_only=True)
class GatewayAnswer:
    """One response type of API Gateway.

    Attributes:
        response_type: AWS's name of the situation, such as ``THROTTLED``.
        status: HTTP status; None keeps the one that API Gateway would give, for a type that stands for several.
        code, error: of the envelope.
        detail: field and message of one entry of `details`; the message may be a ``$context`` variable.
        headers: static values, without the quotes that API Gateway wants.
    """

    response_type: str
    status: int | None
    code: str
    error: str
    detail: tuple[str, str] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)

    def template(self) -> str:
        """The body, in which API Gateway replaces the variables."""
        details = [{"field": self.detail[0], "message": self.detail[1], "rule": None}] if self.detail else None
        envelope = {"success": False, "code": self.code, "data": None, "error": self.error, "details": details}
        return json.dumps(envelope)


_CORRELATION: Final = ("correlation_id", "$context.requestId")
_RETRY: Final = {"Retry-After": str(THROTTLED_RETRY_AFTER_SECONDS)}
_NOT_THE_MODEL: Final = (
    "must be JSON with every required field of TailorCvRequest, no field that it does not have, and each value within "
    "its bounds"
)
_FORBIDDEN: Final = "The request is not signed by a caller that may use this API."
_THROTTLED: Final = "Too many requests; try again later."


def _forbidden(response_type: str, *, status: int | None = 403) -> GatewayAnswer:
    return GatewayAnswer(response_type=response_type, status=status, code="FORBIDDEN", error=_FORBIDDEN)


def _internal(response_type: str) -> GatewayAnswer:
    return GatewayAnswer(
        response_type=response_type,
        status=500,
        code="INTERNAL_ERROR",
        error="The request failed for a reason on our side.",
        detail=_CORRELATION,
    )


GATEWAY_ANSWERS: Final[Sequence[GatewayAnswer]] = (
    GatewayAnswer(
        response_type="BAD_REQUEST_BODY",
        status=400,
        code="VALIDATION_ERROR",
        error="The request body is not valid.",
        detail=("body", _NOT_THE_MODEL),
    ),
    GatewayAnswer(
        response_type="BAD_REQUEST_PARAMETERS",
        status=400,
        code="VALIDATION_ERROR",
        error="The request parameters are not valid.",
        detail=("parameters", "a parameter that the method requires is missing"),
    ),
    GatewayAnswer(
        response_type="UNSUPPORTED_MEDIA_TYPE",
        status=415,
        code="VALIDATION_ERROR",
        error="The request body must be application/json.",
        detail=("Content-Type", "must be application/json"),
    ),
    GatewayAnswer(
        response_type="RESOURCE_NOT_FOUND", status=404, code="VALIDATION_ERROR", error="There is no such resource."
    ),
    _forbidden("ACCESS_DENIED"),
    _forbidden("MISSING_AUTHENTICATION_TOKEN"),
    _forbidden("INVALID_SIGNATURE"),
    _forbidden("EXPIRED_TOKEN"),
    _forbidden("INVALID_API_KEY"),
    _forbidden("UNAUTHORIZED"),
    _forbidden("WAF_FILTERED"),
    _forbidden("DEFAULT_4XX", status=None),
    GatewayAnswer(
        response_type="REQUEST_TOO_LARGE",
        status=413,
        code="PAYLOAD_TOO_LARGE",
        error="The request body is larger than this API accepts.",
    ),
    GatewayAnswer(response_type="THROTTLED", status=429, code="RATE_LIMITED", error=_THROTTLED, headers=_RETRY),
    GatewayAnswer(response_type="QUOTA_EXCEEDED", status=429, code="RATE_LIMITED", error=_THROTTLED, headers=_RETRY),
    GatewayAnswer(
        response_type="INTEGRATION_TIMEOUT",
        status=504,
        code="LLM_TIMEOUT",
        error="Tailoring took longer than this API may wait.",
        detail=_CORRELATION,
    ),
    _internal("INTEGRATION_FAILURE"),
    _internal("API_CONFIGURATION_ERROR"),
    _internal("AUTHORIZER_CONFIGURATION_ERROR"),
    _internal("AUTHORIZER_FAILURE"),
    _internal("DEFAULT_5XX"),
)
