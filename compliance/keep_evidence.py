"""Copies what a step reported into the evidence bucket, under the execution's id.

    EVIDENCE_BUCKET=... PIPELINE_EXECUTION_ID=... python -m compliance.keep_evidence synth reports

A large text, such as the matrix of every rule and resource, is kept compressed, as ``NAME.gz``; it stays as it is on
disk. Each file gets the content type that lets a browser open it, and its SHA-256, which S3 checks on arrival and
keeps: a bucket with Object Lock takes nothing unchecked.

Run in a build's ``finally``, so it also runs when the step failed. Without the two variables, that is outside a
pipeline, there is nowhere to keep it and that is said; inside, a failed upload fails the step, because a release
without evidence is not one.
"""

from __future__ import annotations

import gzip
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import boto3
from botocore.exceptions import BotoCoreError, ClientError

CONTENT_TYPES: Final[Mapping[str, str]] = {
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".gz": "application/gzip",
    ".html": "text/html; charset=utf-8",
    ".json": "application/json",
    ".log": "text/plain; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".png": "image/png",
    ".sarif": "application/sarif+json",
    ".sha256": "text/plain; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".xml": "application/xml",
}
"""By suffix. Written out because what the `mimetypes` module knows differs from one build image to another."""
_UNKNOWN_CONTENT: Final = "application/octet-stream"

LARGE_BYTES: Final = 4 * 1024 * 1024
COMPRESSED_SUFFIXES: Final = (".csv", ".json", ".log", ".txt")
"""What is kept compressed above `LARGE_BYTES`. Not a page: a browser opens it where it lies."""


def keep(*, step: str, folder: Path, bucket: str, execution_id: str) -> list[str]:
    """Uploads every file below the folder and returns the keys ``{execution id}/{step}/{path}``.

    Raises:
        ClientError, BotoCoreError: the upload was refused or did not get through.
    """
    s3 = boto3.client("s3")
    keys = []
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        name, body = path.relative_to(folder).as_posix(), path.read_bytes()
        if len(body) > LARGE_BYTES and path.suffix in COMPRESSED_SUFFIXES:
            name, body = f"{name}.gz", gzip.compress(body, mtime=0)
        key = f"{execution_id}/{step}/{name}"
        s3.put_object(
            Bucket=bucket,
            Key=key,
            Body=body,
            ContentType=CONTENT_TYPES.get(Path(name).suffix, _UNKNOWN_CONTENT),
            ChecksumAlgorithm="SHA256",
        )
        keys.append(key)
    return keys


def main() -> int:
    step, folder = sys.argv[1], Path(sys.argv[2])
    bucket, execution_id = os.environ.get("EVIDENCE_BUCKET"), os.environ.get("PIPELINE_EXECUTION_ID")
    if not bucket or not execution_id:
        print(f"evidence: not in a pipeline, so it stays in {folder}/")
        return 0
    try:
        keys = keep(step=step, folder=folder, bucket=bucket, execution_id=execution_id)
    except (BotoCoreError, ClientError) as error:
        print(f"evidence: could not be kept in {bucket}: {error}", file=sys.stderr)
        return 1
    print(f"evidence: kept {len(keys)} files as s3://{bucket}/{execution_id}/{step}/")
    return 0


if __name__ == "__main__":
    sys.exit(main())
