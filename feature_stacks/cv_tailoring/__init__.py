"""CV tailoring: one construct a concern (function, API, monitoring, smoke access), and one that puts them together."""

from feature_stacks.cv_tailoring.construct import CVTailoringConstruct
from feature_stacks.cv_tailoring.dashboard import CvTailoringDashboard
from feature_stacks.cv_tailoring.rest_api import CareerVpRestApi

__all__ = ["CVTailoringConstruct", "CareerVpRestApi", "CvTailoringDashboard"]
