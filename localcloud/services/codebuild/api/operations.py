"""Names of operations to what serves them, and the ARNs that each is authorized on.

The resource levels are those of the service authorization reference:
docs.aws.amazon.com/service-authorization/latest/reference/list_awscodebuild.html
"""

from __future__ import annotations

from typing import Any

from localcloud.aws.api.json_service import Operation
from localcloud.services.codebuild.api.response_lists import without_empty_lists
from localcloud.services.codebuild.arns import Scope, name_or_arn, project_of_build
from localcloud.services.codebuild.builds.build_operations import Builds
from localcloud.services.codebuild.projects import Projects
from localcloud.services.codebuild.reports.report_groups import ReportGroups
from localcloud.services.codebuild.reports.report_operations import Reports


def operations(*, projects: Projects, builds: Builds, groups: ReportGroups, reports: Reports) -> dict[str, Operation]:
    """Every offered operation by its name."""
    offered: dict[str, Operation] = {
        "BatchDeleteBuilds": builds.batch_delete,
        "BatchGetBuilds": builds.batch_get,
        "BatchGetProjects": projects.batch_get,
        "BatchGetReportGroups": groups.batch_get,
        "BatchGetReports": reports.batch_get,
        "CreateProject": projects.create,
        "CreateReportGroup": groups.create,
        "DeleteProject": projects.delete,
        "DeleteReport": reports.delete,
        "DeleteReportGroup": groups.delete,
        "DescribeTestCases": reports.describe_test_cases,
        "ListBuilds": builds.list_ids,
        "ListBuildsForProject": builds.list_for_project,
        "ListProjects": projects.list_names,
        "ListReportGroups": groups.list_arns,
        "ListReports": reports.list_arns,
        "ListReportsForReportGroup": reports.list_for_group,
        "RetryBuild": builds.retry,
        "StartBuild": builds.start,
        "StopBuild": builds.stop,
        "UpdateProject": projects.update,
        "UpdateReportGroup": groups.update,
    }
    return {name: without_empty_lists(call) for name, call in offered.items()}


def resource_arns(operation: str, request: dict[str, Any], account: str, region: str) -> str | list[str]:
    """The resources that a call is authorized on, as the service authorization reference lists them for CodeBuild: all
    that it names, for a permission on one project is none on another."""
    scope = Scope(account, region)
    if operation in ("StartBuild", "ListBuildsForProject"):
        return scope.project(name_or_arn(request["projectName"], "project"))
    if operation in ("StopBuild", "RetryBuild"):
        return scope.project(project_of_build(request["id"]))
    if operation in ("BatchGetBuilds", "BatchDeleteBuilds"):
        return [scope.project(project_of_build(build_id)) for build_id in request["ids"]]
    if operation in ("CreateProject", "UpdateProject", "DeleteProject"):
        return scope.project(name_or_arn(request["name"], "project"))
    if operation == "BatchGetProjects":
        return [scope.project(name_or_arn(name, "project")) for name in request["names"]]
    return _report_resources(operation, request, scope)


def _report_resources(operation: str, request: dict[str, Any], scope: Scope) -> str | list[str]:
    if operation == "CreateReportGroup":
        return scope.report_group(request["name"])
    if operation in ("UpdateReportGroup", "DeleteReportGroup"):
        return str(request["arn"])
    if operation == "ListReportsForReportGroup":
        return str(request["reportGroupArn"])
    if operation == "BatchGetReportGroups":
        return [str(arn) for arn in request["reportGroupArns"]]
    reports = {"DeleteReport": "arn", "DescribeTestCases": "reportArn"}
    if operation in reports:
        return scope.report_group_of(request[reports[operation]])
    if operation == "BatchGetReports":
        return [scope.report_group_of(arn) for arn in request["reportArns"]]
    return "*"
