"""Where things lie in a state folder."""

from __future__ import annotations

from pathlib import Path
from typing import Final

CURRENT: Final = "current"
CONDITIONS: Final = "conditions.json"
OBJECT_LEDGER: Final = "objects.sqlite"
# Made once, at the first start; what it signed is worth nothing with another.
CONSTANT: Final = ("ministack/cognito-rsa-key.pem",)


def checkpoints_dir(state_dir: Path) -> Path:
    """The directory that holds the checkpoints and the link `current`."""
    return state_dir / "checkpoints"


def current_dir(state_dir: Path) -> Path:
    """The link to the last complete checkpoint; dangling before the first."""
    return checkpoints_dir(state_dir) / CURRENT


def code_dir(state_dir: Path) -> Path:
    """The code of functions, each file named by its digest."""
    return state_dir / "ministack" / "lambda-blobs"


def objects_dir(state_dir: Path) -> Path:
    """The objects of S3."""
    return state_dir / "s3"
