"""V2 stage conditions, which CDK Pipelines has no properties for: they are set on the pipeline resource after it was
built.

A stage is found by its name, never by a number: steps come and go. Alarms are named and not referred to, so that the
pipeline's template does not depend on what it deploys.
Source: docs.aws.amazon.com/codepipeline/latest/userguide/stage-conditions.html
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, cast

from aws_cdk import Aws
from aws_cdk import aws_codepipeline as codepipeline
from aws_cdk import aws_iam as iam

from feature_stacks.naming import health_alarm_name, watcher_role_name
from stages.careervp_stage import CareerVpStage
from stages.waves import Wave

Rule = dict[str, Any]
_ALARM: Final = "ALARM"


class StageConditions:
    """What the waves' stages wait for and what becomes of their failures.

    Args:
        pipeline: built; its role is allowed to assume the environments' watchers as they come to be needed.
    """

    def __init__(self, pipeline: codepipeline.Pipeline) -> None:
        self._pipeline = pipeline
        self._resource = cast(codepipeline.CfnPipeline, pipeline.node.default_child)
        self._names = [stage.stage_name for stage in pipeline.stages]

    def answer_failures(self, wave: Wave) -> None:
        """A failure in the wave's stage restores what its last successful execution deployed there, or else is tried
        once more from the stage's beginning.
        """
        retry = {"Result": "RETRY", "RetryConfiguration": {"RetryMode": "ALL_ACTIONS"}}
        self._set(wave, "OnFailure", {"Result": "ROLLBACK"} if wave.roll_back_on_failure else retry)

    def enter(self, wave: Wave, *, before: Sequence[CareerVpStage]) -> None:
        """The wave's stage waits for its deployment window, and begins only while the environments before it are well:
        CodePipeline asks their alarms when the execution arrives, not again when the window opens.
        """
        rules = [self._alarm_rule(stage, minutes=0) for stage in before]
        window = wave.deployment_window
        if window:
            rules.insert(0, _rule("Window", "DeploymentWindow", {"Cron": window, "TimeZone": "UTC"}))
        if rules:
            self._set(wave, "BeforeEntry", {"Conditions": [{"Result": "FAIL", "Rules": rules}]})

    def bake(self, wave: Wave, stages: Sequence[CareerVpStage]) -> None:
        """The wave's stage has succeeded when its environments stayed well for as long as each of them says."""
        rules = [
            self._alarm_rule(stage, minutes=stage.environment.bake_minutes)
            for stage in stages
            if stage.environment.bake_minutes
        ]
        result = "ROLLBACK" if wave.roll_back_on_failure else "FAIL"
        if rules:
            self._set(wave, "OnSuccess", {"Conditions": [{"Result": result, "Rules": rules}]})

    def _alarm_rule(self, stage: CareerVpStage, *, minutes: int) -> Rule:
        """Met while the environment's health alarm is not in alarm, for so many minutes.

        CloudWatch is asked in the environment's own account and region, in a role of that account.
        """
        name = stage.environment.name
        role = f"arn:{Aws.PARTITION}:iam::{stage.account}:role/{watcher_role_name(name)}"
        self._pipeline.role.add_to_principal_policy(iam.PolicyStatement(actions=["sts:AssumeRole"], resources=[role]))
        configuration = {"AlarmName": health_alarm_name(name), "AlarmStates": _ALARM}
        if minutes:
            configuration["WaitTime"] = str(minutes)
        place = {"RoleArn": role, "Region": stage.region}
        return {**_rule(f"{stage.environment.stage_name}IsWell", "CloudWatchAlarm", configuration), **place}

    def _set(self, wave: Wave, when: str, value: dict[str, Any]) -> None:
        """Sets one kind of condition of the wave's stage.

        Raises:
            ValueError: the pipeline has no such stage.
        """
        if wave.stage_name not in self._names:
            raise ValueError(f"the pipeline has no stage {wave.stage_name!r}; it has {', '.join(self._names)}")
        self._resource.add_property_override(f"Stages.{self._names.index(wave.stage_name)}.{when}", value)


def _rule(name: str, provider: str, configuration: dict[str, str]) -> Rule:
    return {
        "Name": name,
        "RuleTypeId": {"Category": "Rule", "Owner": "AWS", "Provider": provider, "Version": "1"},
        "Configuration": configuration,
    }
