"""Artifacts in the pipeline's bucket: put with its key, fetched with the action's role, read file by file."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from typing import Any, BinaryIO

from botocore.exceptions import ClientError

from localcloud.services.codepipeline.actions.job_sessions import failure_of
from localcloud.services.codepipeline.ports import CONFIGURATION_ERROR, ActionFailedError, Artifact


def put_artifact(s3: Any, artifact: Artifact, body: bytes | BinaryIO, *, content_type: str = "application/zip") -> None:
    """Store an artifact's zip, encrypted with the artifact store's key if it has one.

    Raises:
        ActionFailedError: the role may not.
    """
    encryption = {"ServerSideEncryption": "aws:kms", "SSEKMSKeyId": artifact.kms_key} if artifact.kms_key else {}
    try:
        s3.put_object(Bucket=artifact.bucket, Key=artifact.key, Body=body, ContentType=content_type, **encryption)
    except ClientError as error:
        doing = f"Storing the artifact {artifact.name} at s3://{artifact.bucket}/{artifact.key}"
        raise failure_of(error, doing=doing) from error


def get_artifact(s3: Any, artifact: Artifact) -> bytes:
    """The artifact's zip.

    Raises:
        ActionFailedError: the role may not read or decrypt it.
    """
    try:
        body: bytes = s3.get_object(Bucket=artifact.bucket, Key=artifact.key)["Body"].read()
    except ClientError as error:
        doing = f"Reading the artifact {artifact.name} at s3://{artifact.bucket}/{artifact.key}"
        raise failure_of(error, doing=doing) from error
    return body


class ArtifactFiles:
    """The files of an action's input artifacts; each zip is fetched once."""

    def __init__(self, s3: Any) -> None:
        self._s3 = s3
        self._zips: dict[str, zipfile.ZipFile] = {}

    def contents(self, artifact: Artifact) -> Iterator[tuple[str, bytes]]:
        """Every file with its path.

        Raises:
            ActionFailedError: the artifact is not readable.
        """
        archive = self._zip(artifact)
        for entry in archive.infolist():
            if not entry.is_dir():
                yield entry.filename, archive.read(entry)

    def read(self, artifact: Artifact, path: str) -> str:
        """The text of a file.

        Raises:
            ActionFailedError: no such file, not text, or not readable.
        """
        try:
            return self._zip(artifact).read(_normal(path)).decode()
        except KeyError as error:
            message = f"The artifact {artifact.name} has no file {path!r}"
            raise ActionFailedError(message, code=CONFIGURATION_ERROR) from error
        except UnicodeDecodeError as error:
            message = f"The file {path!r} of the artifact {artifact.name} is not UTF-8 text"
            raise ActionFailedError(message, code=CONFIGURATION_ERROR) from error

    def read_json(self, artifact: Artifact, path: str) -> dict[str, Any]:
        """The JSON object in a file.

        Raises:
            ActionFailedError: as `read`, or it is not a JSON object.
        """
        try:
            found = json.loads(self.read(artifact, path))
        except ValueError as error:
            message = f"The file {path!r} of the artifact {artifact.name} is not JSON: {error}"
            raise ActionFailedError(message, code=CONFIGURATION_ERROR) from error
        if not isinstance(found, dict):
            message = f"The file {path!r} of the artifact {artifact.name} is not a JSON object"
            raise ActionFailedError(message, code=CONFIGURATION_ERROR)
        return found

    def _zip(self, artifact: Artifact) -> zipfile.ZipFile:
        if artifact.name not in self._zips:
            body = get_artifact(self._s3, artifact)
            try:
                self._zips[artifact.name] = zipfile.ZipFile(io.BytesIO(body))
            except zipfile.BadZipFile as error:
                message = f"The artifact {artifact.name} is not a zip file"
                raise ActionFailedError(message, code=CONFIGURATION_ERROR) from error
        return self._zips[artifact.name]


def split_path(value: str, *, what: str) -> tuple[str, str]:
    """``Artifact::path`` as (artifact, path).

    Raises:
        ActionFailedError: it is not of that form.
    """
    artifact, separator, path = value.partition("::")
    if not separator or not artifact or not path:
        raise ActionFailedError(f"{what} must be of the form Artifact::path, not {value!r}", code=CONFIGURATION_ERROR)
    return artifact, path


def _normal(path: str) -> str:
    return path.removeprefix("./")
