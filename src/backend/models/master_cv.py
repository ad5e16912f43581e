"""The master CV: what the service reads from the JSON object at `cvs/{user_id}/v{cv_version}.json`.

It is the only source of facts. Text is taken as it stands (nothing is stripped or re-cased), because the facts in the
tailored CV are compared with it byte for byte. Which shapes of a stored object are read, `models.records` says; fields
that this version does not know are ignored, not refused: the writer of the record is another service, which may be
ahead of this one.
"""

from pydantic import BaseModel, ConfigDict, Field


class SourceRecord(BaseModel):
    """Part of a master CV: read only, tolerant of fields that this version does not know."""

    model_config = ConfigDict(extra="ignore", frozen=True, defer_build=True)


class ContactInfo(SourceRecord):
    """Who the CV is about. IMMUTABLE."""

    full_name: str = Field(min_length=1)
    email: str | None = None
    phone: str | None = None
    location: str | None = None
    links: list[str] = []


class WorkExperience(SourceRecord):
    """One position. Everything but `description_bullets` is IMMUTABLE; dates are `YYYY-MM`, `YYYY` or free text.

    `end_date` of None (or the word "present") means that the position is held today. A text that the record lacks is
    empty; employer and title never both are.
    """

    company_name: str
    job_title: str
    start_date: str
    end_date: str | None = None
    location: str | None = None
    industry: str | None = None
    description_bullets: list[str] = []


class CvSkill(SourceRecord):
    """A skill as the owner names it. VERIFIABLE."""

    skill_name: str = Field(min_length=1)
    proficiency_level: str | None = None


class Education(SourceRecord):
    """A degree or course of study. IMMUTABLE. Institution or degree is empty where the record names the other alone."""

    institution: str
    degree: str
    field_of_study: str | None = None
    start_date: str | None = None
    end_date: str | None = None
    grade: str | None = None


class Certification(SourceRecord):
    """A certificate. IMMUTABLE."""

    name: str = Field(min_length=1)
    issuer: str | None = None
    issued: str | None = None
    expires: str | None = None
    credential_id: str | None = None


class SpokenLanguage(SourceRecord):
    """A language that somebody speaks. IMMUTABLE."""

    name: str
    proficiency_level: str | None = None


class Project(SourceRecord):
    """Work beside, or within, the positions. IMMUTABLE."""

    name: str
    description: str = ""
    highlights: list[str] = []
    start_date: str | None = None
    end_date: str | None = None
    link: str | None = None


class Publication(SourceRecord):
    """A book, paper or article. IMMUTABLE."""

    name: str
    publisher: str | None = None
    published: str | None = None
    link: str | None = None
    description: str = ""


class Award(SourceRecord):
    """A prize or honour. IMMUTABLE."""

    title: str
    awarder: str | None = None
    awarded: str | None = None
    description: str = ""


class Volunteering(SourceRecord):
    """Unpaid work. IMMUTABLE."""

    organization: str
    role: str | None = None
    start_date: str | None = None
    end_date: str | None = None
    highlights: list[str] = []


class MasterCv(SourceRecord):
    """The whole record. `summary` and the bullets are FLEXIBLE: they may be reworded, never added to."""

    contact_info: ContactInfo
    summary: str = ""
    work_experience: list[WorkExperience] = []
    skills: list[CvSkill] = []
    education: list[Education] = []
    certifications: list[Certification] = []
    languages: list[SpokenLanguage] = []
    projects: list[Project] = []
    publications: list[Publication] = []
    awards: list[Award] = []
    volunteering: list[Volunteering] = []


COPIED_SECTIONS = ("education", "certifications", "languages", "projects", "publications", "awards", "volunteering")
"""Sections that are copied as they are: IMMUTABLE as a whole."""
