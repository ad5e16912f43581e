"""Reads master CVs: `cvs/{user_id}/v{cv_version}.json` in the CV bucket."""

from contextlib import closing

from botocore.exceptions import ClientError

from dal.aws_clients import S3Client
from dal.record_errors import reported_as_unreadable
from dal.store_failures import error_code, reported_as_storage_error
from models.errors import CvNotFoundError, PayloadTooLargeError, UnreadableCvError
from models.master_cv import MasterCv
from models.records.cv_record import parse_cv
from models.response import ErrorDetail

MAX_CV_BYTES = 1024 * 1024
"""A larger record is refused: its answer, which repeats the text up to three times, would pass Lambda's 6 MB."""

_MISSING = frozenset({"NoSuchKey", "404", "NotFound"})
_FORBIDDEN = frozenset({"AccessDenied", "403", "Forbidden"})


class CvStore:
    """Master CVs by user and version."""

    def __init__(self, *, s3: S3Client, bucket: str) -> None:
        self._s3 = s3
        self._bucket = bucket

    def read(self, *, user_id: str, cv_version: int) -> MasterCv:
        """The master CV.

        Raises:
            CvNotFoundError: this user has no such version.
            PayloadTooLargeError: it is over `MAX_CV_BYTES`.
            UnreadableCvError: it is not a CV, or not all of it can be read.
            StorageError: the bucket did not answer.
        """
        key = f"cvs/{user_id}/v{cv_version}.json"
        with reported_as_storage_error(action="master CV could not be read"):
            document = self._get(key)
        if document is None:
            raise CvNotFoundError(
                "No CV of this version is stored for the user.",
                details=[ErrorDetail(field="cv_version", message="no such version")],
            )
        if len(document) > MAX_CV_BYTES:
            raise PayloadTooLargeError(
                f"The stored CV is over {MAX_CV_BYTES} bytes.",
                details=[ErrorDetail(field="cv_version", message="this version is too large to be tailored")],
            )
        with reported_as_unreadable(UnreadableCvError, what="CV"):
            return parse_cv(document)

    def _get(self, key: str) -> bytes | None:
        """Content of an object, one byte over the limit at most; None where there is no such object."""
        try:
            answer = self._s3.get_object(Bucket=self._bucket, Key=key)
        except ClientError as error:
            if error_code(error) in _MISSING:
                return None
            # S3 says "denied" for a missing object to a role that may not list its key. The role may, by prefix; asking
            # for this one key tells a missing CV from a lost permission to read, wherever S3 does not say so itself.
            if error_code(error) in _FORBIDDEN and not self._exists(key):
                return None
            raise
        with closing(answer["Body"]) as body:
            content: bytes = body.read(MAX_CV_BYTES + 1)
        return content

    def _exists(self, key: str) -> bool:
        listing = self._s3.list_objects_v2(Bucket=self._bucket, Prefix=key, MaxKeys=1)
        return any(entry["Key"] == key for entry in listing.get("Contents", ()))
