"""Service-linked roles that must be there before a template asks for what needs them.

Most services make theirs at their first use and go on. CodeStar Notifications does not wait for it: the first rule of
an account fails, and the role may take a quarter of an hour (https://github.com/aws/aws-cdk/issues/34406).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from botocore.exceptions import ClientError

from delivery.preflight.answer import Answer, fine, to_do
from delivery.preflight.deployed_stack import logical_ids
from delivery.preflight.location import Location
from delivery.preflight.refusal import code
from delivery.preflight.situation import Situation


@dataclass(frozen=True, kw_only=True)
class ServiceLinkedRole:
    """One role.

    Attributes:
        service: the principal that it is of.
        beforehand: whether a deployment fails without it, instead of making it.
    """

    name: str
    service: str
    beforehand: bool = False


BY_RESOURCE_TYPE: Final[Mapping[str, ServiceLinkedRole]] = {
    "AWS::ApiGateway::RestApi": ServiceLinkedRole(
        name="AWSServiceRoleForAPIGateway", service="ops.apigateway.amazonaws.com"
    ),
    "AWS::ApplicationAutoScaling::ScalableTarget": ServiceLinkedRole(
        name="AWSServiceRoleForApplicationAutoScaling_DynamoDBTable",
        service="dynamodb.application-autoscaling.amazonaws.com",
    ),
    "AWS::Backup::BackupPlan": ServiceLinkedRole(name="AWSServiceRoleForBackup", service="backup.amazonaws.com"),
    "AWS::CodeStarNotifications::NotificationRule": ServiceLinkedRole(
        name="AWSServiceRoleForCodeStarNotifications",
        service="codestar-notifications.amazonaws.com",
        beforehand=True,
    ),
    "AWS::WAFv2::LoggingConfiguration": ServiceLinkedRole(
        name="AWSServiceRoleForWAFV2Logging", service="wafv2.amazonaws.com"
    ),
}
"""By the type of resource that needs it; each service's page of its service-linked role says so."""

_OWN_TYPE: Final = "AWS::IAM::ServiceLinkedRole"
_CREATE: Final = "iam:CreateServiceLinkedRole"


def look(situation: Situation, location: Location) -> Iterator[Answer]:
    """A line for each role that must be there beforehand or that a template makes, and one for the others."""
    stacks = situation.stacks_at(location)
    types = {resource["Type"] for stack in stacks for resource in stack.resources().values()}
    needed = [role for resource_type, role in BY_RESOURCE_TYPE.items() if resource_type in types]
    iam = situation.accounts.client("iam", location)
    missing = [role for role in needed if not _exists(iam, role.name)]
    created = {
        resource["Properties"]["AWSServiceName"]: (stack.name, logical_id)
        for stack in stacks
        for logical_id, resource in stack.resources(_OWN_TYPE).items()
    }
    for role in needed:
        if role.service in created:
            yield _created(situation, location, role, created[role.service], exists=role not in missing)
        elif role.beforehand:
            yield _beforehand(role, exists=role not in missing)
    later = [role for role in missing if not role.beforehand and role.service not in created]
    if later:
        yield from _at_first_use(situation, location, later)


def _exists(iam: Any, name: str) -> bool:
    try:
        iam.get_role(RoleName=name)
    except ClientError as error:
        if code(error) != "NoSuchEntity":
            raise
        return False
    return True


def _beforehand(role: ServiceLinkedRole, *, exists: bool) -> Answer:
    if exists:
        return fine(f"{role.name} is there")
    return to_do(
        f"{role.name} is not there, and the deployment does not wait for it",
        f"`aws iam create-service-linked-role --aws-service-name {role.service}`, then wait 15 minutes",
    )


def _at_first_use(situation: Situation, location: Location, roles: list[ServiceLinkedRole]) -> Iterator[Answer]:
    """Whoever uses a service first makes its role: CloudFormation's execution role, if its policies let it."""
    iam, execution_role = situation.accounts.client("iam", location), situation.bootstrap_role("cfn-exec", location)
    source = iam.get_role(RoleName=execution_role)["Role"]["Arn"]
    refused = [role for role in roles if not _may_create(iam, source, role)]
    for role in refused:
        yield to_do(
            f"{role.name} is not there, and {execution_role} may not make it ({_CREATE})",
            f"`aws iam create-service-linked-role --aws-service-name {role.service}`, or allow it",
        )
    allowed = [role.name for role in roles if role not in refused]
    if allowed:
        yield fine(f"CloudFormation may make at their first use: {', '.join(allowed)}")


def _may_create(iam: Any, source: str, role: ServiceLinkedRole) -> bool:
    """By all of its policies, its boundary and the organization's policies, as IAM simulates them."""
    partition, account = source.split(":")[1], source.split(":")[4]
    answer = iam.simulate_principal_policy(
        PolicySourceArn=source,
        ActionNames=[_CREATE],
        ResourceArns=[f"arn:{partition}:iam::{account}:role/aws-service-role/{role.service}/{role.name}"],
        ContextEntries=[
            {"ContextKeyName": "iam:AWSServiceName", "ContextKeyValues": [role.service], "ContextKeyType": "string"}
        ],
    )
    return all(found["EvalDecision"] == "allowed" for found in answer["EvaluationResults"])


def _created(
    situation: Situation, location: Location, role: ServiceLinkedRole, place: tuple[str, str], *, exists: bool
) -> Answer:
    """CloudFormation makes such a role once for an account, and fails where somebody else has made it."""
    stack, logical_id = place
    cloudformation = situation.accounts.client("cloudformation", location)
    if exists and logical_id not in logical_ids(cloudformation, stack):
        return to_do(
            f"{role.name} is there already, and the stack {stack} would make it",
            f"`aws iam delete-service-linked-role --role-name {role.name}`, or take it out of the stack",
        )
    return fine(f"{role.name} is made by the stack {stack}")
