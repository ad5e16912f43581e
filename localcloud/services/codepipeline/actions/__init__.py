"""The actions that pipelines run, each on its own role's session through AWS's public APIs."""

from localcloud.services.codepipeline.actions.runner import ActionRunner

__all__ = ["ActionRunner"]
