"""The first deployment of the pipeline stack, from a clean copy of the commit; after that the pipeline changes itself,
or, where nothing in it does that, is deployed again as a person would.

The dirty tree is left alone on purpose: the pipeline that is deployed must be the one the pushed commit describes, or
the first execution would change it back.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Collection, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from itertools import takewhile
from pathlib import Path
from typing import Any, Final

from localcloud.cli.cloud.app_choices import AppChoices
from localcloud.cli.cloud.clean_environment import base_environment, synth_variables
from localcloud.cli.cloud.local_cloud import LocalCloud
from localcloud.cli.cloud.project import Settings
from localcloud.cli.cloud.workspace import Workspace
from localcloud.cli.provisioning.cdk_command import CdkCommand
from localcloud.cli.provisioning.undecided import unserved
from localcloud.cli.source.source_commit import SourceCommit, export
from localcloud.cli.terminal.child_process import Child, Children
from localcloud.toolchain.layout import Toolchain

_SYNTH_SECONDS = 300.0
_DEPLOY_SECONDS = 300.0
_READ_FIRST: Final = "cloudformation:gettemplate"
"""What `cdk deploy` asks for before anything else."""
_CDK_DEPLOY: Final = re.compile(r"\bcdk\b(?:[^\S\n]+[^\s;&|\"]+)*?[^\S\n]+deploy\b(?P<words>[^\n;&|\"\\]*)")
"""A command of a build spec, up to its end: of the line, of its text in JSON, or of a list of commands."""


def clean_copy(workspace: Workspace, commit: SourceCommit) -> Path:
    """A folder that holds the commit and nothing else, with the checkout's installed tools linked in."""
    folder = workspace.sources / commit.sha
    shutil.rmtree(folder, ignore_errors=True)
    export(workspace.checkout, sha=commit.sha, into=folder)
    for name in workspace.project.shared:  # it may share them, because nothing writes to them
        (folder / name).symlink_to(workspace.checkout / name)
    return folder


def synthesize(workspace: Workspace, children: Children, *, commit: SourceCommit, stack: str) -> Path:
    """Synthesizes from a clean copy of the commit.

    Args:
        stack: the pipeline's, whose findings alone then count; empty synthesizes all.

    Returns:
        The assembly.

    Raises:
        CommandError: synth failed; its last lines name the finding or the error.
    """
    source = clean_copy(workspace, commit)
    environment = {**base_environment(workspace), **synth_variables(workspace.cdk_home), **_offline_packages(workspace)}
    log = workspace.logs / "synth.log"
    children.run(
        Child(
            label=f"cdk synth of commit {commit.short}",
            command=[str(cdk_program(workspace, source)), "synth", *filter(None, (stack,)), "--quiet", "--no-lookups"],
            cwd=source,
            environment=environment,
            log=log,
            timeout_seconds=_SYNTH_SECONDS,
            remedy=f"`{workspace.project.synth_command}` shows the same; the whole output: {log}",
        )
    )
    return source / "cdk.out"


def deploy(cloud: LocalCloud, children: Children, *, assembly: Path) -> float:
    """Deploys the pipeline stack from an assembly, with the ordinary `cdk deploy`.

    Returns:
        The seconds it took.

    Raises:
        CommandError: the deployment failed; says which resource stopped it, or what the tool said.
    """
    settings = cloud.settings
    chosen = cloud.workspace.choices.over(AppChoices.kept(cloud.workspace.kept_choices)).parameters
    return CdkCommand(
        label=f"cdk deploy {settings.pipeline_stack}",
        program=cdk_program(cloud.workspace, assembly.parent),
        words=[
            "deploy",
            settings.pipeline_construct or settings.pipeline_stack,
            "--app",
            str(assembly),
            "--require-approval",
            "never",
            *(word for name, value in chosen for word in ("--parameters", f"{name}={value}")),
        ],
        folder=assembly.parent,
        account=settings.pipeline_account,
        region=settings.region,
        stack=settings.pipeline_stack,
        log=cloud.workspace.logs / "deploy.log",
        seconds=_DEPLOY_SECONDS,
    ).run(cloud, children)


def is_outdated(cloud: LocalCloud, assembly: Path) -> bool:
    """Whether the pipeline's deployed stack is another than the assembly's, and the pipeline will not change it."""
    settings = cloud.settings
    if changes_itself(settings, assembly):
        return False
    cloudformation = cloud.client("cloudformation", account=settings.pipeline_account, region=settings.region)
    deployed = cloudformation.get_template(StackName=settings.pipeline_stack, TemplateStage="Original")["TemplateBody"]
    return bool(deployed != _template(assembly, settings.pipeline_stack))


