"""A tailored CV as a person reads it, from the service's answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text


def tailored_cv(data: Mapping[str, Any]) -> Iterator[RenderableType]:
    """The parts of a CV in reading order, then what was done to get there. `data` is the envelope's."""
    cv, metadata = data["tailored_cv"], data["metadata"]
    contact = cv["contact_info"]
    reachable = " · ".join(filter(None, (contact.get("email"), contact.get("phone"), contact.get("location"))))
    yield Panel(Text.assemble((contact["full_name"], "bold"), "\n", reachable), expand=False)
    if cv["executive_summary"]:
        yield Text(f"\n{cv['executive_summary']}")
    yield from _experience(cv["work_experience"])
    yield from _skills(cv["skills"])
    yield from _education(cv)
    yield from _gaps(data.get("gap_analysis"))
    yield Text(_how(metadata), style="dim")


def _experience(positions: list[Mapping[str, Any]]) -> Iterator[RenderableType]:
    for position in positions:
        dates = f"{position['start_date']} - {position['end_date'] or 'present'}"
        yield Text.assemble("\n", (position["job_title"], "bold"), f", {position['company_name']}  ", (dates, "dim"))
        for bullet in position["description_bullets"]:
            changed = bullet not in position["original_bullets"]
            yield Text(f"  {'~' if changed else '-'} {bullet}")


def _skills(skills: list[Mapping[str, Any]]) -> Iterator[RenderableType]:
    if not skills:
        return
    table = Table(
        "skill", "level", "relevance", "meets", title="\nSkills, for this job", title_justify="left", box=None
    )
    for skill in skills:
        score = f"{float(skill['relevance_score']):.2f}"
        table.add_row(
            skill["skill_name"], skill["proficiency_level"] or "", score, ", ".join(skill["matched_requirements"])
        )
    yield table


def _education(cv: Mapping[str, Any]) -> Iterator[RenderableType]:
    lines = [", ".join(filter(None, (e["degree"], e.get("field_of_study"), e["institution"]))) for e in cv["education"]]
    lines += [", ".join(filter(None, (c["name"], c.get("issuer"), c.get("issued")))) for c in cv["certifications"]]
    if lines:
        yield Text.assemble("\n", ("Education and certificates", "italic"))
        yield from (Text(f"  {line}") for line in lines)


def _gaps(gaps: Mapping[str, Any] | None) -> Iterator[RenderableType]:
    if not gaps:
        return
    yield Text(f"\nMatch: {float(gaps['match_score']):.2f} ({gaps['match_band']})", style="bold")
    for name, label in (("missing_required_skills", "required"), ("missing_preferred_skills", "preferred")):
        if gaps[name]:
            yield Text(f"  not shown, {label}: {', '.join(gaps[name])}")


def _how(metadata: Mapping[str, Any]) -> str:
    degraded = ", degraded" if metadata["degraded"] else ""
    verified = "verified" if metadata["fvs_validation_passed"] else "not verified"
    what = f"engine {metadata['engine']}{degraded}, facts {verified}, {metadata['keyword_matches']} keywords met"
    return f"\n{what}; ~ marks a reworded line"
