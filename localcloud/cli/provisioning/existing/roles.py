"""Roles that a pipeline's stack, and those that it deploys, name by their ARN, and that no stack makes.

A person's account has them, with permissions that nothing here tells. Without one the stack could only fail, so each
is made before the first is deployed, may do everything, and is told: a build that passes with it may be refused there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from botocore.exceptions import ClientError

from localcloud.cli.cloud.local_cloud import LocalCloud
from localcloud.cli.provisioning.existing.values import DeployedStack, known_text

_ROLE: Final = re.compile(r"arn:[\w-]+:iam::(?P<account>\d{12}):role(?P<path>/(?:[\w+=,.@-]+/)*)(?P<name>[\w+=,.@-]+)")
_WORKS_AS: Final = frozenset({"Role", "RoleArn", "RoleARN", "ServiceRole", "ServiceRoleArn"})
"""Properties by which a resource names the role that it works as."""
_PRINCIPALS: Final[Mapping[str, tuple[str, ...]]] = {
    "CodePipeline": ("codepipeline", "cloudformation"),  # of the pipeline itself, and of what its actions deploy
    "StepFunctions": ("states",),
}
_NOT_MADE: Final = ("/aws-service-role/", "/cdk-")
"""Of services, which make them themselves, and of the bootstrap."""


@dataclass(frozen=True, kw_only=True)
class ExistingRole:
    """A role that has to be there before a stack is.

    Attributes:
        path: with a slash at both ends.
        stack: the first that names it.
        services: which may take it on, such as `codebuild`.
    """

    account: str
    path: str
    name: str
    stack: str
    services: tuple[str, ...] = ()

    @property
    def line(self) -> str:
        """What is told of it once it is made."""
        return (
            f"made the role {self.path[1:]}{self.name} in {self.account}, which {self.stack} names and no stack makes: "
            "here it may do everything"
        )

    def make(self, cloud: LocalCloud) -> bool:
        """Makes it; False where it was there already."""
        trusted = {
            "Service": [f"{service}.amazonaws.com" for service in self.services],
            "AWS": f"arn:aws:iam::{cloud.settings.pipeline_account}:root",
        }
        client = cloud.client("iam", account=self.account)
        try:
            client.create_role(
                Path=self.path, RoleName=self.name, AssumeRolePolicyDocument=_policy("sts:AssumeRole", trusted)
            )
        except ClientError as error:
            if error.response["Error"]["Code"] != "EntityAlreadyExists":
                raise
            return False
        client.put_role_policy(RoleName=self.name, PolicyName="everything", PolicyDocument=_policy("*"))
        return True


def existing_roles(stacks: Sequence[DeployedStack], *, accounts: frozenset[str]) -> tuple[ExistingRole, ...]:
    """Once each.

    Args:
        stacks: all of the app, in the order in which they are deployed.
        accounts: those that the app is deployed to; what is another's is nobody's to make.
    """
    made = {(stack.account, name) for stack in stacks for name in _made(stack)}
    found: dict[tuple[str, str], ExistingRole] = {}
    for stack in stacks:
        for service, role in _named(stack):
            place = (role["account"], role["name"])
            is_anothers = role["account"] not in accounts or f"{role['path']}{role['name']}".startswith(_NOT_MADE)
            if is_anothers or place in made:
                continue
            before = found.get(place)
            found[place] = ExistingRole(
                account=role["account"],
                path=role["path"],
                name=role["name"],
                stack=before.stack if before else stack.name,
                services=tuple(dict.fromkeys((*(before.services if before else ()), *service))),
            )
    return tuple(found.values())


def _made(stack: DeployedStack) -> Iterator[str]:
    for resource in stack.template.get("Resources", {}).values():
        if resource["Type"] == "AWS::IAM::Role":
            yield known_text(resource.get("Properties", {}).get("RoleName"), stack)


def _named(stack: DeployedStack) -> Iterator[tuple[tuple[str, ...], re.Match[str]]]:
    """The services that take a role on, and the role; what stands under a condition is left to the deployment."""
    for resource in stack.template.get("Resources", {}).values():
        _, _, kind = str(resource["Type"]).partition("::")
        service = kind.partition("::")[0]
        if resource.get("Condition"):
            continue
        for value in _roles(resource.get("Properties", {})):
            role = _ROLE.fullmatch(known_text(value, stack))
            if role is not None:
                yield _PRINCIPALS.get(service, (service.lower(),)), role


def _roles(part: Any) -> Iterator[Any]:
    if isinstance(part, Mapping):
        for key, each in part.items():
            if key in _WORKS_AS:
                yield each
            elif key != "Fn::If":
                yield from _roles(each)
    elif isinstance(part, list):
        for each in part:
            yield from _roles(each)


def _policy(action: str, principal: Mapping[str, Any] | None = None) -> str:
    whom = {"Principal": principal} if principal else {"Resource": "*"}
    return json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": action, **whom}]})
