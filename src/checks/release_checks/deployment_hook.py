"""Answers CodeDeploy for a hook of a deployment: the deployment goes on where the check found nothing, and is taken
back where it found something or could not be made.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Mapping

import boto3

from release_checks.service_client import ServiceClient
from release_checks.synthetic_records import Stores, planted
from release_checks.tailoring_check import CheckResult, Send, check_tailoring
from release_checks.version_client import VersionClient


def before_traffic(event: Mapping[str, str], context: object) -> None:
    """The new version itself, before it gets a request. Lambda's entry point."""
    del context
    session = boto3.session.Session()
    client = VersionClient(version_arn=os.environ["NEW_VERSION"], session=session)
    # Starts it, which takes its time and is nobody's request; what it answers is judged below.
    with contextlib.suppress(Exception):
        client.post({})
    _answer(event, session, client.post)


def after_traffic(event: Mapping[str, str], context: object) -> None:
    """The endpoint, whose requests all go to the new version now. Lambda's entry point."""
    del context
    session = boto3.session.Session()
    client = ServiceClient(url=os.environ["CV_TAILORING_URL"], credentials=session.get_credentials())
    _answer(event, session, client.post)


def _answer(event: Mapping[str, str], session: boto3.session.Session, send: Send) -> None:
    """Checks and answers; whatever goes wrong on the way is an answer too, or the deployment would wait for an hour."""
    result = _checked(session, send)
    status = "Failed" if result.problems else "Succeeded"
    print(json.dumps({"status": status, "deployment": event["DeploymentId"], **vars(result)}))
    session.client("codedeploy").put_lifecycle_event_hook_execution_status(
        deploymentId=event["DeploymentId"],
        lifecycleEventHookExecutionId=event["LifecycleEventHookExecutionId"],
        status=status,
    )


def _checked(session: boto3.session.Session, send: Send) -> CheckResult:
    result = CheckResult()
    try:
        with planted(Stores.from_environment(os.environ), session) as synthetic:
            result = check_tailoring(send, synthetic, latency_limit_ms=int(os.environ["LATENCY_LIMIT_MS"]))
    except Exception as error:
        result.problems.append(f"the check could not be made: {type(error).__name__}: {error}")
    return result
