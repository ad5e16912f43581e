"""Line charts of the documents, as SVG: the same data gives the same bytes, for a test refuses a stale one."""

from delivery.charts.line_chart import Axis, Chart, Mark, Series, log_axis

__all__ = ["Axis", "Chart", "Mark", "Series", "log_axis"]
