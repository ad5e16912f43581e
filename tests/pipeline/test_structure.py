"""The order of stages is the product's promise: nothing reaches a wave of environments without the checks, the smoke
tests of the wave before it and, where its data says so, a person."""

from __future__ import annotations

import json
import re
from collections import Counter
from math import ceil
from pathlib import Path
from typing import Any

import pytest

from feature_stacks.naming import PRODUCT
from pipeline.gate.executions import LONGEST_SUBJECT
from pipeline.gate.facts import LONGEST_LINE
from pipeline.release.facts import LONGEST_LINE as LONGEST_CHANGES
from stages.checks import CHECKS
from stages.environment import Environment
from stages.environments import ENVIRONMENTS
from stages.settings import Settings
from stages.waves import Wave, waves
from tests.pipeline.template import Template, resources

Stages = list[dict[str, Any]]
LONGEST_APPROVAL_TEXT = 1_000
WAVES = waves(ENVIRONMENTS)
CDK_JSON = Path(__file__).resolve().parents[2] / "cdk.json"
SETTINGS = Settings.from_context(json.loads(CDK_JSON.read_text(encoding="utf-8"))["context"]["careervp"])
CHECKS_AND_DIGEST = ("Assertions", "Compliance", "SupplyChain", "Digest")
BESIDE_THE_SYNTH = ("Synth", "SourceScans")
BUILDS_AT_ONCE = SETTINGS.builds_at_once or len(CHECKS_AND_DIGEST)


def action_groups(stage: dict[str, Any]) -> list[set[str]]:
    """Names of a stage's actions, grouped by run order, in the order they run."""
    orders = sorted({action["RunOrder"] for action in stage["Actions"]})
    return [{action["Name"] for action in stage["Actions"] if action["RunOrder"] == order} for order in orders]


def stage_named(stages: Stages, name: str) -> dict[str, Any]:
    return next(stage for stage in stages if stage["Name"] == name)


def gate_of(stages: Stages) -> dict[str, Any]:
    """The action whose output is what everything after Build reads."""
    return next(action for action in stage_named(stages, "Build")["Actions"] if action["Name"] == "Gate")


def test_stages_stand_in_the_promised_order(pipeline_stages: Stages) -> None:
    names = [stage["Name"] for stage in pipeline_stages]
    deploying = [
        name for wave in WAVES for name in ([wave.approval_stage_name] if wave.approval else []) + [wave.stage_name]
    ]
    assert names == ["Source", "Build", "UpdatePipeline", "Assets", *deploying]


def test_the_gate_stands_between_the_synth_and_everything_that_reads_the_assembly(pipeline_stages: Stages) -> None:
    build = action_groups(stage_named(pipeline_stages, "Build"))
    beside = [set(BESIDE_THE_SYNTH)] if BUILDS_AT_ONCE > 1 else [{name} for name in BESIDE_THE_SYNTH]
    assert build == [*beside, {"Gate"}]
    (synth,) = (action for action in stage_named(pipeline_stages, "Build")["Actions"] if action["Name"] == "Synth")
    readers = {
        f"{stage['Name']}/{action['Name']}"
        for stage in pipeline_stages
        for action in stage["Actions"]
        if synth["OutputArtifacts"][0] in action.get("InputArtifacts", [])
    }
    assert readers == {"Build/Gate"}


def test_checks_run_side_by_side_before_anything_is_deployed(pipeline_stages: Stages) -> None:
    """All at once, or as many as the setting says."""
    groups = action_groups(stage_named(pipeline_stages, WAVES[0].stage_name))
    starts = range(0, len(CHECKS_AND_DIGEST), BUILDS_AT_ONCE)
    expected = [set(CHECKS_AND_DIGEST[first : first + BUILDS_AT_ONCE]) for first in starts]
    assert groups[: len(expected)] == expected


def test_no_stage_starts_more_builds_at_once_than_the_setting_says(pipeline_stages: Stages) -> None:
    started = Counter(
        (stage["Name"], action["RunOrder"])
        for stage in pipeline_stages
        for action in stage["Actions"]
        if action["ActionTypeId"]["Provider"] == "CodeBuild"
    )
    assert max(started.values()) <= BUILDS_AT_ONCE


@pytest.mark.parametrize("wave", [wave for wave in WAVES if wave.approval], ids=str)
def test_a_person_who_was_shown_the_facts_stands_before_a_wave_that_asks_for_one(
    pipeline_stages: Stages, wave: Wave
) -> None:
    stage = stage_named(pipeline_stages, wave.approval_stage_name)
    assert action_groups(stage) == [{"Facts"}, {"Approve"}]
    facts, action = sorted(stage["Actions"], key=lambda one: one["RunOrder"])
    assert facts["InputArtifacts"] == gate_of(pipeline_stages)["OutputArtifacts"]
    assert f"#{{{facts['Namespace']}.CHANGES}}" in action["Configuration"]["CustomData"]
    assert f" to {wave}?" in action["Configuration"]["CustomData"]
    assert action["ActionTypeId"]["Category"] == "Approval"
    assert "#{codepipeline.PipelineExecutionId}" in action["Configuration"]["CustomData"]
    assert "CommitId" in action["Configuration"]["CustomData"]
    assert "#{Build@Gate.ASSEMBLY_DIGEST}" in action["Configuration"]["CustomData"]


