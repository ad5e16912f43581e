"""The bucket of CVs: master CVs that others put there, and tailored ones too large for a table item."""

from __future__ import annotations

from aws_cdk import Duration, RemovalPolicy
from aws_cdk import aws_kms as kms
from aws_cdk import aws_s3 as s3
from constructs import Construct

from feature_stacks.constants import (
    ACCESS_LOG_RETENTION_DAYS,
    CV_TAILORING_TABLE_RETENTION_DAYS,
    INCOMPLETE_UPLOAD_RETENTION_DAYS,
    NONCURRENT_VERSION_RETENTION_DAYS,
    TAILORED_CV_PREFIX,
)
from feature_stacks.environment_choices import DataProtection
from feature_stacks.naming import bucket_name, cv_bucket_name, physical_name


class CvBucket(Construct):
    """Private, encrypted with a key of its own, versioned, TLS only; every access is logged into a second bucket.

    Attributes:
        key: whoever reads or writes CVs must be allowed to use it too, through S3.
        bucket: keys ``cvs/{user_id}/v{cv_version}.json`` and ``tailored-cvs/{application_id}/{created_at}.json``.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        environment_name: str,
        account: str,
        data_protection: DataProtection,
    ) -> None:
        super().__init__(scope, construct_id)
        removal_policy = RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE if data_protection.retain else RemovalPolicy.DESTROY
        self.key = kms.Key(
            self,
            "Key",
            alias=f"alias/{physical_name('cv-artifacts', 'key', environment_name)}",
            description="CVs: used through S3 by whoever may read or write them",
            enable_key_rotation=True,
            removal_policy=removal_policy,  # what is encrypted with it is lost when it goes
        )
        access_logs = s3.Bucket(
            self,
            "AccessLogs",
            bucket_name=bucket_name("access-logs", environment_name, account=account),
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            # Log delivery writes under no KMS key
            # (docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html).
            encryption=s3.BucketEncryption.S3_MANAGED,
            enforce_ssl=True,
            object_ownership=s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
            versioned=True,
            removal_policy=removal_policy,
            lifecycle_rules=[
                s3.LifecycleRule(
                    id="expire-access-logs",
                    expiration=Duration.days(ACCESS_LOG_RETENTION_DAYS),
                    noncurrent_version_expiration=Duration.days(NONCURRENT_VERSION_RETENTION_DAYS),
                    abort_incomplete_multipart_upload_after=Duration.days(INCOMPLETE_UPLOAD_RETENTION_DAYS),
                )
            ],
        )
        self.bucket = s3.Bucket(
            self,
            "Bucket",
            bucket_name=cv_bucket_name(environment_name, account=account),
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            encryption=s3.BucketEncryption.KMS,
            encryption_key=self.key,
            bucket_key_enabled=True,  # one request to KMS for many objects
            enforce_ssl=True,
            object_ownership=s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
            versioned=True,
            removal_policy=removal_policy,
            server_access_logs_bucket=access_logs,
            server_access_logs_prefix="cv-artifacts/",
            lifecycle_rules=[
                # A tailored CV is kept as long as its table item, which expires by TTL.
                s3.LifecycleRule(
                    id="expire-tailored-cvs",
                    prefix=TAILORED_CV_PREFIX,
                    expiration=Duration.days(CV_TAILORING_TABLE_RETENTION_DAYS),
                ),
                s3.LifecycleRule(
                    id="drop-old-versions",
                    noncurrent_version_expiration=Duration.days(NONCURRENT_VERSION_RETENTION_DAYS),
                    abort_incomplete_multipart_upload_after=Duration.days(INCOMPLETE_UPLOAD_RETENTION_DAYS),
                ),
            ],
        )
