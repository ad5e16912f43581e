"""The engine that runs pipelines; actions and AWS clients are behind its ports."""

from localcloud.services.codepipeline.engine.engine import Engine
from localcloud.services.codepipeline.engine.lookup import require_pipeline, require_stage

__all__ = ["Engine", "require_pipeline", "require_stage"]
