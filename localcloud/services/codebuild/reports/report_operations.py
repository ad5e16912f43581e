"""The operations on reports and their test cases."""

from __future__ import annotations

import time
from typing import Any

from localcloud.aws.api.json_service import Caller
from localcloud.aws.limits import retention
from localcloud.aws.service_error import ServiceError
from localcloud.services.codebuild.arns import Scope, resource_name
from localcloud.services.codebuild.paging import ordered, page
from localcloud.services.codebuild.records import ReportRecord
from localcloud.services.codebuild.reports.report_groups import REPORT_KIND, TEST_CASES_KIND, ReportGroups
from localcloud.services.codebuild.store import Document, Store

EXPIRES_AFTER_SECONDS = int(retention.REPORTS.total_seconds())


class Reports:
    """BatchGetReports, ListReports, ListReportsForReportGroup, DescribeTestCases and DeleteReport."""

    def __init__(self, store: Store, groups: ReportGroups) -> None:
        self._store = store
        self._groups = groups

    def record(self, scope: Scope, report: ReportRecord, test_cases: list[Document]) -> None:
        """Keep a report that a build made, with its test cases."""
        key = resource_name(report.arn, REPORT_KIND)
        with self._store.transaction():
            self._store.put(scope, REPORT_KIND, key, report.described, parent=report.group.name)
            self._store.put(scope, TEST_CASES_KIND, key, {"testCases": test_cases})

    def batch_get(self, caller: Caller, request: dict[str, Any]) -> dict[str, Any]:
        scope = Scope(caller.account, caller.region)
        found, missing = [], []
        for arn in request["reportArns"]:
            report = self._store.get(scope, REPORT_KIND, resource_name(arn, REPORT_KIND))
            if report is None:
                missing.append(arn)
            else:
                found.append(report)
        return {"reports": found, "reportsNotFound": missing}

    def list_arns(self, caller: Caller, request: dict[str, Any]) -> dict[str, Any]:
        reports = self._store.documents(Scope(caller.account, caller.region), REPORT_KIND)
        return page(_arns(reports, request), request, name="reports")

    def list_for_group(self, caller: Caller, request: dict[str, Any]) -> dict[str, Any]:
        scope = Scope(caller.account, caller.region)
        group = self._groups.require(scope, request["reportGroupArn"])
        reports = self._store.documents(scope, REPORT_KIND, parent=group.name)
        return page(_arns(reports, request), request, name="reports")

    def describe_test_cases(self, caller: Caller, request: dict[str, Any]) -> dict[str, Any]:
        scope = Scope(caller.account, caller.region)
        document = self._store.get(scope, TEST_CASES_KIND, resource_name(request["reportArn"], REPORT_KIND))
        if document is None:
            raise ServiceError("ResourceNotFoundException", f"Report cannot be found: {request['reportArn']}")
        wanted = request.get("filter", {})
        cases = [(str(place), case) for place, case in enumerate(document["testCases"]) if _matches(case, wanted)]
        answer = page(cases, request, name="testCases", identity=lambda placed: placed[0])
        return {**answer, "testCases": [case for _, case in answer["testCases"]]}

    def delete(self, caller: Caller, request: dict[str, Any]) -> dict[str, Any]:
        scope, key = Scope(caller.account, caller.region), resource_name(request["arn"], REPORT_KIND)
        with self._store.transaction():
            self._store.delete(scope, REPORT_KIND, key)
            self._store.delete(scope, TEST_CASES_KIND, key)
        return {}


def _arns(reports: list[Document], request: dict[str, Any]) -> list[str]:
    status = request.get("filter", {}).get("status")
    wanted = [report["arn"] for report in reports if status in (None, report["status"])]
    return ordered(wanted, request, default="DESCENDING")


def _matches(case: Document, wanted: dict[str, Any]) -> bool:
    keyword = wanted.get("keyword", "")
    return case["status"] == wanted.get("status", case["status"]) and keyword in f"{case['prefix']}.{case['name']}"


def expiry(created: float | None = None) -> float:
    """When a report made now (or at `created`) expires, in epoch seconds."""
    return (time.time() if created is None else created) + EXPIRES_AFTER_SECONDS