@pytest.mark.parametrize("wave", [wave for wave in WAVES if wave.approval], ids=str)
def test_an_approvals_text_fits_whatever_the_commit_says(pipeline_stages: Stages, wave: Wave) -> None:
    actions = stage_named(pipeline_stages, wave.approval_stage_name)["Actions"]
    (action,) = (one for one in actions if one["ActionTypeId"]["Category"] == "Approval")
    text = action["Configuration"]["CustomData"]
    longest = {
        "CommitId": 40,
        "CHANGES": LONGEST_CHANGES,
        "FACTS": LONGEST_LINE,
        "VULNERABILITIES": 120,
        "SUBJECT": LONGEST_SUBJECT,
        "PipelineExecutionId": 36,
        "ASSEMBLY_DIGEST": 64,
    }
    resolved = re.sub(r"#\{[^.}]+\.(\w+)\}", lambda found: "x" * longest[found[1]], text)
    assert len(resolved) <= LONGEST_APPROVAL_TEXT


def test_build_knows_the_commits_time_although_its_sources_come_without_gits_data(pipeline_stages: Stages) -> None:
    (source,) = stage_named(pipeline_stages, "Source")["Actions"]
    (synth,) = (action for action in stage_named(pipeline_stages, "Build")["Actions"] if action["Name"] == "Synth")
    variables = json.loads(synth["Configuration"]["EnvironmentVariables"])
    assert {entry["name"]: entry["value"] for entry in variables}[
        "COMMIT_TIME"
    ] == f"#{{{source['Namespace']}.AuthorDate}}"


@pytest.mark.parametrize("stage", [wave.stage_name for wave in WAVES])
def test_nothing_is_deployed_before_the_assemblys_digest_was_compared(pipeline_stages: Stages, stage: str) -> None:
    deploying = stage_named(pipeline_stages, stage)
    (digest,) = (action for action in deploying["Actions"] if action["Name"] == "Digest")
    deployments = [action for action in deploying["Actions"] if action["ActionTypeId"]["Provider"] == "CloudFormation"]
    assert digest["RunOrder"] < min(action["RunOrder"] for action in deployments)
    (compared,) = digest["InputArtifacts"]
    gate = gate_of(pipeline_stages)
    assert compared == gate["OutputArtifacts"][0]
    assert gate["Namespace"] == "Build@Gate"
    (expected,) = (
        variable["value"]
        for variable in json.loads(digest["Configuration"]["EnvironmentVariables"])
        if variable["name"] == "ASSEMBLY_DIGEST"
    )
    assert expected == "#{Build@Gate.ASSEMBLY_DIGEST}"


@pytest.mark.parametrize("wave", WAVES, ids=str)
def test_each_environment_is_smoke_tested_last_and_no_approval_is_rolled_back(
    pipeline_stages: Stages, wave: Wave
) -> None:
    stage = stage_named(pipeline_stages, wave.stage_name)
    smoke = {"Smoke"}
    if len(wave.environments) > 1:
        smoke = {f"{environment.stage_name}.Smoke" for environment in wave.environments}
    assert action_groups(stage)[-1] == smoke
    assert not any(action["ActionTypeId"]["Category"] == "Approval" for action in stage["Actions"])


def test_the_waves_that_say_so_and_no_other_stage_are_rolled_back_on_failure(pipeline_stages: Stages) -> None:
    rolled_back = {stage["Name"] for stage in pipeline_stages if stage.get("OnFailure") == {"Result": "ROLLBACK"}}
    assert rolled_back == {wave.stage_name for wave in WAVES if wave.roll_back_on_failure}


def test_all_other_waves_and_no_other_stage_are_tried_once_more_from_their_beginning(pipeline_stages: Stages) -> None:
    retried = {
        stage["Name"]: stage["OnFailure"]
        for stage in pipeline_stages
        if stage.get("OnFailure", {}).get("Result") == "RETRY"
    }
    again = {"Result": "RETRY", "RetryConfiguration": {"RetryMode": "ALL_ACTIONS"}}
    assert retried == {wave.stage_name: again for wave in WAVES if not wave.roll_back_on_failure}


def conditions_of(stage: dict[str, Any], when: str) -> tuple[str, list[dict[str, Any]]]:
    """The result and the rules of a stage's one condition; no rules where it has none."""
    if when not in stage:
        return "", []
    (condition,) = stage[when]["Conditions"]
    return condition["Result"], condition["Rules"]


