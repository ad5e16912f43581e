"""One environment's two stacks, and the few questions that the acceptance tests put to them.

Resources are found by the path of their construct, never by what a test judges, so that one wrong property fails the
one test that is about it.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from compliance.assembly import SynthesizedStack, read_stacks
from feature_stacks.naming import PIPELINE_STACK, PRODUCT
from stages.environment import Environment
from stages.environments import ENVIRONMENTS

Properties = dict[str, Any]


@dataclass(frozen=True)
class Grant:
    """One action that a role may do on one resource, as `flat` writes it."""

    action: str
    resource: str


@dataclass(frozen=True, kw_only=True)
class SynthesizedEnvironment:
    """The shared stack and the CV tailoring stack of one environment, as CloudFormation will get them.

    Attributes:
        decided: what `stages/environments.py` says that they must be.
    """

    decided: Environment
    account: str
    region: str
    tools_account: str
    shared: SynthesizedStack
    cv_tailoring: SynthesizedStack

    @property
    def name(self) -> str:
        return self.decided.name

    def copy(self) -> SynthesizedEnvironment:
        """A deep copy, whose templates may be changed."""
        return copy.deepcopy(self)

    @property
    def partition(self) -> str:
        """AWS's name for the group of regions, which is part of every ARN."""
        return {"cn": "aws-cn", "us-gov": "aws-us-gov"}.get(self.region.rsplit("-", 2)[0], "aws")

    @property
    def stacks(self) -> tuple[SynthesizedStack, SynthesizedStack]:
        return (self.shared, self.cv_tailoring)

    def resource(self, resource_type: str, path: str) -> dict[str, Any]:
        """The one resource of a type whose construct's path in its stack begins so."""
        return self.template_of(self.logical_id(resource_type, path))

    def properties(self, resource_type: str, path: str) -> Properties:
        found: Properties = self.resource(resource_type, path)["Properties"]
        return found

    def logical_id(self, resource_type: str, path: str) -> str:
        found = [logical_id for _, logical_id in self._at(resource_type, path)]
        assert len(found) == 1, f"there must be one {resource_type} at {path}, not {len(found)}"
        return found[0]

    def template_of(self, logical_id: str) -> dict[str, Any]:
        """A resource by logical id, in whichever stack has it."""
        for stack in self.stacks:
            if logical_id in stack.resources():
                return stack.resources()[logical_id]
        raise AssertionError(f"there is no resource {logical_id}")

    def _at(self, resource_type: str, path: str) -> Iterator[tuple[SynthesizedStack, str]]:
        for stack in self.stacks:
            prefix = f"{stack.display_name}/{path}/"
            for logical_id, resource in stack.resources(resource_type).items():
                if f"{resource.get('Metadata', {}).get('aws:cdk:path', '')}/".startswith(prefix):
                    yield stack, logical_id

    @property
    def function(self) -> Properties:
        return self.properties("AWS::Lambda::Function", "CVTailoring/Tailoring/Function")

    @property
    def artifacts_table(self) -> Properties:
        return self.properties("AWS::DynamoDB::Table", "CVTailoring/Artifacts/Table")

    @property
    def post_method(self) -> Properties:
        return self.properties("AWS::ApiGateway::Method", "Api/RestApi/Default/api/cv-tailoring/POST")

    @property
    def stage(self) -> Properties:
        return self.properties("AWS::ApiGateway::Stage", "Api/RestApi")

    @property
    def cv_key(self) -> str:
        """The ARN of the CVs' key, as `flat` writes it where the CV tailoring stack names it."""
        key = self.logical_id("AWS::KMS::Key", "Cvs/Key")
        (output,) = (
            name
            for name, body in self.shared.template["Outputs"].items()
            if body["Value"] == {"Fn::GetAtt": [key, "Arn"]}
        )
        return f"<{output}>"

    def alarm(self, subject: str) -> Properties:
        return self.properties("AWS::CloudWatch::Alarm", f"CVTailoring/Monitoring/{subject}")

    def statements(self, role_path: str) -> list[dict[str, Any]]:
        """All statements of a role's policies, as they stand."""
        role_id = self.logical_id("AWS::IAM::Role", role_path)
        documents = [
            policy["Properties"]["PolicyDocument"]
            for stack in self.stacks
            for resource_type in ("AWS::IAM::ManagedPolicy", "AWS::IAM::Policy")
            for policy in stack.resources(resource_type).values()
            if {"Ref": role_id} in policy["Properties"]["Roles"]
        ]
        return [statement for document in documents for statement in document["Statement"]]

    def grants(self, role_path: str, service: str | None = None) -> set[Grant]:
        """What a role may do, action by action: all of it, or with one service."""
        return {
            Grant(action, flat(resource))
            for statement in self.statements(role_path)
            if statement["Effect"] == "Allow"
            for action in as_list(statement["Action"])
            for resource in as_list(statement["Resource"])
            if service is None or action.startswith(f"{service}:")
        }

    @property
    def synthetic_grants(self) -> set[Grant]:
        """What whoever plants synthetic records may do to them."""
        artifacts = f"<{self.logical_id('AWS::DynamoDB::Table', 'CVTailoring/Artifacts/Table')}>"
        dynamodb = f"arn:{self.partition}:dynamodb:{self.region}:{self.account}"
        jobs = f"{dynamodb}:table/{PRODUCT}-job-research-table-{self.name}"
        bucket = f"arn:{self.partition}:s3:::{PRODUCT}-cv-artifacts-{self.account}-bucket-{self.name}"
        cvs = f"{bucket}/cvs/smoke-user-{'?' * 32}/v1.json"
        return {
            *(Grant(f"s3:{action}Object", cvs) for action in ("Delete", "Get", "Put")),
            *(Grant(f"kms:{action}", self.cv_key) for action in ("Decrypt", "GenerateDataKey")),
            *(Grant(f"dynamodb:{action}Item", jobs) for action in ("Delete", "Put")),
            *(Grant(f"dynamodb:{action}", artifacts) for action in ("DeleteItem", "GetItem", "Query")),
        }

    def path_of(self, resource_id: dict[str, Any]) -> str:
        """The URL path of an API resource, from its reference."""
        if "Ref" not in resource_id:
            return ""
        resource = self.template_of(resource_id["Ref"])["Properties"]
        return f"{self.path_of(resource['ParentId'])}/{resource['PathPart']}"


