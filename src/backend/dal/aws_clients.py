"""The AWS clients of the function, made once at cold start.

Time-outs are short because somebody waits: API Gateway gives up after 29 s, and a store that has not answered in two
seconds is better asked again. Clients of the stores share one session, so that botocore's loader reads each model once.
"""

from dataclasses import dataclass
from typing import Any, Protocol

import boto3
from botocore.config import Config

CONNECT_TIMEOUT_SECONDS = 1
READ_TIMEOUT_SECONDS = 2
TOTAL_ATTEMPTS = 2


class DynamoDbClient(Protocol):
    """The operations of boto3's DynamoDB client that this service may use, and its role allows."""

    def get_item(self, **parameters: Any) -> dict[str, Any]: ...
    def put_item(self, **parameters: Any) -> dict[str, Any]: ...
    def update_item(self, **parameters: Any) -> dict[str, Any]: ...
    def delete_item(self, **parameters: Any) -> dict[str, Any]: ...


class S3Client(Protocol):
    """The operations of boto3's S3 client that this service may use, and its role allows."""

    def get_object(self, **parameters: Any) -> dict[str, Any]: ...
    def put_object(self, **parameters: Any) -> dict[str, Any]: ...
    def list_objects_v2(self, **parameters: Any) -> dict[str, Any]: ...


class SecretsManagerClient(Protocol):
    """The operation of boto3's Secrets Manager client that this service may use, and its role allows."""

    def get_secret_value(self, **parameters: Any) -> dict[str, Any]: ...


@dataclass(frozen=True, kw_only=True)
class AwsClients:
    """What the stores talk to."""

    dynamodb: DynamoDbClient
    s3: S3Client


def create_clients() -> AwsClients:
    """Clients for the region, endpoint and credentials that the SDK finds in the function's environment."""
    session = boto3.session.Session()
    config = _config()
    return AwsClients(dynamodb=session.client("dynamodb", config=config), s3=session.client("s3", config=config))


def create_secrets_client() -> SecretsManagerClient:
    """The client for secrets, apart from the others: only an environment with a language model needs one."""
    client: SecretsManagerClient = boto3.session.Session().client("secretsmanager", config=_config())
    return client


def _config() -> Config:
    return Config(
        connect_timeout=CONNECT_TIMEOUT_SECONDS,
        read_timeout=READ_TIMEOUT_SECONDS,
        retries={"mode": "standard", "total_max_attempts": TOTAL_ATTEMPTS},
    )
