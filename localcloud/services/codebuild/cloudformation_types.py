"""AWS::CodeBuild::Project and AWS::CodeBuild::ReportGroup.

The properties are the API's members in Pascal case, so botocore's model of the API is the table of what they are
called and which type they have; CloudFormation itself hands over numbers and booleans as text at times.
"""

from collections.abc import Callable, Mapping
from typing import Any

from botocore.model import ListShape, Shape, StructureShape
from ministack.core.responses import get_account_id, get_region
from ministack.services.cloudformation.provisioners import _physical_name

from localcloud.aws.clients import service_model
from localcloud.aws.json_service import Caller
from localcloud.aws.service_error import ServiceError
from localcloud.aws.shapes import input_problems
from localcloud.services.cloudformation.registry import register_type
from localcloud.services.codebuild.api.projects import Projects
from localcloud.services.codebuild.api.report_groups import ReportGroups

PROJECT_TYPE = "AWS::CodeBuild::Project"
REPORT_GROUP_TYPE = "AWS::CodeBuild::ReportGroup"

_LONGEST_NAME = 150
_NOT_IN_THE_API = {"Triggers", "Visibility", "ResourceAccessRole", "DeleteReports"}
"""Properties of other operations: webhooks and public builds are not offered, DeleteReports is read at deletion."""

Properties = dict[str, Any]
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


def _call(operation: Callable[[Caller, dict[str, Any]], dict[str, Any]], request: dict[str, Any]) -> dict[str, Any]:
    caller = Caller(account=get_account_id(), region=get_region(), principal_arn="cloudformation.amazonaws.com")
    try:
        return operation(caller, request)
    except ServiceError as error:
        raise ValueError(f"{error.message} (Service: CodeBuild, Error Code: {error.code})") from error


def to_request(operation: str, properties: Properties, type_name: str) -> dict[str, Any]:
    """Properties as the API's request.

    Raises:
        ValueError: a property that the type does not have, or a value that the API would refuse; the message names it.
    """
    shape = service_model("codebuild").operation_model(operation).input_shape
    assert shape is not None  # noqa: S101 - every operation named here has one
    known = {key: value for key, value in properties.items() if key not in _NOT_IN_THE_API}
    request: dict[str, Any] = _convert(known, shape, type_name)
    problems = input_problems(request, shape)
    if problems:
        raise ValueError(f"Properties validation failed for {type_name}: {problems}")
    return request


def _convert(value: Any, shape: Shape, where: str) -> Any:
    if isinstance(shape, StructureShape) and isinstance(value, dict):
        members = {name.lower(): name for name in shape.members}
        converted = {}
        for key, item in value.items():
            member = members.get(key.lower())
            if member is None:
                raise ValueError(f"Encountered unsupported property {key} in {where}")
            converted[member] = _convert(item, shape.members[member], f"{where}.{key}")
        return converted
    if isinstance(shape, ListShape) and isinstance(value, list):
        return [_convert(item, shape.member, where) for item in value]
    return _scalar(value, shape.type_name)


def _scalar(value: Any, type_name: str) -> Any:
    if type_name == "boolean" and isinstance(value, str):
        return {"true": True, "false": False}.get(value.lower(), value)
    if type_name in ("integer", "long") and isinstance(value, str):
        return int(value) if value.lstrip("-").isdecimal() else value
    if type_name == "string" and isinstance(value, bool):
        return str(value).lower()
    return str(value) if type_name == "string" and isinstance(value, int | float) else value
