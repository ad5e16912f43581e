"""An account whose services answer with whatever text a stranger put there, without a cloud: what a page makes of a
name or a message needs none.

Shapes are those of AWS's APIs, as far as the console reads them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from io import BytesIO
from types import SimpleNamespace
from typing import Any

from botocore.exceptions import ClientError
from botocore.response import StreamingBody

from delivery.aws_account import EnvironmentAccount
from delivery.console import ConsoleServer, console_application
from localcloud.cli import CommandError, ExitCode, PublishedMessage
from tests.console.served_console import ServedConsole

FAILED = "0f0e0d0c-0000-4000-8000-000000000001"
WAITING = "0f0e0d0c-0000-4000-8000-000000000002"
COMMIT = "01234567" * 5
STACK = "greeting-dev"
REGION = "us-east-1"
_NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
_BUILD = "build:1"
_LOGS = {"groupName": "/aws/codebuild/build", "streamName": "0f0e0d0c"}
_KINDS = {
    "Items": "AWS::DynamoDB::Table",
    "Files": "AWS::S3::Bucket",
    "Function": "AWS::Lambda::Function",
    "Topic": "AWS::SNS::Topic",
}
Answer = Mapping[str, Any] | Callable[..., Mapping[str, Any]]


class NoSuchKeyError(Exception):
    """What S3's client raises for a key that is not there."""


class HostileAccount:
    """A pipeline's place with one execution that failed and one that asks a person.

    Args:
        text: what stands wherever somebody else writes free text.
        stage: the name of the stage that deploys.
        action: of its build.

    Attributes:
        answers: by service and operation, for a test to change.
        objects: bodies in the evidence bucket by their keys.
        messages: published on any topic.
    """

    pipeline_name = "greeting"
    place = "local"
    report_command = ""
    logs_command = ""

    def __init__(self, text: str = "text", *, stage: str = "Dev", action: str = "Smoke") -> None:
        self.text, self.stage, self.action = text, stage, action
        self.pipeline_outputs = {"EvidenceBucketName": "evidence"}
        self.objects: dict[str, bytes] = {}
        self.messages = [PublishedMessage(topic_arn="topic", time=_NOW.timestamp(), subject=text, text=text)]
        self.answers: dict[tuple[str, str], Answer] = {**self._pipeline(), **self._stores()}

    def client(self, service: str, *, account: str = "", region: str = "") -> _Client:
        return _Client(self, service)

    def command(self, arguments: str) -> str:
        return f"bin/delivery {arguments}"

    def published_messages(self, _topic: str) -> list[PublishedMessage]:
        return self.messages

    def run(self, place: str, status: str, *, execution: str = FAILED, **result: Any) -> dict[str, Any]:
        """One entry of ListActionExecutions; `place` is Stage/Action."""
        stage, _, name = place.partition("/")
        return {
            "pipelineExecutionId": execution,
            "stageName": stage,
            "actionName": name,
            "status": status,
            "startTime": _NOW,
            "lastUpdateTime": _NOW + timedelta(seconds=4),
            "updatedBy": self.text,
            "input": {"region": REGION, "configuration": {"CustomData": self.text, "StackName": STACK}},
            "output": {"executionResult": result},
        }

    def _pipeline(self) -> dict[tuple[str, str], Answer]:
        text, stage, action = self.text, self.stage, self.action
        build = {"externalExecutionId": _BUILD, "externalExecutionSummary": text}
        failure: dict[str, Any] = {**build, "errorDetails": {"code": "JobFailed", "message": text}}
        runs = {
            FAILED: [self.run("Source/Source", "Succeeded"), self.run(f"{stage}/{action}", "Failed", **failure)],
            WAITING: [
                self.run("Source/Source", "Succeeded", execution=WAITING),
                self.run(f"{stage}/{action}", "Succeeded", execution=WAITING, **build),
                self.run("Approve/Approve", "InProgress", execution=WAITING),
            ],
        }
        revision = {"revisionId": COMMIT, "revisionSummary": text}
        summaries = [
            {
                "pipelineExecutionId": execution,
                "status": status,
                "startTime": _NOW + timedelta(minutes=minute),
                "lastUpdateTime": _NOW + timedelta(minutes=minute, seconds=90),
                "sourceRevisions": [revision],
                "trigger": {"triggerType": "Webhook", "triggerDetail": text},
            }
            for minute, (execution, status) in enumerate({FAILED: "Failed", WAITING: "InProgress"}.items())
        ][::-1]
        asked = {"status": "InProgress", "token": "t-1", "actionExecutionId": "asking-1"}
        held = {"enabled": False, "lastChangedBy": text, "disabledReason": text}
        return {
            ("codepipeline", "get_pipeline"): {"pipeline": {"name": "greeting", "stages": self._stages()}},
            ("codepipeline", "list_pipeline_executions"): {"pipelineExecutionSummaries": summaries},
            ("codepipeline", "get_pipeline_execution"): {"pipelineExecution": {"pipelineVersion": 1}},
            ("codepipeline", "list_action_executions"): lambda **asked: {
                "actionExecutionDetails": runs.get(asked.get("filter", {}).get("pipelineExecutionId"), [])
            },
            ("codepipeline", "list_rule_executions"): {"ruleExecutionDetails": []},
            ("codepipeline", "get_pipeline_state"): {
                "stageStates": [
                    {"stageName": "Source", "actionStates": []},
                    {
                        "stageName": stage,
                        "inboundTransitionState": held,
                        "latestExecution": {"pipelineExecutionId": FAILED, "status": "Failed"},
                        "actionStates": [],
                    },
                    {
                        "stageName": "Approve",
                        "latestExecution": {"pipelineExecutionId": WAITING, "status": "InProgress"},
                        "actionStates": [{"actionName": "Approve", "latestExecution": asked}],
                    },
                ]
            },
            ("codebuild", "batch_get_builds"): {
                "builds": [
                    {
                        "id": _BUILD,
                        "buildComplete": True,
                        "logs": _LOGS,
                        "reportArns": ["report"],
                        "phases": [
                            {"phaseType": "BUILD", "phaseStatus": "FAILED", "contexts": [{"message": f"phase {text}"}]}
                        ],
                    }
                ]
            },
            ("codebuild", "batch_get_reports"): {
                "reports": [
                    {
                        "reportGroupArn": f"arn:aws:codebuild:us-east-1:111111111111:report-group/{text}",
                        "status": "FAILED",
                        "testSummary": {"total": 2, "statusCounts": {"FAILED": 1, "SUCCEEDED": 1}},
                    }
                ]
            },
            ("codebuild", "describe_test_cases"): {"testCases": [{"name": text, "prefix": text, "message": text}]},
            ("logs", "get_log_events"): lambda **asked: {
                "events": [] if "nextToken" in asked else [{"timestamp": 1_700_000_000_000, "message": text}],
                "nextForwardToken": "f/1",
            },
        }

    def _stages(self) -> list[dict[str, Any]]:
        def action(name: str, category: str, provider: str, **more: Any) -> dict[str, Any]:
            kind = {"category": category, "owner": "AWS", "provider": provider, "version": "1"}
            return {"name": name, "actionTypeId": kind, "runOrder": 1, "configuration": {}, **more}

        deploy = action("Deploy", "Deploy", "CloudFormation", configuration={"StackName": STACK}, region=REGION)
        return [
            {"name": "Source", "actions": [action("Source", "Source", "CodeStarSourceConnection")]},
            {"name": self.stage, "actions": [deploy, action(self.action, "Build", "CodeBuild", runOrder=2)]},
            {"name": "Approve", "actions": [action("Approve", "Approval", "Manual")]},
        ]

    def _stores(self) -> dict[tuple[str, str], Answer]:
        text = self.text
        stack = {
            "StackName": STACK,
            "StackStatus": "UPDATE_COMPLETE",
            "CreationTime": _NOW,
            "Outputs": [{"OutputKey": "Address", "OutputValue": f"https://example.com/{text}"}],
        }
        event = {"Timestamp": _NOW, "StackName": STACK, "LogicalResourceId": "X", "ResourceStatus": "CREATE_FAILED"}
        resources = [
            {"LogicalResourceId": name, "ResourceType": kind, "PhysicalResourceId": text, "ResourceStatus": "OK"}
            for name, kind in _KINDS.items()
        ]
        subscription = {"Protocol": "email", "Endpoint": text, "SubscriptionArn": "PendingConfirmation"}
        return {
            ("cloudformation", "describe_stacks"): {"Stacks": [stack]},
            ("cloudformation", "describe_stack_events"): {"StackEvents": [{**event, "ResourceStatusReason": text}]},
            ("cloudformation", "list_stack_resources"): {"StackResourceSummaries": resources},
            ("dynamodb", "describe_table"): {"Table": {"KeySchema": [{"AttributeName": "id"}]}},
            ("dynamodb", "scan"): {"Items": [{"id": {"S": text}, text: {"S": text}}]},
            ("s3", "list_objects_v2"): lambda **asked: {
                "Contents": [
                    {"Key": key, "Size": len(body), "LastModified": _NOW}
                    for key, body in (self.objects if asked["Bucket"] == "evidence" else {text: b""}).items()
                    if key.startswith(asked.get("Prefix", ""))
                ]
            },
            ("s3", "get_object"): self._object,
            ("lambda", "get_function_configuration"): {},
            ("logs", "describe_log_streams"): {"logStreams": [{"logStreamName": "stream"}]},
            ("sns", "list_subscriptions_by_topic"): {"Subscriptions": [subscription]},
        }

    def _object(self, *, Key: str, **_asked: Any) -> Mapping[str, Any]:  # noqa: N803 - S3's name
        if Key not in self.objects:
            raise NoSuchKeyError
        body = self.objects[Key]
        return {"Body": StreamingBody(BytesIO(body), len(body))}


