"""The evidence bucket: locked, or about to be made so. A bucket that exists cannot be given a lock by this template."""

from __future__ import annotations

from collections.abc import Iterator

from botocore.exceptions import ClientError

from delivery.evidence import EVIDENCE_OUTPUT
from delivery.preflight.answer import Answer, fine, to_do
from delivery.preflight.deployed_stack import deployed_stack
from delivery.preflight.location import Location
from delivery.preflight.refusal import code
from delivery.preflight.situation import Situation


def look(situation: Situation, location: Location) -> Iterator[Answer]:
    """One line, of the stack that has the bucket."""
    for stack in situation.stacks_at(location):
        if EVIDENCE_OUTPUT not in stack.template.get("Outputs", {}):
            continue
        deployed = deployed_stack(situation.accounts.client("cloudformation", location), stack.name)
        bucket = deployed.outputs.get(EVIDENCE_OUTPUT) if deployed else None
        if bucket is None:
            yield fine("the bucket is made with Object Lock")
            continue
        yield _locked(situation.accounts.client("s3", location), bucket)


def _locked(client: object, bucket: str) -> Answer:
    """Whether a bucket locks what is put into it."""
    try:
        found = client.get_object_lock_configuration(Bucket=bucket)  # type: ignore[attr-defined]
    except ClientError as error:
        if code(error) not in {"ObjectLockConfigurationNotFoundError", "NoSuchBucket"}:
            raise
        if code(error) == "NoSuchBucket":
            return to_do(f"the stack names the bucket {bucket}, and it is gone", "deploy the pipeline's stack anew")
        found = {}
    rule = found.get("ObjectLockConfiguration", {}).get("Rule", {}).get("DefaultRetention")
    if not rule:
        return to_do(
            f"the bucket {bucket} locks nothing by itself, so evidence can be deleted",
            f"`aws s3api put-object-lock-configuration --bucket {bucket}` with the template's retention",
        )
    return fine(f"the bucket {bucket} locks for {rule.get('Days') or rule.get('Years')} {_unit(rule)} ({rule['Mode']})")


def _unit(rule: dict[str, object]) -> str:
    return "days" if "Days" in rule else "years"
