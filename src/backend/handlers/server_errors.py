"""Answers of 500 and above, counted by the version that gave them: API Gateway counts those of all versions together,
and Lambda counts none of them, because the function did answer.
"""

from http import HTTPStatus
from typing import Final

from aws_lambda_powertools import single_metric
from aws_lambda_powertools.metrics import MetricUnit

METRIC: Final = "ServerErrors"


def count_server_error(status: int, *, version: str, service: str, namespace: str) -> None:
    """Counts the answer where it is one; a line of its own in the log, since its dimensions are its own."""
    if status < HTTPStatus.INTERNAL_SERVER_ERROR:
        return
    with single_metric(name=METRIC, unit=MetricUnit.Count, value=1, namespace=namespace) as metric:
        metric.add_dimension(name="service", value=service)
        metric.add_dimension(name="version", value=version)
