"""CloudWatch's alarms as AWS evaluates them, in place of MiniStack's single look at whatever was last published."""

from __future__ import annotations

from localcloud.services.cloudwatch.service import install, resume, stop

__all__ = ["install", "resume", "stop"]
