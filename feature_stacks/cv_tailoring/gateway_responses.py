"""API Gateway's own answers, set on the API. What they say is in `feature_stacks.gateway_answers`."""

from __future__ import annotations

from collections.abc import Sequence

from aws_cdk import aws_apigateway as apigateway

from feature_stacks.gateway_answers import GATEWAY_ANSWERS


def add_gateway_responses(api: apigateway.RestApi, *, cors_origins: Sequence[str]) -> None:
    """Adds every answer to the API. Browsers see an error's body only with the CORS header.

    That header is a fixed value here and may name one origin only, so it is set where one origin is allowed.
    """
    cors = {"Access-Control-Allow-Origin": cors_origins[0], "Vary": "Origin"} if len(cors_origins) == 1 else {}
    for answer in GATEWAY_ANSWERS:
        headers = {**answer.headers, **cors}
        api.add_gateway_response(
            answer.response_type.title().replace("_", ""),
            type=apigateway.ResponseType.of(answer.response_type),
            status_code=str(answer.status) if answer.status else None,
            response_headers={name: f"'{value}'" for name, value in headers.items()},
            templates={"application/json": answer.template()},
        )
