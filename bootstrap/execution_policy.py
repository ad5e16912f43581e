"""What CloudFormation may do in an account: what its handlers need for the resource types of the templates, on
resources of the app's names where a resource has a name.

A handler's permissions are those that CloudFormation's own schemas list. Of these a policy needs no action that is
about a service or a kind of resource that no template has: `AWS::WAFv2::WebACLAssociation` lists App Runner's, too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from typing import Any, Final

from bootstrap.assembly_types import Part
from bootstrap.names import PREFIX, arn, boundary_arn
from localcloud.aws.cloudformation.handler_permissions import TypePermissions, arn_pattern, kinds_of, type_permissions

Statement = dict[str, Any]

_ALWAYS: Final = frozenset({"iam", "kms"})
"""Services of what resources of others name: their roles and keys."""

_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "logs:log-group": (f"{PREFIX}*", f"aws-waf-logs-{PREFIX}*"),
    # CloudFormation calls a project that the CDK leaves without a name after its logical id alone.
    "codebuild:project": (f"{PREFIX}*", "Delivery*"),
    # AWS's own for all at once, which whoever starts a deployment reads.
    "codedeploy:deploymentconfig": (f"{PREFIX}*", "CodeDeployDefault.*"),
}
"""How names start, where not only with the app's prefix."""

_OTHERS: Final[Mapping[str, Mapping[str, str]]] = {
    "AWS::Lambda::Function": {"s3:object": arn("s3", "cdk-*-assets-${AWS::AccountId}-*/*", region="", account="")},
    "AWS::WAFv2::WebACL": {"wafv2:managedruleset": arn("wafv2", "*/managedruleset/*/*")},
    "AWS::WAFv2::WebACLAssociation": {
        "wafv2:apigateway": arn("apigateway", "/restapis/*/stages/*", account=""),
    },
}
"""What a type's handlers act on that has no type in the templates, by the reference's kind."""

_ANYWHERE: Final = frozenset({"cloudwatch:DescribeAlarms"})
"""Lists: AWS asks for them on every resource, whichever of them was asked about."""

_ACCOUNT: Final = "AWS::ApiGateway::Account"
_REST_API_PATHS: Final = ("/restapis*", "/tags/*")
"""Resources of API Gateway are paths, of which the reference knows few for REST APIs."""

_BOUND: Final = frozenset(
    f"iam:{action}"
    for action in (
        "AttachRolePolicy",
        "CreateRole",
        "DeleteRolePolicy",
        "DetachRolePolicy",
        "PutRolePermissionsBoundary",
        "PutRolePolicy",
    )
)
"""What is done to a role only while it has, or gets, the boundary."""

_NEVER: Final = frozenset({"iam:DeleteRolePermissionsBoundary"})

_ZONES: Final = ("ec2:DescribeAccountAttributes", "ec2:DescribeAvailabilityZones", "ec2:DescribeSubnets")
"""What CloudFormation asks for a template with `Fn::GetAZs`, as the role that deploys it; no type's schema lists it
(docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-getavailabilityzones.html).
"""

_TRACKING_ALARMS: Final = ("cloudwatch:DeleteAlarms", "cloudwatch:PutMetricAlarm")
"""What Application Auto Scaling tries as whoever registers a target, without an alarm's name, so that no name's pattern
allows it (docs.aws.amazon.com/autoscaling/application/userguide/security_iam_permission_validation.html)."""

_PASS_ROLE: Final = "iam:PassRole"  # noqa: S105 - an action
_SERVICE_LINKED: Final = "iam:CreateServiceLinkedRole"


def statements(part: Part) -> list[Statement]:
    """The policy's statements, one for each set of resources, in a fixed order.

    Raises:
        LookupError: a type's schema lists no permissions, so that nobody can say what its deployment needs.
    """
    types = {name: _known(name) for name in sorted(part.types)}
    services = _ALWAYS | {one.service for one in types.values()}
    arns = {one.kind: _arns(one) for one in types.values() if one.kind}
    grouped: dict[tuple[tuple[str, ...], str], set[str]] = defaultdict(set)
    for name, permissions in types.items():
        of_type = {**arns, **{kind: [pattern] for kind, pattern in _OTHERS.get(name, {}).items()}}
        for action in {action for actions in permissions.actions.values() for action in actions} - _NEVER:
            paths = ("/account",) if name == _ACCOUNT else _REST_API_PATHS
            resources = _resources(action, of_type, services, paths)
            if resources:
                grouped[resources, _condition_of(action)].add(action)
    found = [
        {
            "Effect": "Allow",
            "Action": sorted(actions),
            "Resource": list(resources),
            **({"Condition": condition} if (condition := _condition(name, part)) else {}),
        }
        for (resources, name), actions in sorted(grouped.items())
    ]
    return [*found, *_of_templates(part)]


