"""Asymmetric keys of a stack: who may sign is what the key's policy says, and the key outlives the process."""

from __future__ import annotations

import hashlib
from typing import Any

import boto3
import pytest

from tests.localcloud.cloud_process import TOOLS, CloudProcess, ServerProcess
from tests.localcloud.ministack.principals import DENIED, allow, make_role, make_user, refused, trust
from tests.localcloud.ministack.stacks import create_stack, outputs_of

pytestmark = pytest.mark.cloud

MESSAGE = hashlib.sha256(b"what is signed").digest()
DIGEST: dict[str, Any] = {"MessageType": "DIGEST", "SigningAlgorithm": "ECDSA_SHA_256"}
ADMINISTRATION = ["kms:Describe*", "kms:Get*", "kms:List*", "kms:PutKeyPolicy", "kms:Verify", "kms:ScheduleKeyDeletion"]


def session_of(server: ServerProcess) -> tuple[str, boto3.Session]:
    """A role whose own policy allows everything in KMS, and a session of it."""
    arn = make_role(server, TOOLS, trusted=trust(AWS=f"arn:aws:iam::{TOOLS}:root"), policy=allow("kms:*", "*"))
    return arn, server.assume(arn, by=make_user(server, TOOLS, allow("sts:AssumeRole", arn)))


def key_of_a_stack(server: ServerProcess, signer: str) -> str:
    """The ARN of a key that one role may sign with, made by CloudFormation."""
    statements = [
        {
            "Effect": "Allow",
            "Principal": {"AWS": f"arn:aws:iam::{TOOLS}:root"},
            "Action": ADMINISTRATION,
            "Resource": "*",
        },
        {
            "Effect": "Allow",
            "Principal": {"AWS": signer},
            "Action": "kms:Sign",
            "Resource": "*",
            "Condition": {"StringEquals": {"kms:SigningAlgorithm": "ECDSA_SHA_256", "kms:MessageType": "DIGEST"}},
        },
        {
            "Effect": "Deny",
            "Principal": {"AWS": "*"},
            "Action": ["kms:Sign", "kms:CreateGrant"],
            "Resource": "*",
            "Condition": {"ArnNotEquals": {"aws:PrincipalArn": signer}},
        },
    ]
    key = {
        "Type": "AWS::KMS::Key",
        "Properties": {
            "KeySpec": "ECC_NIST_P256",
            "KeyUsage": "SIGN_VERIFY",
            "KeyPolicy": {"Version": "2012-10-17", "Statement": statements},
        },
    }
    stack = create_stack(server, {"Key": key}, account=TOOLS, outputs={"Arn": {"Fn::GetAtt": ["Key", "Arn"]}})
    return outputs_of(server, stack, account=TOOLS)["Arn"]


def test_the_role_that_the_policy_names_signs_and_kms_verifies(cloud: CloudProcess) -> None:
    arn, signer = session_of(cloud)
    key = key_of_a_stack(cloud, arn)
    described = cloud.client("kms", TOOLS).describe_key(KeyId=key)["KeyMetadata"]
    assert (described["KeySpec"], described["KeyUsage"]) == ("ECC_NIST_P256", "SIGN_VERIFY")
    signature = cloud.client("kms", session=signer).sign(KeyId=key, Message=MESSAGE, **DIGEST)["Signature"]
    kms = cloud.client("kms", TOOLS)
    assert kms.verify(KeyId=key, Message=MESSAGE, Signature=signature, **DIGEST)["SignatureValid"] is True
    with refused("KMSInvalidSignatureException"):
        kms.verify(KeyId=key, Message=bytes(32), Signature=signature, **DIGEST)


@pytest.mark.enforces(
    "KMS: a key's policy decides who signs, whatever an identity's own policy allows",
    source="https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html",
)
def test_another_role_is_refused_whatever_its_own_policy_allows(cloud: CloudProcess) -> None:
    signer, _ = session_of(cloud)
    _, other = session_of(cloud)
    with refused(*DENIED):
        cloud.client("kms", session=other).sign(KeyId=key_of_a_stack(cloud, signer), Message=MESSAGE, **DIGEST)


def test_the_accounts_operator_may_read_the_key_but_not_sign(cloud: CloudProcess) -> None:
    signer, _ = session_of(cloud)
    key = key_of_a_stack(cloud, signer)
    operator = cloud.client("kms", TOOLS)
    assert operator.get_public_key(KeyId=key)["PublicKey"]
    with refused(*DENIED):
        operator.sign(KeyId=key, Message=MESSAGE, **DIGEST)


@pytest.mark.enforces(
    "KMS: kms:SigningAlgorithm and kms:MessageType conditions are held",
    source="https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html",
)
def test_the_key_signs_digests_only_as_the_policy_asks(cloud: CloudProcess) -> None:
    arn, signer = session_of(cloud)
    key = key_of_a_stack(cloud, arn)
    with refused(*DENIED):
        cloud.client("kms", session=signer).sign(
            KeyId=key, Message=b"raw", MessageType="RAW", SigningAlgorithm="ECDSA_SHA_256"
        )


def test_ministack_alone_does_not_know_what_is_signed_with(alone: ServerProcess) -> None:
    arn, signer = session_of(alone)
    with refused(*DENIED):
        alone.client("kms", session=signer).sign(KeyId=key_of_a_stack(alone, arn), Message=MESSAGE, **DIGEST)


def test_a_key_outlives_the_process(own_cloud: CloudProcess) -> None:
    arn, signer = session_of(own_cloud)
    key = key_of_a_stack(own_cloud, arn)
    kms = own_cloud.client("kms", TOOLS)
    public = kms.get_public_key(KeyId=key)["PublicKey"]
    signature = own_cloud.client("kms", session=signer).sign(KeyId=key, Message=MESSAGE, **DIGEST)["Signature"]
    own_cloud.stop()
    own_cloud.start()
    again = own_cloud.client("kms", TOOLS)
    assert again.get_public_key(KeyId=key)["PublicKey"] == public
    assert again.verify(KeyId=key, Message=MESSAGE, Signature=signature, **DIGEST)["SignatureValid"] is True
    with refused(*DENIED):
        again.sign(KeyId=key, Message=MESSAGE, **DIGEST)
