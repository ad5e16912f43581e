"""Buckets, keys and encrypted objects between accounts."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import boto3
import pytest

from tests.localcloud.cloud_process import DEV, FOREIGN, PROD, REGION, TOOLS, CloudProcess, ServerProcess
from tests.localcloud.ministack.principals import (
    DENIED,
    allow,
    make_bucket,
    make_role,
    make_user,
    refused,
    trust,
    unique,
)
from tests.localcloud.ministack.stacks import create_stack, outputs_of

pytestmark = pytest.mark.cloud


def _bucket_for(server: ServerProcess, principal: str) -> str:
    statement = {
        "Effect": "Allow",
        "Principal": {"AWS": principal},
        "Action": ["s3:GetObject", "s3:PutObject", "s3:ListBucket"],
        "Resource": ["arn:aws:s3:::{bucket}", "arn:aws:s3:::{bucket}/*"],
    }
    bucket = make_bucket(server, TOOLS, {"Version": "2012-10-17", "Statement": [statement]})
    server.client("s3", TOOLS).put_object(Bucket=bucket, Key="k", Body=b"content")
    return bucket


def _role(server: ServerProcess, account: str, policy: dict[str, Any]) -> tuple[str, boto3.Session]:
    trusted = trust(AWS=f"arn:aws:iam::{account}:root")
    arn = make_role(server, account, trusted=trusted, policy=policy)
    return arn, server.assume(arn, by=make_user(server, account, allow("sts:AssumeRole", arn)))


def test_a_bucket_policy_lets_in_the_role_of_another_account_that_it_names(cloud: CloudProcess) -> None:
    arn, session = _role(cloud, DEV, allow("s3:*", "*"))
    bucket = _bucket_for(cloud, arn)
    assert cloud.client("s3", session=session).get_object(Bucket=bucket, Key="k")["Body"].read() == b"content"


@pytest.mark.enforces(
    "S3: a bucket policy for one foreign role lets in no other",
    source="https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-walkthroughs-managing-access-example2.html",
)
def test_a_bucket_policy_keeps_out_the_other_roles_of_that_account(cloud: CloudProcess) -> None:
    named, _ = _role(cloud, DEV, allow("s3:*", "*"))
    _, other = _role(cloud, DEV, allow("s3:*", "*"))
    with refused(*DENIED):
        cloud.client("s3", session=other).get_object(Bucket=_bucket_for(cloud, named), Key="k")


@pytest.mark.enforces(
    "S3: a foreign caller needs its own policy as well as the bucket's",
    source="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html",
)
def test_a_bucket_policy_alone_does_not_let_another_account_in(cloud: CloudProcess) -> None:
    arn, session = _role(cloud, DEV, allow("sts:GetCallerIdentity", "*"))
    with refused(*DENIED):
        cloud.client("s3", session=session).get_object(Bucket=_bucket_for(cloud, arn), Key="k")


def test_ministack_alone_asks_the_bucket_policy_about_the_account_root(alone: ServerProcess) -> None:
    arn, session = _role(alone, DEV, allow("s3:*", "*"))
    with refused(*DENIED):
        alone.client("s3", session=session).get_object(Bucket=_bucket_for(alone, arn), Key="k")


# --- keys -------------------------------------------------------------------------------------------------------------


def _key(server: ServerProcess, *users: str) -> str:
    """A key in tools whose policy lets its account administer it and the given principals use it."""
    statements: list[dict[str, Any]] = [
        {
            "Effect": "Allow",
            "Principal": {"AWS": f"arn:aws:iam::{TOOLS}:root"},
            "Action": "kms:*",
            "Resource": "*",
        }
    ]
    if users:
        use = ["kms:Decrypt", "kms:GenerateDataKey", "kms:Encrypt", "kms:DescribeKey"]
        statements.append({"Effect": "Allow", "Principal": {"AWS": list(users)}, "Action": use, "Resource": "*"})
    policy = json.dumps({"Version": "2012-10-17", "Statement": statements})
    return str(server.client("kms", TOOLS).create_key(Policy=policy)["KeyMetadata"]["Arn"])


def test_a_key_shared_with_another_account_can_be_used_from_it_by_arn(cloud: CloudProcess) -> None:
    user = cloud.client("kms", session=make_user(cloud, DEV, allow("kms:*", "*")))
    key = _key(cloud, f"arn:aws:iam::{DEV}:root")
    cipher = user.encrypt(KeyId=key, Plaintext=b"secret")["CiphertextBlob"]
    assert user.decrypt(KeyId=key, CiphertextBlob=cipher)["Plaintext"] == b"secret"


@pytest.mark.enforces(
    "KMS: a key of another account is used only where its policy shares it",
    source="https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html",
)
def test_a_key_that_is_not_shared_cannot(cloud: CloudProcess) -> None:
    user = cloud.client("kms", session=make_user(cloud, DEV, allow("kms:*", "*")))
    with refused(*DENIED):
        user.encrypt(KeyId=_key(cloud), Plaintext=b"secret")


def test_ministack_alone_does_not_find_a_key_of_another_account(alone: ServerProcess) -> None:
    user = alone.client("kms", session=make_user(alone, DEV, allow("kms:*", "*")))
    with refused("NotFoundException"):
        user.encrypt(KeyId=_key(alone, f"arn:aws:iam::{DEV}:root"), Plaintext=b"secret")


# --- encrypted objects ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Store:
    bucket: str
    key_arn: str


def _encrypted_bucket(server: ServerProcess) -> _Store:
    """A bucket made by CloudFormation, encrypted by default with a key of its account; everybody may reach it."""
    name = unique("encrypted")
    resources = {
        "Key": {
            "Type": "AWS::KMS::Key",
            "Properties": {
                "KeyPolicy": {
                    "Version": "2012-10-17",
                    "Statement": [
                        {
                            "Effect": "Allow",
                            "Principal": {"AWS": f"arn:aws:iam::{TOOLS}:root"},
                            "Action": "kms:*",
                            "Resource": "*",
                        },
                        {
                            "Effect": "Allow",
                            "Principal": {"AWS": f"arn:aws:iam::{PROD}:root"},
                            "Action": ["kms:Decrypt", "kms:GenerateDataKey"],
                            "Resource": "*",
                            "Condition": {"StringEquals": {"kms:ViaService": f"s3.{REGION}.amazonaws.com"}},
                        },
                    ],
                }
            },
        },
        "Bucket": {
            "Type": "AWS::S3::Bucket",
            "Properties": {
                "BucketName": name,
                "BucketEncryption": {
                    "ServerSideEncryptionConfiguration": [
                        {
                            "BucketKeyEnabled": True,
                            "ServerSideEncryptionByDefault": {
                                "SSEAlgorithm": "aws:kms",
                                "KMSMasterKeyID": {"Fn::GetAtt": ["Key", "Arn"]},
                            },
                        }
                    ]
                },
                "OwnershipControls": {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]},
                "LoggingConfiguration": {"LogFilePrefix": "log/", "DestinationBucketName": name},
                "LifecycleConfiguration": {
                    "Rules": [{"Id": "expire", "Status": "Enabled", "Prefix": "a/", "ExpirationInDays": 90}]
                },
            },
        },
        "Policy": {
            "Type": "AWS::S3::BucketPolicy",
            "Properties": {
                "Bucket": {"Ref": "Bucket"},
                "PolicyDocument": {
                    "Version": "2012-10-17",
                    "Statement": [
                        {
                            "Effect": "Allow",
                            "Principal": {"AWS": [f"arn:aws:iam::{a}:root" for a in (DEV, PROD)]},
                            "Action": ["s3:GetObject", "s3:PutObject"],
                            "Resource": f"arn:aws:s3:::{name}/*",
                        }
                    ],
                },
            },
        },
    }
    outputs = {"Key": {"Fn::GetAtt": ["Key", "Arn"]}}
    stack = create_stack(server, resources, account=TOOLS, outputs=outputs)
    server.client("s3", TOOLS).put_object(Bucket=name, Key="k", Body=b"content")
    return _Store(bucket=name, key_arn=outputs_of(server, stack, account=TOOLS)["Key"])


def test_a_bucket_of_a_stack_has_the_configurations_of_its_template(cloud: CloudProcess) -> None:
    store, s3 = _encrypted_bucket(cloud), cloud.client("s3", TOOLS)
    rules = s3.get_bucket_encryption(Bucket=store.bucket)["ServerSideEncryptionConfiguration"]["Rules"]
    assert rules == [
        {
            "ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": store.key_arn},
            "BucketKeyEnabled": True,
        }
    ]
    assert s3.head_object(Bucket=store.bucket, Key="k")["SSEKMSKeyId"] == store.key_arn
    ownership = s3.get_bucket_ownership_controls(Bucket=store.bucket)["OwnershipControls"]
    assert ownership == {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]}
    assert s3.get_bucket_logging(Bucket=store.bucket)["LoggingEnabled"]["TargetPrefix"] == "log/"
    (rule,) = s3.get_bucket_lifecycle_configuration(Bucket=store.bucket)["Rules"]
    assert rule == {"ID": "expire", "Status": "Enabled", "Filter": {"Prefix": "a/"}, "Expiration": {"Days": 90}}


def test_the_owner_account_with_the_key_reads_and_writes(cloud: CloudProcess) -> None:
    store = _encrypted_bucket(cloud)
    policy = {"Version": "2012-10-17", "Statement": [*_use("s3:*", "*"), *_use("kms:*", store.key_arn)]}
    s3 = cloud.client("s3", session=make_user(cloud, TOOLS, policy))
    s3.put_object(Bucket=store.bucket, Key="mine", Body=b"mine")
    assert s3.get_object(Bucket=store.bucket, Key="mine")["Body"].read() == b"mine"
    s3.copy_object(Bucket=store.bucket, Key="copy", CopySource={"Bucket": store.bucket, "Key": "mine"})


def _use(action: str, resource: str) -> list[dict[str, str]]:
    return [{"Effect": "Allow", "Action": action, "Resource": resource}]


@pytest.mark.enforces(
    "KMS: an object under SSE-KMS needs GenerateDataKey to write and Decrypt to read",
    source="https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html",
)
@pytest.mark.parametrize(
    ("account", "policy"),
    [
        pytest.param(TOOLS, allow("s3:*", "*"), id="the owner's user without a KMS permission"),
        pytest.param(DEV, allow(["s3:*", "kms:*"], "*"), id="an account that the key's policy does not name"),
        pytest.param(PROD, allow("s3:*", "*"), id="an account that the key's policy names, without a KMS permission"),
    ],
)
def test_without_the_key_an_object_can_be_neither_read_nor_written(
    cloud: CloudProcess, account: str, policy: dict[str, Any]
) -> None:
    store = _encrypted_bucket(cloud)
    s3 = cloud.client("s3", session=make_user(cloud, account, policy))
    with refused("AccessDenied"):
        s3.get_object(Bucket=store.bucket, Key="k")
    with refused("AccessDenied"):
        s3.put_object(Bucket=store.bucket, Key="new", Body=b"x")
    with refused("AccessDenied"):
        s3.create_multipart_upload(Bucket=store.bucket, Key="new")
    assert cloud.client("s3", TOOLS).list_objects_v2(Bucket=store.bucket)["KeyCount"] == 1


@pytest.mark.enforces(
    "KMS: kms:ViaService limits a key to the service",
    source="https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html",
)
def test_another_account_with_the_key_through_s3_reads_but_cannot_decrypt_by_itself(cloud: CloudProcess) -> None:
    store = _encrypted_bucket(cloud)
    session = make_user(cloud, PROD, allow(["s3:*", "kms:*"], "*"))
    assert cloud.client("s3", session=session).get_object(Bucket=store.bucket, Key="k")["Body"].read() == b"content"
    with refused("AccessDeniedException"):
        cloud.client("kms", session=session).encrypt(KeyId=store.key_arn, Plaintext=b"x")


def test_ministack_alone_serves_an_encrypted_object_without_its_key(alone: ServerProcess) -> None:
    store = _encrypted_bucket(alone)
    s3 = alone.client("s3", session=make_user(alone, TOOLS, allow("s3:*", "*")))
    assert s3.get_object(Bucket=store.bucket, Key="k")["Body"].read() == b"content"
    rules = s3.get_bucket_encryption(Bucket=store.bucket)["ServerSideEncryptionConfiguration"]["Rules"]
    assert rules[0]["ApplyServerSideEncryptionByDefault"]["SSEAlgorithm"] == "AES256"


def test_kms_without_a_key_means_the_account_s_own_s3_key(cloud: CloudProcess) -> None:
    bucket = _bucket_for(cloud, f"arn:aws:iam::{FOREIGN}:root")
    owner, foreign = cloud.client("s3", TOOLS), cloud.client("s3", FOREIGN)
    owner.put_object(Bucket=bucket, Key="k", Body=b"content", ServerSideEncryption="aws:kms")
    assert owner.get_object(Bucket=bucket, Key="k")["SSEKMSKeyId"].endswith(":alias/aws/s3")
    with refused("AccessDenied"):
        foreign.get_object(Bucket=bucket, Key="k")


@pytest.mark.enforces(
    "KMS: a disabled key opens nothing",
    source="https://docs.aws.amazon.com/kms/latest/developerguide/enabling-keys.html",
)
def test_a_disabled_key_opens_nothing(cloud: CloudProcess) -> None:
    store = _encrypted_bucket(cloud)
    cloud.client("kms", TOOLS).disable_key(KeyId=store.key_arn)
    with refused("KMS.DisabledException"):
        cloud.client("s3", TOOLS).get_object(Bucket=store.bucket, Key="k")
