"""What CodePipeline tells CodeBuild about a build, which the public StartBuild cannot carry.

On AWS the two services talk past the public API when a project's source is of type CODEPIPELINE. Here CodePipeline
hands over the artifacts in-process, under the idempotency token of the StartBuild call that follows.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

_KEPT_SECONDS = 600.0


@dataclass(frozen=True, kw_only=True)
class ArtifactLocation:
    """One artifact's zip in the pipeline's artifact bucket."""

    bucket: str
    key: str

    @property
    def arn(self) -> str:
        return f"arn:aws:s3:::{self.bucket}/{self.key}"


@dataclass(frozen=True, kw_only=True)
class PipelineInput:
    """The artifacts of one CodeBuild action.

    Attributes:
        initiator: `codepipeline/<pipeline name>`.
        source_version: the commit (or object version) that the primary input was made from; may be empty.
        inputs: the input artifacts by name, in the action's order.
        primary_input: the one that becomes CODEBUILD_SRC_DIR.
        outputs: the output artifacts by name.
        kms_key_arn: the artifact store's key; None for S3's own.
    """

    initiator: str
    source_version: str
    inputs: Mapping[str, ArtifactLocation]
    primary_input: str
    outputs: Mapping[str, ArtifactLocation]
    kms_key_arn: str | None


class PipelineInputs:
    """What was handed over and not fetched yet; forgotten after ten minutes, when its StartBuild never came."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._waiting: dict[str, tuple[float, PipelineInput]] = {}

    def hand_over(self, token: str, pipeline_input: PipelineInput) -> None:
        with self._lock:
            now = self._clock()
            self._waiting = {key: item for key, item in self._waiting.items() if now - item[0] < _KEPT_SECONDS}
            self._waiting[token] = (now, pipeline_input)

    def take(self, token: str | None) -> PipelineInput | None:
        """The input that was handed over under `token`, once."""
        with self._lock:
            found = self._waiting.pop(token, None) if token else None
            return found[1] if found else None


_inputs = PipelineInputs()


def hand_over(token: str, pipeline_input: PipelineInput) -> None:
    """Give CodeBuild the artifacts of the build that StartBuild with `idempotencyToken=token` is about to start."""
    _inputs.hand_over(token, pipeline_input)


def take(token: str | None) -> PipelineInput | None:
    """What was handed over under `token`; None when nothing was, or when it was taken already."""
    return _inputs.take(token)
