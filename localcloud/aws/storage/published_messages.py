"""What was published on topics, kept to be read: nobody gets e-mail from a cloud on one machine.

One JSON document a line, the oldest first, in a file of the state folder. Once it is long its older half goes.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Final

from localcloud.aws.storage.atomic_file import write_atomically

FILE: Final = "published-messages.jsonl"
LONGEST: Final = 1024 * 1024
"""Bytes of the file."""
_writing = threading.Lock()


@dataclass(frozen=True, kw_only=True)
class PublishedMessage:
    """Attributes:
    time: epoch seconds.
    subject: empty where the publisher gave none.
    text: as subscribers get it: words, or the JSON document of a service.
    """

    time: float
    topic_arn: str
    subject: str
    text: str


def keep(state_dir: Path, message: PublishedMessage) -> None:
    """Add one message.

    Raises:
        OSError: the disk refused.
    """
    path = state_dir / FILE
    line = json.dumps(asdict(message)) + "\n"
    with _writing:
        kept = path.read_bytes().splitlines(keepends=True) if path.is_file() else []
        if sum(map(len, kept)) + len(line) > LONGEST:
            kept = kept[len(kept) // 2 :]
        write_atomically(path, b"".join(kept) + line.encode())


def read(state_dir: Path) -> Iterator[PublishedMessage]:
    """Every message that is kept, the oldest first."""
    path = state_dir / FILE
    if not path.is_file():
        return
    names = {field.name for field in fields(PublishedMessage)}
    for line in path.read_text(encoding="utf-8").splitlines():
        document = json.loads(line)
        yield PublishedMessage(**{name: document[name] for name in names})
