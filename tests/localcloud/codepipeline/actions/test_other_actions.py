"""Other sources, Lambda, and who is told of what, on a real server."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest

from tests.localcloud.cloud_process import REGION, TOOLS
from tests.localcloud.codepipeline.pipeline_parts import declared_action
from tests.localcloud.codepipeline.small_pipeline import SmallPipeline

pytestmark = pytest.mark.cloud

_HANDLER = """
import boto3

def handler(event, context):
    job = event["CodePipeline.job"]
    configuration = job["data"]["actionConfiguration"]["configuration"]
    codepipeline = boto3.client("codepipeline")
    done = int(job["data"].get("continuationToken", 0))
    if configuration["UserParameters"] == "thrice" and done < 2:
        codepipeline.put_job_success_result(
            jobId=job["id"], continuationToken=str(done + 1), executionDetails={"summary": f"{done + 1} of 3"})
    elif configuration["UserParameters"] == "thrice":
        codepipeline.put_job_success_result(jobId=job["id"], outputVariables={"Said": f"after {done}"})
    elif configuration["UserParameters"] == "wait":
        pass
    elif configuration["UserParameters"] == "fail":
        codepipeline.put_job_failure_result(
            jobId=job["id"], failureDetails={"type": "JobFailed", "message": "as asked"})
    else:
        said = {"Said": configuration["UserParameters"], "Read": job["data"]["inputArtifacts"][0]["revision"]}
        codepipeline.put_job_success_result(jobId=job["id"], outputVariables=said)
