"""Lambda entry point of `POST /api/cv-tailoring`: `handlers.cv_tailoring_handler.handler`.

Importing this module is the cold start. It reads the settings, makes the clients and wires the service, so that an
environment that cannot work fails at once and says why. The handler itself only translates: event to request, result or
failure to answer, and either to one log line and metrics that hold no personal data.
"""

import gc

# Nearly nothing of what a cold start makes is ever garbage, yet looking for it took a tenth of the whole cold start.
gc.disable()

import os
import time
from typing import Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.logging import correlation_paths
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext

from handlers.cross_origin import cross_origin_headers
from handlers.failure_report import describe
from handlers.http_request import read_idempotency_key, read_request
from handlers.http_response import failure, internal_error, success
from handlers.model_metrics import ModelMetrics
from handlers.server_errors import count_server_error
from handlers.tracing import traced
from logic import create_service
from models.deadline import Deadline
from models.errors import CorruptRecordError, TailoringError
from models.response import TailoringMetadata
from models.settings import Settings

settings = Settings.from_environment(os.environ)
logger = Logger(service=settings.service_name, level=settings.log_level)
metrics = Metrics(service=settings.service_name, namespace=settings.metrics_namespace)
service = create_service(settings, observe=ModelMetrics(metrics=metrics, logger=logger).record)

# What stands now stands until the environment ends: no later collection has to walk it.
gc.freeze()
gc.enable()


@logger.inject_lambda_context(correlation_id_path=correlation_paths.API_GATEWAY_REST, clear_state=True)
@traced(service=settings.service_name)
@metrics.log_metrics(capture_cold_start_metric=True)
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Answer one proxy event. Never raises: every failure is an answer in the contract's envelope."""
    started = time.monotonic()
    correlation_id = logger.get_correlation_id() or context.aws_request_id
    logger.set_correlation_id(correlation_id)
    cross_origin: dict[str, str] = {}
    try:
        cross_origin = cross_origin_headers(event, allowed_origins=settings.cors_allowed_origins)
        response, code = _tailor(event, context, correlation_id)
    except CorruptRecordError as error:
        problems = [detail.model_dump(exclude_none=True) for detail in error.details]
        logger.error("A stored record cannot be used", failure=describe(error), problems=problems)
        response, code = internal_error(correlation_id=correlation_id), error.code
    except TailoringError as error:
        logger.warning("Request refused", code=error.code, failure=describe(error))
        response, code = failure(error, correlation_id=correlation_id), error.code
    except Exception as error:
        logger.error("Request failed", failure=describe(error))
        response, code = internal_error(correlation_id=correlation_id), "INTERNAL_ERROR"
    response["headers"].update(cross_origin)
    count_server_error(
        response["statusCode"],
        version=context.function_version,
        service=settings.service_name,
        namespace=settings.metrics_namespace,
    )
    metrics.add_metric(name=code, unit=MetricUnit.Count, value=1)
    metrics.add_metric(name="Duration", unit=MetricUnit.Milliseconds, value=(time.monotonic() - started) * 1000)
    return response


def _tailor(event: dict[str, Any], context: LambdaContext, correlation_id: str) -> tuple[dict[str, Any], str]:
    deadline = Deadline.start(
        integration_timeout_ms=settings.integration_timeout_ms,
        invocation_remaining_ms=context.get_remaining_time_in_millis(),
    )
    request = read_request(event)
    data = service.tailor(request, idempotency_key=read_idempotency_key(event), deadline=deadline)
    _record(data.metadata)
    return success(data, correlation_id=correlation_id), "CV_TAILORED"


def _record(metadata: TailoringMetadata) -> None:
    if metadata.degraded:
        metrics.add_metric(name="Degraded", unit=MetricUnit.Count, value=1)
    logger.info(
        "CV tailored",
        engine=metadata.engine,
        degraded=metadata.degraded,
        keyword_matches=metadata.keyword_matches,
        sections_modified=metadata.sections_modified,
    )
