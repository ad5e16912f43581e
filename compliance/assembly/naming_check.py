"""Holds every physical name in an assembly's templates to the product's pattern.

    python -m compliance.assembly.naming_check cdk.out

Templates and not sources are read, so a computed name is seen as well as a written one. A name that nobody set is
CloudFormation's to choose and is not judged.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from compliance.assembly.environment import TOOLS
from compliance.assembly.stacks import NoAssemblyError, SynthesizedStack, read_stacks
from feature_stacks.naming import PIPELINE_STACK, PRODUCT
from stages.environments import ENVIRONMENTS
from stages.waves import waves

_NAMES: Final = tuple(environment.name for environment in ENVIRONMENTS)
_OF_TOOLS: Final = tuple(dict.fromkeys([TOOLS, *_NAMES, *(wave.name for wave in waves(ENVIRONMENTS))]))
"""What names of the pipeline's own resources may end in: a step is a wave's or an environment's."""

# As few words as can be before the environment: of `eu` and `prod-eu` the longer is meant.
_ENDS: Final = rf"-(?P<environment>{'|'.join(_OF_TOOLS)})"
_PATTERN: Final = re.compile(rf"{PRODUCT}(?:-[a-z0-9]+){{2,}}?{_ENDS}")
_ROLE_PATTERN: Final = re.compile(rf"{PRODUCT}-role(?:-[a-z0-9]+){{2,}}?{_ENDS}")
_STACK_PATTERN: Final = re.compile(rf"{PRODUCT}(?:-[a-z0-9]+)+?-(?P<environment>{'|'.join([TOOLS, *_NAMES])})")


@dataclass(frozen=True, kw_only=True)
class PhysicalName:
    """Where a resource type keeps its name, and how long AWS lets it be.

    Attributes:
        optional_prefix: what AWS wants before the name of one that a certain service writes to.
    """

    property: str
    longest: int
    prefix: str = ""
    optional_prefix: str = ""


PHYSICAL_NAMES: Final[Mapping[str, PhysicalName]] = {
    "AWS::ApiGateway::RequestValidator": PhysicalName(property="Name", longest=128),
    "AWS::ApiGateway::RestApi": PhysicalName(property="Name", longest=1024),
    "AWS::Backup::BackupVault": PhysicalName(property="BackupVaultName", longest=50),
    "AWS::CloudWatch::Alarm": PhysicalName(property="AlarmName", longest=255),
    "AWS::CloudWatch::Dashboard": PhysicalName(property="DashboardName", longest=255),
    "AWS::CodeBuild::Project": PhysicalName(property="Name", longest=150),
    "AWS::CodeDeploy::Application": PhysicalName(property="ApplicationName", longest=100),
    "AWS::CodeDeploy::DeploymentConfig": PhysicalName(property="DeploymentConfigName", longest=100),
    "AWS::CodeDeploy::DeploymentGroup": PhysicalName(property="DeploymentGroupName", longest=100),
    "AWS::CodePipeline::Pipeline": PhysicalName(property="Name", longest=100),
    "AWS::CodeStarNotifications::NotificationRule": PhysicalName(property="Name", longest=64),
    "AWS::DynamoDB::Table": PhysicalName(property="TableName", longest=255),
    "AWS::EC2::SecurityGroup": PhysicalName(property="GroupName", longest=255),
    "AWS::Events::Rule": PhysicalName(property="Name", longest=64),
    "AWS::IAM::ManagedPolicy": PhysicalName(property="ManagedPolicyName", longest=128),
    "AWS::IAM::Role": PhysicalName(property="RoleName", longest=64),
    "AWS::KMS::Alias": PhysicalName(property="AliasName", longest=256, prefix="alias/"),
    "AWS::Lambda::Function": PhysicalName(property="FunctionName", longest=64),
    "AWS::Logs::LogGroup": PhysicalName(property="LogGroupName", longest=512, optional_prefix="aws-waf-logs-"),
    "AWS::S3::Bucket": PhysicalName(property="BucketName", longest=63),
    "AWS::SNS::Topic": PhysicalName(property="TopicName", longest=256),
    "AWS::SQS::Queue": PhysicalName(property="QueueName", longest=80),
    "AWS::SecretsManager::Secret": PhysicalName(property="Name", longest=512),
    "AWS::WAFv2::WebACL": PhysicalName(property="Name", longest=128),
}

# Names that mean something only inside another resource, which has a name of its own.
LOCAL_NAMES: Final[Mapping[str, str]] = {
    "AWS::ApiGateway::Model": "inside its API, which allows no hyphens in it",
    "AWS::ApiGateway::Stage": "inside its API, and part of every client's URL",
    "AWS::ApplicationAutoScaling::ScalingPolicy": "inside its scalable target; generated",
    "AWS::CodePipeline::CustomActionType": "inside its provider",
    "AWS::IAM::Policy": "inside its role; generated",
    "AWS::Lambda::Alias": "inside its function",
}


