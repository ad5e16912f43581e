"""How a stored record that does not fit its model is reported: by field and kind of error, never by content."""

from pydantic import ValidationError

from models.errors import CorruptRecordError
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
