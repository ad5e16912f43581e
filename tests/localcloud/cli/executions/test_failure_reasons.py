from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from localcloud.cli.executions.execution import ExecutionReader
from localcloud.cli.executions.execution_rendering import reason_lines
from localcloud.cli.executions.failure_reasons import failure_reasons
from tests.localcloud.cli.pipeline_answers import BEGAN, PIPELINE, action_run, queue_execution, summary
from tests.localcloud.cli.stubbed_cloud import StubbedCloud

BUILD = "greeting-synth:0a1b"
REPORT = "arn:aws:codebuild:us-east-1:111111111111:report/synth-compliance:0a1b"


def explain(stubbed: StubbedCloud, *runs: dict[str, Any], **ended: Any) -> list[str]:
    """The lines that `watch` ends with."""
    queue_execution(stubbed, *runs, summaries=[summary(status=ended.pop("status", "Failed"), **ended)])
    execution = ExecutionReader(
        stubbed.cloud.client("codepipeline"), PIPELINE, command=stubbed.cloud.workspace.command
    ).read("e-1")
    return list(reason_lines(failure_reasons(stubbed.cloud, execution)))


def _queue_build(stubbed: StubbedCloud, *, reports: list[str]) -> None:
    message = "Error while executing command: make synth. Reason: exit status 1"
    build = {
        "id": BUILD,
        "buildComplete": True,
        "phases": [
            {"phaseType": "INSTALL", "phaseStatus": "SUCCEEDED"},
            {
                "phaseType": "BUILD",
                "phaseStatus": "FAILED",
                "contexts": [{"statusCode": "COMMAND_EXECUTION_ERROR", "message": message}],
            },
        ],
        "logs": {"groupName": "builds", "streamName": "synth/0a1b"},
        "reportArns": reports,
    }
    stubbed.answers("batch_get_builds", {"builds": [build]}, service="codebuild", ids=[BUILD])


def _queue_cases(stubbed: StubbedCloud, *cases: dict[str, Any]) -> None:
    for status, found in (("FAILED", list(cases)), ("ERROR", [])):
        stubbed.answers(
            "describe_test_cases",
            {"testCases": found},
            service="codebuild",
            reportArn=REPORT,
            filter={"status": status},
        )


def test_a_failed_build_names_phase_command_rule_resource_and_reason(stubbed: StubbedCloud) -> None:
    _queue_build(stubbed, reports=[REPORT])
    _queue_cases(
        stubbed,
        {
            "name": "AwsSolutions-S1",
            "prefix": "greeting-pipeline/Evidence/Bucket",
            "status": "FAILED",
            "message": "The S3 Bucket has server access logs disabled.\n\nacknowledge as AwsSolutions::AwsSolutions-S1",
        },
    )
    lines = explain(
        stubbed, action_run("Build/Synth", "Failed", externalExecutionId=BUILD, errorDetails={"code": "JobFailed"})
    )
    assert lines == [
        "Build/Synth: JobFailed",
        "    phase BUILD: Error while executing command: make synth. Reason: exit status 1",
        "    failed: AwsSolutions-S1  at greeting-pipeline/Evidence/Bucket",
        "      The S3 Bucket has server access logs disabled.",
        "      acknowledge as AwsSolutions::AwsSolutions-S1",
    ]


@pytest.mark.parametrize(
    ("report_command", "where"), [("report", "and 15 more; `{command}` fetches all"), ("", "and 15 more in its report")]
)
def test_many_failed_cases_are_counted_not_listed(stubbed: StubbedCloud, report_command: str, where: str) -> None:
    workspace = stubbed.cloud.workspace
    project = dataclasses.replace(workspace.project, report_command=report_command)
    stubbed.cloud = dataclasses.replace(stubbed.cloud, workspace=dataclasses.replace(workspace, project=project))
    _queue_build(stubbed, reports=[REPORT])
    _queue_cases(stubbed, *({"name": f"test_{n}", "status": "FAILED", "message": "assert False"} for n in range(25)))
    lines = explain(stubbed, action_run("Build/Synth", "Failed", externalExecutionId=BUILD))
    assert sum("failed: test_" in line for line in lines) == 10
    assert lines[-1].strip() == where.format(command=workspace.command(report_command))


