"""How long AWS keeps what is over, and so does the local cloud, which removes it at its checkpoints.

Sources: docs.aws.amazon.com/codepipeline/latest/userguide/limits.html,
docs.aws.amazon.com/codebuild/latest/userguide/builds-working.html,
docs.aws.amazon.com/codebuild/latest/userguide/test-reporting.html,
docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html#metrics-retention
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

PIPELINE_EXECUTIONS: Final = timedelta(days=365)
"""The history of a pipeline: twelve months."""
BUILDS: Final = timedelta(days=365)
"""The history of a build: one year. Its log, which AWS keeps for ever unless its group says otherwise, goes with it."""
REPORTS: Final = timedelta(days=30)
"""A build's test report."""
METRIC_POINTS: Final = timedelta(days=15)
"""Points of a minute. AWS keeps a summary of five minutes for 63 days, and one of an hour for 455."""
