"""The report group operations."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

from localcloud.aws.api.json_service import Caller
from localcloud.aws.service_error import ServiceError
from localcloud.services.codebuild.arns import Scope, resource_name
from localcloud.services.codebuild.paging import ordered, page
from localcloud.services.codebuild.records import ReportGroupRecord
from localcloud.services.codebuild.store import Store

KIND = "report-group"
REPORT_KIND = "report"
TEST_CASES_KIND = "test-cases"


class ReportGroups:
    """CreateReportGroup, UpdateReportGroup, DeleteReportGroup, BatchGetReportGroups and ListReportGroups."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def create(self, caller: Caller, request: dict[str, Any]) -> dict[str, Any]:
        scope = Scope(caller.account, caller.region)
        with self._store.transaction():
            if self._store.get(scope, KIND, request["name"]) is not None:
                arn = scope.report_group(request["name"])
                raise ServiceError("ResourceAlreadyExistsException", f"Report group already exists: {arn}")
            return {"reportGroup": self.add(scope, request).described}

    def add(self, scope: Scope, request: dict[str, Any]) -> ReportGroupRecord:
        """Record a report group; also for one that a build creates by naming it."""
        _check_export(request["exportConfig"])
        now = time.time()
        group = ReportGroupRecord(
            arn=scope.report_group(request["name"]),
            name=request["name"],
            type=request["type"],
            export_config=request["exportConfig"],
            tags=tuple(request.get("tags", [])),
            created=now,
            last_modified=now,
        )
        self._store.put(scope, KIND, group.name, group.described)
        return group

    def update(self, caller: Caller, request: dict[str, Any]) -> dict[str, Any]:
        if "exportConfig" in request:
            _check_export(request["exportConfig"])
        scope = Scope(caller.account, caller.region)
        with self._store.transaction():
            group = self.require(scope, request["arn"])
            changed = replace(
                group,
                export_config=request.get("exportConfig", group.export_config),
                tags=tuple(request.get("tags", group.tags)),
                last_modified=time.time(),
            )
            self._store.put(scope, KIND, group.name, changed.described)
        return {"reportGroup": changed.described}

    def delete(self, caller: Caller, request: dict[str, Any]) -> dict[str, Any]:
        scope, name = Scope(caller.account, caller.region), resource_name(request["arn"], KIND)
        with self._store.transaction():
            reports = self._store.keys(scope, REPORT_KIND, parent=name)
            if reports and not request.get("deleteReports"):
                raise ServiceError(
                    "InvalidInputException", f"Report group {name} is not empty: delete its reports first"
                )
            for report in reports:
                self._store.delete(scope, REPORT_KIND, report)
                self._store.delete(scope, TEST_CASES_KIND, report)
            self._store.delete(scope, KIND, name)
        return {}

    def batch_get(self, caller: Caller, request: dict[str, Any]) -> dict[str, Any]:
        scope = Scope(caller.account, caller.region)
        found, missing = [], []
        for arn in request["reportGroupArns"]:
            group = self.get(scope, resource_name(arn, KIND))
            if group is None:
                missing.append(arn)
            else:
                found.append(group.described)
        return {"reportGroups": found, "reportGroupsNotFound": missing}

    def list_arns(self, caller: Caller, request: dict[str, Any]) -> dict[str, Any]:
        groups = self._store.documents(Scope(caller.account, caller.region), KIND)
        key = {"NAME": "name", "LAST_MODIFIED_TIME": "lastModified"}.get(request.get("sortBy", ""), "created")
        arns = [group["arn"] for group in sorted(groups, key=lambda group: group[key])]
        return page(ordered(arns, request), request, name="reportGroups")

    def require(self, scope: Scope, arn: str) -> ReportGroupRecord:
        """The group of that ARN.

        Raises:
            ServiceError: ResourceNotFoundException.
        """
        group = self.get(scope, resource_name(arn, KIND))
        if group is None:
            raise ServiceError("ResourceNotFoundException", f"Report group cannot be found: {arn}")
        return group

    def get(self, scope: Scope, name: str) -> ReportGroupRecord | None:
        """The group of that name, or None."""
        document = self._store.get(scope, KIND, name)
        return ReportGroupRecord.read(document) if document else None


def _check_export(config: dict[str, Any]) -> None:
    if config.get("exportConfigType") == "S3" and not config.get("s3Destination", {}).get("bucket"):
        raise ServiceError("InvalidInputException", "Invalid exportConfig: s3Destination needs a bucket")
