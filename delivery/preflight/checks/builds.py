"""How many builds the pipeline starts at once against how many the account may run: one over the quota is not queued,
its action fails.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final

from compliance.assembly import SynthesizedStack
from delivery.preflight.answer import Answer, fine, not_looked_at, to_do
from delivery.preflight.location import Location
from delivery.preflight.quotas import quotas_by_name
from delivery.preflight.situation import Situation

_PROJECT: Final = "AWS::CodeBuild::Project"
_PIPELINE: Final = "AWS::CodePipeline::Pipeline"
_KINDS: Final = {
    "LINUX_CONTAINER": "Linux/",
    "ARM_CONTAINER": "ARM/",
    "LINUX_LAMBDA_CONTAINER": "Linux Lambda/",
    "ARM_LAMBDA_CONTAINER": "ARM Lambda/",
}
_SIZES: Final = {"SMALL": "Small", "MEDIUM": "Medium", "LARGE": "Large", "XLARGE": "XLarge", "2XLARGE": "2XLarge"}
_ALL: Final = "Concurrently running builds"
"""The one quota of regions that do not tell the kinds of compute apart, such as China's."""


def look(situation: Situation, location: Location) -> Iterator[Answer]:
    """A line for each kind of compute that the pipeline builds on."""
    at_once: Counter[str] = Counter()
    for stack in situation.stacks_at(location):
        at_once |= most_at_once(stack)
    if not at_once:
        return
    allowed = quotas_by_name(situation.accounts.client("service-quotas", location), service="codebuild")
    for environment, builds in sorted(at_once.items()):
        yield _compare(environment, builds, allowed)


def _compare(environment: str, builds: int, allowed: Mapping[str, float]) -> Answer:
    name = f"{_ALL} for {environment} environment"
    quota = allowed.get(name, allowed.get(_ALL))
    if quota is None:
        return not_looked_at(f"Service Quotas lists no `{name}`", f"ask AWS Support whether {builds} may run at once")
    if quota < builds:
        return to_do(
            f"{builds} builds on {environment} start at once, and the account may run {quota:.0f}",
            f"ask for {max(builds, 10)} under Service Quotas > AWS CodeBuild > `{name}`, or let fewer run "
            "side by side: careervp.builds_at_once in cdk.json",
        )
    return fine(f"{environment}: {builds} at once, {quota:.0f} allowed")


def most_at_once(stack: SynthesizedStack) -> Counter[str]:
    """The most builds of each kind of compute that a stack's pipelines start at the same time.

    Returns:
        Builds by the environment as Service Quotas writes it, such as ``Linux/Small``.
    """
    environments = {logical_id: _environment(body) for logical_id, body in stack.resources(_PROJECT).items()}
    most: Counter[str] = Counter()
    for pipeline in stack.resources(_PIPELINE).values():
        for stage in pipeline["Properties"]["Stages"]:
            # Two stages run at once for two executions only, and a stage lets one in at a time.
            for run_order in {action.get("RunOrder", 1) for action in stage["Actions"]}:
                actions = [action for action in stage["Actions"] if action.get("RunOrder", 1) == run_order]
                most |= Counter(filter(None, (_built_on(action, environments) for action in actions)))
    return most


def _built_on(action: Mapping[str, Any], environments: Mapping[str, str]) -> str:
    """The environment that an action builds on; empty where it is no build."""
    if action["ActionTypeId"]["Provider"] != "CodeBuild":
        return ""
    project = action["Configuration"]["ProjectName"]
    return environments.get(project.get("Ref", ""), "") if isinstance(project, Mapping) else ""


def _environment(project: Mapping[str, Any]) -> str:
    environment = project["Properties"]["Environment"]
    size = environment["ComputeType"].removeprefix("BUILD_GENERAL1_").removeprefix("BUILD_LAMBDA_")
    kind = _KINDS.get(environment["Type"], f"{environment['Type']}/")
    return f"{kind}{_SIZES.get(size, size)}"
