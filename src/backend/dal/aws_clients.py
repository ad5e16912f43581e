"""The AWS clients of the function, made once in the life of an execution environment.

Time-outs are short because somebody waits: API Gateway gives up after 29 s, and a store that has not answered in two
seconds is better asked again. Clients share one session, so that botocore's loader reads each model once.

DynamoDB's client is made at cold start. S3's service model is among the largest, so its client is made by the first
call, which waits for nobody: while a CV is read, so are the tables.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol, cast

import boto3
import botocore.session
from botocore.config import Config
from botocore.loaders import Loader

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


SERVICES = ("dynamodb", "s3", "secretsmanager")
"""What this function may talk to; its role allows no other."""


def create_clients() -> AwsClients:
    """Clients for the region, endpoint and credentials that the SDK finds in the function's environment."""
    session, config = aws_session(), _config()
    return AwsClients(
        dynamodb=session.client("dynamodb", config=config),
        s3=cast(S3Client, _MadeByFirstCall(lambda: session.client("s3", config=config))),
    )


def create_secrets_client() -> SecretsManagerClient:
    """The client for secrets, apart from the others: only an environment with a language model needs one."""
    client: SecretsManagerClient = aws_session().client("secretsmanager", config=_config())
    return client


def _config() -> Config:
    return Config(
        # What `dal` sends is built from checked values; the tests hold each kind of call to botocore's models.
        parameter_validation=False,
        connect_timeout=CONNECT_TIMEOUT_SECONDS,
        read_timeout=READ_TIMEOUT_SECONDS,
        retries={"mode": "standard", "total_max_attempts": TOTAL_ATTEMPTS},
    )


def aws_session() -> boto3.session.Session:
    """A session that makes clients of `SERVICES`."""
    core = botocore.session.Session()
    core.register_component("data_loader", _ServiceModels())
    return boto3.session.Session(botocore_session=core)


class _ServiceModels(Loader):  # type: ignore[misc]
    """botocore's loader, without looking through the folders of all 400 services, twice, for the name of one."""

    def list_available_services(self, type_name: str) -> list[str]:
        del type_name
        return list(SERVICES)


class _MadeByFirstCall:
    """Stands for a client that does not exist yet; the first attribute that is asked of it makes it."""

    def __init__(self, make: Callable[[], object]) -> None:
        self._client = cache(make)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._client(), name)
