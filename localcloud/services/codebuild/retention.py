"""The end of builds' history: builds and reports past their retention go, the oldest first, and builds' logs with them.

A log whose group has a retention of its own is left to that.
"""

from __future__ import annotations

from ministack.services import cloudwatch_logs

from localcloud.aws.event_loop import on_event_loop
from localcloud.aws.limits import retention
from localcloud.services.codebuild.arns import Scope
from localcloud.services.codebuild.builds.build_records import KIND
from localcloud.services.codebuild.reports.report_groups import REPORT_KIND, TEST_CASES_KIND
from localcloud.services.codebuild.store import Document, Store

_LOG_SECONDS = 30.0


def remove_expired(store: Store, now: float) -> None:
    """Remove what has ended and was made before the moment that its retention says."""
    oldest_build, oldest_report = (now - kept.total_seconds() for kept in (retention.BUILDS, retention.REPORTS))
    for scope, key, document in store.oldest(KIND):
        if document["build"]["startTime"] >= oldest_build:
            break
        if document["build"]["buildComplete"]:
            store.delete(scope, KIND, key)
            _remove_log(scope, document["build"].get("logs", {}))
    for scope, key, document in store.oldest(REPORT_KIND):
        if document["created"] >= oldest_report:
            break
        with store.transaction():
            store.delete(scope, REPORT_KIND, key)
            store.delete(scope, TEST_CASES_KIND, key)


def _remove_log(scope: Scope, logs: Document) -> None:
    def remove() -> None:
        group = cloudwatch_logs._log_groups.get_scoped(scope.account, scope.region, logs.get("groupName"))
        if group is not None and group.get("retentionInDays") is None:
            group["streams"].pop(logs.get("streamName"), None)

    on_event_loop(remove, timeout_seconds=_LOG_SECONDS)
