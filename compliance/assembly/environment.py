"""Which environment a construct belongs to, by its path."""

from __future__ import annotations

from typing import Final

from stages.environments import ENVIRONMENTS

TOOLS: Final = "tools"
_BY_STAGE: Final = {environment.stage_name: environment.name for environment in ENVIRONMENTS}
_OWN: Final = frozenset(
    {"Storage", "Evidence", "ProvenanceKey", "BuildLog", "Delivery", "Notifications", "Approvers", "PipelineName"}
    | {"BootstrapVersion", "CheckBootstrapVersion", "Dashboard", "Observations"}
    | {f"Smoke{stage}Role" for stage in _BY_STAGE}
)
"""What the pipeline's stack holds beside the environments' stages."""


class UnknownStageError(Exception):
    """A construct lies in no environment and is none of the pipeline's own."""


def environment_of(construct_path: str) -> str:
    """The environment's name for what lies in its stage of the pipeline's stack, ``tools`` for what is the pipeline's.

    Raises:
        UnknownStageError: it is neither, so nobody has said which packs judge it.
    """
    _, _, below = construct_path.partition("/")
    child = below.partition("/")[0]
    if child in _BY_STAGE:
        return _BY_STAGE[child]
    if not child or child in _OWN:
        return TOOLS
    raise UnknownStageError(
        f"{construct_path} lies in {child!r}, which is no environment of stages/environments.py and none of the "
        "pipeline's own constructs (compliance/assembly/environment.py)"
    )
