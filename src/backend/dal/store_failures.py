"""How a failing AWS call becomes a failure of ours: one place, so that no store forgets one."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

from botocore.exceptions import BotoCoreError, ClientError

from models.errors import StorageError


@contextmanager
def reported_as_storage_error(*, action: str) -> Iterator[None]:
    """Turn what the SDK raises inside the block into `StorageError`; `action` completes "could not be"."""
    try:
        yield
    except (ClientError, BotoCoreError) as error:
        raise StorageError(f"The {action}. Nothing was lost; repeat the request.") from error


def error_code(error: ClientError) -> str:
    """AWS's code of a refused call (`NoSuchKey`, `ConditionalCheckFailedException`)."""
    return cast(str, error.response.get("Error", {}).get("Code", ""))
