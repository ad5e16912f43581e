"""Where a commit's pipeline lives, from its synthesized assembly alone: what any CDK Pipelines app can be asked.

Served is an app whose stacks name their accounts and regions, with one pipeline whose source is a CodeConnections
connection. Anything else is one clear line that says what to change.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from localcloud.cli.cloud.project import Settings
from localcloud.cli.cloud.workspace import Workspace
from localcloud.cli.provisioning.pipeline_deployment import synthesize
from localcloud.cli.provisioning.preflight import CommitSettings
from localcloud.cli.source.source_commit import SourceCommit
from localcloud.cli.terminal.child_process import Children
from localcloud.cli.terminal.exit_codes import CommandError, ExitCode

_PIPELINE_TYPE = "AWS::CodePipeline::Pipeline"
_ENVIRONMENT = re.compile(r"aws://(?P<account>\d{12})/(?P<region>[a-z]{2}(?:-[a-z]+)+-\d)")


@dataclass(frozen=True, kw_only=True)
class _Stack:
    """A stack of an assembly; `stage` is the CDK Stage that it belongs to, empty for the app itself."""

    stage: str
    name: str
    display_name: str
    account: str
    region: str
    template: Path


def read_assembly_settings(workspace: Workspace, commit: SourceCommit | None) -> CommitSettings:
    """Synthesizes the commit and reads where its pipeline lives.

    Raises:
        CommandError: there is no commit, synth failed, or the app is not one that is served here.
    """
    if commit is None:
        raise _unserved(
            "there is no commit to read accounts, region and repository from", remedy="`git commit`, then again"
        )
    if not (workspace.checkout / "cdk.json").is_file():
        raise _unserved(
            f"{workspace.checkout} has no cdk.json",
            remedy="call this in the checkout of a CDK app, or name one: --checkout",
        )
    workspace.claim()
    with Children() as children:
        assembly = synthesize(workspace, children, commit=commit, stack="")
    return CommitSettings(settings=settings_of_assembly(assembly), assembly=assembly)


def settings_of_assembly(assembly: Path) -> Settings:
    """The settings that an assembly's manifest and its pipeline's template hold.

    Raises:
        CommandError: the app is not one that is served here.
    """
    stacks = tuple(_stacks(assembly, stage=""))
    pipelines = [(stack, pipeline) for stack in stacks if not stack.stage for pipeline in _pipelines(stack.template)]
    if not pipelines:
        raise _unserved(
            f"no stack of the app itself has an {_PIPELINE_TYPE}",
            remedy="put a CodePipeline into a stack outside of every Stage, or only `localcloud serve` AWS",
        )
    if len(pipelines) > 1:
        where = ", ".join(stack.name for stack, _ in pipelines)
        raise _unserved(
            f"the app has {len(pipelines)} pipelines ({where}), and one is served",
            remedy="have the `app` of cdk.json make one of them",
        )
    ((stack, pipeline),) = pipelines
    if stack.name != stack.display_name:
        raise _unserved(
            f"the pipeline's stack is called {stack.name} and its construct {stack.display_name}",
            remedy="give both the same name: `cdk` selects by the construct's",
        )
    environments = _environments(stack, stacks)
    repository, branch = _source(pipeline)
    return Settings(
        accounts={name: account for name, (account, _) in environments.items()},
        pipeline_account=stack.account,
        region=stack.region,
        repository=repository,
        branch=branch,
        pipeline_stack=stack.name,
        regions={name: region for name, (_, region) in environments.items() if region != stack.region},
    )


def _stacks(assembly: Path, *, stage: str) -> Iterator[_Stack]:
    for name, artifact in json.loads((assembly / "manifest.json").read_text(encoding="utf-8"))["artifacts"].items():
        properties = artifact.get("properties", {})
        if artifact["type"] == "cdk:cloud-assembly":
            nested = str(properties.get("displayName", name)).rpartition("/")[2]
            yield from _stacks(assembly / properties["directoryName"], stage=nested)
        elif artifact["type"] == "cdk:asset-manifest":
            _refuse_images(assembly / properties["file"])
        elif artifact["type"] == "aws:cloudformation:stack":
            where = _ENVIRONMENT.fullmatch(artifact["environment"])
            if where is None:
                raise _unserved(
                    f"the stack {name} names no account and region",
                    remedy="give it an `env` with both: nothing here says whose account it would be",
                )
            yield _Stack(
                stage=stage,
                name=properties.get("stackName", name),
                display_name=artifact.get("displayName", name),
                account=where["account"],
                region=where["region"],
                template=assembly / properties["templateFile"],
            )


def _refuse_images(assets: Path) -> None:
    images = json.loads(assets.read_text(encoding="utf-8")).get("dockerImages", {})
    if images:
        names = ", ".join(sorted(image.get("displayName", name) for name, image in images.items()))
        raise _unserved(
            f"the app builds container images ({names}), and there are no containers here",
            remedy="use file assets: Code.from_asset instead of DockerImageAsset or DockerImageFunction",
        )


def _pipelines(template: Path) -> Iterator[Mapping[str, Any]]:
    resources = json.loads(template.read_text(encoding="utf-8")).get("Resources", {})
    yield from (resource["Properties"] for resource in resources.values() if resource["Type"] == _PIPELINE_TYPE)


def _source(pipeline: Mapping[str, Any]) -> tuple[str, str]:
    """Repository and branch of the pipeline's one source action."""
    actions = [action for stage in pipeline["Stages"] for action in stage["Actions"]]
    sources = [action for action in actions if action["ActionTypeId"]["Category"] == "Source"]
    providers = [action["ActionTypeId"]["Provider"] for action in sources]
    if providers != ["CodeStarSourceConnection"]:
        raise _unserved(
            f"the pipeline's source is {' and '.join(providers) or 'missing'}",
            remedy="use one CodePipelineSource.connection: its repository is what `git push` reaches here",
        )
    configuration = sources[0]["Configuration"]
    repository, branch = configuration.get("FullRepositoryId"), configuration.get("BranchName")
    if not isinstance(repository, str) or not isinstance(branch, str):
        raise _unserved(
            "the pipeline's source names its repository or branch by a reference",
            remedy="name both as text, such as `owner/name` and `main`",
        )
    return repository, branch


def _environments(pipeline: _Stack, stacks: tuple[_Stack, ...]) -> dict[str, tuple[str, str]]:
    """Account and region by name: `pipeline`, and each that a stage deploys to by the first such stage.

    Where that name is taken, it is the account's id, with the region where that is not the pipeline's.
    """
    names = {"pipeline": (pipeline.account, pipeline.region)}
    for stack in stacks:
        place = (stack.account, stack.region)
        if stack.stage and place not in list(names.values())[1:]:
            name = stack.stage.lower()
            by_id = stack.account if stack.region == pipeline.region else f"{stack.account}-{stack.region}"
            names[by_id if name in names else name] = place
    return names


def _unserved(problem: str, *, remedy: str) -> CommandError:
    return CommandError(problem, exit_code=ExitCode.USAGE, remedy=remedy)
