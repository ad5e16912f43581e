"""Where a commit's pipeline lives, from its synthesized assembly alone: what any CDK Pipelines app can be asked.

Which pipeline it is of several, and whose account an app without one is, a person says; anything else is one clear
line that says what to change.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from localcloud.cli.cloud.app_choices import AppChoices
from localcloud.cli.cloud.project import Settings
from localcloud.cli.cloud.workspace import Workspace
from localcloud.cli.provisioning.app_folder import app_folder
from localcloud.cli.provisioning.app_packages import python_file
from localcloud.cli.provisioning.app_synthesis import synthesize_app
from localcloud.cli.provisioning.checkout_sources import CheckoutSources, checkout_sources
from localcloud.cli.provisioning.existing.roles import existing_roles
from localcloud.cli.provisioning.existing.values import DeployedStack, existing_values, with_values
from localcloud.cli.provisioning.pipeline_deployment import refuse_unpermitted_change
from localcloud.cli.provisioning.pipeline_source import connections, read_sources
from localcloud.cli.provisioning.preflight import CommitSettings
from localcloud.cli.provisioning.served_resources import (
    refuse_actions,
    refuse_images,
    refuse_references,
    refuse_runtimes,
    refuse_types,
)
from localcloud.cli.provisioning.undecided import UndecidedError, ask, unserved
from localcloud.cli.source.source_commit import SourceCommit

_PIPELINE_TYPE = "AWS::CodePipeline::Pipeline"
_ENVIRONMENT = re.compile(
    r"aws://(?:(?P<account>\d{12})|unknown-account)/(?:(?P<region>[a-z]{2}(?:-[a-z]+)+-\d)|unknown-region)"
)
_ACCOUNT = re.compile(r"\d{12}")
_REGION = re.compile(r"[a-z]{2}(?:-[a-z]+)+-\d")
_BOOTSTRAP_VERSION = re.compile(r"/cdk-bootstrap/([A-Za-z0-9_-]{1,10})/version")
_DEFAULT_QUALIFIER = "hnb659fds"
_Read = TypeVar("_Read")


@dataclass(frozen=True, kw_only=True)
class _Stack:
    """A stack of an assembly.

    Attributes:
        stage: the CDK Stage that it belongs to, empty for the app itself.
        account: empty where it names none, as `region` is.
        qualifier: what its bootstrap goes by; empty for the CDK's own word.
        after: ids of the artifacts that are deployed before it.
    """

    id: str

    stage: str
    name: str
    display_name: str
    account: str
    region: str
    template: Path
    qualifier: str
    after: frozenset[str]

    @property
    def body(self) -> dict[str, Any]:
        return dict(json.loads(self.template.read_text(encoding="utf-8")))

    def as_deployed(self, template: Mapping[str, Any]) -> DeployedStack:
        return DeployedStack(name=self.name, account=self.account, region=self.region, template=template)


def read_assembly_settings(workspace: Workspace, commit: SourceCommit | None) -> CommitSettings:
    """Synthesizes the commit and reads where its pipeline lives.

    Raises:
        CommandError: there is no commit, synth failed, or the app is not one that is served here.
    """
    if commit is None:
        raise unserved(
            "there is no commit to read accounts, region and repository from", remedy="`git commit`, then again"
        )
    choices = workspace.choices.over(AppChoices.kept(workspace.kept_choices))
    folder, choices = _answered(choices, lambda said: app_folder(workspace.checkout, commit, said))
    workspace.claim()
    while True:
        assembly = synthesize_app(workspace, commit=commit, folder=folder, choices=choices)
        # Everything is asked of this one assembly, so that an app is synthesized once more, and not once an answer.
        read = partial(settings_of_assembly, assembly, checkout=workspace.checkout)
        (settings, source), decided = _answered(choices, read)
        if decided == choices:
            break
        choices = decided
    choices.keep(workspace.kept_choices)
    file = python_file(assembly.parent)
    note = f"the app's Python packages are those of {file}" if file else ""
    return CommitSettings(settings=settings, note=note, assembly=assembly, source=source)


def _answered(choices: AppChoices, read: Callable[[AppChoices], _Read]) -> tuple[_Read, AppChoices]:
    """What `read` gives once a person has answered all that it finds undecided, and the choices with the answers."""
    while True:
        try:
            return read(choices), choices
        except UndecidedError as undecided:
            answer = ask(undecided, valid=_is_valid(undecided.option))
            choices = choices.with_answer(undecided.option, answer)


def _is_valid(option: str) -> Callable[[str], bool]:
    form = {"account": _ACCOUNT, "region": _REGION}.get(option)
    return bool if form is None else lambda answer: form.fullmatch(answer) is not None


def settings_of_assembly(
    assembly: Path, choices: AppChoices | None = None, *, checkout: Path = Path()
) -> tuple[Settings, CheckoutSources]:
    """The settings that an assembly's manifest and its pipeline's template hold, and what the pipeline's sources need.

    Args:
        choices: what a person says where the assembly leaves it open.
        checkout: the checkout of the app.

    Raises:
        UndecidedError: it leaves open what nobody said.
        CommandError: the app is not one that is served here.
    """
    choices = choices or AppChoices()
    named = tuple(_stacks(assembly, stage=""))
    pipelines = [(stack, pipeline) for stack in named if not stack.stage for pipeline in _pipelines(stack.template)]
    if not pipelines:
        raise unserved(
            f"no stack of the app itself has an {_PIPELINE_TYPE}",
            remedy="put a CodePipeline into a stack outside of every Stage, or only `localcloud serve` AWS",
        )
    chosen, pipeline = _chosen(pipelines, choices.stack)
    stack = _decided(chosen, choices)
    stacks = tuple(_beside(stack, other) for other in named if other is not chosen)
    environments = _environments(stack, stacks)
    text = stack.template.read_text(encoding="utf-8")
    deployed = sorted(
        (each for each in stacks if each.template.name in text), key=lambda each: text.index(each.template.name)
    )
    for each in (stack, *deployed):
        refuse_types(each.name, each.template)
    for each in deployed:  # of its own stack, `cdk deploy` tells in a moment
        refuse_references(each.name, each.template)
    template = _with_parameters(json.loads(text), dict(choices.parameters))
    _refuse_unset_parameters(stack.name, template)
    refuse_actions(pipeline)
    existing = existing_values(
        stack.as_deployed(template),
        others=[other.body for other in stacks if not other.stage and other not in deployed],
        connections=connections(pipeline),
        given=dict(choices.existing),
        stages=[each.as_deployed(each.body) for each in deployed],
    )
    read = read_sources(with_values(pipeline, existing), with_values(template, existing))
    accounts = {name: account for name, (account, _) in environments.items()}
    sources = replace(
        checkout_sources(read, checkout=checkout, folders=dict(choices.sources)),
        existing=existing,
        roles=existing_roles(
            [stack.as_deployed(template), *(each.as_deployed(each.body) for each in stacks)],
            accounts=frozenset(accounts.values()),
        ),
    )
    source = sources.own
    foreign = {each.account for each in read.values() if each.account} - set(accounts.values())
    settings = Settings(
        accounts={**accounts, **{account: account for account in sorted(foreign)}},
        pipeline_account=stack.account,
        region=stack.region,
        repository=source.repository,
        branch=source.branch,
        pipeline_stack=stack.name,
        regions={name: region for name, (_, region) in environments.items() if region != stack.region},
        pipeline_construct=stack.display_name if stack.display_name != stack.name else "",
        qualifier=stack.qualifier,
        has_own_code=source.has_own_code,
    )
    refuse_unpermitted_change(settings, assembly)
    return settings, sources


def _chosen(pipelines: list[tuple[_Stack, Mapping[str, Any]]], name: str) -> tuple[_Stack, Mapping[str, Any]]:
    """The pipeline of the named stack, or the only one."""
    named = [(stack, pipeline) for stack, pipeline in pipelines if name in ("", stack.name, stack.display_name)]
    names = tuple(dict.fromkeys(stack.name for stack, _ in named or pipelines))
    if not named:
        raise UndecidedError(f"no stack {name} of the app has a pipeline", option="stack", values=names)
    if len(named) == 1:
        return named[0]
    count = f"the app has {len(named)} pipelines ({', '.join(names)}), and one is served"
    if len(names) > 1:
        raise UndecidedError(count, option="stack", values=names)
    raise unserved(count, remedy="put each into a stack of its own")


def _with_parameters(template: dict[str, Any], given: Mapping[str, str]) -> dict[str, Any]:
    """The template with the values that its parameters are given as their defaults."""
    declared = template.get("Parameters", {})
    parameters = {
        name: {**parameter, "Default": given[name]} if name in given else parameter
        for name, parameter in declared.items()
    }
    return {**template, "Parameters": parameters}


def _refuse_unset_parameters(stack: str, template: Mapping[str, Any]) -> None:
    """Refuses a stack that `cdk deploy` would refuse, after synthesis and bootstrap, for parameters without a value."""
    unset = [name for name, parameter in template["Parameters"].items() if "Default" not in parameter]
    if unset:
        raise unserved(
            f"the stack {stack} has parameters without a value: {', '.join(unset)}",
            remedy=f"{' '.join(f'--parameters {name}=VALUE' for name in unset)} gives it, as for `cdk deploy`",
        )


def _stacks(assembly: Path, *, stage: str) -> Iterator[_Stack]:
    for name, artifact in json.loads((assembly / "manifest.json").read_text(encoding="utf-8"))["artifacts"].items():
        properties = artifact.get("properties", {})
        if artifact["type"] == "cdk:cloud-assembly":
            nested = str(properties.get("displayName", name)).rpartition("/")[2]
            yield from _stacks(assembly / properties["directoryName"], stage=nested)
        elif artifact["type"] == "cdk:asset-manifest":
            refuse_images(assembly / properties["file"])
        elif artifact["type"] == "aws:cloudformation:stack":
            account, region = _environment(name, str(artifact["environment"]))
            refuse_runtimes(properties.get("stackName", name), assembly / properties["templateFile"])
            yield _Stack(
                id=name,
                stage=stage,
                name=properties.get("stackName", name),
                display_name=artifact.get("displayName", name),
                account=account,
                region=region,
                template=assembly / properties["templateFile"],
                qualifier=_qualifier(str(properties.get("bootstrapStackVersionSsmParameter", ""))),
                after=frozenset(artifact.get("dependencies", ())),
            )


def _qualifier(parameter: str) -> str:
    """The word that an app put into the names of its bootstrap's resources, by the parameter that holds the bootstrap's
    version; empty for the CDK's own."""
    found = _BOOTSTRAP_VERSION.fullmatch(parameter)
    return found[1] if found and found[1] != _DEFAULT_QUALIFIER else ""


