"""CodeDeploy for Lambda: deployments that shift an alias's traffic, are judged by hooks and alarms, and roll back."""

from localcloud.services.codedeploy.service import install, resume, stop

__all__ = ["install", "resume", "stop"]
