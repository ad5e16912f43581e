"""Every step leaves what it found under the execution's id, also when it failed: an auditor asks about failures first.

Report groups show results in the console for 30 days; this bucket keeps the files themselves for a year. What goes to
prod is judged here, in the tools account, before it is deployed there, so this bucket is prod's record too: it is
versioned, encrypted, and locked.
"""

from __future__ import annotations

from aws_cdk import Aws, CfnOutput, Duration, RemovalPolicy
from aws_cdk import aws_iam as iam
from aws_cdk import aws_s3 as s3
from constructs import Construct

EVIDENCE_RETENTION = Duration.days(365)
ACCESS_LOG_RETENTION = Duration.days(90)


class Evidence(Construct):
    """The bucket of the runs' evidence, keys ``{pipeline execution id}/{step}/{file}``.

    Every version is locked for a year in governance mode, and the bucket's policy denies the bypass of that mode to
    everybody. So nobody deletes evidence in one call, an administrator included; what must go before its time, say a
    secret that a report quoted, goes after a reviewed change of this file. Compliance mode would not even allow that
    (docs/adr/0009-evidence-is-locked.md).
    """

    def __init__(self, scope: Construct, construct_id: str, *, access_logs: s3.IBucket) -> None:
        super().__init__(scope, construct_id)
        self.bucket = s3.Bucket(
            self,
            "Bucket",
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            encryption=s3.BucketEncryption.S3_MANAGED,
            enforce_ssl=True,
            versioned=True,
            object_lock_enabled=True,
            object_lock_default_retention=s3.ObjectLockRetention.governance(EVIDENCE_RETENTION),
            removal_policy=RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
            server_access_logs_bucket=access_logs,
            server_access_logs_prefix="evidence/",
            lifecycle_rules=[
                s3.LifecycleRule(expiration=EVIDENCE_RETENTION, noncurrent_version_expiration=EVIDENCE_RETENTION)
            ],
        )
        self.bucket.add_to_resource_policy(
            iam.PolicyStatement(
                effect=iam.Effect.DENY,
                principals=[iam.AnyPrincipal()],
                actions=["s3:BypassGovernanceRetention"],
                resources=[self.bucket.arn_for_objects("*")],
            )
        )
        CfnOutput(
            self,
            "BucketName",
            value=self.bucket.bucket_name,
            description="Evidence of every execution, keys {execution id}/{step}/{file}",
        ).override_logical_id("EvidenceBucketName")

    def environment(self) -> dict[str, str]:
        """What ``make keep-evidence`` reads: the bucket, and the execution that the evidence belongs to."""
        return {
            "EVIDENCE_BUCKET": self.bucket.bucket_name,
            "PIPELINE_EXECUTION_ID": "#{codepipeline.PipelineExecutionId}",
        }

    def console_url(self, path: str) -> str:
        """Where a person who is signed in sees a file of the present execution's evidence."""
        return (
            f"https://{Aws.REGION}.console.aws.amazon.com/s3/object/{self.bucket.bucket_name}"
            f"?region={Aws.REGION}&prefix=#{{codepipeline.PipelineExecutionId}}/{path}"
        )

    def write_statement(self, *, step: str) -> iam.PolicyStatement:
        """A step may add its own evidence and nothing else: no read, no delete, no other step's folder."""
        return iam.PolicyStatement(
            actions=["s3:PutObject"],
            resources=[self.bucket.arn_for_objects(f"*/{step}/*")],
        )

    def read_statement(self, *, step: str) -> iam.PolicyStatement:
        """What a step needs that compares with its own evidence of an earlier execution."""
        return iam.PolicyStatement(
            actions=["s3:GetObject"],
            resources=[self.bucket.arn_for_objects(f"*/{step}/*")],
        )
