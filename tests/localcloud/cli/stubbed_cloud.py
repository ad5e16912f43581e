"""A local cloud whose answers a test queues, the record of one, and git as an invented person."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
from botocore.stub import Stubber

from localcloud.cli.cloud.local_cloud import LocalCloud
from localcloud.cli.cloud.project import Project, Settings
from localcloud.cli.cloud.server_record import ServerRecord
from localcloud.cli.cloud.workspace import Workspace

REGION = "us-east-1"
SETTINGS = Settings(
    accounts={"tools": "111111111111", "dev": "222222222222", "prod": "333333333333"},
    pipeline_account="111111111111",
    region=REGION,
    repository="example-org/greeting",
    branch="main",
    pipeline_stack="greeting-pipeline",
)


RECORD = ServerRecord(
    pid=1,
    process_identity="x",
    port=4566,
    endpoint_url="http://127.0.0.1:4566",
    settings=SETTINGS,
    started_at="2026-01-02T03:04:05+00:00",
)


def claimed_workspace(project: Project, folder: Path) -> Workspace:
    """A claimed state folder beside an empty checkout, both new."""
    checkout = folder / "checkout"
    checkout.mkdir()
    workspace = Workspace.at(project, checkout=checkout, state=folder / "state", port=0)
    workspace.claim()
    return workspace


@dataclass
class StubbedCloud:
    """A LocalCloud whose clients answer what a test queued, and nothing else."""

    cloud: LocalCloud
    stubbers: dict[tuple[str, str, str], Stubber]

    def stub(self, service: str, account: str = "tools", *, region: str = REGION) -> Stubber:
        key = (service, self.cloud.account_id(account), region)
        if key not in self.stubbers:
            client = boto3.client(
                service, region_name=region, aws_access_key_id="AKIDEXAMPLE", aws_secret_access_key="example"
            )
            self.cloud._clients[key] = client
            self.stubbers[key] = Stubber(client)
            self.stubbers[key].activate()
        return self.stubbers[key]

    def answers(
        self, operation: str, response: dict[str, Any], *, service: str = "codepipeline", **expected: Any
    ) -> None:
        """Queues one answer; the request's members are checked where `expected` names them."""
        self.stub(service).add_response(operation, response, expected or None)

    def has_pipeline(self, name: str = "greeting-pipeline") -> None:
        """Queues the resources of the pipeline's stack, which every command reads first."""
        resource = {
            "LogicalResourceId": "Pipeline",
            "PhysicalResourceId": name,
            "ResourceType": "AWS::CodePipeline::Pipeline",
            "ResourceStatus": "CREATE_COMPLETE",
            "Timestamp": "2026-01-02T03:04:05Z",
        }
        self.stub("cloudformation").add_response("describe_stack_resources", {"StackResources": [resource]})

    def has_outputs(self, **outputs: str) -> None:
        """Queues the description of the pipeline's stack."""
        pairs = {"EvidenceBucketName": "evidence", **outputs}
        self.stub("cloudformation").add_response(
            "describe_stacks",
            {
                "Stacks": [
                    {
                        "StackName": "greeting-pipeline",
                        "CreationTime": "2026-01-02T03:04:05Z",
                        "StackStatus": "CREATE_COMPLETE",
                        "Outputs": [{"OutputKey": key, "OutputValue": value} for key, value in pairs.items()],
                    }
                ]
            },
        )


@contextmanager
def stubbed_cloud(workspace: Workspace) -> Iterator[StubbedCloud]:
    """A cloud without answers; in the end every answer that was queued must have been asked for."""
    made = StubbedCloud(cloud=LocalCloud(workspace=workspace, record=RECORD), stubbers={})
    yield made
    for stubber in made.stubbers.values():
        stubber.assert_no_pending_responses()


def git(path: Path, *arguments: str) -> str:
    """Runs git as an invented person, without the settings of whoever runs the tests."""
    identity = ["-c", "user.name=Ada Example", "-c", "user.email=ada@example.com", "-c", "commit.gpgsign=false"]
    done = subprocess.run(
        ["git", *identity, *arguments], cwd=path, capture_output=True, text=True, check=True, timeout=30
    )
    return done.stdout.strip()


def commit_all(path: Path, message: str) -> str:
    git(path, "add", "--all")
    git(path, "commit", "--quiet", "--allow-empty", "--message", message)
    return git(path, "rev-parse", "HEAD")