def _environment(stack: str, address: str) -> tuple[str, str]:
    """Account and region of a stack's environment, each empty where it names none."""
    where = _ENVIRONMENT.fullmatch(address)
    if where is None:
        raise unserved(
            f"the stack {stack} is for {address}, which is no account of 12 digits and a region",
            remedy="put them into its `env`, such as 111111111111 and us-east-1, and commit it",
        )
    return where["account"] or "", where["region"] or ""


def _decided(pipeline: _Stack, choices: AppChoices) -> _Stack:
    """The pipeline's own stack, with what a person chose where it names no account or no region."""
    account, region = pipeline.account or choices.account, pipeline.region or choices.region
    if not account:
        neither = "" if region else "; it names no region either: --region us-east-1"
        raise UndecidedError(
            f"the stack {pipeline.name} names no account", option="account", example="111111111111", further=neither
        )
    if not region:
        raise UndecidedError(f"the stack {pipeline.name} names no region", option="region", example="us-east-1")
    return replace(pipeline, account=account, region=region)


def _beside(pipeline: _Stack, stack: _Stack) -> _Stack:
    """A stack that names no account or no region is deployed where the pipeline is (`StackDeployment` in
    aws-cdk-lib's pipelines: "Pipeline account", "Pipeline region"); one that it does not deploy is nobody's question.
    """
    return replace(stack, account=stack.account or pipeline.account, region=stack.region or pipeline.region)