def alarm_rule(environment: Environment, **more: str) -> dict[str, Any]:
    place = SETTINGS.place_of(environment.name)
    role = f"{PRODUCT}-role-pipeline-watcher-{environment.name}"
    return {
        "Name": f"{environment.stage_name}IsWell",
        "RuleTypeId": {"Category": "Rule", "Owner": "AWS", "Provider": "CloudWatchAlarm", "Version": "1"},
        "Configuration": {
            "AlarmName": f"{PRODUCT}-cv-tailoring-health-alarm-{environment.name}",
            "AlarmStates": "ALARM",
            **more,
        },
        "RoleArn": {"Fn::Join": ["", ["arn:", {"Ref": "AWS::Partition"}, f":iam::{place.account}:role/{role}"]]},
        "Region": place.region,
    }


@pytest.mark.parametrize("wave", WAVES, ids=str)
def test_a_wave_has_succeeded_when_its_environments_stayed_well(pipeline_stages: Stages, wave: Wave) -> None:
    result, rules = conditions_of(stage_named(pipeline_stages, wave.stage_name), "OnSuccess")
    baking = [environment for environment in wave.environments if environment.bake_minutes]
    assert rules == [alarm_rule(one, WaitTime=str(one.bake_minutes)) for one in baking]
    if rules:
        assert result == ("ROLLBACK" if wave.roll_back_on_failure else "FAIL")


@pytest.mark.parametrize(("before", "wave"), tuple(zip((None, *WAVES), WAVES, strict=False)), ids=str)
def test_a_wave_begins_while_the_one_before_it_is_well(
    pipeline_stages: Stages, before: Wave | None, wave: Wave
) -> None:
    result, rules = conditions_of(stage_named(pipeline_stages, wave.stage_name), "BeforeEntry")
    alarms = [rule for rule in rules if rule["RuleTypeId"]["Provider"] == "CloudWatchAlarm"]
    assert alarms == [alarm_rule(one) for one in (before.environments if before else ())]
    if rules:
        assert result == "FAIL"


@pytest.mark.parametrize("wave", WAVES, ids=str)
def test_a_wave_begins_in_its_window(pipeline_stages: Stages, wave: Wave) -> None:
    _, rules = conditions_of(stage_named(pipeline_stages, wave.stage_name), "BeforeEntry")
    windows = [rule["Configuration"] for rule in rules if rule["RuleTypeId"]["Provider"] == "DeploymentWindow"]
    assert windows == ([{"Cron": wave.deployment_window, "TimeZone": "UTC"}] if wave.deployment_window else [])


def test_all_environments_deploy_the_same_assembly(pipeline_stages: Stages) -> None:
    artifacts = {
        action["Configuration"]["TemplatePath"].split("::")[0]
        for stage in pipeline_stages
        for action in stage["Actions"]
        if "TemplatePath" in action.get("Configuration", {})
    }
    assert artifacts == {gate_of(pipeline_stages)["OutputArtifacts"][0]["Name"]}


def test_at_most_four_build_starts_one_a_wave_and_one_an_approval_follow_one_another(pipeline_stages: Stages) -> None:
    """The gate and the comparison of digests before a wave apart: they run on Lambda compute, where a start takes
    seconds."""
    groups_with_a_build = {
        (stage["Name"], action["RunOrder"])
        for stage in pipeline_stages
        for action in stage["Actions"]
        if action["ActionTypeId"]["Provider"] == "CodeBuild" and action["Name"] not in {"Digest", "Gate"}
    }
    chained = sum(ceil(len(steps) / BUILDS_AT_ONCE) for steps in (BESIDE_THE_SYNTH, CHECKS))
    assert len(groups_with_a_build) <= 2 + chained + len(WAVES) + sum(wave.approval for wave in WAVES)


def test_the_pipeline_is_v2_and_restarts_when_it_changed_itself(pipeline_template: Template) -> None:
    (pipeline,) = resources(pipeline_template, "AWS::CodePipeline::Pipeline").values()
    assert pipeline["Properties"]["PipelineType"] == "V2"
    assert pipeline["Properties"]["RestartExecutionOnUpdate"] is True


def test_a_push_to_the_branch_starts_it_through_a_connection(pipeline_stages: Stages) -> None:
    (source,) = stage_named(pipeline_stages, "Source")["Actions"]
    assert source["ActionTypeId"]["Provider"] == "CodeStarSourceConnection"
    assert source["Configuration"]["DetectChanges"] is True


def test_artifacts_outlive_the_executions_that_a_stage_can_be_rolled_back_to(pipeline_template: Template) -> None:
    """CodePipeline knows an execution for 12 months."""
    (pipeline,) = resources(pipeline_template, "AWS::CodePipeline::Pipeline").values()
    several = [one["ArtifactStore"] for one in pipeline["Properties"].get("ArtifactStores", [])]
    places = [one["Location"] for one in several or [pipeline["Properties"]["ArtifactStore"]]]
    # Another region's store is in another stack, and made by the same construct.
    (store,) = (place["Ref"] for place in places if isinstance(place, dict) and "Ref" in place)
    rules = pipeline_template["Resources"][store]["Properties"]["LifecycleConfiguration"]["Rules"]
    assert [rule for rule in rules if rule.get("ExpirationInDays", 0) <= 366] == []
    assert rules
