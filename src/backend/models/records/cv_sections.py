"""The sections of a stored CV, each by the names that writers give its fields.

Our own names come first, then JSON Resume's (jsonresume.org/schema, 1.0.0), then what CV editors and people write.
"""

import re
from collections.abc import Callable, Iterator, Mapping

from models.master_cv import (
    Award,
    Certification,
    ContactInfo,
    CvSkill,
    Education,
    Project,
    Publication,
    SpokenLanguage,
    Volunteering,
    WorkExperience,
)
from models.records.stored_value import StoredValue

_BULLETS = ("description_bullets", "bullets", "highlights", "achievements", "responsibilities", "duties", "tasks")
_START = ("start_date", "start", "from", "begin", "date_from")
_END = ("end_date", "end", "to", "until", "date_to")
_PERIOD = ("dates", "period", "date_range", "duration", "years")
_BETWEEN = re.compile(r"\s+(?:-|–|—|to|until|bis|à|a)\s+|\s*[–—]\s*|(?<=\d{4})\s*-\s*(?=(?:19|20)\d\d|[^\W\d])")  # noqa: RUF001
_SKILLS_OF_LINE = re.compile(r"\s*[,;|\n•]\s*")
_ADDRESS = ("city", "region", "state", "country_code", "country")
_DIGITS_OF_PHONE = 6
_UNREAD = "-"
"""Stands for a text that could not be read, in a record that is refused for it."""

_LEVEL = ("proficiency_level", "proficiency", "level", "fluency", "rating")


def contact_info(root: StoredValue) -> ContactInfo:
    """Who the CV is about: the contact section, or the same fields at the top of the record."""
    section = root.get("contact_info", "basics", "contact", "personal_info", "personal_information", "personal")
    if isinstance(section.value, str):
        section = StoredValue(_contact_line(section.value), section.path, root.problems)
    places = [section, root] if section.value is not None and section.is_object() else [root]

    def find(*names: str) -> StoredValue:
        found = [place.get(*names) for place in places]
        return next((value for value in found if not value.is_missing), found[0])

    return ContactInfo(
        full_name=_full_name(find) or _UNREAD,
        email=find("email", "e_mail", "email_address").text(),
        phone=find("phone", "phone_number", "telephone", "mobile").text(),
        location=_place(find("location", "address", "city", "place")),
        links=list(dict.fromkeys(link for place in places for link in _links(place))),
    )


def _contact_line(line: str) -> dict[str, str]:
    """A contact section that is one line: each piece by its form, what is none of them is a place."""
    found: dict[str, str] = {}
    for piece in filter(None, (piece.strip() for piece in re.split(r"[|;\n•]|,\s", line))):
        if "@" in piece:
            kind = "email"
        elif sum(character.isdigit() for character in piece) >= _DIGITS_OF_PHONE:
            kind = "phone"
        elif "/" in piece or piece.casefold().startswith("www."):
            kind = "links"
        else:
            kind = "location"
        found[kind] = f"{found[kind]}, {piece}" if kind in found else piece
    return found


def _full_name(find: Callable[..., StoredValue]) -> str:
    """A name, or its two halves, side by side or in an object; a problem where there is neither."""
    name = find("full_name", "name")
    if not name.is_missing and not isinstance(name.value, Mapping):
        return name.wording() or ""
    halves = find if name.is_missing else name.get
    given = halves("first_name", "given_name", "first", "given")
    family = halves("last_name", "family_name", "surname", "last", "family")
    if given.is_missing and family.is_missing:
        name.refuse("is missing or empty")
    return " ".join(filter(None, (given.wording(), family.wording())))


def work_experience(entry: StoredValue) -> WorkExperience:
    """One position. It must say where or as what."""
    company, title = entry.get("company_name", "company", "employer", "name", "organization"), _title(entry)
    if company.is_missing and title.is_missing:
        StoredValue(None, title.path, entry.problems).refuse("is missing or empty, and so is the employer")
    start, end = _period(entry)
    return WorkExperience(
        company_name=company.text() or "",
        job_title=title.text() or "",
        start_date=start or "",
        end_date=end,
        location=_place(entry.get("location", "city", "place")),
        industry=entry.get("industry", "sector").text(),
        description_bullets=_bullets(entry),
    )


def skills(section: StoredValue) -> list[CvSkill]:
    """Skills as objects, as texts, as one line with separators, or by category."""
    value = section.value
    if isinstance(value, int | float):
        section.refuse("must be a list")
        return []
    if isinstance(value, str):
        return [CvSkill(skill_name=name) for name in _SKILLS_OF_LINE.split(value) if name.strip()]
    if isinstance(value, Mapping) and section.get("skill_name", "name").is_missing:
        return [skill for _, names in section.fields() for skill in skills(names)]
    return [skill for entry in section.entries() for skill in _skill(entry)]


def education(entry: StoredValue) -> Education:
    """A degree or course of study, an object or one line. It must say where or what."""
    if isinstance(entry.value, str):
        return Education(institution="", degree=entry.value)
    school = entry.get("institution", "school", "university", "college", "organization", "name")
    degree = entry.get("degree", "study_type", "qualification", "title", "diploma")
    if school.is_missing and degree.is_missing:
        school.refuse("is missing or empty, and so is the degree")
    start, end = _period(entry)
    return Education(
        institution=school.text() or "",
        degree=degree.text() or "",
        field_of_study=entry.get("field_of_study", "area", "field", "major", "subject").text(),
        start_date=start,
        end_date=end or _date(entry.get("graduation_date", "graduation_year", "graduated", "year", "date")),
        grade=entry.get("grade", "score", "gpa").text(),
    )