class _Client:
    """A client of one service that answers what the account has."""

    exceptions = SimpleNamespace(NoSuchKey=NoSuchKeyError, ResourceNotFoundException=type("NotFound", (Exception,), {}))
    meta = SimpleNamespace(region_name=REGION)

    def __init__(self, account: HostileAccount, service: str) -> None:
        self._account, self._service = account, service

    def __getattr__(self, operation: str) -> Callable[..., Mapping[str, Any]]:
        def call(**asked: Any) -> Mapping[str, Any]:
            answer = self._account.answers.get((self._service, operation))
            if answer is None:
                refusal = {"Error": {"Code": "AccessDenied", "Message": f"{operation} {self._account.text}"}}
                raise ClientError(refusal, operation)
            return answer(**asked) if callable(answer) else answer

        return call

    def get_paginator(self, operation: str) -> Any:
        return SimpleNamespace(paginate=lambda **asked: iter([getattr(self, operation)(**asked)]))


@contextmanager
def hostile_console(account: HostileAccount, *, port: int = 0) -> Iterator[ServedConsole]:
    """The console of that account, served for a block; on any free port, unless it is to be a certain one."""
    server = ConsoleServer(port)

    def environment_account(name: str) -> EnvironmentAccount:
        raise CommandError(f"nothing is deployed in {name}", exit_code=ExitCode.USAGE)

    with server.serving(console_application(account, server.session, environment_account)):
        yield ServedConsole(session=server.session)
