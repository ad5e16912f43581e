"""A CV that is running text, as a person writes it, in the fields that the service reads.

The first line is the name; what stands under headings that people use is their section; a line with years in it
begins a position or a course. What cannot be told apart stays where it stands, as a line of the section that it is in:
nothing is guessed that the person would have to correct, and what was understood is shown before it is sent.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain, zip_longest
from typing import Any, Final
from unicodedata import combining, normalize

from delivery.reading.cv_dates import PERIOD, YEAR
from delivery.reading.cv_headings import Section, section_of
from delivery.reading.cv_marks import plain_lines
from delivery.reading.cv_positions import bare, names_of, positions_of

_EMAIL: Final = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+")
_PHONE: Final = re.compile(r"\+?\(?\d[\d ()./-]{6,18}\d")
_LINK: Final = re.compile(r"(?:https?://|www\.)\S+|\b(?:linkedin\.com|github\.com)/\S+")
_DAY: Final = re.compile(r"\b\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d\b")
_DOCUMENT: Final = re.compile(
    r"^(?:curriculum vit(?:ae|æ)|c\.?v\.?|r[ée]sum[ée]|lebenslauf|currículum|hoja de vida|życiorys|"
    r"職\s*務\s*経\s*歴\s*書|履\s*歴\s*書|个\s*人\s*简\s*历|简历)\b[\s:–—-]*(?:(?:of|for|von|de|di|van)\s+)?",  # noqa: RUF001
    re.IGNORECASE,
)
"""What a document calls itself where others have the name."""

_NAME_LABEL: Final = re.compile(
    r"^(?:full name|name of candidate|candidate|name|vor- und (?:nach|zu)name|nom et prénoms?|nom|nombre y apellidos|"
    r"nombre|nome e cognome|nome completo|nome|naam|imię i nazwisko|氏名|姓名)\s*[:：]?\s+",  # noqa: RUF001
    re.IGNORECASE,
)
_OF_A_NAME: Final = (
    r"(?:[^\W\d_a-z][^\W\d_]*[.'\u2019-]?[^\W\d_]*(?:-[^\W\d_]+)*\.?|d[eaiou]s?|la|van|der|von|und|y|e|el|bin|al)"
)
_READS_AS_A_NAME: Final = re.compile(rf"{_OF_A_NAME}(?: {_OF_A_NAME}){{1,5}}")
"""Two words or more with capitals, or what stands between the parts of a name."""

_MOST_OF_A_NAME: Final = 60
_ITEM: Final = re.compile(r"\s*[,;|•·\n、]\s*| / ")
_KIND_OF_ITEMS: Final = re.compile(r"^[^,:;]{2,24}: +")
_NO_CAPITALS: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_AFTER_A_NAME: Final = re.compile(r"(?<= )(\S+?)(?:, [A-Z][A-Za-z.]{1,6})+$")
"""What somebody has passed, written after their name: RN, BSN."""

_COLUMNS: Final = re.compile(r"\t| {3,}")
_LEAST_OF_A_NAME: Final = 4
_LINES_BEFORE_A_NAME: Final = 5
"""A greeting, an address, a title."""

_SHORT: Final = 12
"""Letters beside a telephone number that say only that it is one."""


def cv_of_text(text: str) -> dict[str, Any]:
    """The CV in a text, in the service's own fields; a section that it lacks is empty."""
    sections: dict[Section, list[str]] = {}
    section: Section = "head"
    plain = list(plain_lines(text))
    for whole, is_heading in plain:
        named, line = _beside_heading(whole)
        found = section_of(named, is_heading=is_heading)
        section = found or section
        if found is None or line:
            sections.setdefault(section, []).append(line if found else whole)
    positions = positions_of(sections.pop("work", []))
    said = {name: [line for line in lines if line] for name, lines in sections.items()}
    head = said.get("head", [])
    return {
        "contact_info": _contact(head, text, [line for line, _ in plain]),
        "summary": " ".join([*_prose(head[1:]), *said.get("summary", [])]),
        "work_experience": positions,
        "skills": [
            {"skill_name": name}
            for name in _items(_KIND_OF_ITEMS.sub("", bare(line)) for line in said.get("skills", []))
        ],
        "education": _courses(said.get("education", [])),
        "certifications": [{"name": bare(line)} for line in said.get("certifications", [])],
        "languages": [{"name": name} for name in _items(said.get("languages", []))],
    }


def _beside_heading(line: str) -> tuple[str, str]:
    """A line's heading at the margin and what stands beside it; a line without one is all heading."""
    margin, *beside = _COLUMNS.split(line, maxsplit=1)
    return (margin, beside[0]) if beside and margin.isupper() else (line, "")


def _contact(head: list[str], text: str, plain: list[str]) -> dict[str, Any]:
    """From the head; what is missing there, from elsewhere, a telephone number from a line that says nothing else."""
    joined = "\n".join(head)
    email = _EMAIL.search(joined) or _EMAIL.search(text)
    phone = _PHONE.search(_without_dates(joined)) or _lone_phone(text)
    contact: dict[str, Any] = {"full_name": _name(head, plain, email.group() if email else "")}
    if email:
        contact["email"] = email.group()
    if phone:
        contact["phone"] = phone.group().strip()
    if links := _LINK.findall(joined):
        contact["links"] = [link.rstrip(".,;|") for link in links]
    return contact


def _name(head: list[str], plain: list[str], email: str) -> str:
    """What a label says, else the first line of the head that reads as a name, else one anywhere that the address of
    e-mail has a word of, else the first line that is not what the document calls itself.
    """
    labelled = [
        _NAME_LABEL.sub("", f"{line} ").strip() or after
        for line, after in zip_longest(head, head[1:], fillvalue="")
        if _NAME_LABEL.match(f"{line} ")
    ]
    named = [*labelled, *(_DOCUMENT.sub("", line.strip("*_ ")) for line in head)]
    lines = [_AFTER_A_NAME.sub(r"\1", name.strip()) for name in named if name.strip()]
    if labelled:
        return lines[0]
    local = email.partition("@")[0].casefold()
    addressed = (line for line in plain if _is_a_name(line) and _is_in(local, line))
    likely = (line for line in lines[:_LINES_BEFORE_A_NAME] if _is_a_name(line))
    return next(chain(likely, addressed if local else (), lines), "")


def _is_in(local: str, name: str) -> bool:
    """Whether an e-mail address has a word of a name, which is written there without its marks."""
    words = ("".join(letter for letter in normalize("NFD", word) if not combining(letter)) for word in name.split())
    return any(len(word) >= _LEAST_OF_A_NAME and word.casefold() in local for word in words)


def _is_a_name(line: str) -> bool:
    """Whether a line reads as a name; in scripts without capitals the first line does."""
    return len(line) <= _MOST_OF_A_NAME and bool(_READS_AS_A_NAME.fullmatch(line) or _NO_CAPITALS.search(line[:1]))


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


def _items(lines: Iterable[str]) -> list[str]:
    found = (item.strip(" .") for line in lines for item in _ITEM.split(bare(line)))
    return list(dict.fromkeys(item for item in found if item))