def _known(name: str) -> TypePermissions:
    found = type_permissions(name)
    if found is None:
        raise LookupError(f"CloudFormation's schemas list no permissions of {name}: say what it needs")
    return found


def _resources(
    action: str, arns: Mapping[str, list[str]], services: Set[str], rest_paths: tuple[str, ...]
) -> tuple[str, ...]:
    """Where the app needs an action; nowhere where it is about none of its services or resources."""
    service = action.partition(":")[0]
    if action == _SERVICE_LINKED:
        return (arn("iam", "role/aws-service-role/*", region=""),)
    kinds = kinds_of(action)
    if not kinds or action in _ANYWHERE:
        # `backup-storage` is Backup's own.
        return ("*",) if any(service == one or service.startswith(f"{one}-") for one in services) else ()
    if service == "apigateway":
        # Tags are set by verbs alone.
        paths = rest_paths if action.partition(":")[2].isupper() else rest_paths[:1]
        return tuple(arn("apigateway", path, account="") for path in paths)
    return tuple(sorted({pattern for kind in kinds for pattern in arns.get(kind, ())}))


def _arns(permissions: TypePermissions) -> list[str]:
    """What resources of a type are called in the app."""
    return [_filled(arn_pattern(permissions.kind), name) for name in _NAMES.get(permissions.kind, (f"{PREFIX}*",))]


def _filled(pattern: str, name: str) -> str:
    """An ARN for any region, with a name where the pattern has one, and anything where it has an id."""
    given = {"Partition": "${AWS::Partition}", "Account": "${AWS::AccountId}", "Region": "*"}
    text, _, rest = pattern.partition("${")
    while rest:
        variable, _, rest = rest.partition("}")
        named = "Name" in variable or text.endswith(":alias/")
        text += given.get(variable) or (name if named else "*")
        between, _, rest = rest.partition("${")
        text += between
    return text


def _condition_of(action: str) -> str:
    return "boundary" if action in _BOUND else "passed" if action == _PASS_ROLE else ""


def _condition(name: str, part: Part) -> Mapping[str, Any]:
    if name == "boundary":
        return {"StringEquals": {"iam:PermissionsBoundary": boundary_arn()}}
    if name == "passed":
        return _passed_to(sorted(part.services))
    return {}


def _passed_to(services: list[str]) -> dict[str, Any]:
    return {"StringEquals": {"iam:PassedToService": services}}


def _of_templates(part: Part) -> Iterator[Statement]:
    """What no schema lists: what CloudFormation reads for a template, the bootstrap's version, outputs of other stacks
    and the region's zones; what a service tries in its name; and what it passes on that no template makes: a
    service-linked role, and the connection of a pipeline's source, which on AWS takes an action of the prefix that its
    ARN has."""
    yield {"Effect": "Allow", "Action": ["ssm:GetParameters"], "Resource": [arn("ssm", "parameter/cdk-bootstrap/*")]}
    stacks = arn("cloudformation", f"stack/{PREFIX}*")
    yield {"Effect": "Allow", "Action": ["cloudformation:DescribeStacks"], "Resource": [stacks]}
    if any(_has_function(one, "Fn::GetAZs") for one in part.templates):
        yield {"Effect": "Allow", "Action": list(_ZONES), "Resource": ["*"]}
    if "AWS::ApplicationAutoScaling::ScalableTarget" in part.types:
        yield {"Effect": "Allow", "Action": list(_TRACKING_ALARMS), "Resource": ["*"]}
        # The CDK names the service-linked role, which is passed like any other.
        service = "application-autoscaling.amazonaws.com"
        role = arn("iam", f"role/aws-service-role/*.{service}/*", region="")
        yield {"Effect": "Allow", "Action": [_PASS_ROLE], "Resource": [role], "Condition": _passed_to([service])}
    if "AWS::CodePipeline::Pipeline" in part.types:
        for service in ("codeconnections", "codestar-connections"):
            connection = arn(service, "connection/*")
            yield {"Effect": "Allow", "Action": [f"{service}:PassConnection"], "Resource": [connection]}


def _has_function(value: Any, name: str) -> bool:
    """Whether a template, or a part of one, calls an intrinsic function."""
    if isinstance(value, Mapping):
        return name in value or any(_has_function(one, name) for one in value.values())
    return isinstance(value, list) and any(_has_function(one, name) for one in value)
