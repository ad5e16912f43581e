"""The pipeline's own buckets: artifacts that stages hand on, and the access logs of every bucket here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from aws_cdk import Duration, RemovalPolicy
from aws_cdk import aws_kms as kms
from aws_cdk import aws_s3 as s3
from constructs import Construct

from pipeline.evidence import ACCESS_LOG_RETENTION

ARTIFACT_RETENTION: Final = Duration.days(400)
"""A rollback deploys the artifacts of the execution that it returns to, so they outlive the 12 months for which
CodePipeline knows that execution: a stage without a release for a quarter can still be rolled back.
(docs.aws.amazon.com/codepipeline/latest/APIReference/API_ListActionExecutions.html)
"""
REPLACED_ARTIFACT_RETENTION: Final = Duration.days(90)
"""How long an artifact that somebody overwrote or deleted can be had back."""
OVERWRITTEN_LOG_RETENTION: Final = Duration.days(30)
"""How long an access log that somebody overwrote or deleted can be had back."""


@dataclass(frozen=True, kw_only=True)
class StoreNames:
    """What a stack in another region knows an artifact store by; a key has no name, so its alias stands for it."""

    bucket: str
    key_alias: str


class PipelineStorage(Construct):
    """Artifacts are encrypted with a key of their own, which is what lets the environments' accounts read them and no
    other."""

    def __init__(self, scope: Construct, construct_id: str, *, names: StoreNames | None = None) -> None:
        super().__init__(scope, construct_id)
        self.access_logs = s3.Bucket(
            self,
            "AccessLogs",
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            encryption=s3.BucketEncryption.S3_MANAGED,  # S3 log delivery does not write to buckets under a KMS key
            enforce_ssl=True,
            versioned=True,
            removal_policy=RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
            lifecycle_rules=[
                s3.LifecycleRule(
                    expiration=ACCESS_LOG_RETENTION, noncurrent_version_expiration=OVERWRITTEN_LOG_RETENTION
                )
            ],
        )
        self.artifact_key = kms.Key(
            self,
            "ArtifactKey",
            description="Pipeline artifacts: read by the deployment roles of every environment",
            enable_key_rotation=True,
            removal_policy=RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
        )
        key: kms.IKey = self.artifact_key
        if names is not None:
            key = kms.Alias(self, "ArtifactKeyAlias", alias_name=names.key_alias, target_key=self.artifact_key)
        self.artifacts = s3.Bucket(
            self,
            "Artifacts",
            bucket_name=names.bucket if names else None,
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            encryption=s3.BucketEncryption.KMS,
            encryption_key=key,
            bucket_key_enabled=True,
            enforce_ssl=True,
            # CodePipeline refuses an unversioned artifact store for some actions, and rollback reads old ones
            versioned=True,
            removal_policy=RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
            server_access_logs_bucket=self.access_logs,
            server_access_logs_prefix="artifacts/",
            lifecycle_rules=[
                s3.LifecycleRule(
                    expiration=ARTIFACT_RETENTION, noncurrent_version_expiration=REPLACED_ARTIFACT_RETENTION
                )
            ],
        )
