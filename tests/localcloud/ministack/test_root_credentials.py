"""Nobody may sign as an account's root."""

from __future__ import annotations

import boto3
import pytest

from tests.localcloud.cloud_process import PROD, REGION, CloudProcess, ServerProcess
from tests.localcloud.ministack.principals import refused

pytestmark = pytest.mark.cloud


def _as_root(account: str) -> boto3.Session:
    return boto3.Session(aws_access_key_id=account, aws_secret_access_key="guessed", region_name=REGION)


@pytest.mark.enforces(
    "IAM: an access key that was not issued is unknown",
    source="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html",
)
@pytest.mark.parametrize("access_key", [PROD, "test", "AKIAUNKNOWNUNKNOWN00"])
def test_a_key_that_iam_did_not_issue_is_unknown(cloud: CloudProcess, access_key: str) -> None:
    with refused("InvalidClientTokenId", "InvalidAccessKeyId"):
        cloud.client("iam", session=_as_root(access_key)).list_users()
    with refused("InvalidClientTokenId", "InvalidAccessKeyId"):
        cloud.client("s3", session=_as_root(access_key)).list_buckets()
    with refused("UnrecognizedClientException"):
        cloud.client("dynamodb", session=_as_root(access_key)).list_tables()


def test_the_operators_key_with_another_secret_is_refused(cloud: CloudProcess) -> None:
    access_key, _ = cloud.credentials(PROD)
    forged = boto3.Session(aws_access_key_id=access_key, aws_secret_access_key="guessed", region_name=REGION)
    with refused("SignatureDoesNotMatch", "InvalidSignatureException"):
        cloud.client("iam", session=forged).list_users()


def test_ministack_alone_takes_a_12_digit_key_as_root(alone: ServerProcess) -> None:
    assert alone.client("iam", session=_as_root(PROD)).list_users()["Users"] == []
