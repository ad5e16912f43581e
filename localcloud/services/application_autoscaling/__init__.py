"""Application Auto Scaling: scalable targets and policies, kept and described; nothing is scaled by them here.

Production's table is provisioned with bounds that an operator, a test or an auditor asks this service for. MiniStack
has none.
"""

from localcloud.services.application_autoscaling.service import install

__all__ = ["install"]
