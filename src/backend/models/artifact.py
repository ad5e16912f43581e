"""What is stored for each tailoring, and the small reference by which it is found again."""

from pydantic import BaseModel, ConfigDict

from models.request import Identifier
from models.response import TailoringMetadata, TokenUsage
from models.tailored_cv import GapAnalysis, TailoredCv


class ArtifactReference(BaseModel):
    """Key of an artifact: `application_id` and `created_at`. Holds nothing about the person."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    application_id: Identifier
    created_at: str

    @property
    def artifact_key(self) -> str:
        """The reference as one string, for the answer's metadata."""
        return f"{self.application_id}/{self.created_at}"


class TailoredArtifact(BaseModel):
    """The whole result, however an answer shows it: the gap analysis is always kept, Markdown is rendered anew."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    tailored_cv: TailoredCv
    metadata: TailoringMetadata
    token_usage: TokenUsage
    gap_analysis: GapAnalysis

    @property
    def reference(self) -> ArtifactReference:
        """Where this artifact is, or will be, stored."""
        return ArtifactReference(application_id=self.metadata.application_id, created_at=self.metadata.created_at)
