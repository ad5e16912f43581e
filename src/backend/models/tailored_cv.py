"""The tailored CV and the gap analysis: the product of one tailoring, in the answer and in the artifact alike."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from models.master_cv import (
    Award,
    Certification,
    ContactInfo,
    Education,
    Project,
    Publication,
    SpokenLanguage,
    Volunteering,
)
from models.request import Identifier

Score = Annotated[float, Field(ge=0, le=1)]
"""0..1, rounded to four digits."""

Band = Literal["excellent", "good", "fair", "weak", "poor"]

TAILORING_VERSION = 1
"""Version of the tailoring rules and of this document's shape; raise it when either changes."""


class Document(BaseModel):
    """Part of an answer: complete, and closed to fields that nobody declared."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class TailoredExperience(Document):
    """One position: facts copied from the source, bullets tailored, the source's own bullets beside them."""

    company_name: str
    job_title: str
    start_date: str
    end_date: str | None
    location: str | None
    description_bullets: list[str]
    original_bullets: list[str]
    keyword_alignments: list[str]


class TailoredSkill(Document):
    """A skill of the source CV, with what it is worth for this job and which requirements it meets."""

    skill_name: str
    proficiency_level: str | None
    relevance_score: Score
    matched_requirements: list[str]


class TailoredCv(Document):
    """The CV, aimed at one job."""

    contact_info: ContactInfo
    executive_summary: str
    work_experience: list[TailoredExperience]
    skills: list[TailoredSkill]
    education: list[Education]
    certifications: list[Certification]
    languages: list[SpokenLanguage] = []
    projects: list[Project] = []
    publications: list[Publication] = []
    awards: list[Award] = []
    volunteering: list[Volunteering] = []
    source_cv_version: int
    target_job_id: Identifier
    tailoring_version: int


class GapAnalysis(Document):
    """Requirements of the job that the CV does not show. Years are years, to one decimal.

    `match_score` compares over postings: of 24 labelled pairs that fit all have at least 0.50, of 552 that do not none
    has. What a posting does not say (an industry, a skill that is required) is left out of it.
    """

    missing_required_skills: list[str]
    missing_preferred_skills: list[str]
    missing_keywords: list[str]
    years_required: float
    years_shown: float
    match_score: Score
    match_band: Band
