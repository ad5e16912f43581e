"""A local cloud with what tests of builds need at hand: a role, projects from a build spec, a build run to its end."""

from __future__ import annotations

import io
import json
import time
import urllib.request
import uuid
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import boto3
import yaml

from tests.localcloud.cloud_process import REGION, TOOLS, CloudProcess

ENVIRONMENT = {
    "type": "LINUX_CONTAINER",
    "image": "aws/codebuild/standard:7.0",
    "computeType": "BUILD_GENERAL1_SMALL",
}
ALLOWED = ("logs:*", "s3:*", "codebuild:*", "ssm:GetParameters", "secretsmanager:GetSecretValue", "kms:*")
_BUILD_SECONDS = 60.0
_LAUNCHER = Path(__file__).with_name("serve_builds.py")


class BuildCloud(CloudProcess):
    """One server; its launcher can hand pipeline input over."""

    def __init__(self, *, state_dir: Path, toolchain_dir: Path, switches: Sequence[str] = ()) -> None:
        super().__init__(state_dir=state_dir, toolchain_dir=toolchain_dir, switches=switches)
        self._clients: dict[tuple[str, str, str], Any] = {}

    def command(self) -> Sequence[str]:
        """The server, through the launcher of this folder."""
        python, *rest = super().command()
        return (python, str(_LAUNCHER), *rest[2:])

    def start(self) -> None:
        super().start()
        self._clients.clear()

    def client(
        self, service: str, account: str = TOOLS, *, session: boto3.Session | None = None, region: str = REGION
    ) -> Any:
        """A client, the operator's ones made once: making one takes longer than most calls."""
        if session is not None:
            return super().client(service, account, session=session, region=region)
        if (service, account, region) not in self._clients:
            self._clients[service, account, region] = super().client(service, account, region=region)
        return self._clients[service, account, region]

    def create_role(
        self, name: str, *, actions: tuple[str, ...] = ALLOWED, resource: str = "*", service: str = "codebuild"
    ) -> str:
        """Create a role that a service may assume; returns its ARN."""
        iam = self.client("iam")
        trust = {"Effect": "Allow", "Principal": {"Service": f"{service}.amazonaws.com"}, "Action": "sts:AssumeRole"}
        role = iam.create_role(RoleName=name, AssumeRolePolicyDocument=_policy(trust))["Role"]
        if actions:
            allowed = {"Effect": "Allow", "Action": list(actions), "Resource": resource}
            iam.put_role_policy(RoleName=name, PolicyName="allowed", PolicyDocument=_policy(allowed))
        return str(role["Arn"])

    def limited_to(self, project: str, *actions: str) -> Any:
        """A CodeBuild client of a role that may do these things with one project alone."""
        iam, name = self.client("iam"), f"limited-{uuid.uuid4().hex[:12]}"
        trust = {
            "Effect": "Allow",
            "Principal": {"AWS": f"arn:aws:iam::{TOOLS}:root"},
            "Action": "sts:AssumeRole",
        }
        role = iam.create_role(RoleName=name, AssumeRolePolicyDocument=_policy(trust))["Role"]["Arn"]
        arn = f"arn:aws:codebuild:{REGION}:{TOOLS}:project/{project}"
        allowed = {"Effect": "Allow", "Action": list(actions), "Resource": arn}
        iam.put_role_policy(RoleName=name, PolicyName="allowed", PolicyDocument=_policy(allowed))
        return self.client("codebuild", session=self.assume(role))

    def create_project(self, buildspec: str | Mapping[str, Any], **settings: Any) -> str:
        """Create a project of its own for a test; returns its name."""
        name = settings.pop("name", f"project-{uuid.uuid4().hex[:12]}")
        text = buildspec if isinstance(buildspec, str) else json.dumps({"version": 0.2, **buildspec})
        environment = {**ENVIRONMENT, **settings.pop("environment", {})}
        source = settings.pop("source", {"type": "NO_SOURCE"})
        self.client("codebuild").create_project(
            name=name,
            source={"buildspec": text, **source},
            artifacts=settings.pop("artifacts", {"type": "NO_ARTIFACTS"}),
            environment=environment,
            serviceRole=settings.pop("role", f"arn:aws:iam::{TOOLS}:role/build"),
            **settings,
        )
        return str(name)

    def run_build(self, project: str, **overrides: Any) -> dict[str, Any]:
        """Start a build and wait for its end."""
        started = self.client("codebuild").start_build(projectName=project, **overrides)["build"]
        return self.await_build(started["id"], lambda build: bool(build["buildComplete"]))

    def run(self, commands: str | list[str], **settings: Any) -> dict[str, Any]:
        """Run commands in the BUILD phase of a new project."""
        listed = [commands] if isinstance(commands, str) else commands
        return self.run_build(self.create_project({"phases": {"build": {"commands": listed}}}, **settings))

    def await_build(self, build_id: str, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Look at a build until it is as wanted; fails after a minute."""
        codebuild = self.client("codebuild")
        deadline = time.monotonic() + _BUILD_SECONDS
        while time.monotonic() < deadline:
            build: dict[str, Any] = codebuild.batch_get_builds(ids=[build_id])["builds"][0]
            if wanted(build):
                return build
            time.sleep(0.05)
        raise AssertionError(
            f"after {_BUILD_SECONDS} s: {build['currentPhase']} {build['buildStatus']}: {self.log_of(build)}"
        )

    def await_true(self, condition: Callable[[], bool]) -> None:
        """Wait for a condition; fails after ten seconds."""
        deadline = time.monotonic() + 10
        while not condition():
            assert time.monotonic() < deadline
            time.sleep(0.02)

    def log_of(self, build: Mapping[str, Any]) -> str:
        """What a build has written to CloudWatch Logs."""
        return "".join(self._messages_of(build))

    def output_of(self, build: Mapping[str, Any]) -> list[str]:
        """The lines that a build's commands wrote, without CodeBuild's own."""
        messages = (message.rstrip("\n") for message in self._messages_of(build))
        return [message for message in messages if message.strip() and not message.startswith("[Container] ")]

    def _messages_of(self, build: Mapping[str, Any]) -> list[str]:
        logs = self.client("logs")
        if "groupName" not in build["logs"]:
            return []
        place = {"logGroupName": build["logs"]["groupName"], "logStreamName": build["logs"]["streamName"]}
        messages: list[str] = []
        follow: dict[str, str] = {}
        while True:
            try:
                answer = logs.get_log_events(**place, startFromHead=True, **follow)
            except logs.exceptions.ResourceNotFoundException:
                return messages  # nothing has been written yet
            messages += [event["message"] for event in answer["events"]]
            if not answer["events"] or answer["nextForwardToken"] == follow.get("nextToken"):
                return messages
            follow = {"nextToken": answer["nextForwardToken"]}

    def processes_of(self, build_id: str) -> list[int]:
        """The living processes of a build, told by their environment."""
        wanted, found = f"CODEBUILD_BUILD_ID={build_id}".encode(), []
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                try:
                    alive = entry.joinpath("stat").read_text().rpartition(")")[2].split()[0] != "Z"
                    if alive and wanted in entry.joinpath("environ").read_bytes().split(b"\0"):
                        found.append(int(entry.name))
                except OSError:
                    continue
        return found

    def create_bucket(self) -> str:
        """Create a bucket of its own for a test."""
        name = f"bucket-{uuid.uuid4().hex[:12]}"
        self.client("s3").create_bucket(Bucket=name)
        return name

    def put_zip(self, bucket: str, key: str, files: Mapping[str, str], *, executable: tuple[str, ...] = ()) -> None:
        """Store a zip of text files."""
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w") as archive:
            for name, text in files.items():
                info = zipfile.ZipInfo(name)
                info.external_attr = (0o100755 if name in executable else 0o100644) << 16
                archive.writestr(info, text)
        self.client("s3").put_object(Bucket=bucket, Key=key, Body=content.getvalue())

    def read_zip(self, bucket: str, key: str) -> zipfile.ZipFile:
        """Fetch a zip."""
        body = self.client("s3").get_object(Bucket=bucket, Key=key)["Body"].read()
        return zipfile.ZipFile(io.BytesIO(body))

    def run_out_of_time(self, build_id: str) -> None:
        """Let a running build's time be over, as its timer would after minutes."""
        self._post("/_test/run-out-of-time", {"build": build_id})

    def hand_over(self, token: str, pipeline_input: Mapping[str, Any]) -> None:
        """Play CodePipeline: give the server the artifacts of the build that `token` is about to start."""
        self._post("/_test/hand-over", {"token": token, "input": pipeline_input})

    def _post(self, path: str, document: Mapping[str, Any]) -> None:
        body = json.dumps(document).encode()
        request = urllib.request.Request(self.endpoint_url + path, data=body, method="POST")  # noqa: S310
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 - this worker's own server
            assert answer.status == 200


def _policy(statement: Mapping[str, Any]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def to_yaml(document: Mapping[str, Any]) -> str:
    """A build spec as a person writes it."""
    return yaml.safe_dump({"version": 0.2, **document})


def phases_of(build: Mapping[str, Any]) -> dict[str, str]:
    """Each phase's status, in order; COMPLETED has none."""
    return {phase["phaseType"]: phase.get("phaseStatus", "") for phase in build["phases"]}


def context_of(build: Mapping[str, Any], phase: str) -> dict[str, str]:
    """The context of a phase."""
    found = next(item for item in build["phases"] if item["phaseType"] == phase)
    return dict(found["contexts"][0])


__all__ = ["ENVIRONMENT", "REGION", "TOOLS", "BuildCloud", "context_of", "phases_of", "to_yaml"]
