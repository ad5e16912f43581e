"""The delivery pipeline as code. ``PipelineStack`` is all that ``pipeline_app.py`` needs; each step is a file."""

from pipeline.pipeline_stack import PIPELINE_NAME, PipelineStack

__all__ = ["PIPELINE_NAME", "PipelineStack"]
