"""State that cannot be read any more, for instance a file that was cut off: named, and never taken for an empty one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

_NAMED_AT_MOST = 10
START_ANEW = "remove the state to start anew"


@dataclass(frozen=True, kw_only=True)
class Damage:
    """One file of the state that is not what was written there, and what is wrong with it, in a few words."""

    path: Path
    what: str

    def __str__(self) -> str:
        return f"{self.path} is damaged ({self.what})"


class DamagedStateError(Exception):
    """Files of the state directory are not what was written there; the message names one a line, and says what to
    do."""

    def __init__(self, *damages: Damage, offer: str = START_ANEW) -> None:
        """`offer` is what to do where the files cannot be put back."""
        self.damages = damages
        more = len(damages) - _NAMED_AT_MOST
        named = [*map(str, damages[:_NAMED_AT_MOST]), *([f"and {more} more"] if more > 0 else [])]
        files = "the file" if len(damages) == 1 else "the files"
        super().__init__("\n".join(named) + f"; nothing was changed: put {files} back, or {offer}")


class OtherVersionError(RuntimeError):
    """A file of the state directory was written by another version of this program; the message is one line that says
    what to do."""

    def __init__(self, path: Path, found: object, known: object) -> None:
        super().__init__(
            f"{path} is of another version: its format is {found}, this program's {known}; nothing was changed: "
            f"start the program that wrote it, or {START_ANEW}"
        )
