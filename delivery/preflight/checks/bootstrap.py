"""The CDK's bootstrap: new enough, of the qualifier that the templates ask for, trusting the pipeline's account, and
with what CloudFormation may do there.

Roles are read and not the stack's parameters, because whoever bootstraps may name the stack, and edit it, as they like.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from botocore.exceptions import ClientError

from delivery.preflight.answer import Answer, fine, to_do
from delivery.preflight.location import Location
from delivery.preflight.refusal import code
from delivery.preflight.situation import Situation
from stages.settings import TOOLS

_LOOKUP_VERSION: Final = 8
"""The first bootstrap whose lookup role the CDK uses (its manifest says so of every stack)."""
_ROOT: Final = "/cdk-bootstrap/"


def look(situation: Situation, location: Location) -> Iterator[Answer]:
    """Version; then, where there is one, assets' bucket, trust, execution policies and boundary."""
    version = _version(situation, location)
    if version is None:
        yield _not_bootstrapped(situation, location)
        return
    needed = max(situation.bootstrap_version, _LOOKUP_VERSION)
    if version < needed:
        yield to_do(f"the bootstrap has version {version}, {needed} is needed", _command(situation, location))
        return
    yield fine(f"version {version}, qualifier {situation.qualifier}")
    yield from _bucket(situation, location)
    iam = situation.accounts.client("iam", location)
    if any(name != TOOLS for name in location.names):
        yield _trust(situation, location, iam)
    yield _execution_role(situation, location, iam)
    yield from _boundaries(situation, location, iam)


def _version(situation: Situation, location: Location) -> int | None:
    client = situation.accounts.client("ssm", location)
    try:
        return int(client.get_parameter(Name=f"{_ROOT}{situation.qualifier}/version")["Parameter"]["Value"])
    except ClientError as error:
        if code(error) != "ParameterNotFound":
            raise
        return None


def _not_bootstrapped(situation: Situation, location: Location) -> Answer:
    client = situation.accounts.client("ssm", location)
    found = client.get_parameters_by_path(Path=_ROOT, Recursive=True)["Parameters"]
    others = sorted(parameter["Name"].removeprefix(_ROOT).partition("/")[0] for parameter in found)
    if others:
        return to_do(
            f"it is bootstrapped with the qualifier {', '.join(others)}, the templates ask for {situation.qualifier}",
            f"{_command(situation, location)}, or set @aws-cdk/core:bootstrapQualifier in cdk.json and synthesize anew",
        )
    return to_do("it is not bootstrapped", _command(situation, location))


def _command(situation: Situation, location: Location) -> str:
    command = f"`npx --no-install cdk bootstrap {location.environment}"
    if any(name != TOOLS for name in location.names):
        command += f" --trust {situation.settings.tools_account} --cloudformation-execution-policies POLICY_ARN"
    for boundary in _boundaries_named(situation, location):
        command += f" --custom-permissions-boundary {boundary}"
    return f"{command}` as an administrator of {location.account} (docs/going-to-aws.md)"


def _bucket(situation: Situation, location: Location) -> Iterator[Answer]:
    """Somebody who emptied an account may have taken the bucket and left the stack."""
    bucket = f"cdk-{situation.qualifier}-assets-{location.account}-{location.region}"
    try:
        situation.accounts.client("s3", location).head_bucket(Bucket=bucket, ExpectedBucketOwner=location.account)
    except ClientError as error:
        if code(error) == "403":
            yield to_do(
                f"the assets' bucket {bucket} is somebody else's, or s3:ListBucket is missing",
                "bootstrap with a qualifier of your own: `cdk bootstrap --qualifier`",
            )
        elif code(error) in {"404", "NoSuchBucket"}:
            yield to_do(
                f"the assets' bucket {bucket} is gone",
                f"delete the stack CDKToolkit, then {_command(situation, location)}",
            )
        else:
            raise


def _trust(situation: Situation, location: Location, iam: Any) -> Answer:
    name, tools = situation.bootstrap_role("deploy", location), situation.settings.tools_account
    document = iam.get_role(RoleName=name)["Role"]["AssumeRolePolicyDocument"]
    if tools in _trusted_accounts(document):
        return fine(f"it trusts {tools}")
    return to_do(
        f"it does not trust the pipeline's account {tools}, so the pipeline cannot deploy",
        _command(situation, location),
    )


def _trusted_accounts(document: Mapping[str, Any]) -> frozenset[str]:
    """The accounts that a role's trust policy lets in."""
    principals: list[str] = []
    for statement in document.get("Statement", ()):
        principal = statement.get("Principal", {})
        named = principal.get("AWS", ()) if isinstance(principal, Mapping) else ()
        principals += [named] if isinstance(named, str) else named
    return frozenset(name.split(":")[4] if name.startswith("arn:") else name for name in principals)


def _execution_role(situation: Situation, location: Location, iam: Any) -> Answer:
    name = situation.bootstrap_role("cfn-exec", location)
    attached = iam.list_attached_role_policies(RoleName=name)["AttachedPolicies"]
    if not attached and not iam.list_role_policies(RoleName=name)["PolicyNames"]:
        return to_do(
            "CloudFormation may do nothing there: its execution role has no policy", _command(situation, location)
        )
    names = ", ".join(policy["PolicyName"] for policy in attached) or "inline policies"
    boundary = iam.get_role(RoleName=name)["Role"].get("PermissionsBoundary", {}).get("PermissionsBoundaryArn", "")
    named = _boundaries_named(situation, location)
    if named and not boundary:
        return to_do(
            f"the app's roles are within {', '.join(named)}, and CloudFormation, which makes them, is not",
            _command(situation, location),
        )
    within = f", within {boundary.rpartition('/')[2]}" if boundary else ", without a boundary"
    return fine(f"CloudFormation acts with {names}{within}")


def _boundaries(situation: Situation, location: Location, iam: Any) -> Iterator[Answer]:
    """Each boundary that a template puts on a role must be there before the role is."""
    for name in _boundaries_named(situation, location):
        partition = situation.settings.connection_arn.split(":")[1]
        try:
            iam.get_policy(PolicyArn=f"arn:{partition}:iam::{location.account}:policy/{name}")
        except ClientError as error:
            if code(error) != "NoSuchEntity":
                raise
            yield to_do(
                f"roles are made within the boundary {name}, which is not there",
                f"make the managed policy {name} in {location.account} first (docs/going-to-aws.md)",
            )
            continue
        yield fine(f"the boundary {name} is there")


def _boundaries_named(situation: Situation, location: Location) -> list[str]:
    """The boundaries that templates put on roles there."""
    stacks = situation.stacks_at(location)
    return sorted({name for stack in stacks for name in _boundary_names(stack.resources())})


def _boundary_names(resources: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """The policies' names; their ARNs are joined from the account and the partition."""
    for resource in resources.values():
        boundary = resource.get("Properties", {}).get("PermissionsBoundary")
        text = boundary if isinstance(boundary, str) else _last_text(boundary)
        if text:
            yield text.rpartition("policy/")[2]


def _last_text(value: Any) -> str:
    """The last literal of an ``Fn::Join`` or the template of an ``Fn::Sub``; empty for anything else."""
    match value:
        case {"Fn::Join": [_, [*_, str(last)]]}:
            return last
        case {"Fn::Sub": str(template)}:
            return template
    return ""
