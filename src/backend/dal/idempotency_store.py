"""Runs a piece of work once for each key, with Powertools' idempotency on DynamoDB.

A record holds a hash for a key and, once the work is done, the reference of the artifact: no name, no CV text, and far
from DynamoDB's limit of 400 KB, which a stored answer with a long CV would pass.
"""

from collections.abc import Callable
from dataclasses import dataclass

from aws_lambda_powertools.utilities.idempotency import (
    DynamoDBPersistenceLayer,
    IdempotencyConfig,
    idempotent_function,
)
from aws_lambda_powertools.utilities.idempotency.exceptions import (
    IdempotencyAlreadyInProgressError,
    IdempotencyInconsistentStateError,
    IdempotencyItemNotFoundError,
    IdempotencyPersistenceLayerError,
    IdempotencyValidationError,
)
from botocore.exceptions import ClientError

from dal.aws_clients import DynamoDbClient
from dal.store_failures import error_code, reported_as_storage_error
from models.artifact import ArtifactReference
from models.deadline import Deadline
from models.errors import StorageError

WINDOW_SECONDS = 60 * 60
"""How long a repeat gets the first answer: longer than any client retries, shorter than a person's change of mind."""

KEY_PREFIX = "cv-tailoring"


class WorkInProgressError(Exception):
    """Somebody else is doing this work right now."""


class KeyReusedError(Exception):
    """The key was used before, for a request that asked for something else."""


@dataclass(frozen=True, kw_only=True)
class WorkKey:
    """Identifies a piece of work by two SHA-256 hashes: `key` is what repeats share, `request` what they must ask."""

    key: str
    request: str


class IdempotencyStore:
    """Remembers which artifact each piece of work gave."""

    def __init__(self, *, dynamodb: DynamoDbClient, table: str) -> None:
        self._dynamodb = dynamodb
        self._table = table
        # One for the life of the function: each one made adds itself to the client's event handlers.
        self._layer = DynamoDBPersistenceLayer(table_name=table, boto3_client=dynamodb)

    def run_once(self, key: WorkKey, work: Callable[[], ArtifactReference], *, deadline: Deadline) -> ArtifactReference:
        """The reference that `work` gives, or gave before under this key.

        While `work` runs, the record blocks others until the invocation would have been ended by Lambda. When `work`
        raises, the record is removed, and the error goes on to the caller.

        Raises:
            WorkInProgressError: another invocation is at it.
            KeyReusedError: the key belongs to a different request.
            StorageError: the table did not answer, so that doing it once could not be promised.
        """
        finished: list[ArtifactReference] = []
        failed: list[Exception] = []

        def perform(*, work_key: dict[str, str]) -> dict[str, str]:
            del work_key
            try:
                finished.append(work())
            except Exception as error:
                failed.append(error)
                raise
            return finished[-1].model_dump()

        try:
            run = idempotent_function(
                perform,
                data_keyword_argument="work_key",
                persistence_store=self._layer,
                config=_config(deadline),
                key_prefix=KEY_PREFIX,
            )
            return ArtifactReference.model_validate(run(work_key=_payload(key)))
        except (IdempotencyAlreadyInProgressError, IdempotencyInconsistentStateError) as error:
            raise WorkInProgressError from error
        except IdempotencyValidationError as error:
            raise KeyReusedError from error
        except IdempotencyPersistenceLayerError as error:
            if failed:
                # The record of failed work could not be removed. It ends by itself; the reason matters to the caller.
                raise failed[-1] from error
            if finished:
                # The work is done and stored. Only its record is not, so a repeat might do it again: no reason to
                # tell somebody whose CV is safe that it is not.
                return finished[-1]
            raise StorageError("The request could not be registered. Nothing was done; repeat it.") from error

    def forget(self, key: WorkKey, *, reference: ArtifactReference) -> None:
        """Drop the record of `key`, if it still points to `reference`, whose artifact is gone."""
        with reported_as_storage_error(action="request could not be registered anew"):
            try:
                record = self._layer.get_record(data=_payload(key))
                if record is None or record.response_json_as_dict() != reference.model_dump():
                    return
                self._dynamodb.delete_item(
                    TableName=self._table,
                    Key={self._layer.key_attr: {"S": record.idempotency_key}},
                    ConditionExpression="#data = :seen",
                    ExpressionAttributeNames={"#data": self._layer.data_attr},
                    ExpressionAttributeValues={":seen": {"S": record.response_data}},
                )
            except IdempotencyItemNotFoundError:
                return
            except ClientError as error:
                # Somebody else was faster, and the record is theirs now.
                if error_code(error) != "ConditionalCheckFailedException":
                    raise


def _payload(key: WorkKey) -> dict[str, str]:
    return {"key": key.key, "request": key.request}


def _config(deadline: Deadline) -> IdempotencyConfig:
    config = IdempotencyConfig(
        event_key_jmespath="key",
        payload_validation_jmespath="request",
        expires_after_seconds=WINDOW_SECONDS,
        hash_function="sha256",
    )
    # Asked for one thing only: how long the invocation can last. The deadline answers that as the context would.
    config.register_lambda_context(deadline)  # type: ignore[arg-type]
    return config
