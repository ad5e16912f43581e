"""A CV that is running text, as a person writes it, in the fields that the service reads.

The first line is the name; what stands under headings that people use is their section; a line with years in it
begins a position or a course. What cannot be told apart stays where it stands, as a line of the section that it is in:
nothing is guessed that the person would have to correct, and what was understood is shown before it is sent.
"""

from __future__ import annotations

import re
from typing import Any, Literal

Section = Literal["head", "summary", "work", "education", "skills", "certifications", "languages", "other"]

_HEADINGS: dict[Section, str] = {
    "summary": "summary; executive summary; professional summary; personal statement; profile; professional profile; "
    "objective; about; about me; profil; resumen; perfil; über mich",
    "work": "experience; work experience; professional experience; relevant experience; work history; employment; "
    "employment history; career; berufserfahrung; expérience; expériences; expérience professionnelle; experiencia; "
    "experiencia profesional; experiencia laboral",
    "education": "education; education and training; studies; ausbildung; bildung; formation; formación; educación",
    "skills": "skills; technical skills; key skills; core skills; competences; competencies; kenntnisse; fähigkeiten; "
    "compétences; habilidades; competencias",
    "certifications": "certifications; certificates; licenses; licences; licenses and certifications; zertifikate; "
    "certificados",
    "languages": "languages; sprachen; langues; idiomas",
    "other": "references; interests; hobbies; awards; publications; projects; volunteering",
}
_SECTION_OF = {name: section for section, names in _HEADINGS.items() for name in names.split("; ")}
_BULLET = re.compile(r"^\s*(?:[-*•·▪–]|\d{1,2}[.)])\s+")  # noqa: RUF001 - what people type
_DATE = r"(?:(?:\d{1,2}[/.-])?(?:19|20)\d\d(?:-\d\d)?|[A-Za-zäéû]{3,10}\.? (?:19|20)\d\d)"
_PERIOD = re.compile(
    rf"\(?(?P<start>{_DATE})\s*(?:-|–|—|to|until|bis|à|a)\s*(?P<end>{_DATE}|present|today|now|heute|présent|presente|actualidad)\)?",  # noqa: RUF001
    re.IGNORECASE,
)
_YEAR = re.compile(r"\(?\b(?:19|20)\d\d\b\)?")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"\+?\(?\d[\d ()./-]{6,18}\d")
_LINK = re.compile(r"(?:https?://|www\.)\S+|\b(?:linkedin\.com|github\.com)/\S+")
_BETWEEN = re.compile(r"\s*(?:,|\||–|—|·|\t| - | at | bei | chez | en )\s*")  # noqa: RUF001
_ITEM = re.compile(r"\s*[,;|•·\n]\s*")


def cv_of_text(text: str) -> dict[str, Any]:
    """The CV in a text, in the service's own fields; a section that it lacks is empty."""
    sections: dict[Section, list[str]] = {}
    section: Section = "head"
    for line in (line.strip().lstrip("#").strip() for line in text.splitlines()):
        found = _heading(line)
        if found is not None:
            section = found
        elif line:
            sections.setdefault(section, []).append(line)
    head = sections.get("head", [])
    joined = "\n".join(head)
    return {
        "contact_info": _contact(head, joined),
        "summary": " ".join([*_prose(head[1:]), *sections.get("summary", [])]),
        "work_experience": _positions(sections.get("work", [])),
        "skills": [{"skill_name": name} for name in _items(sections.get("skills", []))],
        "education": _courses(sections.get("education", [])),
        "certifications": [{"name": _bare(line)} for line in sections.get("certifications", [])],
        "languages": [{"name": name} for name in _items(sections.get("languages", []))],
    }


def _heading(line: str) -> Section | None:
    return _SECTION_OF.get(line.strip("*_: ").casefold())


def _contact(head: list[str], joined: str) -> dict[str, Any]:
    email, phone = _EMAIL.search(joined), _PHONE.search(_LINK.sub(" ", joined))
    contact: dict[str, Any] = {"full_name": head[0].strip("*_ ") if head else ""}
    if email:
        contact["email"] = email.group()
    if phone:
        contact["phone"] = phone.group().strip()
    if links := _LINK.findall(joined):
        contact["links"] = [link.rstrip(".,;|") for link in links]
    return contact


def _prose(lines: list[str]) -> list[str]:
    """Sentences of the head: what is neither an address nor a title."""
    return [line for line in lines if not _EMAIL.search(line) and not _PHONE.search(line) and line.endswith(".")]


def _positions(lines: list[str]) -> list[dict[str, Any]]:
    """A line with a period in it begins a position; without one, a line that is no bullet may name it beforehand."""
    positions: list[dict[str, Any]] = []
    before = ""
    for line in lines:
        period = _PERIOD.search(line)
        if period and not _BULLET.match(line):
            names = _names(_PERIOD.sub(" ", line)) or _names(before)
            title, company = [*names, "", ""][:2]
            positions.append(
                {
                    "job_title": title or company or "-",
                    "company_name": company,
                    "start_date": period["start"],
                    "end_date": period["end"],
                    "description_bullets": [],
                }
            )
            before = ""
        elif positions and (_BULLET.match(line) or line.endswith(".")):
            positions[-1]["description_bullets"].append(_bare(line))
        else:
            before = line
    return positions


def _courses(lines: list[str]) -> list[dict[str, Any]]:
    courses = []
    for line in map(_bare, lines):
        years = _YEAR.findall(line)
        names = _names(_YEAR.sub(" ", _PERIOD.sub(" ", line)))
        course: dict[str, Any] = {"degree": names[0] if names else line, "institution": ", ".join(names[1:])}
        if years:
            course["end_date"] = years[-1].strip("()")
        courses.append(course)
    return courses


def _names(line: str) -> list[str]:
    """What a line names, apart by what people put between names."""
    return [name for name in _BETWEEN.split(line.strip(" ,|()-–—*")) if name]  # noqa: RUF001


def _items(lines: list[str]) -> list[str]:
    found = (item.strip(" .") for line in lines for item in _ITEM.split(_bare(line)))
    return list(dict.fromkeys(item for item in found if item))


def _bare(line: str) -> str:
    return _BULLET.sub("", line).strip()
