"""The tailored CV as a Markdown page that a person can paste, print or convert."""

import re
from collections.abc import Iterable, Iterator

from models.master_cv import Certification, ContactInfo, Education
from models.tailored_cv import TailoredCv, TailoredExperience, TailoredSkill

_SPECIAL = re.compile(r"[\\`*\[\]<>]")
_LINE_START = re.compile(r"^[#+|-]")
_NUMBERED = re.compile(r"^(\d+)([.)]\s)")


def render_markdown(cv: TailoredCv) -> str:
    """One page: heading and contact, summary, experience, skills, education, certifications; empty parts left out."""
    blocks = [
        *_contact(cv.contact_info),
        *_section("Summary", [_line(_text(cv.executive_summary))] if cv.executive_summary else []),
        *_section("Experience", [block for position in cv.work_experience for block in _position(position)]),
        *_section("Skills", _list(_skill(skill) for skill in cv.skills)),
        *_section("Education", _list(_education(item) for item in cv.education)),
        *_section("Certifications", _list(_certification(item) for item in cv.certifications)),
    ]
    return "\n\n".join(blocks) + "\n"


def _section(title: str, blocks: list[str]) -> Iterator[str]:
    if blocks:
        yield f"## {title}"
        yield from blocks


def _contact(contact: ContactInfo) -> Iterator[str]:
    yield f"# {_text(contact.full_name)}"
    line = _joined(contact.email, contact.phone, contact.location, *contact.links, separator=" | ")
    if line:
        yield _line(line)


def _position(position: TailoredExperience) -> Iterator[str]:
    yield f"### {_text(position.job_title)}, {_text(position.company_name)}"
    period = f"{_text(position.start_date)} to {_text(position.end_date or 'present')}"
    yield f"*{period}*" + (f", {_text(position.location)}" if position.location else "")
    yield from _list(_text(bullet) for bullet in position.description_bullets)


def _skill(skill: TailoredSkill) -> str:
    return _text(skill.skill_name) + (f" ({_text(skill.proficiency_level)})" if skill.proficiency_level else "")


def _education(item: Education) -> str:
    period = " to ".join(_text(part) for part in (item.start_date, item.end_date) if part)
    return ", ".join(part for part in (_joined(item.degree, item.field_of_study, item.institution), period) if part)


def _certification(item: Certification) -> str:
    return _joined(item.name, item.issuer, item.issued)


def _list(items: Iterable[str]) -> list[str]:
    lines = [f"- {_line(item)}" for item in items if item]
    return ["\n".join(lines)] if lines else []


def _joined(*parts: str | None, separator: str = ", ") -> str:
    return separator.join(_text(part) for part in parts if part)


def _text(text: str) -> str:
    """`text` on one line, with nothing inside it that Markdown or HTML would take for markup."""
    return _SPECIAL.sub(lambda match: f"\\{match.group()}", " ".join(text.split()))


def _line(text: str) -> str:
    """`text` where a line begins, so that it cannot begin a heading, a list or a table either."""
    return f"\\{text}" if _LINE_START.match(text) else _NUMBERED.sub(r"\1\\\2", text)
