"""CodeBuild on this machine: AWS's API, and builds that are really run, as processes, on their project's role."""

from localcloud.services.codebuild.artifacts.pipeline_input import hand_over
from localcloud.services.codebuild.records import ArtifactLocation, PipelineInput
from localcloud.services.codebuild.service import await_build_end, clean_up, install, resume, stop

__all__ = [
    "ArtifactLocation",
    "PipelineInput",
    "await_build_end",
    "clean_up",
    "hand_over",
    "install",
    "resume",
    "stop",
]
