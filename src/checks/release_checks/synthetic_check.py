"""Every few minutes the endpoint is asked as a user asks it; what was found is measured, and each failure is in the log
in words.
"""

from __future__ import annotations

import json
import os
import time
from typing import Any, Final

import boto3

from release_checks.service_client import ServiceClient
from release_checks.synthetic_records import Stores, planted
from release_checks.tailoring_check import CheckResult, check_tailoring

FAILURES: Final = "SyntheticFailures"
"""Of one check: 1 where it found a problem or could not be made, else 0."""
LATENCY: Final = "SyntheticLatency"
"""Milliseconds of the check's slowest answer."""


def run(event: object, context: object) -> None:
    """One check. Lambda's entry point; it never raises, because Lambda would then make the check again."""
    del event, context
    result = CheckResult()
    try:
        session = boto3.session.Session()
        client = ServiceClient(url=os.environ["CV_TAILORING_URL"], credentials=session.get_credentials())
        with planted(Stores.from_environment(os.environ), session) as synthetic:
            result = check_tailoring(client.post, synthetic, latency_limit_ms=int(os.environ["LATENCY_LIMIT_MS"]))
    except Exception as error:
        result.problems.append(f"the check could not be made: {type(error).__name__}: {error}")
    print(json.dumps(_measured(result)))


def _measured(result: CheckResult) -> dict[str, Any]:
    """A log line in CloudWatch's embedded metric format, from which it takes the metrics
    (docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html).
    """
    metrics = [{"Name": FAILURES, "Unit": "Count"}, {"Name": LATENCY, "Unit": "Milliseconds"}]
    directive = {"Namespace": os.environ["METRICS_NAMESPACE"], "Dimensions": [["Environment"]], "Metrics": metrics}
    return {
        "_aws": {"Timestamp": int(time.time() * 1000), "CloudWatchMetrics": [directive]},
        "Environment": os.environ["ENVIRONMENT"],
        FAILURES: int(bool(result.problems)),
        LATENCY: result.slowest_ms,
        "problems": result.problems,
    }
