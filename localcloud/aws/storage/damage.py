"""State that cannot be read any more, for instance a file that was cut off: named, and never taken for an empty one."""

from __future__ import annotations

from pathlib import Path


class DamagedStateError(Exception):
    """A file of the state directory is not what was written there; the message is one line that says what to do."""

    def __init__(self, path: Path, what: object) -> None:
        super().__init__(
            f"{path} is damaged ({what}); nothing was changed: put the file back, or remove the state to start anew"
        )