def read_environment(assembly: Path, name: str) -> SynthesizedEnvironment:
    """The stacks ``careervp-shared-{name}`` and ``careervp-cv-tailoring-{name}`` of an assembly."""
    stacks = {stack.name: stack for stack in read_stacks(assembly)}
    cv_tailoring = stacks[f"{PRODUCT}-cv-tailoring-{name}"]
    account, region = _place(cv_tailoring)
    return SynthesizedEnvironment(
        decided=next(environment for environment in ENVIRONMENTS if environment.name == name),
        account=account,
        region=region,
        tools_account=_place(stacks[PIPELINE_STACK])[0],
        shared=stacks[f"{PRODUCT}-shared-{name}"],
        cv_tailoring=cv_tailoring,
    )


def _place(stack: SynthesizedStack) -> tuple[str, str]:
    """Account and region of a stack."""
    account, region = stack.environment.removeprefix("aws://").split("/")
    return account, region


def flat(value: Any) -> str:
    """An intrinsic as one readable string: ``<Id>`` for a reference or an ARN, joins joined."""
    if isinstance(value, str):
        return value
    if "Ref" in value:
        return f"<{value['Ref']}>"
    if "Fn::GetAtt" in value:
        return f"<{value['Fn::GetAtt'][0]}>"
    if "Fn::GetStackOutput" in value:
        return f"<{value['Fn::GetStackOutput']['OutputName']}>"
    if "Fn::Join" in value:
        separator, parts = value["Fn::Join"]
        return str(separator).join(flat(part) for part in parts)
    return json.dumps(value, sort_keys=True)


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
