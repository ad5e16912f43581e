"""What a pipeline's stack, and those that it deploys, read of their accounts that no stack before them makes: exports
of other stacks, and parameters of Parameter Store.

A person's account has them. Here they are made before the first stack is deployed, because one could only fail without
them, that of the last stage after everything before it: a connection's ARN by itself, because any serves, and
everything else with the value that a person gives.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from botocore.exceptions import ClientError

from localcloud.aws.limits.connection_arns import EXAMPLE_CONNECTION_ARN
from localcloud.cli.cloud.local_cloud import LocalCloud
from localcloud.cli.provisioning.undecided import unserved

_STORED: Final = "AWS::SSM::Parameter::Value<"
_THERE_ALREADY: Final = ("/cdk-bootstrap/", "/aws/service/")
"""Of the bootstrap, and of AWS itself (docs.aws.amazon.com/systems-manager/latest/userguide/
parameter-store-public-parameters.html)."""

_UNKNOWN: Final = ""
"""Stands for a name that depends on what is deployed."""


@dataclass(frozen=True, kw_only=True)
class ExistingValue:
    """A value that has to be there before the pipeline's stack is.

    Attributes:
        name: of the export, or of the parameter in Parameter Store.
        value: empty where nobody said.
        is_export: whether it is another stack's export; else a parameter.
        is_list: whether the parameter is a StringList.
        account: where it is read; empty for the pipeline's.
        region: as well.
        stack: the first stack of a stage that reads it; empty where the pipeline's own does.
    """

    name: str
    value: str = ""
    is_export: bool = False
    is_list: bool = False
    account: str = ""
    region: str = ""
    stack: str = ""

    @property
    def kind(self) -> str:
        return "export" if self.is_export else "parameter"

    def make(self, cloud: LocalCloud) -> bool:
        """Makes it in its account and region; False where it was there already."""
        try:
            self._export(cloud) if self.is_export else self._store(cloud)
        except ClientError as error:
            if error.response["Error"]["Code"] not in {"AlreadyExistsException", "ParameterAlreadyExists"}:
                raise
            return False
        return True

    def _store(self, cloud: LocalCloud) -> None:
        kind = "StringList" if self.is_list else "String"
        client = cloud.client("ssm", account=self.account, region=self.region)
        client.put_parameter(Name=self.name, Value=self.value, Type=kind)

    def _export(self, cloud: LocalCloud) -> None:
        """A stack of its own that exports it, and holds nothing that does anything."""
        output = {"Value": self.value, "Export": {"Name": self.name}}
        resources = {"Nothing": {"Type": "AWS::CloudFormation::WaitConditionHandle"}}
        body = json.dumps({"Resources": resources, "Outputs": {"Value": output}})
        client = cloud.client("cloudformation", account=self.account, region=self.region)
        stack = f"export-{hashlib.sha256(self.name.encode()).hexdigest()[:16]}"
        client.create_stack(StackName=stack, TemplateBody=body)
        client.get_waiter("stack_create_complete").wait(StackName=stack, WaiterConfig={"Delay": 1, "MaxAttempts": 60})


@dataclass(frozen=True, kw_only=True)
class DeployedStack:
    """A stack as it is deployed, by a person or by the pipeline."""

    name: str
    account: str
    region: str
    template: Mapping[str, Any]


def existing_values(
    stack: DeployedStack,
    *,
    others: Sequence[Mapping[str, Any]],
    connections: Sequence[object],
    given: Mapping[str, str],
    stages: Sequence[DeployedStack] = (),
) -> tuple[ExistingValue, ...]:
    """What the pipeline's stack and the stacks of its stages read that has to be there, each with its value.

    What stands under a condition is left to the deployment, and so is a name that is itself a reference.

    Args:
        stack: the pipeline's.
        others: the templates of the app's other stacks, which the pipeline does not deploy.
        connections: the properties by which the pipeline's sources name their connections.
        given: by name, the values that a person said.
        stages: the stacks that the pipeline deploys, in its order.

    Raises:
        CommandError: some have no value.
    """
    own = _of_the_pipeline(stack, others=others, connections=connections, given=given)
    found = (*own, *_of_stages(stack, stages, others=others, given=given))
    unsaid = sorted((value for value in found if not value.value), key=lambda value: (value.kind, value.name))
    if any(value.stack for value in unsaid):
        raise unserved(
            "stacks that the pipeline deploys read what no stack before them makes",
            remedy="each option says what your account has there",
            details=tuple(f"{_reading(value, stack.name)}: --existing {value.name}=VALUE" for value in unsaid),
        )
    if unsaid:
        listed = ", ".join(f"the {value.kind} {value.name}" for value in unsaid)
        raise unserved(
            f"the stack {stack.name} reads what no stack of the app makes: {listed}",
            remedy=f"{' '.join(f'--existing {each.name}=VALUE' for each in unsaid)} says what your account has there",
        )
    names = {value.name for value in found}
    unread = sorted(given.keys() - names)
    if unread:
        raise unserved(
            f"no stack reads an export or a parameter {unread[0]} that is not made by the app",
            remedy=f"what they read is {', '.join(sorted(names))}" if names else "leave out --existing",
        )
    return found


def _reading(value: ExistingValue, pipeline_stack: str) -> str:
    where = f" in {value.account} {value.region}" if value.account else ""
    return f"the {value.kind} {value.name}, which {value.stack or pipeline_stack} reads{where}"


def _of_the_pipeline(
    stack: DeployedStack,
    *,
    others: Sequence[Mapping[str, Any]],
    connections: Sequence[object],
    given: Mapping[str, str],
) -> tuple[ExistingValue, ...]:
    stored = _stored_parameters(stack.template)
    of_connections = {name for value in connections for name in _names_read(value, stored)}
    made = {*_made(stack), *(name for other in others for name in _made(replace(stack, template=other)))}
    return tuple(
        replace(value, value=value.value or (EXAMPLE_CONNECTION_ARN if value.name in of_connections else ""))
        for value in _read(stack, given)
        if value.name not in made
    )


def _of_stages(
    pipeline: DeployedStack,
    stages: Sequence[DeployedStack],
    *,
    others: Sequence[Mapping[str, Any]],
    given: Mapping[str, str],
) -> tuple[ExistingValue, ...]:
    """Once for each account and region."""
    home = (pipeline.account, pipeline.region)
    before = [pipeline, *(replace(pipeline, template=other) for other in others)]
    made = {home: {name for stack in before for name in _made(stack)}}
    found: dict[tuple[str, str, str], ExistingValue] = {}
    for stack in stages:
        place = (stack.account, stack.region)
        there = made.setdefault(place, set())
        there |= _made(stack)
        for value in _read(stack, given):
            is_known = value.name in there or (value.is_export and _UNKNOWN in there)
            if not is_known:
                own = replace(value, account=stack.account, region=stack.region, stack=stack.name)
                found.setdefault((*place, value.name), own)
    return tuple(found.values())


def _read(stack: DeployedStack, given: Mapping[str, str]) -> list[ExistingValue]:
    template = stack.template
    stored = _stored_parameters(template)
    read = [_unconditional(template, part) for part in ("Resources", "Outputs")]
    return [
        ExistingValue(
            name=name,
            value=given.get(name, ""),
            is_export=name not in stored.values(),
            is_list=f"{_STORED}List<" in _types(template, name),
        )
        for name in dict.fromkeys(_names_read(read, stored))
        if not name.startswith(_THERE_ALREADY)
    ]


def _made(stack: DeployedStack) -> set[str]:
    """The names that a stack exports or stores; `_UNKNOWN` among them where one is known only once it is deployed."""
    return {*_exported(stack), *_made_parameters(stack.template)}


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
        for key, each in part.items():
            if key != "Fn::If":
                yield from _names_read(each, stored)
    elif isinstance(part, list):
        for each in part:
            yield from _names_read(each, stored)


def _exported(stack: DeployedStack) -> Iterator[str]:
    if stack.template.get("Transform"):
        yield _UNKNOWN
    for output in stack.template.get("Outputs", {}).values():
        if "Export" in output:
            yield known_text(output["Export"].get("Name"), stack)


def known_text(value: Any, stack: DeployedStack) -> str:
    """A text that the stack's own name, account and region may be part of; empty where it is known only later."""
    pseudo = {"StackName": stack.name, "AccountId": stack.account, "Region": stack.region, "Partition": "aws"}
    if isinstance(value, Mapping) and isinstance(value.get("Fn::Sub"), str):
        text = str(value["Fn::Sub"])
        for name, known in pseudo.items():
            text = text.replace(f"${{AWS::{name}}}", known)
        return _UNKNOWN if "${" in text else text
    if isinstance(value, Mapping) and isinstance(value.get("Fn::Join"), list):
        separator, parts = value["Fn::Join"]
        texts = [known_text(part, stack) for part in parts] if isinstance(parts, list) else [_UNKNOWN]
        return _UNKNOWN if _UNKNOWN in texts else str(separator).join(texts)
    if isinstance(value, Mapping) and str(value.get("Ref", "")).startswith("AWS::"):
        return pseudo.get(str(value["Ref"]).removeprefix("AWS::"), _UNKNOWN)
    return value if isinstance(value, str) else _UNKNOWN


def _made_parameters(template: Mapping[str, Any]) -> Iterator[str]:
    for resource in template.get("Resources", {}).values():
        name = resource.get("Properties", {}).get("Name") if resource["Type"] == "AWS::SSM::Parameter" else None
        if isinstance(name, str):
            yield name
