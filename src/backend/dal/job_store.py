"""Reads jobs: the job research table, key `job_id`."""

from dal.aws_clients import DynamoDbClient
from dal.dynamodb_values import from_item
from dal.record_errors import reported_as_unreadable
from dal.store_failures import reported_as_storage_error
from models.errors import JobNotFoundError, UnreadableJobError
from models.job_posting import JobPosting
from models.records.job_record import read_posting
from models.response import ErrorDetail


class JobStore:
    """Job postings, with the company research where there is some."""

    def __init__(self, *, dynamodb: DynamoDbClient, table: str) -> None:
        self._dynamodb = dynamodb
        self._table = table

    def read(self, *, job_id: str) -> JobPosting:
        """The job.

        Raises:
            JobNotFoundError: there is none with this id.
            UnreadableJobError: it is not a job posting, or not all of it can be read.
            StorageError: the table did not answer.
        """
        with reported_as_storage_error(action="job could not be read"):
            answer = self._dynamodb.get_item(TableName=self._table, Key={"job_id": {"S": job_id}})
        if "Item" not in answer:
            raise JobNotFoundError(
                "No job is stored under this id.", details=[ErrorDetail(field="job_id", message="no such job")]
            )
        with reported_as_unreadable(UnreadableJobError, what="job posting"):
            return read_posting(from_item(answer["Item"]), job_id=job_id)
