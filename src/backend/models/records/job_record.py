"""A stored job posting, in our own shape, in schema.org's (schema.org/JobPosting) or in a likely one."""

import re
from collections.abc import Mapping

from models.job_posting import CompanyResearch, JobPosting
from models.records.stored_value import Problem, StoredValue, UnreadableRecordError, in_own_shape

MOST_YEARS = 60
_MONTHS_PER_YEAR = 12
_NUMBER = re.compile(r"(?<![\w.,-])\d{1,3}(?:[.,]\d+)?(?!\d)")
_NUMBER_WORDS = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
]
_NONE = frozenset({"none", "no", "n/a", "na", "not required", "not specified", "entry level", "-"})
_SEPARATOR = re.compile(r"\s*[,;|\n•]\s*")


def read_posting(item: Mapping[str, object], *, job_id: str) -> JobPosting:
    """The posting in an item of JSON values.

    Raises:
        UnreadableRecordError: each field that cannot be read is named.
    """
    own = in_own_shape(JobPosting, {**item, "job_id": job_id})
    if own is not None:
        return own
    problems: list[Problem] = []
    root = StoredValue(item, "", problems)
    title = root.get("title", "job_title", "position", "role", "name").required_wording()
    posting = JobPosting.model_construct(
        job_id=job_id,
        title=title,
        company=root.get("company", "company_name", "hiring_organization", "employer", "organization").text() or "",
        description=_description(root),
        required_skills=_skills(root.get("required_skills", "must_have_skills", "skills")),
        preferred_skills=_skills(root.get("preferred_skills", "nice_to_have_skills", "nice_to_have", "optional")),
        years_required=_years(root.get("years_required", "years_of_experience", "min_years", "experience_years",
                                       "experience_requirements")),
        industry=root.get("industry", "sector").text() or "",
        company_research=_research(root.get("company_research", "research")),
    )  # fmt: skip
    if problems:
        raise UnreadableRecordError(problems)
    return posting


def _description(root: StoredValue) -> str:
    """The running text, and the parts of it that schema.org and others keep in fields of their own."""
    blocks = [root.get("description", "job_description", "text", "body", "content").prose()]
    for heading, names in (
        ("Responsibilities", ("responsibilities", "duties")),
        ("Requirements", ("requirements", "qualifications", "education_requirements")),
    ):
        if prose := root.get(*names).prose():
            blocks.append(f"{heading}:\n{prose}")
    return "\n".join(block for block in blocks if block)


def _skills(section: StoredValue) -> list[str]:
    if isinstance(section.value, str):
        return [name for name in _SEPARATOR.split(section.value) if name.strip()]
    if isinstance(section.value, int | float):
        section.refuse("must be a list")
        return []
    found: list[str] = []
    for entry in section.entries():
        if isinstance(entry.value, list | tuple):
            found += _skills(entry)
            continue
        named = entry.get("skill_name", "name", "skill") if isinstance(entry.value, Mapping) else entry
        found += filter(None, [named.text()])
    return list(dict.fromkeys(name for name in found if name.strip()))


def _years(value: StoredValue, *, most: int = MOST_YEARS) -> float:
    """Years, 0 where none are asked for: of a number, or of the first number in a text ("6+", "3-5 years")."""
    months = value.get("months_of_experience", "months")
    if isinstance(value.value, Mapping) and not months.is_missing:
        return _years(months, most=most * _MONTHS_PER_YEAR) / _MONTHS_PER_YEAR
    if value.is_missing:
        return 0
    text = value.text()
    years = _amount(text.casefold()) if text is not None else 0
    if years is None or years > most:
        value.refuse(f"must be a number from 0 to {most}")
        return 0
    return years


def _amount(text: str) -> float | None:
    if text.strip(" .") in _NONE:
        return 0
    found = _NUMBER.search(text)
    if found:
        amount = float(found.group().replace(",", "."))
        return amount / _MONTHS_PER_YEAR if re.search(r"\bmonths?\b", text) else amount
    words = re.findall(r"[a-z]+", text)
    return next((_NUMBER_WORDS.index(word) + 1.0 for word in words if word in _NUMBER_WORDS), None)


def _research(value: StoredValue) -> CompanyResearch | None:
    if value.is_missing or value.value == {}:
        return None
    if isinstance(value.value, str):
        return CompanyResearch(summary=value.value)
    if not value.is_object():
        return None
    return CompanyResearch(
        summary=value.get("summary", "description", "about").prose(), values=value.get("values").texts()
    )
