"""What the pipeline's own template says of the way to an environment: who and what stands before each deployment."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from pipeline.gate.build_specs import spec_lines
from pipeline.gate.stacks import Stack, as_text, digest, listed

PIPELINE: Final = "AWS::CodePipeline::Pipeline"
GATE: Final = "Build/Gate"
Facts = dict[str, dict[str, Any]]
"""What a gate consists of: kind, subject, value."""
_OWN_STAGES: Final = ("UpdatePipeline", "Assets")
"""Stages that change something without CloudFormation's actions: CDK Pipelines' own."""
_DATA: Final = ("AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable", "AWS::S3::Bucket", "AWS::RDS::DBCluster")
_DATA_TYPES: Final = (*_DATA, "AWS::RDS::DBInstance", "AWS::EFS::FileSystem")


def pipeline_facts(stacks: list[Stack]) -> Facts:
    """The facts of the one pipeline; of any other one only that there is one."""
    found = [(stack, logical_id, resource) for stack in stacks for logical_id, resource in stack.resources(PIPELINE)]
    facts: Facts = {"pipelines": {f"{stack.name}/{logical_id}": True for stack, logical_id, _ in found}}
    for stack, _, resource in found[:1]:
        facts |= _Pipeline(stack, resource["Properties"]).facts()
    return facts


def unapproved(stacks: list[Stack]) -> list[str]:
    """Stages that deploy a stack which keeps data that must not be lost, without a person's yes in a stage before."""
    keeping = {stack.name for stack in stacks if _keeps_data(stack)}
    lines = []
    for stack in stacks:
        for _, resource in stack.resources(PIPELINE):
            approved = False
            for stage in resource["Properties"]["Stages"]:
                deployed = {action.get("Configuration", {}).get("StackName") for action in stage["Actions"]}
                for name in sorted(keeping & {one for one in deployed if isinstance(one, str)}):
                    if not approved:
                        lines.append(
                            f"{stage['Name']} deploys {name}, whose data is protected, and no stage before it asks a "
                            "person: put a manual approval before it"
                        )
                approved = approved or any(_type(action) == "Approval/AWS/Manual" for action in stage["Actions"])
    return lines


def past_the_gate(stacks: list[Stack]) -> list[str]:
    """Actions that deploy something else than the gate hands on."""
    return [
        f"{action} deploys from {source or 'nowhere'}, not from what {GATE} hands on"
        for action, source in pipeline_facts(stacks).get("deployed", {}).items()
        if source != GATE
    ]


def _keeps_data(stack: Stack) -> bool:
    return any(
        resource.get("DeletionPolicy") in ("Retain", "RetainExceptOnCreate", "Snapshot")
        or resource.get("Properties", {}).get("DeletionProtectionEnabled") is True
        for _, resource in stack.resources(*_DATA_TYPES)
    )


def _type(action: dict[str, Any]) -> str:
    kind = action["ActionTypeId"]
    return f"{kind['Category']}/{kind['Owner']}/{kind['Provider']}"


