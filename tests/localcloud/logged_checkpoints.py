"""What the server's log says of its checkpoints."""

from __future__ import annotations

import re
from typing import Final

from tests.localcloud.cloud_process import CloudProcess

_CHECKPOINT: Final = re.compile(r"checkpoint (\d+): ([\d.]+) s, (\d+) bytes")


def checkpoints(cloud: CloudProcess) -> list[tuple[int, float, int]]:
    """Number, seconds and bytes of each that the log names."""
    return [(int(number), float(took), int(size)) for number, took, size in _CHECKPOINT.findall(cloud.log())]
