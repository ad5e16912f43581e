"""``POST /api/cv-tailoring``: authorized by IAM, validated against the function's own models,
answered by its live alias.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from aws_cdk import Duration
from aws_cdk import aws_apigateway as apigateway
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from feature_stacks.constants import (
    API_PREFIX,
    CORS_MAX_AGE_SECONDS,
    CV_TAILORING_API_METHOD,
    CV_TAILORING_API_PATH,
)
from feature_stacks.cv_tailoring.api_schema import request_schema, response_schema
from feature_stacks.naming import physical_name

ANSWER_STATUSES: Final = ("200", "400", "404", "413", "422", "429", "500", "502", "503", "504")
SIGNED_HEADERS: Final = ("Authorization", "X-Amz-Date", "X-Amz-Security-Token", "X-Amz-Content-Sha256")


class CvTailoringRoute(Construct):
    """The route, its models, and OPTIONS for browsers of the allowed origins.

    Attributes:
        resource: the API's resource ``/api/cv-tailoring``.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        api_gateway: apigateway.RestApi,
        handler: lambda_.IFunction,
        environment_name: str,
        integration_timeout_ms: int,
        cors_origins: Sequence[str],
    ) -> None:
        super().__init__(scope, construct_id)
        prefix = api_gateway.root.get_resource(API_PREFIX) or api_gateway.root.add_resource(API_PREFIX)
        self.resource = prefix.add_resource(CV_TAILORING_API_PATH)
        validator = apigateway.RequestValidator(
            self,
            "Validator",
            rest_api=api_gateway,
            request_validator_name=physical_name("cv-tailoring", "validator", environment_name),
            validate_request_body=True,
            validate_request_parameters=True,
        )
        answer = self._model(api_gateway, "TailorCVResponseModel", response_schema())
        self.resource.add_method(
            CV_TAILORING_API_METHOD,
            # Proxy, because the function chooses among ten answers; without proxying each would need a mapping here.
            apigateway.LambdaIntegration(
                handler, timeout=Duration.millis(integration_timeout_ms), allow_test_invoke=False
            ),
            authorization_type=apigateway.AuthorizationType.IAM,
            request_validator=validator,
            request_models={"application/json": self._model(api_gateway, "TailorCVRequestModel", request_schema())},
            request_parameters={"method.request.header.Idempotency-Key": False},
            method_responses=[
                apigateway.MethodResponse(status_code=status, response_models={"application/json": answer})
                for status in ANSWER_STATUSES
            ],
        )
        if cors_origins:
            self.resource.add_cors_preflight(
                allow_origins=list(cors_origins),
                allow_methods=[CV_TAILORING_API_METHOD],
                allow_headers=["Content-Type", "Idempotency-Key", *SIGNED_HEADERS],
                max_age=Duration.seconds(CORS_MAX_AGE_SECONDS),
            )

    def _model(self, api: apigateway.RestApi, construct_id: str, schema: Mapping[str, Any]) -> apigateway.IModel:
        """A model from a schema as it is; CDK's own class wants it spelled out again in its types."""
        model = apigateway.CfnModel(
            self,
            construct_id,
            rest_api_id=api.rest_api_id,
            content_type="application/json",
            name=str(schema["title"]),
            schema=schema,
        )
        deployment = api.latest_deployment
        if deployment is not None:
            deployment.node.add_dependency(model)
            deployment.add_to_logical_id({"model": dict(schema)})
        return apigateway.Model.from_model_name(self, f"{construct_id}Reference", model.ref)