class _Pipeline:
    def __init__(self, stack: Stack, properties: dict[str, Any]) -> None:
        self._stack, self._properties = stack, properties
        self._stages: list[dict[str, Any]] = properties["Stages"]
        self._makers = {
            artifact["Name"]: f"{stage['Name']}/{action['Name']}"
            for stage in self._stages
            for action in stage["Actions"]
            for artifact in action.get("OutputArtifacts", [])
        }
        self._deployments = {
            action.get("Namespace")
            for stage in self._stages
            for action in stage["Actions"]
            if _type(action).startswith("Deploy/")
        }

    def facts(self) -> Facts:
        facts: Facts = {
            kind: {} for kind in ("approvals", "checks", "deployed", "conditions", "skipped", "source", "specs")
        }
        facts["source"]["pipeline"] = {
            "triggers": as_text(self._properties.get("Triggers", [])),
            "restarts": self._properties.get("RestartExecutionOnUpdate") is True,
            "mode": self._properties.get("ExecutionMode", "SUPERSEDED"),
            "disabled": as_text(self._properties.get("DisableInboundStageTransitions", [])),
        }
        for number, stage in enumerate(self._stages):
            facts["conditions"] |= {subject: _held(subject, value) for subject, value in _conditions(stage)}
            facts["skipped"] |= {
                subject: text for subject, value in _conditions(stage) if '"SKIP"' in (text := as_text(value))
            }
            for action in stage["Actions"]:
                kind, value = self._fact(number, action)
                # Beside a second environment an action is called after its own one too.
                subject = action["Name"].removeprefix(f"{stage['Name']}.")
                facts[kind][f"{stage['Name']}/{subject}"] = value
                if kind == "checks" and "commands" in value:
                    spec = self._project(action["Configuration"]).get("Source", {}).get("BuildSpec")
                    facts["specs"][f"{stage['Name']}/{subject}"] = spec_lines(spec)
        return facts

    def _fact(self, number: int, action: dict[str, Any]) -> tuple[str, Any]:
        configuration = action.get("Configuration", {})
        if _type(action) == "Deploy/AWS/CloudFormation":
            artifact, _, _ = as_text(configuration.get("TemplatePath", "")).partition("::")
            # The action that carries out a change set reads no template; the one before it did.
            source = self._makers.get(artifact) if artifact else GATE
            return "deployed", source
        if action["ActionTypeId"]["Category"] == "Source":
            return "source", {key: as_text(value) for key, value in configuration.items()}
        value: dict[str, Any] = {"type": _type(action), "before": self._before(number, action["RunOrder"])}
        if action["ActionTypeId"]["Category"] == "Approval":
            return "approvals", value | {"notifies": as_text(configuration.get("NotificationArn", ""))}
        value["reads"] = sorted(self._makers.get(one["Name"], "") for one in action.get("InputArtifacts", []))
        if self._stages[number]["Name"] not in _OWN_STAGES:  # their commands are the CDK's and change with its version
            value |= self._commands(configuration)
        return "checks", value

    def _before(self, number: int, order: int) -> list[str]:
        """The stages that change something only after an action of this stage and run order."""
        here = [action["RunOrder"] for action in self._stages[number]["Actions"] if _type(action).startswith("Deploy/")]
        later = [stage["Name"] for stage in self._stages[number + 1 :] if _changes_something(stage)]
        return ([self._stages[number]["Name"]] if here and order < min(here) else []) + later

    def _project(self, configuration: dict[str, Any]) -> dict[str, Any]:
        project_id = configuration.get("ProjectName", {}).get("Ref", "")
        return dict(self._stack.template["Resources"].get(project_id, {}).get("Properties", {}))

    def _commands(self, configuration: dict[str, Any]) -> dict[str, Any]:
        project = self._project(configuration)
        environment = project.get("Environment", {})
        variables = json.loads(as_text(configuration.get("EnvironmentVariables", "[]")))
        return {
            "commands": digest(project.get("Source", {}).get("BuildSpec")),
            "image": as_text(environment.get("Image", "")),
            "privileged": "yes" if environment.get("PrivilegedMode") else "no",
            "variables": {
                one.get("name", one.get("Name")): self._variable(as_text(one.get("value", one.get("Value"))))
                for one in [*variables, *environment.get("EnvironmentVariables", [])]
                if one.get("name") != "_PROJECT_CONFIG_HASH"
            },
        }

    def _variable(self, text: str) -> list[str]:
        """A value, or several with commas; a stack's outputs are called after the action that deploys it."""
        namespace = text.removeprefix("#{").partition(".")[0]
        return ["of a deployment"] if namespace in self._deployments else text.split(",")


def _conditions(stage: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for when in ("BeforeEntry", "OnSuccess", "OnFailure"):
        if when in stage:
            yield f"{stage['Name']}/{when}", stage[when]
    for blocker in listed(stage.get("Blockers")):
        yield f"{stage['Name']}/Blockers/{blocker.get('Name')}", blocker


def _held(subject: str, condition: dict[str, Any]) -> str | list[str]:
    """What is kept of a condition: all rules of an entry or a success are to be met, so one more is no less. What a
    failure leads to is one text, for there a rule more may mean that less follows.
    """
    if not subject.endswith(("/BeforeEntry", "/OnSuccess")):
        return as_text(condition)
    return [
        f"{one.get('Result')}: {as_text(rule)}"
        for one in listed(condition.get("Conditions"))
        for rule in listed(one.get("Rules"))
    ]


def _changes_something(stage: dict[str, Any]) -> bool:
    return stage["Name"] in _OWN_STAGES or any(_type(action).startswith("Deploy/") for action in stage["Actions"])