def changes_itself(settings: Settings, assembly: Path) -> bool:
    """Whether the pipeline deploys its own stack: by a CloudFormation action, or by a `cdk deploy` of a build."""
    names, template = _names(settings), _template(assembly, settings.pipeline_stack)
    return any(stack in names for stack in _values(template, "StackName")) or _builds_deploy(template, names)


def _names(settings: Settings) -> set[str]:
    """What the pipeline's stack is called."""
    return {settings.pipeline_stack, settings.pipeline_construct or settings.pipeline_stack}


def _builds_deploy(node: Any, names: Collection[str]) -> bool:
    texts = (text for spec in _values(node, "BuildSpec") for text in _texts(spec))
    return any(_deploys(found["words"].split(), names) for text in texts for found in _CDK_DEPLOY.finditer(text))


def refuse_unpermitted_change(settings: Settings, assembly: Path) -> None:
    """Refuse a pipeline whose build deploys its stack with permissions that it does not have: those of the bootstrap's
    role, which a stack of the CDK's first version names only in its newer style of synthesis.

    Raises:
        CommandError: the stack names no role to be deployed with, and no policy of its template lets a build do it.
    """
    if _artifact(assembly, settings.pipeline_stack)["properties"].get("assumeRoleArn"):
        return
    resources, names = _template(assembly, settings.pipeline_stack)["Resources"], _names(settings)
    roles = [each["Properties"].get("ServiceRole") for each in resources.values() if _builds_deploy(each, names)]
    if all(_may_deploy(role, resources) for role in roles):
        return
    raise unserved(
        f"the pipeline deploys its own stack {settings.pipeline_stack}, which names no role for that, and its builds "
        "may not do it themselves",
        remedy='put "@aws-cdk/core:newStyleStackSynthesis": true into the context of cdk.json, which version 2 of the '
        "CDK does by itself, and commit it",
    )


def _may_deploy(role: Any, resources: Mapping[str, Any]) -> bool:
    """Whether a project's role may deploy by itself, by a policy of the template's or one that the template only names;
    a role that the template does not make is taken to."""
    made_by = role["Fn::GetAtt"][0] if isinstance(role, dict) and "Fn::GetAtt" in role else ""
    if made_by not in resources:
        return True
    own = resources[made_by].get("Properties", {})
    attached = [each["Properties"] for each in resources.values() if {"Ref": made_by} in _roles(each)]
    actions = (text for given in _values([own, attached], "Action") for text in _texts(given))
    return bool(own.get("ManagedPolicyArns")) or any(fnmatchcase(_READ_FIRST, action.lower()) for action in actions)


def _roles(resource: Mapping[str, Any]) -> Sequence[Any]:
    found: Sequence[Any] = resource.get("Properties", {}).get("Roles") or ()
    return found


def _deploys(words: Sequence[str], names: Collection[str]) -> bool:
    """Whether the words after `cdk deploy` name one of the stacks, in patterns too; none of them names them all."""
    patterns = list(takewhile(lambda word: not word.startswith("-"), words))
    return "--all" in words or not patterns or any(fnmatchcase(name, each) for name in names for each in patterns)


def _template(assembly: Path, stack: str) -> Any:
    """A stack's template out of an assembly."""
    file = _artifact(assembly, stack)["properties"]["templateFile"]
    return json.loads((assembly / file).read_text(encoding="utf-8"))


def _artifact(assembly: Path, stack: str) -> Any:
    """What the manifest of an assembly says of a stack."""
    manifest = json.loads((assembly / "manifest.json").read_text(encoding="utf-8"))
    return next(
        artifact
        for name, artifact in manifest["artifacts"].items()
        if artifact["type"] == "aws:cloudformation:stack" and artifact["properties"].get("stackName", name) == stack
    )


def _values(node: Any, name: str) -> Iterator[Any]:
    """All that a template has under a name, wherever."""
    members = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    if isinstance(node, dict) and name in node:
        yield node[name]
    for member in members:
        yield from _values(member, name)


def _texts(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    for member in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from _texts(member)


def cdk_program(workspace: Workspace, folder: Path) -> Path:
    """The CDK's command line for a folder: the one that the checkout pins, or else the one that was fetched for it."""
    places = (folder, *folder.parents)
    within = [place for place in places if place.is_relative_to(workspace.sources) or place == workspace.checkout]
    pinned = [place / "node_modules" / ".bin" / "cdk" for place in within or [folder]]
    fetched = workspace.cdk_tools / "node_modules" / ".bin" / "cdk"
    candidates = [*pinned, fetched] if workspace.project.installs_packages else pinned
    return next((program for program in candidates if program.exists()), pinned[0])


def _offline_packages(workspace: Workspace) -> dict[str, str]:
    """Where the Lambda package's wheels come from: what builds use as well, so that `up` needs no network either."""
    prepared = Toolchain(root=workspace.toolchain).build_variables(npm_registry_url="")
    return {name: value for name, value in prepared.items() if name.startswith(("UV_", "JSII_"))}