def _pipelines(template: Path) -> Iterator[Mapping[str, Any]]:
    resources = json.loads(template.read_text(encoding="utf-8")).get("Resources", {})
    yield from (resource["Properties"] for resource in resources.values() if resource["Type"] == _PIPELINE_TYPE)


def _environments(pipeline: _Stack, stacks: tuple[_Stack, ...]) -> dict[str, tuple[str, str]]:
    """Account and region by name: `pipeline`, and each that a stage deploys to by the first such stage.

    Where that name is taken, it is the account's id, with the region where that is not the pipeline's. So are those
    named that no stage deploys to: of a stack that is deployed before the pipeline's, as the CDK makes one for the role
    that reads a source of another account.
    """
    names = {"pipeline": (pipeline.account, pipeline.region)}
    for stack in stacks:
        place = (stack.account, stack.region)
        if stack.stage and place not in list(names.values())[1:]:
            name = stack.stage.lower()
            names[_by_id(stack, pipeline) if name in names else name] = place
    for stack in stacks:
        place = (stack.account, stack.region)
        if stack.id in pipeline.after and not stack.stage and place not in names.values():
            names[_by_id(stack, pipeline)] = place
    return names


def _by_id(stack: _Stack, pipeline: _Stack) -> str:
    return stack.account if stack.region == pipeline.region else f"{stack.account}-{stack.region}"
