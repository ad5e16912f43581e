"""Fetches the matrix of the last release from its evidence, so that the page can say what changed since.

    LAST_RELEASE=EXECUTION EVIDENCE_BUCKET=BUCKET python -m compliance.reports.last_release FOLDER

Prints the file's path. Where nothing was released yet, or the release's evidence has no matrix that this program reads,
it prints nothing and says why on standard error: what was released earlier stops no release.
"""

from __future__ import annotations

import gzip
import json
import os
import sys
from pathlib import Path
from typing import Any, Final

import boto3
from botocore.exceptions import ClientError

from compliance.reports.document import SCHEMA

NAME: Final = "compliance-matrix.json"
NONE: Final = "none"
"""What the gate says in an execution's place where nothing was released (pipeline/gate/run.py)."""


def fetch(folder: Path, *, bucket: str, execution: str) -> Path:
    """Writes the matrix of an execution's Compliance step into the folder, and returns where.

    Raises:
        LookupError: the evidence has none of the present schema; the message says what it has.
        ClientError, BotoCoreError: the evidence could not be read.
    """
    text = _kept(bucket, f"{execution}/compliance/compliance/{NAME}")
    schema = json.loads(text)["schema"]
    if schema != SCHEMA:
        raise LookupError(f"its matrix is of schema {schema}, not {SCHEMA}")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / NAME).write_bytes(text)
    return folder / NAME


def _kept(bucket: str, key: str) -> bytes:
    """A file that is kept as it is, or compressed because it is large (compliance/keep_evidence.py)."""
    s3 = boto3.client("s3")
    for name, read in ((key, bytes), (f"{key}.gz", gzip.decompress)):
        body = _body(s3, bucket, name)
        if body is not None:
            return read(body)
    raise LookupError(f"its evidence has no {key}")


def _body(s3: Any, bucket: str, key: str) -> bytes | None:
    """None where there is none. S3 says "access denied" of it to who may not list."""
    try:
        body: bytes = s3.get_object(Bucket=bucket, Key=key)["Body"].read()
    except ClientError as error:
        if error.response.get("Error", {}).get("Code") in ("NoSuchKey", "AccessDenied"):
            return None
        raise
    return body


def main() -> int:
    execution = os.environ["LAST_RELEASE"]
    if execution == NONE:
        print("compliance: nothing was released yet, so nothing is compared", file=sys.stderr)
        return 0
    try:
        print(fetch(Path(sys.argv[1]), bucket=os.environ["EVIDENCE_BUCKET"], execution=execution))
    except LookupError as error:
        print(f"compliance: not compared with the last release, execution {execution}: {error}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