def test_cases_that_failed_with_the_same_words_share_them(stubbed: StubbedCloud) -> None:
    _queue_build(stubbed, reports=[REPORT])
    messages = ["AccessDenied\nlong trace 1", "assert 1 == 2", "AccessDenied\nlong trace 2"]
    _queue_cases(stubbed, *({"name": f"test_{n}", "status": "ERROR", "message": m} for n, m in enumerate(messages)))
    lines = explain(stubbed, action_run("Build/Synth", "Failed", externalExecutionId=BUILD))
    assert [line.strip() for line in lines[2:]] == [
        "failed: test_0",
        "failed: test_2",
        "AccessDenied",
        "long trace 1",
        "failed: test_1",
        "assert 1 == 2",
    ]


def test_findings_of_one_rule_keep_the_line_that_made_each_construct(stubbed: StubbedCloud) -> None:
    _queue_build(stubbed, reports=[REPORT])
    lines_of_code = ["feature_stacks/cv_bucket.py:42", "pipeline/evidence.py:30", "feature_stacks/cv_bucket.py:42"]
    findings = (
        {"name": f"S{n}", "status": "FAILED", "message": f"No access logs.\nmade in {line}"}
        for n, line in enumerate(lines_of_code)
    )
    _queue_cases(stubbed, *findings)
    lines = explain(stubbed, action_run("Build/Synth", "Failed", externalExecutionId=BUILD))
    assert [line.strip() for line in lines[2:]] == [
        "failed: S0",
        "failed: S2",
        "No access logs.",
        "made in feature_stacks/cv_bucket.py:42",
        "failed: S1",
        "No access logs.",
        "made in pipeline/evidence.py:30",
    ]


def test_without_a_report_the_end_of_the_log_is_shown(stubbed: StubbedCloud) -> None:
    _queue_build(stubbed, reports=[])
    events = [{"timestamp": 1, "message": f"line {n}\n"} for n in range(30)]
    stubbed.answers("get_log_events", {"events": events}, service="logs")
    lines = explain(stubbed, action_run("Build/Synth", "Failed", externalExecutionId=BUILD))
    assert lines[-1].strip() == "line 29"
    assert len([line for line in lines if "line " in line]) == 12


def test_what_codebuild_says_itself_does_not_push_the_reason_out(stubbed: StubbedCloud) -> None:
    _queue_build(stubbed, reports=[])
    messages = ["the reason\n", *(f"[Container] 2026/01/02 Phase {n}\n" for n in range(30))]
    stubbed.answers("get_log_events", {"events": [{"timestamp": 1, "message": m} for m in messages]}, service="logs")
    lines = explain(stubbed, action_run("Build/Synth", "Failed", externalExecutionId=BUILD))
    assert lines[-1].strip() == "the reason"


def test_runtimes_that_the_image_decided_are_told_before_the_end_of_the_log(stubbed: StubbedCloud) -> None:
    _queue_build(stubbed, reports=[])
    line = "The image aws/codebuild/standard:5.0 has Node 14, and so has this build (runtime-versions names none)"
    own = f"[Container] 2026/11/29 00:00:00.000000 {line}"
    messages = [own, "SyntaxError: Unexpected token", own, "[Container] 2026/11/29 00:00:01.000000 Phase complete"]
    stubbed.answers("get_log_events", {"events": [{"timestamp": 1, "message": m} for m in messages]}, service="logs")
    lines = explain(stubbed, action_run("Build/Synth", "Failed", externalExecutionId=BUILD))
    assert [each.strip() for each in lines[-3:]] == [line, "the end of its log:", "SyntaxError: Unexpected token"]


@pytest.mark.parametrize(
    ("last", "program", "images"),
    [
        ("/builds/driver.sh: 1: /builds/command-2.sh: gem: not found", "gem", True),
        ("bash: line 1: orchard: command not found", "orchard", False),
    ],
)
def test_a_program_that_the_machine_lacks_is_named(
    stubbed: StubbedCloud, last: str, program: str, images: bool
) -> None:
    _queue_build(stubbed, reports=[])
    stubbed.answers("get_log_events", {"events": [{"timestamp": 1, "message": last}]}, service="logs")
    told = explain(stubbed, action_run("Build/Synth", "Failed", externalExecutionId=BUILD))
    (line,) = [each.strip() for each in told if "install it there" in each]
    assert line.startswith(f"{program} is not where builds find this machine's programs, /usr/bin: install it there")
    assert line.endswith("as it is in CodeBuild's standard images") is images


def _told(stubbed: StubbedCloud, *log: str) -> list[str]:
    _queue_build(stubbed, reports=[])
    stubbed.answers("get_log_events", {"events": [{"timestamp": 1, "message": m} for m in log]}, service="logs")
    return [each.strip() for each in explain(stubbed, action_run("Build/Synth", "Failed", externalExecutionId=BUILD))]


