"""What a pipeline's stack reads of its account that no stack of the app makes: exports of other stacks, and parameters
of Parameter Store.

A person's account has them. Here they are made before the stack is deployed, which could only fail without them: a
connection's ARN by itself, because any serves, and everything else with the value that a person gives.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from botocore.exceptions import ClientError

from localcloud.aws.limits.connection_arns import EXAMPLE_CONNECTION_ARN
from localcloud.cli.cloud.local_cloud import LocalCloud
from localcloud.cli.provisioning.undecided import unserved

_STORED: Final = "AWS::SSM::Parameter::Value<"
_THERE_ALREADY: Final = ("/cdk-bootstrap/", "/aws/service/")
"""Of the bootstrap, and of AWS itself (docs.aws.amazon.com/systems-manager/latest/userguide/
parameter-store-public-parameters.html)."""


@dataclass(frozen=True, kw_only=True)
class ExistingValue:
    """A value that has to be there before the pipeline's stack is.

    Attributes:
        name: of the export, or of the parameter in Parameter Store.
        value: empty where nobody said.
        is_export: whether it is another stack's export; else a parameter.
        is_list: whether the parameter is a StringList.
    """

    name: str
    value: str = ""
    is_export: bool = False
    is_list: bool = False

    @property
    def kind(self) -> str:
        return "export" if self.is_export else "parameter"

    def make(self, cloud: LocalCloud) -> bool:
        """Makes it in the pipeline's account and region; False where it was there already."""
        try:
            self._export(cloud) if self.is_export else self._store(cloud)
        except ClientError as error:
            if error.response["Error"]["Code"] not in {"AlreadyExistsException", "ParameterAlreadyExists"}:
                raise
            return False
        return True

    def _store(self, cloud: LocalCloud) -> None:
        kind = "StringList" if self.is_list else "String"
        cloud.client("ssm").put_parameter(Name=self.name, Value=self.value, Type=kind)

    def _export(self, cloud: LocalCloud) -> None:
        """A stack of its own that exports it, and holds nothing that does anything."""
        output = {"Value": self.value, "Export": {"Name": self.name}}
        resources = {"Nothing": {"Type": "AWS::CloudFormation::WaitConditionHandle"}}
        body = json.dumps({"Resources": resources, "Outputs": {"Value": output}})
        client, stack = cloud.client("cloudformation"), f"export-{hashlib.sha256(self.name.encode()).hexdigest()[:16]}"
        client.create_stack(StackName=stack, TemplateBody=body)
        client.get_waiter("stack_create_complete").wait(StackName=stack, WaiterConfig={"Delay": 1, "MaxAttempts": 60})


def existing_values(
    stack: str,
    template: Mapping[str, Any],
    *,
    others: Sequence[Mapping[str, Any]],
    connections: Sequence[object],
    given: Mapping[str, str],
) -> tuple[ExistingValue, ...]:
    """What a stack reads that has to be there, each with its value.

    What stands under a condition is left to the deployment, and so is a name that is itself a reference.

    Args:
        stack: the stack's name.
        template: its template.
        others: the templates of the app's other stacks.
        connections: the properties by which the pipeline's sources name their connections.
        given: by name, the values that a person said.

    Raises:
        CommandError: some have no value.
    """
    stored = _stored_parameters(template)
    of_connections = {name for value in connections for name in _names_read(value, stored)}
    made = {*_exported(template, *others), *_made_parameters(template, *others)}
    read = [_unconditional(template, part) for part in ("Resources", "Outputs")]
    found = {
        name: ExistingValue(
            name=name,
            value=given.get(name) or (EXAMPLE_CONNECTION_ARN if name in of_connections else ""),
            is_export=name not in stored.values(),
            is_list=f"{_STORED}List<" in _types(template, name),
        )
        for name in _names_read(read, stored)
        if name not in made and not name.startswith(_THERE_ALREADY)
    }
    unsaid = sorted((value.kind, name) for name, value in found.items() if not value.value)
    if unsaid:
        listed = ", ".join(f"the {kind} {name}" for kind, name in unsaid)
        raise unserved(
            f"the stack {stack} reads what no stack of the app makes: {listed}",
            remedy=f"{' '.join(f'--existing {name}=VALUE' for _, name in unsaid)} says what your account has there",
        )
    unread = sorted(given.keys() - found.keys())
    if unread:
        raise unserved(
            f"the stack {stack} reads no export and no parameter {unread[0]} that is not made by the app",
            remedy=f"it reads {', '.join(found)}" if found else "leave out --existing",
        )
    return tuple(found.values())


def with_values(part: Any, values: Sequence[ExistingValue]) -> Any:
    """A part of a template with the values that its imports come to and, of the whole template, its stored parameters;
    one whose value is not known is no text before anything is deployed."""
    known = {value.name: value.value for value in values}
    if not isinstance(part, Mapping):
        return [with_values(each, values) for each in part] if isinstance(part, list) else part
    name = part.get("Fn::ImportValue")
    if isinstance(name, str) and name in known:
        return known[name]
    if str(part.get("Type", "")).startswith(_STORED):
        return {**part, "Default": known.get(part.get("Default", ""), "")}
    return {key: with_values(each, values) for key, each in part.items()}


def _stored_parameters(template: Mapping[str, Any]) -> dict[str, str]:
    """By logical id, the names in Parameter Store that a template's parameters read."""
    return {
        logical_id: str(parameter["Default"])
        for logical_id, parameter in template.get("Parameters", {}).items()
        if str(parameter.get("Type", "")).startswith(_STORED) and parameter.get("Default")
    }


def _types(template: Mapping[str, Any], name: str) -> str:
    """The types of the parameters that read a name."""
    parameters = template.get("Parameters", {}).values()
    return " ".join(str(each.get("Type", "")) for each in parameters if each.get("Default") == name)


def _unconditional(template: Mapping[str, Any], part: str) -> list[Any]:
    return [each for each in template.get(part, {}).values() if not each.get("Condition")]


def _names_read(part: Any, stored: Mapping[str, str]) -> Iterator[str]:
    """The names of exports and stored parameters that a part of a template reads, once for each place."""
    if isinstance(part, Mapping):
        name, parameter = part.get("Fn::ImportValue"), part.get("Ref")
        if isinstance(name, str):
            yield name
        if isinstance(parameter, str) and parameter in stored:
            yield stored[parameter]
        for each in part.values():
            yield from _names_read(each, stored)
    elif isinstance(part, list):
        for each in part:
            yield from _names_read(each, stored)


def _exported(*templates: Mapping[str, Any]) -> Iterator[str]:
    for template in templates:
        for output in template.get("Outputs", {}).values():
            name = output.get("Export", {}).get("Name")
            if isinstance(name, str):
                yield name


def _made_parameters(*templates: Mapping[str, Any]) -> Iterator[str]:
    for template in templates:
        for resource in template.get("Resources", {}).values():
            name = resource.get("Properties", {}).get("Name") if resource["Type"] == "AWS::SSM::Parameter" else None
            if isinstance(name, str):
                yield name
