"""A small real pipeline in a local cloud: repository, key, bucket, roles and build project, made with boto3.

Source, a build in the tools account, an approval, and a stack in the dev account through a role there.
"""

from __future__ import annotations

import json
import os
import subprocess
import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from botocore.exceptions import ClientError

from tests.localcloud.cloud_process import DEV, REGION, TOOLS, CloudProcess
from tests.localcloud.codepipeline.pipeline_parts import (
    BUILD_SPEC,
    CONNECTION,
    TEMPLATE,
    allow,
    declared_action,
    policy,
)

_WAIT_SECONDS = 60


@dataclass
class SmallPipeline:
    """Names are unique, so that tests share a server."""

    cloud: CloudProcess
    directory: Path
    connection: str = CONNECTION
    suffix: str = field(default_factory=lambda: uuid.uuid4().hex[:8])

    def __post_init__(self) -> None:
        self.name = f"small-{self.suffix}"
        self.repository = f"careervp/{self.name}"
        self.bucket = f"artifacts-{self.suffix}"
        self.codepipeline = self.cloud.client("codepipeline")
        self.stack = f"greeting-{self.suffix}"
        self.work_tree = self.directory / "work"

    def prepare(self) -> None:
        """Make everything but the pipeline."""
        self._make_store()
        self.pipeline_role = self._make_pipeline_role()
        self.build_role = self._make_build_role()
        self.deploy_role = self._make_deploy_role()
        self.open_store()
        self.cloud.client("codebuild").create_project(
            name=self.name,
            source={"type": "CODEPIPELINE", "buildspec": BUILD_SPEC},
            artifacts={"type": "CODEPIPELINE"},
            environment={
                "type": "LINUX_CONTAINER",
                "image": "aws/codebuild/standard:7.0",
                "computeType": "BUILD_GENERAL1_SMALL",
            },
            serviceRole=self.build_role,
            encryptionKey=self.key_arn,
        )

    def _make_store(self) -> None:
        self.key_arn = self.cloud.client("kms").create_key()["KeyMetadata"]["Arn"]
        s3 = self.cloud.client("s3")
        s3.create_bucket(Bucket=self.bucket)
        s3.put_bucket_versioning(Bucket=self.bucket, VersioningConfiguration={"Status": "Enabled"})

    def allow(self, role_arn: str, account: str, *statements: Mapping[str, Any]) -> None:
        """Give a role more permissions."""
        self.cloud.client("iam", account).put_role_policy(
            RoleName=role_arn.rpartition("/")[2], PolicyName="more", PolicyDocument=policy(*statements)
        )

    def open_store(self, *, write: bool = False) -> None:
        """Let the deploy role of the other account read artifacts, as a pipeline across accounts must."""
        account = {"AWS": f"arn:aws:iam::{TOOLS}:root"}
        deployer = {"AWS": self.deploy_role}
        keys = ["kms:Decrypt", "kms:GenerateDataKey"] if write else ["kms:Decrypt"]
        objects = ["s3:GetObject", "s3:PutObject"] if write else ["s3:GetObject"]
        self.cloud.client("kms").put_key_policy(
            KeyId=self.key_arn,
            PolicyName="default",
            Policy=policy(
                {"Effect": "Allow", "Principal": account, "Action": "kms:*", "Resource": "*"},
                {"Effect": "Allow", "Principal": deployer, "Action": keys, "Resource": "*"},
            ),
        )
        self.cloud.client("s3").put_bucket_policy(
            Bucket=self.bucket,
            Policy=policy(
                {
                    "Effect": "Allow",
                    "Principal": deployer,
                    "Action": objects,
                    "Resource": f"arn:aws:s3:::{self.bucket}/*",
                }
            ),
        )

    def _make_pipeline_role(self) -> str:
        project = f"arn:aws:codebuild:{REGION}:{TOOLS}:project/{self.name}"
        return self.make_role(
            "pipeline",
            service="codepipeline.amazonaws.com",
            statements=[
                allow("codestar-connections:UseConnection", CONNECTION),
                allow(["codebuild:StartBuild", "codebuild:BatchGetBuilds"], project),
                allow("sts:AssumeRole", f"arn:aws:iam::{DEV}:role/deploy-{self.suffix}"),
                *self._store_statements(),
            ],
        )

    def _make_build_role(self) -> str:
        return self.make_role(
            "build",
            service="codebuild.amazonaws.com",
            statements=[allow("logs:*", "*"), *self._store_statements()],
        )

    def _make_deploy_role(self) -> str:
        return self.make_role(
            "deploy",
            account=DEV,
            principal={"AWS": f"arn:aws:iam::{TOOLS}:root"},
            statements=[
                allow("cloudformation:*", f"arn:aws:cloudformation:{REGION}:{DEV}:stack/{self.stack}/*"),
                allow("ssm:*", "*"),
                allow("s3:GetObject", f"arn:aws:s3:::{self.bucket}/*"),
                allow("kms:Decrypt", self.key_arn),
            ],
        )

    def _store_statements(self) -> list[dict[str, Any]]:
        objects = ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"]
        keys = ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey*", "kms:DescribeKey"]
        return [allow(objects, f"arn:aws:s3:::{self.bucket}/*"), allow(keys, self.key_arn)]

    def make_role(
        self,
        kind: str,
        *,
        statements: Sequence[Mapping[str, Any]],
        service: str = "",
        principal: Mapping[str, str] | None = None,
        account: str = TOOLS,
    ) -> str:
        """Make a role of this pipeline; returns its ARN."""
        iam = self.cloud.client("iam", account)
        name = f"{kind}-{self.suffix}"
        trusted = principal or {"Service": service}
        trust = policy({"Effect": "Allow", "Principal": trusted, "Action": "sts:AssumeRole"})
        arn: str = iam.create_role(RoleName=name, AssumeRolePolicyDocument=trust)["Role"]["Arn"]
        iam.put_role_policy(RoleName=name, PolicyName="work", PolicyDocument=policy(*statements))
        return arn

    def declaration(self, **changes: Any) -> dict[str, Any]:
        """The pipeline: source, build, approval, deployment into the dev account; a change to None leaves a key out."""
        declared = {
            "name": self.name,
            "roleArn": self.pipeline_role,
            "artifactStore": {
                "type": "S3",
                "location": self.bucket,
                "encryptionKey": {"id": self.key_arn, "type": "KMS"},
            },
            "pipelineType": "V2",
            "executionMode": "SUPERSEDED",
            "stages": [self.source_stage(), self.build_stage(), self.approval_stage(), self.deploy_stage()],
        }
        return {name: value for name, value in {**declared, **changes}.items() if value is not None}

    def source_stage(self) -> dict[str, Any]:
        configuration = {
            "ConnectionArn": self.connection,
            "FullRepositoryId": self.repository,
            "BranchName": "main",
            "DetectChanges": "true",
        }
        action = declared_action("Source", "Source", "CodeStarSourceConnection", configuration, outputs=["Source"])
        return {"name": "Source", "actions": [{**action, "namespace": "Source@Main"}]}

    def build_stage(self) -> dict[str, Any]:
        variables = [{"name": "WHO", "value": "#{Source@Main.BranchName}", "type": "PLAINTEXT"}]
        configuration = {"ProjectName": self.name, "EnvironmentVariables": json.dumps(variables)}
        action = declared_action("Build", "Build", "CodeBuild", configuration, inputs=["Source"], outputs=["Built"])
        return {"name": "Build", "actions": [{**action, "namespace": "Build"}]}

    def approval_stage(self, **configuration: str) -> dict[str, Any]:
        asked = {"CustomData": "Deploy #{Source@Main.CommitId}?", **configuration}
        return {"name": "Approve", "actions": [declared_action("Approve", "Approval", "Manual", asked)]}

    def deploy_stage(self) -> dict[str, Any]:
        common = {"StackName": self.stack, "ChangeSetName": "pipeline"}
        prepare = {
            **common,
            "ActionMode": "CHANGE_SET_REPLACE",
            "TemplatePath": "Built::template.json",
            "Capabilities": "CAPABILITY_NAMED_IAM",
            "ParameterOverrides": json.dumps({"Greeting": "#{Build.GREETING}"}),
        }
        execute = {**common, "ActionMode": "CHANGE_SET_EXECUTE"}
        actions = [
            declared_action("Prepare", "Deploy", "CloudFormation", prepare, inputs=["Built"]),
            {**declared_action("Deploy", "Deploy", "CloudFormation", execute), "runOrder": 2, "namespace": "Deployed"},
        ]
        return {"name": "Dev", "actions": [{**action, "roleArn": self.deploy_role} for action in actions]}

    def create(self, *, tags: Sequence[Mapping[str, str]] = (), **changes: Any) -> str:
        """Create the pipeline; returns the id of the execution that its creation started.

        That execution has read its source by then: what is pushed next is read by the execution of that push alone.
        """
        self.codepipeline.create_pipeline(pipeline=self.declaration(**changes), tags=list(tags))
        created = str(self.executions()[-1]["pipelineExecutionId"])
        self.wait(lambda: self._has_read_its_source(created), f"{created} has read its source")
        return created

    def _has_read_its_source(self, execution_id: str) -> bool:
        if self.execution(execution_id)["status"] != "InProgress":
            return True
        statuses = [item["status"] for item in self.actions(execution_id).values()]
        return bool(statuses) and "InProgress" not in statuses[:1]

    @property
    def remote(self) -> Path:
        return self.cloud.state_dir / "git" / f"{self.repository}.git"

    def commit(self, files: Mapping[str, str], message: str) -> str:
        """Commit files in the work tree; returns the commit's id."""
        if not self.work_tree.exists():
            self.git("init", "--quiet", "--initial-branch=main", str(self.work_tree), work_tree=False)
        for path, content in files.items():
            target = self.work_tree / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(content)
            if path.startswith("scripts/"):
                target.chmod(0o755)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", message)
        return self.git("rev-parse", "HEAD").stdout.strip()

    def first_commit(self) -> str:
        files = {"template.json": json.dumps(TEMPLATE), "scripts/tool": "#!/bin/sh\nexit 0\n", "README": "small\n"}
        return self.commit(files, "Greet\n\nWith a body.")

    def push(self, refspec: str = "HEAD:refs/heads/main") -> subprocess.CompletedProcess[str]:
        """Push as a developer does; what the hook said is on standard error."""
        return self.git("push", self.remote.as_uri(), refspec)

    def git(self, *arguments: str, work_tree: bool = True) -> subprocess.CompletedProcess[str]:
        person = {"GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "ada@example.com"}
        committer = {"GIT_COMMITTER_NAME": "Ada", "GIT_COMMITTER_EMAIL": "ada@example.com"}
        environment = {"PATH": os.environ["PATH"], "HOME": str(self.directory), **person, **committer}
        place = ["-C", str(self.work_tree)] if work_tree else []
        return subprocess.run(
            ["git", *place, *arguments], env=environment, capture_output=True, text=True, check=True, timeout=60
        )

    def executions(self) -> list[dict[str, Any]]:
        """Newest first."""
        listed: list[dict[str, Any]] = self.codepipeline.list_pipeline_executions(pipelineName=self.name)[
            "pipelineExecutionSummaries"
        ]
        return listed

    def execution(self, execution_id: str) -> dict[str, Any]:
        found: dict[str, Any] = self.codepipeline.get_pipeline_execution(
            pipelineName=self.name, pipelineExecutionId=execution_id
        )["pipelineExecution"]
        return found

    def actions(self, execution_id: str) -> dict[str, dict[str, Any]]:
        """The latest run of each action."""
        details = self.codepipeline.list_action_executions(
            pipelineName=self.name, filter={"pipelineExecutionId": execution_id}
        )["actionExecutionDetails"]
        return {item["actionName"]: item for item in reversed(details)}

    def wait(self, condition: Callable[[], bool], what: str) -> None:
        """Wait, bounded, until the condition holds."""
        limit = time.monotonic() + _WAIT_SECONDS
        while not condition():
            if time.monotonic() > limit:
                raise AssertionError(f"never: {what}; {self._last_seen()}")
            time.sleep(0.1)

    def _last_seen(self) -> str:
        try:
            return json.dumps(
                self.codepipeline.get_pipeline_state(name=self.name)["stageStates"], default=str, indent=1
            )
        except ClientError as error:
            return str(error)

    def wait_for(self, execution_id: str, status: str) -> None:
        def reached() -> bool:
            found = self.execution(execution_id)["status"]
            if found != status and found not in ("InProgress", "Stopping"):
                raise AssertionError(f"{execution_id} is {found}: {self.reasons(execution_id)}")
            return bool(found == status)

        self.wait(reached, f"{execution_id} is {status}")

    def reasons(self, execution_id: str) -> dict[str, str]:
        """By failed action, why."""
        return {
            name: item["output"]["executionResult"]["errorDetails"]["message"]
            for name, item in self.actions(execution_id).items()
            if "errorDetails" in item["output"].get("executionResult", {})
        }

    def token(self, stage: str = "Approve", action: str = "Approve") -> str | None:
        states = self.codepipeline.get_pipeline_state(name=self.name)["stageStates"]
        found = next(item for item in states if item["stageName"] == stage)
        state = next(item for item in found["actionStates"] if item["actionName"] == action)
        token: str | None = state.get("latestExecution", {}).get("token")
        return token

    def wait_for_approval(self) -> str:
        self.wait(lambda: self.token() is not None, "the approval is waited for")
        token = self.token()
        assert token is not None
        return token

    def answer(self, token: str, status: str = "Approved", summary: str = "fine", *, stage: str = "Approve") -> None:
        self.codepipeline.put_approval_result(
            pipelineName=self.name,
            stageName=stage,
            actionName="Approve",
            result={"summary": summary, "status": status},
            token=token,
        )