@pytest.mark.parametrize(
    "last", ["Bad substitution", "[[: not found", "source: not found", 'Syntax error: "(" unexpected']
)
def test_commands_of_bash_in_another_shell_are_told_as_such(stubbed: StubbedCloud, last: str) -> None:
    told = _told(stubbed, f"/builds/driver.sh: 1: /builds/command-2.sh: {last}")
    (line,) = [each for each in told if "`shell: bash`" in each]
    assert told.index(line) < told.index("the end of its log:")
    assert not [each for each in told if "install it there" in each]


def test_an_assembly_that_is_too_new_for_the_tool_that_publishes_assets_is_told_as_such(stubbed: StubbedCloud) -> None:
    said = "Cloud assembly schema version mismatch: Maximum schema version supported is 54.x.x, but found 55.0.0"
    frames = [f"    at publish (/builds/npm/lib/cdk-assets.js:{n}:55)" for n in range(15)]
    told = _told(stubbed, "added 1 package", f"Error: Cannot read asset manifest 'a.assets.json': {said}", *frames)
    assert [each for each in told if "writes version 55 of the assembly" in each and "reads 54" in each]
    shown = ["added 1 package", f"Error: Cannot read asset manifest 'a.assets.json': {said}", *frames[:2]]
    assert told[-4:] == [line.strip() for line in shown]


def test_what_breaks_several_actions_alike_is_told_once(stubbed: StubbedCloud) -> None:
    for took in ("409ms", "1s"):
        _queue_build(stubbed, reports=[])
        events = [{"timestamp": 1, "message": f"added 1 package in {took}\nno 5b2ba67acd7a1e46 in the manifest"}]
        stubbed.answers("get_log_events", {"events": events}, service="logs")
    told = explain(
        stubbed,
        action_run("Build/Synth", "Failed", externalExecutionId=BUILD),
        action_run("Dev/Smoke", "Failed", externalExecutionId=BUILD),
    )
    assert [line.strip() for line in told if "added 1 package" in line] == ["added 1 package in 409ms"]
    assert told[-1].strip() == "the same as of Synth"


def test_a_build_that_never_logged_still_has_its_phase(stubbed: StubbedCloud) -> None:
    _queue_build(stubbed, reports=[])
    stubbed.stub("logs").add_client_error("get_log_events", "ResourceNotFoundException")
    lines = explain(stubbed, action_run("Build/Synth", "Failed", externalExecutionId=BUILD))
    assert lines[1:] == ["    phase BUILD: Error while executing command: make synth. Reason: exit status 1"]


def test_codebuild_that_refuses_to_tell_does_not_hide_the_failure(stubbed: StubbedCloud) -> None:
    stubbed.stub("codebuild").add_client_error("batch_get_builds", "AccessDeniedException", "no")
    details = {"code": "JobFailed", "message": "Build terminated with state: FAILED"}
    lines = explain(stubbed, action_run("Build/Synth", "Failed", externalExecutionId=BUILD, errorDetails=details))
    assert lines[0] == "Build/Synth: JobFailed: Build terminated with state: FAILED"
    assert "AccessDenied" in lines[1]


def _event(resource: str, status: str, reason: str = "", kind: str = "AWS::DynamoDB::Table") -> dict[str, Any]:
    return {
        "StackId": "s",
        "EventId": f"{resource}{status}",
        "StackName": "greeting-shared-dev",
        "LogicalResourceId": resource,
        "ResourceType": kind,
        "Timestamp": BEGAN,
        "ResourceStatus": status,
        "ResourceStatusReason": reason,
    }


