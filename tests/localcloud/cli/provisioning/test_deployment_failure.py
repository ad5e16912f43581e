"""Why the pipeline could not be deployed, in the lines that a stranger reads: logs as versions of the CDK's command
line write them, and a stack whose resources CloudFormation knows to have failed.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from localcloud.cli.cloud.workspace import Workspace
from localcloud.cli.provisioning.deployment_failure import explained_deployment
from localcloud.cli.provisioning.pipeline_deployment import deploy
from localcloud.cli.terminal.child_process import Children
from localcloud.cli.terminal.exit_codes import CommandError, ExitCode
from tests.localcloud.cli.pipeline_answers import BEGAN
from tests.localcloud.cli.stubbed_cloud import StubbedCloud

_BANNER = (
    "!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!\n!!                          !!\n!!  not tested with node    !!\n" + "!" * 30 + "\n"
)
_BEGINS = "\n✨  Synthesis time: 0.16s\n\norchard: creating CloudFormation changeset...\norchard: deploying... [1/1]\n"
_ROLE_MADE = "orchard | 1/3 | 1:26:10 PM | CREATE_COMPLETE         | AWS::IAM::Role              | Role \n"
_PIPELINE_FAILS = (
    "orchard | 1/3 | 1:26:10 PM | CREATE_FAILED           | AWS::CodePipeline::Pipeline | Pipeline no stages\n"
)
_ROLLED_BACK = "The stack named orchard failed creation: ROLLBACK_COMPLETE"
_FRAMES = "".join(f"    at step{n} (/app/node_modules/aws-cdk/lib/index.js:{n}:1)\n" for n in range(20))
_MEMBERS = (
    "    at last (/app/lib/index.js:9:1) {\n  code: 'ValidationError',\n  statusCode: 400,\n  retryDelay: 4.2\n}\n"
)
_UNKNOWN = "Template format error: Unresolved resource dependencies [Nobody]"


def told(log: str, tmp_path: Path, *resources: str) -> CommandError:
    """What a person is told of a deployment with this log, of a stack with these failed resources."""
    path = tmp_path / "deploy.log"
    path.write_text(log, encoding="utf-8")
    failed = CommandError(
        "cdk deploy orchard failed (exit code 1)",
        exit_code=ExitCode.STEP_FAILED,
        remedy=f"the whole output: {path}",
        details=tuple(log.splitlines()[-15:]),
    )
    return explained_deployment(failed, path, failed=lambda: resources)


@pytest.mark.parametrize(
    "ends",
    [
        f"\n ❌  orchard failed: Error: {_ROLLED_BACK}\n{_FRAMES}\n{_ROLLED_BACK}\n",  # before 2024
        "❌  orchard failed to deploy\n‣ DeploymentError: Resource updates failed:\norchard/Pipeline\n  no stages\n\n"
        "   CloudTrail delivery can lag up to 15 minutes behind the failure\n",
    ],
)
def test_a_stack_that_failed_is_told_by_its_resources(ends: str, tmp_path: Path) -> None:
    log = f"{_BANNER}{_BEGINS}{_ROLE_MADE}{_PIPELINE_FAILS}\nFailed resources:\n{ends}"
    error = told(log, tmp_path, "Pipeline (AWS::CodePipeline::Pipeline): no stages", "Role (AWS::IAM::Role): cancelled")
    assert error.message == (
        "cdk deploy orchard failed (exit code 1): Pipeline (AWS::CodePipeline::Pipeline): no stages"
    )
    assert error.details == ("Role (AWS::IAM::Role): cancelled",)
    assert error.remedy.startswith("mend that in the app and commit it; ")
    assert error.remedy.endswith("deploy.log")
    assert error.exit_code is ExitCode.STEP_FAILED


@pytest.mark.parametrize(
    ("log", "said", "further", "to_do"),
    [
        (
            "(node:23148) NOTE: The AWS SDK for JavaScript (v2) has reached end-of-support.\nIt will no longer receive "
            "updates or releases.\n\nPlease migrate your code to use AWS SDK for JavaScript (v3).\n"
            "For more information, check the blog post at https://blog.example.com\n"
            "(Use `node --trace-warnings ...` to show where)\n"
            "no pears in this orchard\n",
            "no pears in this orchard",
            (),
            "",
        ),
        (
            f"{_BANNER}{_BEGINS}\n ❌  orchard failed: Error [ValidationError]: {_UNKNOWN}\n{_FRAMES}{_MEMBERS}\n"
            f" ❌ Deployment failed: Error [ValidationError]: {_UNKNOWN}\n{_FRAMES}{_MEMBERS}\n{_UNKNOWN}\n",
            _UNKNOWN,
            (),
            "CloudFormation refuses what the app synthesizes",
        ),
        (
            f"{_BEGINS}Template format error: Unrecognized resource types: [AWS::Orchard::Tree]\n",
            "Template format error: Unrecognized resource types: [AWS::Orchard::Tree]",
            (),
            "leave them out of the pipeline's stack",
        ),
        (
            "This CDK CLI is too old.\n(Cloud assembly schema version mismatch: Maximum 55.x.x, but found 99.0.0)\n",
            "Cloud assembly schema version mismatch: Maximum 55.x.x, but found 99.0.0",
            ("This CDK CLI is too old.",),
            "raise `aws-cdk` in package.json",
        ),
    ],
)
def test_a_deployment_that_did_not_get_to_the_stack_is_told_by_what_the_tool_said(
    log: str, said: str, further: tuple[str, ...], to_do: str, tmp_path: Path
) -> None:
    error = told(log, tmp_path, "Old (AWS::SNS::Topic): of a deployment before")
    assert error.message == f"cdk deploy orchard failed (exit code 1): {said}"
    assert error.details == further
    assert to_do in error.remedy


def test_a_deployment_that_took_too_long_shows_what_was_under_way(tmp_path: Path) -> None:
    error = told(f"{_BEGINS}{_ROLE_MADE}", tmp_path)
    assert error.message == "cdk deploy orchard failed (exit code 1)"
    assert len(error.details) == 5
    assert error.details[-1] == " ".join(_ROLE_MADE.split())


def test_what_a_tool_says_at_length_is_no_wall_of_text(tmp_path: Path) -> None:
    error = told("".join(f"line {n} {'of many words ' * 90}\n" for n in range(90)), tmp_path)
    assert [line.split()[1] for line in error.details] == ["85", "86", "87", "88", "89"]
    assert max(map(len, (error.message, *error.details))) < 350


def _event(resource: str, status: str, reason: str, kind: str) -> dict[str, object]:
    return {
        "StackId": "s",
        "EventId": f"{resource}-{status}",
        "StackName": "greeting-pipeline",
        "LogicalResourceId": resource,
        "ResourceType": kind,
        "Timestamp": BEGAN,
        "ResourceStatus": status,
        "ResourceStatusReason": reason,
    }


def _deployment(workspace: Workspace, stubbed: StubbedCloud, *, says: str) -> CommandError:
    """Runs a deployment whose CDK says this and fails."""
    assembly = workspace.sources / "0123456" / "cdk.out"
    cdk = assembly.parent / "node_modules" / ".bin" / "cdk"
    cdk.parent.mkdir(parents=True)
    assembly.mkdir()
    cdk.write_text(f"#!/bin/sh\ncat <<'END'\n{says}\nEND\nexit 1\n", encoding="utf-8")
    cdk.chmod(0o755)
    with Children() as children, pytest.raises(CommandError) as raised:
        deploy(stubbed.cloud, children, assembly=assembly)
    return raised.value


def test_why_a_validation_failed_is_asked_of_cloudformation(workspace: Workspace, stubbed: StubbedCloud) -> None:
    own, stack = "greeting-pipeline", "AWS::CloudFormation::Stack"
    events = [
        _event(own, "ROLLBACK_COMPLETE", "", stack),
        _event(own, "CREATE_FAILED", "Validation failed with 1 error(s). Call DescribeEvents", stack),
        _event(own, "CREATE_IN_PROGRESS", "", stack),
    ]
    stubbed.answers("describe_stack_events", {"StackEvents": events}, service="cloudformation", StackName=own)
    found = {
        "EventId": "v",
        "OperationId": "newest",
        "StackId": "s",
        "Timestamp": BEGAN,
        "LogicalResourceId": "Bucket",
        "ResourceType": "AWS::S3::Bucket",
        "ValidationStatusReason": "'orchard' already exists",
    }
    before = {**found, "OperationId": "before", "LogicalResourceId": "Other"}
    stubbed.answers("describe_events", {"OperationEvents": [found, before]}, service="cloudformation", StackName=own)
    error = _deployment(workspace, stubbed, says=f"{own} | 1/3 | 1:26 PM | CREATE_FAILED | {stack} | Validation")
    assert error.message == (
        "cdk deploy greeting-pipeline failed (exit code 1): Bucket (AWS::S3::Bucket): 'orchard' already exists"
    )
    assert error.details == ()


def test_a_cloud_that_does_not_answer_leaves_what_the_tool_said(workspace: Workspace, stubbed: StubbedCloud) -> None:
    stubbed.stub("cloudformation").add_client_error("describe_stack_events", "InternalFailure")
    error = _deployment(workspace, stubbed, says="connect ECONNREFUSED while ROLLBACK_IN_PROGRESS")
    assert error.message.endswith(": connect ECONNREFUSED while ROLLBACK_IN_PROGRESS")