@dataclass(frozen=True, kw_only=True)
class Violation:
    """One name that does not follow the pattern."""

    stack: str
    logical_id: str
    problem: str

    def __str__(self) -> str:
        return f"{self.stack}: {self.logical_id}: {self.problem}"


def violations_of(stacks: Sequence[SynthesizedStack]) -> list[Violation]:
    """Every violation in the stacks, names that two resources of one account share included."""
    found = [violation for stack in stacks for violation in _of_stack(stack)]
    owners: dict[tuple[str, str, str], str] = {}
    for stack in stacks:
        for logical_id, resource_type, name in _literal_names(stack):
            where = f"{stack.name}/{logical_id}"
            other = owners.setdefault((stack.environment, resource_type, name), where)
            if other != where:
                found.append(
                    Violation(stack=stack.name, logical_id=logical_id, problem=f"{name!r} is also the name of {other}")
                )
    return found


def _of_stack(stack: SynthesizedStack) -> Iterator[Violation]:
    of_environment = _STACK_PATTERN.fullmatch(stack.name)
    if not of_environment and stack.name != PIPELINE_STACK:
        yield Violation(
            stack=stack.name, logical_id="(stack)", problem=f"a stack's name must be {PRODUCT}-{{feature}}-{{env}}"
        )
    allowed = (of_environment["environment"],) if of_environment else _OF_TOOLS
    for logical_id, resource in stack.resources().items():
        problem = _problem(resource, allowed)
        if problem:
            yield Violation(stack=stack.name, logical_id=logical_id, problem=f"{resource['Type']}: {problem}")


def _problem(resource: Mapping[str, Any], allowed: Sequence[str]) -> str | None:
    """What is wrong with a resource's name; None where nothing is."""
    resource_type = resource["Type"]
    rule = PHYSICAL_NAMES.get(resource_type)
    if rule is None:
        return _unknown_name(resource)
    name = resource.get("Properties", {}).get(rule.property)
    if name is None:
        return None
    if not isinstance(name, str):
        return f"{rule.property} is computed when deployed, so it cannot be checked; write it out"
    bare = name.removeprefix(rule.prefix).removeprefix(rule.optional_prefix)
    is_role = resource_type == "AWS::IAM::Role"
    match = (_ROLE_PATTERN if is_role else _PATTERN).fullmatch(bare)
    if not match:
        pattern = f"{PRODUCT}-" + ("role-{service}-{feature}-{env}" if is_role else "{feature}-{type}-{env}")
        return f"{name!r} is not {rule.prefix}{pattern}"
    if match["environment"] not in allowed:
        return f"{name!r} belongs to {match['environment']!r}, not to {' or '.join(allowed)}"
    if len(bare) > rule.longest:
        return f"{name!r} is longer than the {rule.longest} characters that AWS allows"
    return None


def _unknown_name(resource: Mapping[str, Any]) -> str | None:
    """A type whose name nobody has decided about must not pass unseen."""
    resource_type = str(resource["Type"])
    if resource_type in LOCAL_NAMES:
        return None
    for candidate in ("Name", f"{resource_type.rpartition('::')[2]}Name"):
        if isinstance(resource.get("Properties", {}).get(candidate), str):
            return f"{candidate} is set, but compliance/assembly/naming_check.py does not know this type; add it there"
    return None


def _literal_names(stack: SynthesizedStack) -> Iterator[tuple[str, str, str]]:
    for logical_id, resource in stack.resources().items():
        rule = PHYSICAL_NAMES.get(resource["Type"])
        name = resource.get("Properties", {}).get(rule.property) if rule else None
        if isinstance(name, str):
            yield logical_id, resource["Type"], name


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m compliance.assembly.naming_check", description=__doc__)
    parser.add_argument("assembly", type=Path, help="the assembly directory, such as cdk.out")
    options = parser.parse_args(arguments)
    try:
        stacks = read_stacks(options.assembly)
    except NoAssemblyError as error:
        print(f"naming: {error}", file=sys.stderr)
        return 2
    violations = violations_of(stacks)
    for violation in violations:
        print(f"naming: {violation}", file=sys.stderr)
    checked = sum(1 for stack in stacks for _ in _literal_names(stack))
    print(f"naming: {checked} names in {len(stacks)} stacks, {len(violations)} violations")
    return 1 if violations else 0


if __name__ == "__main__":
    sys.exit(main())
