"""Which environment a construct belongs to, by its path."""

from __future__ import annotations

from typing import Final

TOOLS: Final = "tools"
_STAGES: Final = {"Dev": "dev", "Prod": "prod"}


def environment_of(construct_path: str) -> str:
    """``dev`` or ``prod`` for what lies in that stage of the pipeline's stack, ``tools`` for all else."""
    parts = construct_path.split("/")
    return _STAGES.get(parts[1], TOOLS) if len(parts) > 1 else TOOLS
