"""A tailored CV as JSON Resume 1.0.0 (jsonresume.org/schema): what other tools read, and this service too."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

SCHEMA = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"


def json_resume(cv: Mapping[str, Any]) -> dict[str, Any]:
    """The document; parts that the CV lacks are left out."""
    contact = cv["contact_info"]
    return _filled(
        {
            "$schema": SCHEMA,
            "basics": _filled(
                {
                    "name": contact["full_name"],
                    "email": contact.get("email"),
                    "phone": contact.get("phone"),
                    "summary": cv["executive_summary"],
                    "location": _filled({"address": contact.get("location")}),
                    "profiles": [{"url": link} for link in contact.get("links") or []],
                }
            ),
            "work": [
                _filled(
                    {
                        "name": position["company_name"],
                        "position": position["job_title"],
                        "startDate": position["start_date"],
                        "endDate": position["end_date"],
                        "location": position["location"],
                        "highlights": position["description_bullets"],
                    }
                )
                for position in cv["work_experience"]
            ],
            "volunteer": _each(
                cv.get("volunteering"), organization="organization", role="position", highlights="highlights", **_PERIOD
            ),
            "education": _each(
                cv["education"],
                institution="institution",
                degree="studyType",
                field_of_study="area",
                grade="score",
                **_PERIOD,
            ),
            "awards": _each(cv.get("awards"), title="title", awarder="awarder", awarded="date", description="summary"),
            "certificates": _each(cv["certifications"], name="name", issuer="issuer", issued="date"),
            "publications": _each(
                cv.get("publications"),
                name="name",
                publisher="publisher",
                published="releaseDate",
                link="url",
                description="summary",
            ),
            "skills": _each(cv["skills"], skill_name="name", proficiency_level="level"),
            "languages": _each(cv.get("languages"), name="language", proficiency_level="fluency"),
            "projects": _each(
                cv.get("projects"),
                name="name",
                description="description",
                highlights="highlights",
                link="url",
                **_PERIOD,
            ),
        }
    )


_PERIOD = {"start_date": "startDate", "end_date": "endDate"}


def _each(entries: list[Mapping[str, Any]] | None, **names: str) -> list[dict[str, Any]]:
    """Entries of a section with their fields under JSON Resume's names."""
    return [_filled({name: entry.get(own) for own, name in names.items()}) for entry in entries or []]


def _filled(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value not in (None, "", [], {})}
