"""A second region for a small pipeline: an artifact store there, under a key of its own that goes by its alias."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from tests.localcloud.cloud_process import DEV, REGION, TOOLS
from tests.localcloud.codepipeline.pipeline_parts import allow, declared_action, policy
from tests.localcloud.codepipeline.small_pipeline import SmallPipeline

AWAY = "eu-west-1"
_READ = ["s3:GetObject", "s3:GetObjectVersion"]
_USE = ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey*", "kms:DescribeKey"]


class SecondRegion:
    """Makes the store in the tools account; the deploy role of the dev account may read it, and write its outputs."""

    def __init__(self, small: SmallPipeline) -> None:
        self.small = small
        self.project = f"check-{small.suffix}"
        self.bucket = f"replicas-{small.suffix}"
        kms, s3 = small.cloud.client("kms", region=AWAY), small.cloud.client("s3", region=AWAY)
        self.key_arn: str = kms.create_key()["KeyMetadata"]["Arn"]
        alias = f"alias/replicas-{small.suffix}"
        kms.create_alias(AliasName=alias, TargetKeyId=self.key_arn)
        self.alias_arn = f"arn:aws:kms:{AWAY}:{TOOLS}:{alias}"
        deployer = {"AWS": small.deploy_role}
        self.share_key({"Effect": "Allow", "Principal": deployer, "Action": _USE, "Resource": "*"})
        s3.create_bucket(Bucket=self.bucket, CreateBucketConfiguration={"LocationConstraint": AWAY})
        objects = {"Action": [*_READ, "s3:PutObject"], "Resource": f"{self.bucket_arn}/*"}
        s3.put_bucket_policy(Bucket=self.bucket, Policy=policy({"Effect": "Allow", "Principal": deployer, **objects}))
        small.allow(
            small.deploy_role,
            DEV,
            allow("cloudformation:*", f"arn:aws:cloudformation:{AWAY}:{DEV}:stack/{small.stack}/*"),
            allow([*_READ, "s3:PutObject"], f"{self.bucket_arn}/*"),
            allow(_USE, self.key_arn),
        )

    @property
    def bucket_arn(self) -> str:
        return f"arn:aws:s3:::{self.bucket}"

    def share_key(self, *statements: Mapping[str, Any]) -> None:
        """Set the key's policy: the tools account, and what the statements say."""
        account = {"AWS": f"arn:aws:iam::{TOOLS}:root"}
        own = {"Effect": "Allow", "Principal": account, "Action": "kms:*", "Resource": "*"}
        self.small.cloud.client("kms", region=AWAY).put_key_policy(
            KeyId=self.key_arn, PolicyName="default", Policy=policy(own, *statements)
        )

    def let_the_pipeline_in(self) -> None:
        """What the pipeline's role needs to copy artifacts into the store and out of it, and to run the check."""
        self.small.allow(
            self.small.pipeline_role,
            TOOLS,
            allow([*_READ, "s3:PutObject"], f"{self.bucket_arn}/*"),
            allow(_USE, self.key_arn),
            allow(
                ["codebuild:StartBuild", "codebuild:BatchGetBuilds"],
                f"arn:aws:codebuild:{REGION}:{TOOLS}:project/{self.project}",
            ),
        )

    def check_stage(self, command: str) -> dict[str, Any]:
        """A build at home that runs a command on the deployed stack's outputs."""
        spec = {"version": "0.2", "phases": {"build": {"commands": [command]}}}
        self.small.cloud.client("codebuild").create_project(
            name=self.project,
            source={"type": "CODEPIPELINE", "buildspec": json.dumps(spec)},
            artifacts={"type": "CODEPIPELINE"},
            environment={
                "type": "LINUX_CONTAINER",
                "image": "aws/codebuild/standard:7.0",
                "computeType": "BUILD_GENERAL1_SMALL",
            },
            serviceRole=self.small.build_role,
        )
        check = declared_action("Check", "Build", "CodeBuild", {"ProjectName": self.project}, inputs=["Deployed"])
        return {"name": "Check", "actions": [check]}

    def stores(self) -> dict[str, Any]:
        """The pipeline's artifactStores."""
        small = self.small
        return {
            REGION: _store(small.bucket, small.key_arn),
            AWAY: _store(self.bucket, self.alias_arn),
        }

    def deploy_stage(self) -> dict[str, Any]:
        """The small pipeline's deployment, with the stack's outputs as an artifact, in this region."""
        stage = self.small.deploy_stage()
        prepare, execute = ({**action, "region": AWAY} for action in stage["actions"])
        execute["outputArtifacts"] = [{"name": "Deployed"}]
        execute["configuration"] = {**execute["configuration"], "OutputFileName": "outputs.json"}
        return {**stage, "actions": [prepare, execute]}

    def create(self, *stages: dict[str, Any]) -> str:
        """Create the pipeline of these stages; returns the id of its first execution."""
        small = self.small
        return small.create(stages=list(stages), artifactStore=None, artifactStores=self.stores())


def _store(bucket: str, key: str) -> dict[str, Any]:
    return {"type": "S3", "location": bucket, "encryptionKey": {"id": key, "type": "KMS"}}
