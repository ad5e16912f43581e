"""How well the pipeline delivers, in DORA's four metrics, from CodePipeline's own record of what it did."""

from delivery.metrics.dora import DoraMetrics, measure
from delivery.metrics.pipeline_history import PipelineHistory, read_history

__all__ = ["DoraMetrics", "PipelineHistory", "measure", "read_history"]
