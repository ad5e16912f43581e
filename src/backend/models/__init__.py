"""Data at the edges: request, response, master CV, job posting, artifact, errors and settings.

Every model has `defer_build`: Pydantic compiles a model with all that is inside it, so a part that is only ever read or
written inside a whole is never compiled for itself.
"""

from models.artifact import ArtifactReference, TailoredArtifact
from models.deadline import Deadline
from models.job_posting import CompanyResearch, JobPosting
from models.master_cv import MasterCv
from models.request import StylePreferences, TailorCvRequest
from models.response import ErrorDetail, TailorCvData, TailorCvResponse, TailoringMetadata, TokenUsage
from models.settings import Settings, SettingsError
from models.tailored_cv import GapAnalysis, TailoredCv

__all__ = [
    "ArtifactReference",
    "CompanyResearch",
    "Deadline",
    "ErrorDetail",
    "GapAnalysis",
    "JobPosting",
    "MasterCv",
    "Settings",
    "SettingsError",
    "StylePreferences",
    "TailorCvData",
    "TailorCvRequest",
    "TailorCvResponse",
    "TailoredArtifact",
    "TailoredCv",
    "TailoringMetadata",
    "TokenUsage",
]
