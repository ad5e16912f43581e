"""CodePipeline V2 on this machine: AWS's API, and pipelines that really run, from the deployed resource."""

from localcloud.services.codepipeline.service import install, resume, stop

__all__ = ["install", "resume", "stop"]
