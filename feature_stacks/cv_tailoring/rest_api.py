"""The REST API of an environment: regional, throttled, logged and traced, behind a web ACL;
its routes are added by features.
"""

from __future__ import annotations

from collections.abc import Sequence

from aws_cdk import aws_apigateway as apigateway
from aws_cdk import aws_logs as logs
from constructs import Construct

from feature_stacks.constants import API_STAGE
from feature_stacks.cv_tailoring.gateway_responses import add_gateway_responses
from feature_stacks.cv_tailoring.web_acl import ApiWebAcl
from feature_stacks.environment_choices import Throttle
from feature_stacks.naming import TITLE, physical_name


class CareerVpRestApi(Construct):
    """The API without routes.

    Attributes:
        api: add resources and methods to it.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        environment_name: str,
        throttle: Throttle,
        cors_origins: Sequence[str],
        access_log: logs.LogGroup,
        web_acl_log: logs.LogGroup,
    ) -> None:
        super().__init__(scope, construct_id)
        self.api = apigateway.RestApi(
            self,
            "RestApi",
            rest_api_name=physical_name("cv-tailoring", "api", environment_name),
            description=f"{TITLE}'s API for trusted back ends; every route is authorized by AWS IAM",
            # Regional, because only regional APIs can have their integration time-out raised over 29 s.
            endpoint_configuration=apigateway.EndpointConfiguration(types=[apigateway.EndpointType.REGIONAL]),
            cloud_watch_role=False,  # see api_gateway_account.py
            deploy_options=apigateway.StageOptions(
                stage_name=API_STAGE,
                tracing_enabled=True,
                throttling_rate_limit=throttle.rate,
                throttling_burst_limit=throttle.burst,
                logging_level=apigateway.MethodLoggingLevel.ERROR,
                data_trace_enabled=False,  # would log bodies, and bodies hold CVs
                metrics_enabled=True,
                access_log_destination=apigateway.LogGroupLogDestination(access_log),
                access_log_format=apigateway.AccessLogFormat.json_with_standard_fields(
                    caller=True, http_method=True, ip=False, protocol=True, request_time=True,
                    resource_path=True, response_length=True, status=True, user=False,
                ),
            ),
        )  # fmt: skip
        add_gateway_responses(self.api, cors_origins=cors_origins)
        ApiWebAcl(
            self,
            "WebAcl",
            environment_name=environment_name,
            stage=self.api.deployment_stage,
            log_group=web_acl_log,
        )
