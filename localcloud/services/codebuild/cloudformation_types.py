"""AWS::CodeBuild::Project and AWS::CodeBuild::ReportGroup, on the operations of the API."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ministack.services.cloudformation.provisioners import _physical_name

from localcloud.aws.api.json_service import Operation
from localcloud.aws.cloudformation.resource_properties import api_form
from localcloud.aws.cloudformation.resource_types import (
    Properties,
    cloudformation_caller,
    failure_reason,
    register_type,
)
from localcloud.aws.identity.clients import service_model
from localcloud.services.codebuild.projects import Projects
from localcloud.services.codebuild.reports.report_groups import ReportGroups

PROJECT_TYPE = "AWS::CodeBuild::Project"
REPORT_GROUP_TYPE = "AWS::CodeBuild::ReportGroup"

_LONGEST_NAME = 150
_NOT_IN_THE_API = {"Triggers", "Visibility", "ResourceAccessRole", "DeleteReports"}
"""Properties of other operations: webhooks and public builds are not offered, DeleteReports is read at deletion."""

Handled = tuple[str, Mapping[str, Any]]


def register_types(projects: Projects, groups: ReportGroups) -> None:
    """Teach CloudFormation both types."""
    project, group = _ProjectType(projects), _ReportGroupType(groups)
    register_type(PROJECT_TYPE, create=project.create, update=project.update, delete=project.delete)
    register_type(REPORT_GROUP_TYPE, create=group.create, update=group.update, delete=group.delete)


class _ProjectType:
    def __init__(self, projects: Projects) -> None:
        self._projects = projects

    def create(self, logical_id: str, properties: Properties, stack_name: str) -> Handled:
        name = properties.get("Name") or _physical_name(stack_name, logical_id, max_len=_LONGEST_NAME)
        request = to_request("CreateProject", {**properties, "Name": name}, PROJECT_TYPE)
        return _project_result(_call(self._projects.create, request))

    def update(self, physical_id: str, _old: Properties, new: Properties, stack_name: str) -> Handled:
        if new.get("Name", physical_id) != physical_id:  # another name is another project; the old one is removed later
            return self.create(physical_id, new, stack_name)
        # A property that is left out goes back to its default, so the project is made anew from the new ones.
        request = to_request("CreateProject", {**new, "Name": physical_id}, PROJECT_TYPE)
        return _project_result(_call(self._projects.replace, request))

    def delete(self, physical_id: str, _properties: Properties) -> None:
        _call(self._projects.delete, {"name": physical_id})


class _ReportGroupType:
    def __init__(self, groups: ReportGroups) -> None:
        self._groups = groups

    def create(self, logical_id: str, properties: Properties, stack_name: str) -> Handled:
        name = properties.get("Name") or _physical_name(stack_name, logical_id, max_len=128)
        request = to_request("CreateReportGroup", {**properties, "Name": name}, REPORT_GROUP_TYPE)
        return _group_result(_call(self._groups.create, request))

    def update(self, physical_id: str, old: Properties, new: Properties, stack_name: str) -> Handled:
        if any(old.get(key) != new.get(key) for key in ("Name", "Type")):
            return self.create(physical_id, new, stack_name)
        members = {"Arn": physical_id, "ExportConfig": new["ExportConfig"], "Tags": new.get("Tags", [])}
        return _group_result(_call(self._groups.update, to_request("UpdateReportGroup", members, REPORT_GROUP_TYPE)))

    def delete(self, physical_id: str, properties: Properties) -> None:
        delete_reports = str(properties.get("DeleteReports", "false")).lower() == "true"
        _call(self._groups.delete, {"arn": physical_id, "deleteReports": delete_reports})


def _project_result(answer: Mapping[str, Any]) -> Handled:
    project = answer["project"]
    return project["name"], {"Arn": project["arn"]}


def _group_result(answer: Mapping[str, Any]) -> Handled:
    group = answer["reportGroup"]
    return group["arn"], {"Arn": group["arn"]}


def _call(operation: Operation, request: dict[str, Any]) -> dict[str, Any]:
    with failure_reason("AWSCodeBuild"):
        return operation(cloudformation_caller(), request)


def to_request(operation: str, properties: Properties, type_name: str) -> dict[str, Any]:
    """Properties as the API's request.

    Raises:
        ValueError: a property that the type does not have, or a value that the API would refuse; the message names it.
    """
    known = {key: value for key, value in properties.items() if key not in _NOT_IN_THE_API}
    return api_form(known, service_model("codebuild").operation_model(operation).input_shape, type_name)
