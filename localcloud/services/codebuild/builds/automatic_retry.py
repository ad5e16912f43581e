"""Starts a failed build again by itself, as often as its project or the phase that failed asks for.

CodeBuild calls RetryBuild for it with the project's service role, and never for a build of CodePipeline, whose stage
is retried instead. The builds name one another in their `autoRetryConfig`.
Sources: docs.aws.amazon.com/codebuild/latest/userguide/auto-retry-build.html; API_AutoRetryConfig of the API reference
"""

from __future__ import annotations

from typing import Any

from localcloud.aws.service_error import ServiceError
from localcloud.services.codebuild.arns import Scope
from localcloud.services.codebuild.records import BuildRecord
from localcloud.services.codebuild.role import BuildRole
from localcloud.services.codebuild.store import Document


def first_config(project: Document) -> Document:
    """The members of a build that nothing has started again; none where its project does not ask for retries."""
    limit = project.get("autoRetryLimit")
    return {} if limit is None else {"autoRetryConfig": {"autoRetryLimit": limit, "autoRetryNumber": 0}}


def next_config(project: Document, former: BuildRecord) -> Document:
    """The members of the build that takes a failed one's place."""
    number = former.build["autoRetryConfig"]["autoRetryNumber"] + 1
    config: dict[str, Any] = {"autoRetryLimit": project.get("autoRetryLimit", 0), "autoRetryNumber": number}
    return {"autoRetryConfig": {**config, "previousAutoRetry": former.build["arn"]}}


def config_after_failure(record: BuildRecord, *, asked_by_phase: int) -> Document | None:
    """The `autoRetryConfig` of a failed build that is to be started again; None: it is not.

    Args:
        asked_by_phase: how often the phase that failed asks for it.
    """
    config = {"autoRetryNumber": 0, **record.build.get("autoRetryConfig", {})}
    limit = max(config.get("autoRetryLimit", 0), asked_by_phase)
    if record.pipeline is not None or config["autoRetryNumber"] >= limit:
        return None
    return {**config, "autoRetryLimit": limit}


def refusal(role: BuildRole, scope: Scope, project: str) -> str:
    """Why the role may not start the build again; empty if it may."""
    try:
        role.require("codebuild:RetryBuild", scope.project(project))
    except ServiceError as error:
        return error.message
    return ""
