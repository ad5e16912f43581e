"""What the steps of an execution kept, read from the evidence bucket one object at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

from delivery.console.reading.json_fields import parsed
from delivery.evidence import EVIDENCE_OUTPUT
from localcloud.cli import CommandError, PipelineOwner, PublishedMessage

_MOST_FILES: Final = 500
_MOST_DOCUMENT: Final = 16_000_000
_MOST_TEXT: Final = 2_000_000
_CHUNK: Final = 256 * 1024


class EvidenceOwner(PipelineOwner, Protocol):
    """A pipeline's place that also knows where evidence lies."""

    @property
    def pipeline_outputs(self) -> dict[str, str]:
        """Outputs of the pipeline's stack."""

    def published_messages(self, topic: str, /) -> Sequence[PublishedMessage] | None:
        """What was published on a topic, the newest first; None where nobody keeps that, as on AWS."""


@dataclass(frozen=True)
class EvidenceFile:
    """A file by its path below the execution's; `size` in bytes."""

    path: str
    size: int


class EvidenceBucket:
    """Raises ClientError and BotoCoreError where the bucket may not be read; empty where the pipeline has none."""

    def __init__(self, owner: EvidenceOwner) -> None:
        self._owner = owner

    @property
    def _name(self) -> str:
        try:
            return self._owner.pipeline_outputs.get(EVIDENCE_OUTPUT, "")
        except CommandError:  # the stack may not be read: as if it had no bucket
            return ""

    def files(self, execution_id: str) -> list[EvidenceFile]:
        """The execution's, by path."""
        name, prefix = self._name, f"{execution_id}/"
        if not name:
            return []
        pages = self._owner.client("s3").get_paginator("list_objects_v2")
        found = pages.paginate(Bucket=name, Prefix=prefix, PaginationConfig={"MaxItems": _MOST_FILES})
        return [
            EvidenceFile(entry["Key"].removeprefix(prefix), entry["Size"])
            for page in found
            for entry in page.get("Contents", [])
        ]

    def document(self, execution_id: str, path: str) -> dict[str, Any] | None:
        """A JSON object; None where there is none, or something else."""
        body = self._body(execution_id, path)
        if body is None:
            return None
        try:
            found = parsed(body.read(_MOST_DOCUMENT))
        except ValueError:
            return None
        return found if isinstance(found, dict) else None

    def text(self, execution_id: str, path: str) -> str | None:
        """A file as text, cut where it is long; None where there is no such file."""
        body = self._body(execution_id, path)
        return None if body is None else body.read(_MOST_TEXT).decode("utf-8", errors="replace")

    def chunks(self, execution_id: str, path: str) -> Iterator[bytes] | None:
        """A file's content; None where there is no such file."""
        body = self._body(execution_id, path)
        found: Iterator[bytes] | None = None if body is None else body.iter_chunks(_CHUNK)
        return found

    def _body(self, execution_id: str, path: str) -> Any:
        if not (name := self._name):
            return None
        client = self._owner.client("s3")
        try:
            return client.get_object(Bucket=name, Key=f"{execution_id}/{path}")["Body"]
        except client.exceptions.NoSuchKey:
            return None