def certification(entry: StoredValue) -> Certification:
    """A certificate: an object, or its name."""
    if isinstance(entry.value, str):
        return Certification(name=entry.value)
    if not entry.is_object():
        return Certification(name=_UNREAD)
    return Certification(
        name=entry.get("name", "title", "certification", "certificate").required_wording() or _UNREAD,
        issuer=entry.get("issuer", "authority", "organization", "issued_by").text(),
        issued=_date(entry.get("issued", "date", "issue_date", "year")),
        expires=_date(entry.get("expires", "expiry_date", "valid_until")),
        credential_id=entry.get("credential_id", "license_number", "id").text(),
    )


def language(entry: StoredValue) -> SpokenLanguage:
    """A language that somebody speaks: an object, or its name."""
    if isinstance(entry.value, str):
        return SpokenLanguage(name=entry.value)
    return SpokenLanguage(
        name=entry.get("name", "language").required_wording(),
        proficiency_level=entry.get(*_LEVEL).text(),
    )


def project(entry: StoredValue) -> Project:
    """A project: an object, or its name."""
    if isinstance(entry.value, str):
        return Project(name=entry.value)
    start, end = _period(entry)
    return Project(
        name=entry.get("name", "title", "project_name").required_wording(),
        description=entry.get("description", "summary").prose(),
        highlights=entry.get(*_BULLETS).texts(),
        start_date=start,
        end_date=end,
        link=entry.get("link", "url", "website").text(),
    )


def publication(entry: StoredValue) -> Publication:
    """A publication: an object, or its title."""
    if isinstance(entry.value, str):
        return Publication(name=entry.value)
    return Publication(
        name=entry.get("name", "title").required_wording(),
        publisher=entry.get("publisher", "journal").text(),
        published=_date(entry.get("published", "release_date", "date", "year")),
        link=entry.get("link", "url", "website", "doi").text(),
        description=entry.get("description", "summary").prose(),
    )


def award(entry: StoredValue) -> Award:
    """An award: an object, or its title."""
    if isinstance(entry.value, str):
        return Award(title=entry.value)
    return Award(
        title=entry.get("title", "name").required_wording(),
        awarder=entry.get("awarder", "issuer", "organization").text(),
        awarded=_date(entry.get("awarded", "date", "year")),
        description=entry.get("description", "summary").prose(),
    )


def volunteering(entry: StoredValue) -> Volunteering:
    """Unpaid work: an object, or one line."""
    if isinstance(entry.value, str):
        return Volunteering(organization=entry.value)
    start, end = _period(entry)
    return Volunteering(
        organization=entry.get("organization", "company_name", "name").required_wording(),
        role=entry.get("role", "position", "job_title", "title").text(),
        start_date=start,
        end_date=end,
        highlights=_bullets(entry),
    )


def _title(entry: StoredValue) -> StoredValue:
    return entry.get("job_title", "position", "title", "role")


def _bullets(entry: StoredValue) -> list[str]:
    """The lines of a position: its list, after the prose that some put before it."""
    lines = entry.get(*_BULLETS)
    prose = [line for name in ("summary", "description") for line in entry.get(name).texts()]
    # Our own shape has the list alone, and it is taken as it stands.
    return [*prose, *lines.texts()]


def _skill(entry: StoredValue) -> Iterator[CvSkill]:
    if isinstance(entry.value, list):
        yield from skills(entry)
    elif not isinstance(entry.value, Mapping) and (text := entry.text()):
        yield CvSkill(skill_name=text)
    elif entry.is_object():
        name = entry.get("skill_name", "name", "skill", "title", "category")
        keywords = [word for part in ("keywords", "skills", "items") for word in entry.get(part).texts()]
        if not keywords or not name.is_missing:
            text = name.required_wording()
            if text:
                yield CvSkill(skill_name=text, proficiency_level=entry.get(*_LEVEL).text())
        yield from (CvSkill(skill_name=word) for word in keywords)


def _period(entry: StoredValue) -> tuple[str | None, str | None]:
    """First and last date. None as the last where there is none, or where the record says that it goes on."""
    start, end = entry.get(*_START), entry.get(*_END)
    if start.is_missing and end.is_missing and not (whole := entry.get(*_PERIOD)).is_missing:
        first, *rest = _BETWEEN.split(whole.text() or "", maxsplit=1)
        return first, rest[0] if rest else None
    goes_on = entry.get("is_current", "current", "currently_working", "present").value is True or end.value is False
    return _date(start), None if goes_on else _date(end)


def _date(value: StoredValue) -> str | None:
    """A date as it is written; of an object its year and month."""
    if isinstance(value.value, Mapping):
        year, month = value.get("year").text(), value.get("month").text()
        if year and month and month.isdecimal():
            return f"{year}-{int(month):02d}"
        return year or value.text()
    return value.text()


def _place(value: StoredValue) -> str | None:
    """A place as it is written; of an object its city, region and country."""
    if isinstance(value.value, Mapping):
        named = dict.fromkeys(filter(None, (value.get(name).text() for name in _ADDRESS)))
        return ", ".join(named) or value.get("address", "name", "text").text()
    return value.text()


def _links(section: StoredValue) -> Iterator[str]:
    for entry in section.get("links", "websites", "urls").entries():
        text = entry.get("url", "link", "href").text() if isinstance(entry.value, Mapping) else entry.text()
        if text:
            yield text
    for name in ("url", "website", "linkedin", "github", "portfolio"):
        if text := section.get(name).text():
            yield text
    for profile in section.get("profiles").records():
        address = profile.get("url").text()
        named = ": ".join(filter(None, (profile.get("network").text(), profile.get("username").text())))
        if address or named:
            yield address or named
