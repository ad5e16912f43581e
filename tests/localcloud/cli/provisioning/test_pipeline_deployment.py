"""A pipeline that deploys its own stack is left to do so; any other is deployed again where the commit changes it."""

from __future__ import annotations

import json
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from localcloud.cli.provisioning.assembly_settings import settings_of_assembly
from localcloud.cli.provisioning.pipeline_deployment import changes_itself, is_outdated
from localcloud.cli.terminal.exit_codes import CommandError
from tests.localcloud.cli.provisioning.assemblies import CONNECTION, HandMadeAssembly, pipeline

HOME = "aws://444444444444/eu-west-1"


ROLE = "arn:aws:iam::444444444444:role/cdk-deploy"


def _assembled(folder: Path, *commands: str, deploys: str = "", role: str = ROLE, may: str = "sts:AssumeRole") -> Path:
    """An assembly whose pipeline's builds run these commands, and that has an action that deploys a stack.

    Args:
        role: the one that deploys the pipeline's stack; empty where it names none.
        may: what the role of its builds may do.
    """
    one = pipeline(CONNECTION)
    if deploys:
        kind = {"Category": "Deploy", "Owner": "AWS", "Provider": "CloudFormation", "Version": "1"}
        action = {"Name": "Deploy", "ActionTypeId": kind, "Configuration": {"StackName": deploys}}
        one["Properties"]["Stages"].append({"Name": "Deploy", "Actions": [action]})
    spec = json.dumps({"version": "0.2", "phases": {"build": {"commands": commands}}}, indent=2)
    project = {
        "Type": "AWS::CodeBuild::Project",
        "Properties": {"Source": {"BuildSpec": spec}, "ServiceRole": {"Fn::GetAtt": ["Resource2", "Arn"]}},
    }
    build, other = ({"Type": "AWS::IAM::Role", "Properties": {}} for _ in range(2))
    policies = [_policy(may, of="Resource2"), _policy("*", of="Resource3")]
    HandMadeAssembly(folder).stack(
        "greeting-pipeline",
        *(one, project, build, other, *policies),
        environment=HOME,
        construct="Greeting/Pipeline",
        role=role,
    )
    return folder


def _policy(action: str, *, of: str) -> dict[str, Any]:
    statement = {"Effect": "Allow", "Action": [action], "Resource": "*"}
    return {
        "Type": "AWS::IAM::Policy",
        "Properties": {"PolicyDocument": {"Statement": [statement]}, "Roles": [{"Ref": of}]},
    }


@pytest.mark.parametrize(
    ("commands", "deploys", "itself"),
    [
        (["cdk -a . deploy Greeting/Pipeline --require-approval=never --verbose"], "", True),
        (["npx cdk deploy greeting-pipeline"], "", True),
        (["npm ci && npx cdk deploy --all --require-approval never"], "", True),
        (["cdk deploy"], "", True),
        (["cdk deploy 'ignored' || true", "cdk deploy greeting-*"], "", True),
        (["cdk synth", "echo ready"], "greeting-pipeline", True),
        (["cdk deploy greeting-service --require-approval never"], "greeting-service", False),
        (["cdk synth && ./deploy greeting-pipeline"], "", False),
        ([], "", False),
    ],
)
def test_whether_a_pipeline_deploys_its_own_stack(
    tmp_path: Path, commands: list[str], deploys: str, *, itself: bool
) -> None:
    assembly = _assembled(tmp_path / "cdk.out", *commands, deploys=deploys)
    assert changes_itself(settings_of_assembly(assembly)[0], assembly) is itself


_DEPLOYS = "npx cdk deploy greeting-pipeline"


@pytest.mark.parametrize(
    ("assembled", "refused"),
    [
        ({"role": ""}, True),
        ({}, False),
        ({"role": "", "may": "cloudformation:*"}, False),
        ({"role": "", "may": "*"}, False),
    ],
)
def test_a_pipeline_that_may_not_deploy_its_own_stack_is_refused(
    tmp_path: Path, assembled: dict[str, str], *, refused: bool
) -> None:
    assembly = _assembled(tmp_path / "cdk.out", _DEPLOYS, **assembled)
    with pytest.raises(CommandError, match="its builds may not") if refused else nullcontext() as told:
        settings_of_assembly(assembly)
    if told is not None:
        assert '"@aws-cdk/core:newStyleStackSynthesis": true' in str(told.value.remedy)


def test_a_pipeline_that_an_action_deploys_needs_no_role_of_the_stack(tmp_path: Path) -> None:
    assembly = _assembled(tmp_path / "cdk.out", deploys="greeting-pipeline", role="")
    assert changes_itself(settings_of_assembly(assembly)[0], assembly)


class _Deployed:
    """A cloud that has deployed the pipeline's stack of an assembly."""

    def __init__(self, assembly: Path) -> None:
        self.settings, _ = settings_of_assembly(assembly)
        self._template = json.loads((assembly / "greeting-pipeline.template.json").read_text(encoding="utf-8"))

    def client(self, service: str, *, account: str, region: str) -> _Deployed:
        assert (service, account, region) == ("cloudformation", "444444444444", "eu-west-1")
        return self

    def get_template(self, **asked: str) -> dict[str, Any]:
        assert asked == {"StackName": "greeting-pipeline", "TemplateStage": "Original"}
        return {"TemplateBody": self._template}


@pytest.mark.parametrize(
    ("before", "after", "outdated"),
    [
        (["echo 1"], ["echo 2"], True),
        (["echo 1"], ["echo 1"], False),
        (["cdk deploy Greeting/Pipeline"], ["cdk deploy Greeting/Pipeline", "echo 2"], False),
    ],
)
def test_a_pipeline_that_nothing_changes_is_outdated_once_the_commit_has_another(
    tmp_path: Path, before: list[str], after: list[str], *, outdated: bool
) -> None:
    cloud: Any = _Deployed(_assembled(tmp_path / "before", *before))
    assert is_outdated(cloud, _assembled(tmp_path / "after", *after)) is outdated