"""


def _zip(files: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def test_an_object_of_a_bucket_is_a_source(small: SmallPipeline) -> None:
    version = small.cloud.client("s3").put_object(Bucket=small.bucket, Key="in.zip", Body=_zip({"a": "1"}))["VersionId"]
    configuration = {"S3Bucket": small.bucket, "S3ObjectKey": "in.zip"}
    source = declared_action("Source", "Source", "S3", configuration, outputs=["Source"])
    execution = small.create(stages=[{"name": "Source", "actions": [source]}, small.approval_stage(CustomData="-")])
    small.wait_for_approval()
    variables = small.actions(execution)["Source"]["output"]["outputVariables"]
    assert (variables["ObjectKey"], variables["VersionId"]) == ("in.zip", version)
    assert small.executions()[0]["sourceRevisions"][0]["revisionId"] == version


@pytest.mark.parametrize(("polls", "started"), [({}, True), ({"PollForSourceChanges": "false"}, False)])
def test_a_new_object_starts_what_asks_for_it(small: SmallPipeline, polls: dict[str, str], started: bool) -> None:
    s3 = small.cloud.client("s3")
    s3.put_object(Bucket=small.bucket, Key="in.zip", Body=_zip({"a": "1"}))
    configuration = {"S3Bucket": small.bucket, "S3ObjectKey": "in.zip", **polls}
    source = declared_action("Source", "Source", "S3", configuration, outputs=["Source"])
    small.create(stages=[{"name": "Source", "actions": [source]}, small.approval_stage(CustomData="-")])
    s3.put_object(Bucket=small.bucket, Key="other.zip", Body=b"another's")
    version = s3.put_object(Bucket=small.bucket, Key="in.zip", Body=_zip({"a": "2"}))["VersionId"]
    if not started:
        small.wait_for_approval()
        assert len(small.executions()) == 1
        return
    small.wait(lambda: len(small.executions()) == 2, "the new object starts an execution")
    newest = small.executions()[0]
    assert newest["trigger"] == {"triggerType": "PollForSourceChanges", "triggerDetail": f"{small.bucket}/in.zip"}
    small.wait(lambda: bool(small.executions()[0]["sourceRevisions"]), "the object was fetched")
    assert small.executions()[0]["sourceRevisions"][0]["revisionId"] == version


@pytest.mark.parametrize("output", ["CODE_ZIP", "CODEBUILD_CLONE_REF"])
def test_a_codecommit_repository_is_a_source(small: SmallPipeline, output: str) -> None:
    small.cloud.client("codecommit").create_repository(repositoryName=small.name)
    small.allow(
        small.pipeline_role,
        TOOLS,
        {
            "Effect": "Allow",
            "Action": ["codecommit:GetBranch", "codecommit:GetCommit", "codecommit:UploadArchive"],
            "Resource": f"arn:aws:codecommit:{REGION}:{TOOLS}:{small.name}",
        },
    )
    small.repository = f"codecommit/{small.name}"
    configuration = {"RepositoryName": small.name, "BranchName": "main", "OutputArtifactFormat": output}
    source = declared_action("Source", "Source", "CodeCommit", configuration, outputs=["Source"])
    small.create(stages=[{"name": "Source", "actions": [source]}, small.approval_stage(CustomData="-")])
    commit = small.first_commit()
    small.push()
    small.wait_for_approval()
    execution = small.executions()[0]["pipelineExecutionId"]
    done = small.actions(execution)["Source"]["output"]
    variables = done["outputVariables"]
    assert (variables["CommitId"], variables["RepositoryName"]) == (commit, small.name)
    location = done["outputArtifacts"][0]["s3location"]
    body = small.cloud.client("s3").get_object(Bucket=location["bucket"], Key=location["key"])["Body"].read()
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        settings = archive.read(".git/config").decode() if ".git/config" in archive.namelist() else ""
    assert (f"url = https://git-codecommit.{REGION}.amazonaws.com/v1/repos/{small.name}\n" in settings) == (
        output == "CODEBUILD_CLONE_REF"
    )


def test_a_full_clone_comes_with_its_history(small: SmallPipeline) -> None:
    stage = small.source_stage()
    stage["actions"][0]["configuration"]["OutputArtifactFormat"] = "CODEBUILD_CLONE_REF"
    small.create(stages=[stage, small.approval_stage()])
    small.first_commit()
    small.push()
    small.wait_for_approval()
    execution = small.executions()[0]["pipelineExecutionId"]
    location = small.actions(execution)["Source"]["output"]["outputArtifacts"][0]["s3location"]
    body = small.cloud.client("s3").get_object(Bucket=location["bucket"], Key=location["key"])["Body"].read()
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        names = archive.namelist()
        assert archive.read(".git/HEAD") == b"ref: refs/heads/main\n"
    assert "template.json" in names


def _invoking(small: SmallPipeline, parameters: str) -> str:
    """The execution of a pipeline whose second stage invokes the function with those parameters."""
    role = small.make_role(
        "function",
        service="lambda.amazonaws.com",
        statements=[{"Effect": "Allow", "Action": "codepipeline:PutJob*Result", "Resource": "*"}],
    )
    function = f"job-{small.suffix}"
    made = small.cloud.client("lambda").create_function(
        FunctionName=function,
        Runtime="python3.11",
        Role=role,
        Handler="index.handler",
        Code={"ZipFile": _zip({"index.py": _HANDLER})},
    )
    small.allow(
        small.pipeline_role,
        TOOLS,
        {"Effect": "Allow", "Action": "lambda:InvokeFunction", "Resource": made["FunctionArn"]},
    )
    invoke = declared_action(
        "Invoke", "Invoke", "Lambda", {"FunctionName": function, "UserParameters": parameters}, inputs=["Source"]
    )
    small.create(stages=[small.source_stage(), {"name": "Check", "actions": [invoke]}])
    small.first_commit()
    small.push()
    return str(small.executions()[0]["pipelineExecutionId"])


@pytest.mark.parametrize(("parameters", "status"), [("hello", "Succeeded"), ("fail", "Failed")])
def test_a_function_is_invoked_and_reports_its_result(small: SmallPipeline, parameters: str, status: str) -> None:
    execution = _invoking(small, parameters)
    small.wait(lambda: small.execution(execution)["status"] == status, f"it is {status}")
    output = small.actions(execution)["Invoke"]["output"]
    if status == "Succeeded":
        commit = small.actions(execution)["Source"]["output"]["outputVariables"]["CommitId"]
        assert output["outputVariables"] == {"Said": "hello", "Read": commit}
    else:
        assert small.reasons(execution) == {"Invoke": "as asked"}


def test_a_function_that_is_not_done_is_invoked_again_with_its_token(small: SmallPipeline) -> None:
    execution = _invoking(small, "thrice")
    small.wait_for(execution, "Succeeded")
    assert small.actions(execution)["Invoke"]["output"]["outputVariables"] == {"Said": "after 2"}


def test_a_silent_function_is_named_while_it_is_waited_for(small: SmallPipeline) -> None:
    _invoking(small, "wait")
    said = f"waits for job-{small.suffix} to call PutJobSuccessResult or PutJobFailureResult"

    def latest() -> dict[str, Any]:
        action = small.codepipeline.get_pipeline_state(name=small.name)["stageStates"][1]["actionStates"][0]
        found: dict[str, Any] = action.get("latestExecution", {})
        return found

    small.wait(lambda: latest().get("summary") == said, "what it waits for is said")
    assert latest()["status"] == "InProgress"


class Inbox:
    """A queue that hears what is published on a topic or by an event rule."""

    def __init__(self, small: SmallPipeline) -> None:
        self.small = small
        self._sqs = small.cloud.client("sqs")
        self.url = self._sqs.create_queue(QueueName=f"inbox-{small.suffix}")["QueueUrl"]
        attributes = self._sqs.get_queue_attributes(QueueUrl=self.url, AttributeNames=["QueueArn"])["Attributes"]
        self.arn: str = attributes["QueueArn"]
        self._heard: list[dict[str, Any]] = []

    def admit(self, service: str, source_arn: str) -> None:
        statement = {
            "Effect": "Allow",
            "Principal": {"Service": service},
            "Action": "sqs:SendMessage",
            "Resource": self.arn,
            "Condition": {"ArnEquals": {"aws:SourceArn": source_arn}},
        }
        policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
        self._sqs.set_queue_attributes(QueueUrl=self.url, Attributes={"Policy": policy})

    def heard(self) -> list[dict[str, Any]]:
        found = self._sqs.receive_message(QueueUrl=self.url, MaxNumberOfMessages=10).get("Messages", [])
        for message in found:
            self._heard.append(json.loads(message["Body"]))
            self._sqs.delete_message(QueueUrl=self.url, ReceiptHandle=message["ReceiptHandle"])
        return self._heard


def _topic(small: SmallPipeline, inbox: Inbox, publisher: str = "") -> str:
    sns = small.cloud.client("sns")
    arn: str = sns.create_topic(Name=f"delivery-{small.suffix}")["TopicArn"]
    sns.subscribe(TopicArn=arn, Protocol="sqs", Endpoint=inbox.arn)
    inbox.admit("sns.amazonaws.com", arn)
    if publisher:
        principal = {"Service": publisher}
        statement = {"Effect": "Allow", "Principal": principal, "Action": "sns:Publish", "Resource": arn}
        policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
        sns.set_topic_attributes(TopicArn=arn, AttributeName="Policy", AttributeValue=policy)
    return arn


def test_an_approval_is_announced_on_its_topic_with_the_token(small: SmallPipeline) -> None:
    inbox = Inbox(small)
    topic = _topic(small, inbox)
    small.allow(small.pipeline_role, TOOLS, {"Effect": "Allow", "Action": "sns:Publish", "Resource": topic})
    asked = small.approval_stage(NotificationArn=topic, ExternalEntityLink="https://example.com/review")
    small.create(stages=[small.source_stage(), asked])
    commit = small.first_commit()
    small.push()
    token = small.wait_for_approval()
    small.wait(lambda: len(inbox.heard()) > 0, "the topic is told")
    (envelope,) = inbox.heard()
    assert envelope["Subject"] == f"APPROVAL NEEDED: AWS CodePipeline {small.name} for action Approve"
    approval = json.loads(envelope["Message"])["approval"]
    assert approval["token"] == token
    assert approval["customData"] == f"Deploy {commit}?"
    assert approval["externalEntityLink"] == "https://example.com/review"
    assert approval["approvalReviewLink"].endswith(f"/Approve/Approve/approve/{token}")


@pytest.mark.enforces(
    "CodePipeline: an approval's topic needs sns:Publish of the action's role",
    source="https://docs.aws.amazon.com/codepipeline/latest/userguide/approvals-iam-permissions.html",
)
def test_a_role_that_may_not_publish_fails_the_approval(small: SmallPipeline) -> None:
    topic = _topic(small, Inbox(small))
    small.create(stages=[small.source_stage(), small.approval_stage(NotificationArn=topic)])
    small.first_commit()
    small.push()
    execution = small.executions()[0]["pipelineExecutionId"]
    small.wait(lambda: small.execution(execution)["status"] == "Failed", "it fails")
    assert "sns:Publish" in small.reasons(execution)["Approve"].replace("SNS:", "sns:")


def test_a_notification_rule_announces_failures_and_waiting_approvals(small: SmallPipeline) -> None:
    inbox = Inbox(small)
    topic = _topic(small, inbox, publisher="codestar-notifications.amazonaws.com")
    small.create(stages=[small.source_stage(), small.approval_stage()])
    arn = f"arn:aws:codepipeline:{REGION}:{TOOLS}:{small.name}"
    events = ["pipeline-execution-failed", "manual-approval-needed", "manual-approval-failed"]
    rule = {
        "Type": "AWS::CodeStarNotifications::NotificationRule",
        "Properties": {
            "Name": f"rule-{small.suffix}",
            "DetailType": "FULL",
            "Resource": arn,
            "EventTypeIds": [f"codepipeline-pipeline-{event}" for event in events],
            "Targets": [{"TargetType": "SNS", "TargetAddress": topic}],
        },
    }
    cloudformation = small.cloud.client("cloudformation")
    stack = f"rule-{small.suffix}"
    cloudformation.create_stack(StackName=stack, TemplateBody=json.dumps({"Resources": {"Rule": rule}}))
    cloudformation.get_waiter("stack_create_complete").wait(
        StackName=stack, WaiterConfig={"Delay": 1, "MaxAttempts": 30}
    )
    small.first_commit()
    small.push()
    small.answer(small.wait_for_approval(), "Rejected", "no")
    execution = small.executions()[0]["pipelineExecutionId"]

    def messages() -> list[dict[str, Any]]:
        heard = [json.loads(item["Message"]) for item in inbox.heard()]
        return [item for item in heard if item["detail"]["execution-id"] == execution]

    small.wait(lambda: len(messages()) >= 3, "all three are announced")
    assert [(item["detailType"], item["detail"]["state"]) for item in messages()] == [
        ("CodePipeline Action Execution State Change", "STARTED"),
        ("CodePipeline Action Execution State Change", "FAILED"),
        ("CodePipeline Pipeline Execution State Change", "FAILED"),
    ]
    assert {item["resources"][0] for item in messages()} == {arn}


def test_state_changes_are_put_on_the_default_event_bus(small: SmallPipeline) -> None:
    inbox = Inbox(small)
    events = small.cloud.client("events")
    pattern = {
        "source": ["aws.codepipeline"],
        "detail-type": ["CodePipeline Pipeline Execution State Change"],
        "detail": {"pipeline": [small.name], "state": ["STARTED", "SUCCEEDED"]},
    }
    rule = events.put_rule(Name=f"rule-{small.suffix}", EventPattern=json.dumps(pattern))["RuleArn"]
    inbox.admit("events.amazonaws.com", rule)
    events.put_targets(Rule=f"rule-{small.suffix}", Targets=[{"Id": "inbox", "Arn": inbox.arn}])
    small.create(stages=[small.source_stage(), small.approval_stage()])
    small.first_commit()
    small.push()
    small.answer(small.wait_for_approval())
    execution = small.executions()[0]["pipelineExecutionId"]

    def of_execution() -> list[str]:
        return [item["detail"]["state"] for item in inbox.heard() if item["detail"]["execution-id"] == execution]

    small.wait(lambda: len(of_execution()) >= 2, "start and end are on the bus")
    assert sorted(of_execution()) == ["STARTED", "SUCCEEDED"]
