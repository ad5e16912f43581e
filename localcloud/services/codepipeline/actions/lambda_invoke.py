"""Invoke/Lambda: invoke a function with a job, and wait until it reports the job's result.

A function that reports success with a continuation token is not done: it is invoked again with that token, and may take
a day in all, of which it must not be silent for twenty minutes.
Event: docs.aws.amazon.com/codepipeline/latest/userguide/actions-invoke-lambda-function.html
Times: docs.aws.amazon.com/codepipeline/latest/userguide/limits.html
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from botocore.exceptions import ClientError

from localcloud.aws.time_scale import waited_seconds
from localcloud.services.codepipeline.actions.action_type import ActionType
from localcloud.services.codepipeline.actions.job_sessions import JobSessions, failure_of
from localcloud.services.codepipeline.actions.run_context import RunContext
from localcloud.services.codepipeline.ports import ActionFailedError, ActionJob, Artifact, Outcome, RuleJob

_PAUSE_SECONDS = 60.0
_AGAIN_SECONDS = 30.0  # until a function that is not done is called again; AWS documents no interval


def invoke(job: ActionJob | RuleJob, context: RunContext) -> Outcome:
    """Invoke the function; PutJobSuccessResult or PutJobFailureResult ends the run, which interrupts this wait.

    Raises:
        ActionFailedError: the function could not be invoked.
        RunInterruptedError: the result came, or the run was abandoned.
    """
    name = job.configuration["FunctionName"]
    if job.continuation:
        context.progress.pause(waited_seconds(_AGAIN_SECONDS))
    try:
        answer = context.sessions.client("lambda").invoke(
            FunctionName=name, InvocationType="Event", Payload=json.dumps(event(job, context.sessions)).encode()
        )
    except ClientError as error:
        raise failure_of(error, doing=f"Invoking the function {name}") from error
    if answer.get("FunctionError"):
        raise ActionFailedError(f"The function {name} failed: {answer['FunctionError']}")
    if not job.continuation:
        context.progress.report(summary=f"waits for {name} to call PutJobSuccessResult or PutJobFailureResult")
    while True:  # the engine's deadline ends this, if nothing else does
        context.progress.pause(_PAUSE_SECONDS)


def event(job: ActionJob | RuleJob, sessions: JobSessions) -> dict[str, Any]:
    """The event that the function gets; the credentials are the action's own."""
    session = sessions.action_session
    kms_key = next((item.kms_key for item in (*job.inputs, *job.outputs) if item.kms_key), None)
    data: dict[str, Any] = {
        "actionConfiguration": {"configuration": dict(job.configuration)},
        "inputArtifacts": _located(job.inputs),
        "outputArtifacts": _located(job.outputs),
        "artifactCredentials": {
            "accessKeyId": session.access_key_id,
            "secretAccessKey": session.secret_access_key,
            "sessionToken": session.session_token,
        },
    }
    if job.continuation:
        data["continuationToken"] = job.continuation
    if kms_key:
        data["encryptionKey"] = {"id": kms_key, "type": "KMS"}
    return {"CodePipeline.job": {"id": job.run_id, "accountId": job.key.account, "data": data}}


def _located(artifacts: Sequence[Artifact]) -> list[dict[str, Any]]:
    return [
        {
            "name": artifact.name,
            "revision": artifact.revision or None,
            "location": {"type": "S3", "s3Location": {"bucketName": artifact.bucket, "objectKey": artifact.key}},
        }
        for artifact in artifacts
    ]


TYPE = ActionType(
    category="Invoke",
    provider="Lambda",
    inputs=(0, 5),
    outputs=(0, 5),
    required=("FunctionName",),
    optional=("UserParameters",),
    timeout_minutes=24 * 60,
    silence_minutes=20,
    ended_by_job_result=True,
    run=invoke,
)
