"""The resources that a template's resource is about: itself, and those that its properties name.

What IAM is asked about a handler's action, and a policy scoped by names is held to. A resource that has no id yet is
asked about as `vpc/*`, which only a policy for every such resource matches.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from localcloud.aws.cloudformation.handler_permissions import TypePermissions, arn_kinds, arn_pattern

_VARIABLE: Final = re.compile(r"\$\{(\w+)\}")

_BY_PROPERTY: Final[Mapping[str, str]] = {
    "AliasName": "kms:alias",
    "BackupVaultName": "backup:backupVault",
    "Bucket": "s3:bucket",
    "BucketName": "s3:bucket",
    "FunctionName": "lambda:function",
    "Groups": "iam:group",
    "LogGroupName": "logs:log-group",
    "ManagedPolicyName": "iam:policy",
    "RoleName": "iam:role",
    "Roles": "iam:role",
    "S3Bucket": "s3:bucket",
    "TableName": "dynamodb:table",
    "TargetBackupVault": "backup:backupVault",
    "TopicName": "sns:topic",
    "Users": "iam:user",
}
"""What a property's text is the name of."""

_BY_ID: Final[Mapping[str, str]] = {
    "eipalloc": "ec2:elastic-ip",
    "igw": "ec2:internet-gateway",
    "nat": "ec2:natgateway",
    "rtb": "ec2:route-table",
    "sg": "ec2:security-group",
    "subnet": "ec2:subnet",
    "vpc": "ec2:vpc",
    "vpce": "ec2:vpc-endpoint",
}
_ID: Final = re.compile(rf"({'|'.join(_BY_ID)})-[0-9a-f]{{8,17}}")


@dataclass(frozen=True)
class Resource:
    """A resource: what the service authorization reference calls it, such as ``logs:log-group``, and its ARN."""

    kind: str
    arn: str


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a stack lies, and what is called after it."""

    account: str
    region: str
    stack_name: str


def resources_of(
    permissions: TypePermissions, properties: Mapping[str, Any], *, logical_id: str, physical_id: str, place: Place
) -> tuple[Resource, ...]:
    """The resource itself, where it has an ARN, and what its properties name.

    Args:
        physical_id: empty before it is created.
    """
    own = _own(permissions, properties, logical_id, physical_id, place)
    return tuple(dict.fromkeys((*own, *_named(properties, place))))


def _own(
    permissions: TypePermissions, properties: Mapping[str, Any], logical_id: str, physical_id: str, place: Place
) -> Iterator[Resource]:
    kind = permissions.kind
    if not kind or not arn_pattern(kind):
        return
    if physical_id.startswith("arn:"):
        yield Resource(kind, physical_id)
        return
    name = properties.get(permissions.name) if permissions.name else physical_id
    if permissions.name and not isinstance(name, str):
        # What CloudFormation calls it: its stack's name, its own, and something random.
        name = physical_id or f"{place.stack_name}-{logical_id}-*"
    name = name or "*"
    yield Resource(kind, _arn(kind, name.lower() if kind == "s3:bucket" else name, properties, place))


def _arn(kind: str, name: str, properties: Mapping[str, Any], place: Place) -> str:
    """A kind's ARN, with its name, and with what else of it a property of that name says."""
    known = {"Partition": "aws", "Region": place.region, "Account": place.account}
    pattern = arn_pattern(kind)
    variables = [one for one in _VARIABLE.findall(pattern) if one not in known]
    called = next((one for one in variables if "Name" in one), variables[-1] if variables else "")

    def value(match: re.Match[str]) -> str:
        variable = match[1]
        given = properties.get(variable)
        if variable in known:
            return known[variable]
        if isinstance(given, str):
            return given
        return name.removeprefix("alias/").removeprefix("/") if variable == called else "*"

    return _VARIABLE.sub(value, pattern)


def _named(value: Any, place: Place) -> Iterator[Resource]:
    """What texts anywhere in the properties name; a policy's own resources are not meant."""
    if isinstance(value, Mapping):
        if "Statement" in value:
            return
        for key, one in value.items():
            kind = _BY_PROPERTY.get(key)
            texts = [text for text in (one if isinstance(one, list) else [one]) if isinstance(text, str)]
            for text in texts if kind else ():
                if not text.startswith("arn:"):
                    yield Resource(str(kind), _arn(str(kind), text.partition(":")[0], {}, place))
            yield from _named(one, place)
        yield from _code(value)
    elif isinstance(value, list):
        for one in value:
            yield from _named(one, place)
    elif isinstance(value, str):
        yield from _text(value, place)


def _code(value: Mapping[str, Any]) -> Iterator[Resource]:
    bucket, key = value.get("S3Bucket"), value.get("S3Key")
    if isinstance(bucket, str) and isinstance(key, str):
        yield Resource("s3:object", f"arn:aws:s3:::{bucket}/{key}")


def _text(text: str, place: Place) -> Iterator[Resource]:
    if text.startswith("arn:"):
        arn = text.removesuffix(":*")
        if arn.split(":")[4:5] not in ([place.account], [""]):
            return  # a handler acts in its stack's account; others' roles and keys stand in a pipeline's actions
        yield from (Resource(kind, arn) for kind in arn_kinds(arn.split(":")[2]) if _expression(kind).fullmatch(arn))
    elif match := _ID.fullmatch(text):
        kind = _BY_ID[match[1]]
        yield Resource(kind, _arn(kind, text, {}, place))


@functools.cache
def _expression(kind: str) -> re.Pattern[str]:
    """What an ARN of a kind looks like; a role's path and a log group's name may hold slashes."""
    parts = _VARIABLE.split(arn_pattern(kind))
    found = [
        re.escape(part) if index % 2 == 0 else ".+" if "Path" in part or part == "LogGroupName" else "[^/:]*"
        for index, part in enumerate(parts)
    ]
    return re.compile("".join(found))
