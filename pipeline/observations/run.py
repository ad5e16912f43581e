"""Once a day: do the deployed stacks drift, and does one still stand that no stage deploys any longer?"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from typing import Any

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from pipeline.observations.deployed_stacks import DeployedStack, deployed_ever, deployed_now, replicas
from pipeline.observations.drift import Detection, detect
from pipeline.observations.metrics_log import embedded, write

_GONE = "does not exist"


def main(environment: Mapping[str, str]) -> int:
    """Reads ``PIPELINE``, ``AWS_REGION``, ``TOOLS_STACKS`` (``account/region/name``, comma-separated),
    ``REPLICA_STACK`` (the same of the artifact store in a further ``{region}``), ``LOOKUP_ROLE`` (with ``{account}``
    and ``{region}``) and ``LOG_GROUP``; returns the exit code.

    Raises:
        ClientError, BotoCoreError: the pipeline cannot be read, or the metrics not written; the build fails.
    """
    pipeline, region = environment["PIPELINE"], environment["AWS_REGION"]
    own = {DeployedStack(*entry.split("/")) for entry in environment["TOOLS_STACKS"].split(",")}
    now = deployed_now(pipeline, region=region) | own
    role = environment["LOOKUP_ROLE"]
    drift = {stack: _detect(stack, role) for stack in sorted(now)}
    ever = deployed_ever(pipeline, region=region)
    ever |= replicas(ever, pattern=environment["REPLICA_STACK"], home=region)
    standing = {stack: _standing(stack, role) for stack in sorted(ever - now)}
    document = summary(drift, standing)
    for line in document["about"]["found"]:
        print(line)
    write([embedded(now=time.time(), dimensions={}, **document)], log_group=environment["LOG_GROUP"], stream="stacks")
    return 0


def summary(drift: Mapping[DeployedStack, Detection], standing: Mapping[DeployedStack, bool | str]) -> dict[str, Any]:
    """The metrics and what they are about.

    Args:
        drift: of each stack of the pipeline.
        standing: of each that it deploys no longer, whether it is there, or why nobody can tell.
    """
    drifted = [
        f"{stack} drifted: {logical_id}: {what}"
        for stack, found in drift.items()
        for logical_id, what in found.changes.items()
    ]
    unchecked = [
        f"{stack} could not be checked: {found.unchecked}" for stack, found in drift.items() if found.unchecked
    ]
    unchecked += [f"{stack} could not be looked up: {why}" for stack, why in standing.items() if isinstance(why, str)]
    orphaned = [
        f"{stack} stands, and no stage deploys it any longer" for stack, there in standing.items() if there is True
    ]
    return {
        "values": {
            "DriftedStacks": (_count(found.changes for found in drift.values()), "Count"),
            "OrphanedStacks": (len(orphaned), "Count"),
            "UncheckedStacks": (len(unchecked), "Count"),
            "CheckedStacks": (len(drift), "Count"),
        },
        "about": {"found": [*drifted, *orphaned, *unchecked]},
    }


def _count(changes: Iterable[Mapping[str, str]]) -> int:
    return sum(1 for one in changes if one)


def _detect(stack: DeployedStack, role: str) -> Detection:
    try:
        return detect(_client(stack, role), stack.name)
    except (ClientError, BotoCoreError) as error:
        return Detection(changes={}, unchecked=str(error))


def _standing(stack: DeployedStack, role: str) -> bool | str:
    try:
        (found,) = _client(stack, role).describe_stacks(StackName=stack.name)["Stacks"]
    except (ClientError, BotoCoreError) as error:
        return False if _GONE in str(error) else str(error)
    return bool(found["StackStatus"] != "DELETE_COMPLETE")


def _client(stack: DeployedStack, role: str) -> Any:
    """CloudFormation of the stack's account, with the role that the CDK's bootstrap made for reading."""
    arn = role.format(account=stack.account, region=stack.region)
    session = boto3.client("sts").assume_role(RoleArn=arn, RoleSessionName="stack-check")["Credentials"]
    return boto3.client(
        "cloudformation",
        region_name=stack.region,
        aws_access_key_id=session["AccessKeyId"],
        aws_secret_access_key=session["SecretAccessKey"],
        aws_session_token=session["SessionToken"],
    )
