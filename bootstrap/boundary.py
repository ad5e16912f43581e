"""The permissions boundary: the most that any role of the app can do, whatever its policies say, and that no role of
the app is without it.

It is put on CloudFormation's execution role too (`cdk bootstrap --custom-permissions-boundary`), which makes all other
roles, so what it denies holds even under AdministratorAccess.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from bootstrap.assembly_types import Part, identity_statements, listed
from bootstrap.names import PREFIX, arn, boundary_arn
from feature_stacks.naming import BOUNDARY, PRODUCT
from localcloud.aws.cloudformation.handler_permissions import type_permissions

Statement = dict[str, Any]

_OF_CLOUDFORMATION: Final = frozenset({"cloudformation", "ssm"})
"""What CloudFormation reads for every template."""

_NARROWER: Final = frozenset({"iam", "sts"})


def statements(parts: Iterable[Part]) -> list[Statement]:
    """The statements, for the pipeline and the product alike: one boundary is named in the app."""
    services = sorted({service for part in parts for service in _services(part)} - _NARROWER)
    own = [arn("iam", f"{kind}/{PREFIX}*", region="") for kind in ("policy", "role")]
    return [
        {"Sid": "Services", "Effect": "Allow", "Action": [f"{service}:*" for service in services], "Resource": "*"},
        {
            "Sid": "OwnRoles",
            "Effect": "Allow",
            "Action": ["iam:*"],
            "Resource": [*own, arn("iam", "role/aws-service-role/*", region="")],
        },
        {
            "Sid": "OwnSessions",
            "Effect": "Allow",
            "Action": ["sts:AssumeRole", "sts:TagSession"],
            # Of every account that the pipeline deploys into, where the role's own trust decides.
            "Resource": [arn("iam", f"role/{name}-*", region="", account="*") for name in (PRODUCT, "cdk")],
        },
        {
            "Sid": "NoRoleWithoutBoundary",
            "Effect": "Deny",
            "Action": [
                f"iam:{action}"
                for action in ("AttachRolePolicy", "CreateRole", "PutRolePermissionsBoundary", "PutRolePolicy")
            ],
            "Resource": "*",
            "Condition": {"StringNotEquals": {"iam:PermissionsBoundary": boundary_arn()}},
        },
        {"Sid": "BoundaryStays", "Effect": "Deny", "Action": ["iam:DeleteRolePermissionsBoundary"], "Resource": "*"},
        {
            "Sid": "BootstrapPoliciesStay",
            "Effect": "Deny",
            "Action": [
                f"iam:{action}"
                for action in ("CreatePolicyVersion", "DeletePolicy", "DeletePolicyVersion", "SetDefaultPolicyVersion")
            ],
            "Resource": [arn("iam", f"policy/{name}", region="") for name in (BOUNDARY, f"{PREFIX}deploy-*")],
        },
    ]


def _services(part: Part) -> Iterator[str]:
    for name in part.types:
        known = type_permissions(name)
        if known is not None:
            yield known.service
            yield from (action.partition(":")[0] for action in _own(known.service, known.actions.values()))
    for statement in identity_statements(part):
        yield from (action.partition(":")[0] for action in listed(statement["Action"]))
    yield from _OF_CLOUDFORMATION


def _own(service: str, actions: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """Of a type's permissions those of its service's relatives, such as `backup-storage`."""
    return (action for one in actions for action in one if action.startswith(f"{service}-"))
