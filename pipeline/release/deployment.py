"""What is deployed and what is about to be: a wave's stacks as the deployed pipeline names them, their templates in the
assembly, and the present ones, read with each account's lookup role.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pipeline.gate.assembly import read_json
from pipeline.gate.evidence import client
from pipeline.release.stacks import Comparison

_NOT_DEPLOYED: Final = ("REVIEW_IN_PROGRESS", "ROLLBACK_COMPLETE", "DELETE_COMPLETE")


@dataclass(frozen=True, kw_only=True)
class _Target:
    stack: str
    deploy_role: str
    region: str
    template: str

    @property
    def account(self) -> str:
        return self.deploy_role.split(":")[4]

    @property
    def place(self) -> str:
        return f"aws://{self.account}/{self.region}"


def comparisons(
    definition: Mapping[str, Any], *, stage: str, assembly: Path, region: str, released: Mapping[str, str]
) -> list[Comparison]:
    """Each stack that a stage deploys, and those that it deployed at the last release and no more.

    Args:
        definition: of the pipeline, as GetPipeline gives it. It says what is deployed from where; an assembly's own
            manifest is the commit's word.
        region: the pipeline's, where an action names none.
        released: stacks of the last release, each with where it lay, as ``aws://{account}/{region}``.

    Raises:
        AssemblyError: a template cannot be read.
        ClientError: the present state cannot be read.
    """
    targets = list(_targets(definition, stage, region))
    readers = {(one.deploy_role, one.region): _reader(one.deploy_role, one.region) for one in targets}
    found = [
        Comparison(
            stack=one.stack,
            account=one.account,
            region=one.region,
            before=_present(readers[one.deploy_role, one.region], one.stack),
            after=read_json(assembly, one.template),
        )
        for one in targets
    ]
    gone = {name: place for name, place in released.items() if name not in {one.stack for one in targets}}
    for one in targets:
        for name in [name for name, place in gone.items() if place == one.place]:
            del gone[name]
            before = _present(readers[one.deploy_role, one.region], name)
            if before is not None:
                found.append(Comparison(stack=name, account=one.account, region=one.region, before=before, after=None))
    return found


def _targets(definition: Mapping[str, Any], stage: str, region: str) -> Iterator[_Target]:
    actions = (action for one in definition["stages"] if one["name"] == stage for action in one["actions"])
    for action in actions:
        configuration = action.get("configuration", {})
        if action["actionTypeId"]["provider"] == "CloudFormation" and "TemplatePath" in configuration:
            yield _Target(
                stack=configuration["StackName"],
                deploy_role=action["roleArn"],
                region=action.get("region", region),
                template=configuration["TemplatePath"].partition("::")[2],
            )


def _reader(deploy_role: str, region: str) -> Any:
    """CloudFormation as the account's lookup role sees it: reads everything, changes nothing."""
    import boto3

    role = deploy_role.replace("-deploy-role-", "-lookup-role-")
    found = client("sts").assume_role(RoleArn=role, RoleSessionName="release-facts")["Credentials"]
    return boto3.client(
        "cloudformation",
        region_name=region,
        aws_access_key_id=found["AccessKeyId"],
        aws_secret_access_key=found["SecretAccessKey"],
        aws_session_token=found["SessionToken"],
    )


def _present(cloudformation: Any, stack: str) -> dict[str, Any] | None:
    from botocore.exceptions import ClientError

    try:
        (found,) = cloudformation.describe_stacks(StackName=stack)["Stacks"]
    except ClientError as error:
        if "does not exist" in error.response["Error"].get("Message", ""):
            return None
        raise
    if found["StackStatus"] in _NOT_DEPLOYED:
        return None
    template = cloudformation.get_template(StackName=stack, TemplateStage="Original")["TemplateBody"]
    if not isinstance(template, dict):
        raise ValueError(f"the deployed template of {stack} is not JSON: it was not deployed by this pipeline")
    return template
