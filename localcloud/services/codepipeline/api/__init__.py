"""The operations of the CodePipeline API that are offered; all others are answered as not offered, by name."""

from localcloud.services.codepipeline.api.operations import operations, resource_arn

__all__ = ["operations", "resource_arn"]
