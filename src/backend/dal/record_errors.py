"""How a stored record that cannot be used is reported: by field and kind of error, never by content."""

from collections.abc import Iterator
from contextlib import contextmanager

from pydantic import ValidationError

from models.errors import CorruptRecordError, TailoringError
from models.records.stored_value import UnreadableRecordError
from models.response import ErrorDetail


def corrupt_record(what: str, error: ValidationError) -> CorruptRecordError:
    """The failure to raise for `what`; `details` are for the log, whose readers may not see the record."""
    problems = error.errors(include_input=False, include_url=False, include_context=False)
    return CorruptRecordError(
        f"The stored {what} does not have the expected shape.",
        details=[
            ErrorDetail(field=".".join(str(part) for part in problem["loc"]) or "document", message=problem["type"])
            for problem in problems
        ],
    )


@contextmanager
def reported_as_unreadable(failure: type[TailoringError], *, what: str) -> Iterator[None]:
    """Turn what a reader of records cannot read inside the block into a failure that names each field."""
    try:
        yield
    except UnreadableRecordError as error:
        raise failure(
            f"The stored {what} cannot be read. Correct the fields in details and store it again.",
            details=[ErrorDetail(field=problem.field, message=problem.message) for problem in error.problems],
        ) from None
