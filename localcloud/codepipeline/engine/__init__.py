"""The engine that runs pipelines; actions and AWS clients are behind its ports."""

from localcloud.codepipeline.engine.engine import Engine
from localcloud.codepipeline.engine.lookup import require_pipeline, require_stage

__all__ = ["Engine", "require_pipeline", "require_stage"]
