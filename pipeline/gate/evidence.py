"""A step's own folder in the evidence bucket, such as ``{execution}/gate/``, which no other step may write."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

_CONTENT: Final = {
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "md": "text/markdown; charset=utf-8",
    "pem": "application/x-pem-file",
    "txt": "text/plain; charset=utf-8",
}


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """The folder of one step of one execution."""

    bucket: str
    execution: str
    step: str = "gate"

    def keep(self, name: str, text: str) -> None:
        """Adds a file.

        Raises:
            ClientError, BotoCoreError: it could not be kept; a release without evidence is not one.
        """
        client("s3").put_object(
            Bucket=self.bucket,
            Key=f"{self.execution}/{self.step}/{name}",
            Body=text.encode(),
            ContentType=_CONTENT[name.rpartition(".")[2]],
            ChecksumAlgorithm="SHA256",
        )

    def read(self, name: str) -> str | None:
        """A file; None where there is none. S3 says "access denied" of it to who may not list."""
        from botocore.exceptions import ClientError

        try:
            answer = client("s3").get_object(Bucket=self.bucket, Key=f"{self.execution}/{self.step}/{name}")
        except ClientError as error:
            if error.response.get("Error", {}).get("Code") in ("NoSuchKey", "AccessDenied"):
                return None
            raise
        return str(answer["Body"].read().decode())


def client(service: str) -> Any:
    """A boto3 client with the step's own credentials."""
    import boto3  # installed by the step; what only reads records need not have it

    return boto3.client(service)