@pytest.mark.parametrize("region", ["us-east-1", "eu-west-1"])
def test_a_failed_deployment_names_the_change_sets_reason_and_the_resource_from_where_it_acted(
    stubbed: StubbedCloud, region: str
) -> None:
    in_dev = stubbed.stub("cloudformation", "dev", region=region)
    in_dev.add_response(
        "describe_change_set",
        {"Status": "FAILED", "StatusReason": "Template format error: unresolved resource"},
        {"StackName": "greeting-shared-dev", "ChangeSetName": "PipelineChange"},
    )
    own, began = "greeting-shared-dev", "UPDATE_IN_PROGRESS"
    in_dev.add_response(
        "describe_stack_events",
        {
            "StackEvents": [
                _event(own, "UPDATE_ROLLBACK_COMPLETE", kind="AWS::CloudFormation::Stack"),
                _event(own, "UPDATE_ROLLBACK_IN_PROGRESS", kind="AWS::CloudFormation::Stack"),
                _event("Index", "UPDATE_FAILED", "Resource update cancelled"),
                _event("Table", "UPDATE_FAILED", "Subscriber limit exceeded"),
                _event(own, began, kind="AWS::CloudFormation::Stack"),
                _event("Old", "CREATE_FAILED", "of an earlier operation"),
            ]
        },
    )
    configuration = {"StackName": own, "ChangeSetName": "PipelineChange", "ActionMode": "CHANGE_SET_EXECUTE"}
    role = "arn:aws:iam::222222222222:role/cdk-hnb659fds-deploy-role"
    lines = explain(
        stubbed,
        action_run(
            "Dev/Deploy",
            "Failed",
            errorDetails={"code": "JobFailed", "message": "The stack failed"},
            input={"configuration": configuration, "roleArn": role, "region": region},
        ),
    )
    assert lines == [
        "Dev/Deploy: JobFailed: The stack failed",
        "    change set PipelineChange of greeting-shared-dev: Template format error: unresolved resource",
        "    Table (AWS::DynamoDB::Table): Subscriber limit exceeded",
        "    Index (AWS::DynamoDB::Table): Resource update cancelled",
    ]


def test_a_rejection_names_who_and_why(stubbed: StubbedCloud) -> None:
    who = "arn:aws:iam::111111111111:user/operator"
    lines = explain(
        stubbed,
        action_run("ApproveProd/Approve", "Failed", externalExecutionSummary="numbers look wrong", updatedBy=who),
    )
    assert lines == ["ApproveProd/Approve: rejected by operator: numbers look wrong"]


def test_an_execution_that_no_action_failed_says_what_became_of_it(stubbed: StubbedCloud) -> None:
    assert explain(stubbed, status="Superseded", statusSummary="Superseded by e-2") == ["Superseded by e-2"]


def test_a_success_needs_no_reason(stubbed: StubbedCloud) -> None:
    assert explain(stubbed, action_run("Build/Synth"), status="Succeeded") == []


def test_a_detail_that_the_headline_says_already_is_not_repeated(stubbed: StubbedCloud) -> None:
    _queue_build(stubbed, reports=[REPORT])
    _queue_cases(stubbed, {"name": "test_it", "status": "FAILED"})
    said = f"Build {BUILD} FAILED in BUILD: Error while executing command: make synth. Reason: exit status 1"
    run = action_run("Build/Synth", "Failed", externalExecutionId=BUILD, errorDetails={"message": said})
    assert explain(stubbed, run) == [f"Build/Synth: {said}", "    failed: test_it"]


def test_an_end_that_is_not_all_says_what_prints_the_rest(stubbed: StubbedCloud) -> None:
    assert "the end of its log:" in _told(stubbed, *(f"line {n}" for n in range(12)))
    told = _told(stubbed, *(f"line {n}" for n in range(31)))
    (title,) = [line for line in told if line.startswith("the end of its log")]
    assert title == f"the end of its log, 12 of its lines; `{stubbed.cloud.logs_command} Build/Synth` prints all of it:"


def test_further_lines_of_a_quoted_command_do_not_push_the_reason_out(stubbed: StubbedCloud) -> None:
    command = "python3 -c 'import sys\nsys.exit(main())'\n"
    phase = {
        "phaseType": "BUILD",
        "phaseStatus": "FAILED",
        "contexts": [{"message": f"Error while executing command: {command}. Reason: exit status 1"}],
    }
    stubbed.answers(
        "batch_get_builds",
        {"builds": [{"id": BUILD, "phases": [phase], "logs": {"groupName": "g", "streamName": "s"}}]},
        service="codebuild",
    )
    quoted = [
        "sys.exit(main())'",
        " exit status 1",
        "[Container] Phase complete",
        "sys.exit(main())'",
        ". Reason: exit status 1",
    ]
    messages = [*(f"reason {n}" for n in range(12)), *quoted]
    stubbed.answers("get_log_events", {"events": [{"timestamp": 1, "message": m} for m in messages]}, service="logs")
    told = [each.strip() for each in explain(stubbed, action_run("Build/Synth", "Failed", externalExecutionId=BUILD))]
    assert told[told.index("the end of its log:") + 1 :] == [f"reason {n}" for n in range(12)]
