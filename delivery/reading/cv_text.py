"""A CV that is running text, as a person writes it, in the fields that the service reads.

The first line is the name; what stands under headings that people use is their section; a line with years in it
begins a position or a course. What cannot be told apart stays where it stands, as a line of the section that it is in:
nothing is guessed that the person would have to correct, and what was understood is shown before it is sent.
"""

from __future__ import annotations

import re
from typing import Any, Final

from delivery.reading.cv_dates import PERIOD, YEAR
from delivery.reading.cv_headings import Section, section_of
from delivery.reading.cv_positions import bare, names_of, positions_of

_EMAIL: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE: Final = re.compile(r"\+?\(?\d[\d ()./-]{6,18}\d")
_LINK: Final = re.compile(r"(?:https?://|www\.)\S+|\b(?:linkedin\.com|github\.com)/\S+")
_DAY: Final = re.compile(r"\b\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d\b")
_DOCUMENT: Final = re.compile(
    r"^(?:curriculum vit(?:ae|æ)|c\.?v\.?|r[ée]sum[ée]|lebenslauf|currículum|hoja de vida|życiorys|"
    r"職\s*務\s*経\s*歴\s*書|履\s*歴\s*書|个\s*人\s*简\s*历|简历)\b[\s:–—-]*",  # noqa: RUF001
    re.IGNORECASE,
)
"""What a document calls itself where others have the name."""

_NAME_LABEL: Final = re.compile(r"^(?:full name|name|nom|nombre|nome|naam|氏名|姓名)\s*[:：]?\s+", re.IGNORECASE)  # noqa: RUF001
_ITEM: Final = re.compile(r"\s*[,;|•·\n、]\s*")
_SHORT: Final = 12
"""Letters beside a telephone number that say only that it is one."""


def cv_of_text(text: str) -> dict[str, Any]:
    """The CV in a text, in the service's own fields; a section that it lacks is empty."""
    sections: dict[Section, list[str]] = {}
    section: Section = "head"
    for line in (line.strip().lstrip("#").strip() for line in text.splitlines()):
        found = section_of(line)
        if found is not None:
            section = found
        else:
            sections.setdefault(section, []).append(line)
    positions = positions_of(sections.pop("work", []))
    said = {name: [line for line in lines if line] for name, lines in sections.items()}
    head = said.get("head", [])
    return {
        "contact_info": _contact(head, text),
        "summary": " ".join([*_prose(head[1:]), *said.get("summary", [])]),
        "work_experience": positions,
        "skills": [{"skill_name": name} for name in _items(said.get("skills", []))],
        "education": _courses(said.get("education", [])),
        "certifications": [{"name": bare(line)} for line in said.get("certifications", [])],
        "languages": [{"name": name} for name in _items(said.get("languages", []))],
    }


def _contact(head: list[str], text: str) -> dict[str, Any]:
    """From the head; what is missing there, from elsewhere, a telephone number from a line that says nothing else."""
    joined = "\n".join(head)
    email = _EMAIL.search(joined) or _EMAIL.search(text)
    phone = _PHONE.search(_without_dates(joined)) or _lone_phone(text)
    contact: dict[str, Any] = {"full_name": _name(head)}
    if email:
        contact["email"] = email.group()
    if phone:
        contact["phone"] = phone.group().strip()
    if links := _LINK.findall(joined):
        contact["links"] = [link.rstrip(".,;|") for link in links]
    return contact


def _name(head: list[str]) -> str:
    """What a label says, else the first line that is not what the document calls itself."""
    labelled = [
        _NAME_LABEL.sub("", f"{line} ").strip() or after
        for line, after in zip(head, [*head[1:], ""], strict=True)
        if _NAME_LABEL.match(f"{line} ")
    ]
    named = [*labelled, *(_DOCUMENT.sub("", line.strip("*_ ")) for line in head)]
    return next((name.strip() for name in named if name.strip()), "")


def _without_dates(text: str) -> str:
    return _DAY.sub(" ", PERIOD.sub(" ", _LINK.sub(" ", text)))


def _lone_phone(text: str) -> re.Match[str] | None:
    for line in text.splitlines():
        found = _PHONE.search(_without_dates(line))
        if found and len(line.strip()) <= len(found.group()) + _SHORT:
            return found
    return None


def _prose(lines: list[str]) -> list[str]:
    """Sentences of the head: what is neither an address nor a title."""
    return [line for line in lines if not _EMAIL.search(line) and not _PHONE.search(line) and line.endswith(".")]


def _courses(lines: list[str]) -> list[dict[str, Any]]:
    courses = []
    for line in map(bare, lines):
        years = YEAR.findall(line)
        names = names_of(YEAR.sub(" ", PERIOD.sub(" ", line)))
        course: dict[str, Any] = {"degree": names[0] if names else line, "institution": ", ".join(names[1:])}
        if years:
            course["end_date"] = years[-1].strip("()年")
        courses.append(course)
    return courses


def _items(lines: list[str]) -> list[str]:
    found = (item.strip(" .") for line in lines for item in _ITEM.split(bare(line)))
    return list(dict.fromkeys(item for item in found if item))
