"""The job research item: what the job research table holds under `job_id`.

The posting comes with, or without, research about the company. Both are untrusted text that strangers wrote: they steer
what is selected from the CV, and nothing in them is ever taken for an instruction or a fact about the applicant.
"""

from pydantic import BaseModel, ConfigDict, Field

from models.request import Identifier


class CompanyResearch(BaseModel):
    """What an earlier step found out about the company."""

    model_config = ConfigDict(extra="ignore", frozen=True, defer_build=True)

    summary: str = ""
    values: list[str] = []


class JobPosting(BaseModel):
    """One job. `years_required` is in years, 0 where the posting asks for none."""

    model_config = ConfigDict(extra="ignore", frozen=True, defer_build=True)

    job_id: Identifier
    title: str = Field(min_length=1)
    company: str = ""
    description: str = ""
    required_skills: list[str] = []
    preferred_skills: list[str] = []
    years_required: float = Field(default=0, ge=0, le=60)
    industry: str = ""
    company_research: CompanyResearch | None = None
