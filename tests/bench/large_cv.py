"""Realistic CVs and postings of a wanted size, from invented material, the same every time."""

from __future__ import annotations

import json
import random
from typing import Any

_VERBS = ("Built", "Led", "Designed", "Reduced", "Migrated", "Introduced", "Wrote", "Automated", "Planned", "Reviewed")
_OBJECTS = """
the settlement service|the booking portal|a reporting job|the stock ledger|the mobile checkout|the claims workflow|
the data warehouse|the search index|the staff rota|the invoice archive|the sensor gateway|the training programme
"""
_SKILLS = """
Python|Java|Go|C#|PostgreSQL|DynamoDB|AWS Lambda|Kafka|Kubernetes|Terraform|CI/CD|React|TypeScript|Spark|Airflow|SQL|
Project Management|Technical Writing|Incident Response|Budgeting|Machine Learning|Docker|Linux|Node.js|GraphQL
"""
_ENDINGS = """
used by {n} customers in {m} countries|which cut waiting from {n} minutes to {m}|with a team of {m} people|
after an audit found {n} open points|without a day of downtime|and handed it over with runbooks and training|
together with finance, sales and the support desk|for the regional offices
"""
_TITLES = ("Software Engineer", "Backend Engineer", "Data Engineer", "Team Lead", "Operations Manager")


def _choices(block: str) -> list[str]:
    return [entry.strip() for entry in block.replace("\n", " ").split("|")]


def large_cv(kilobytes: int) -> dict[str, Any]:
    """A master CV of about `kilobytes` KiB as JSON: positions of up to 25 bullets, a skill for every third KiB."""
    dice = random.Random(kilobytes)  # noqa: S311 - test material, not a secret
    positions: list[dict[str, Any]] = []
    cv: dict[str, Any] = {
        "contact_info": {"full_name": "Ines Varga", "email": "ines.varga@example.com"},
        "summary": "Engineer with an eye for quiet systems. " * 5,
        "work_experience": positions,
        "skills": [
            {"skill_name": f"{dice.choice(_choices(_SKILLS))}{f' {number}' if number > 24 else ''}"}
            for number in range(max(10, kilobytes // 3))
        ],
    }
    size = len(json.dumps(cv))
    while size < kilobytes * 1024:
        year = 2025 - len(positions)
        position = {
            "company_name": f"Larkspur {len(positions)} Ltd",
            "job_title": dice.choice(_TITLES),
            "start_date": f"{max(year, 1950)}-01",
            "end_date": f"{max(year, 1950)}-12",
            "industry": dice.choice(["Logistics", "Retail", "Financial technology"]),
            "description_bullets": [_bullet(dice) for _ in range(dice.randint(8, 25))],
        }
        positions.append(position)
        size += len(json.dumps(position)) + 2
    return cv


def _bullet(dice: random.Random) -> str:
    ending = dice.choice(_choices(_ENDINGS)).format(n=dice.randint(10, 900), m=dice.randint(2, 9))
    skills = " and ".join(dice.sample(_choices(_SKILLS), 2))
    return f"{dice.choice(_VERBS)} {dice.choice(_choices(_OBJECTS))} in {skills}, {ending}"


def large_posting(characters: int) -> dict[str, Any]:
    """A posting of `characters` characters without any list: all of it has to be read from the text."""
    dice = random.Random(characters)  # noqa: S311 - test material, not a secret
    lines = ["We settle invoices for small shops.", "", "Requirements:"]
    lines += [f"- {dice.randint(1, 6)}+ years of experience with {name}" for name in dice.sample(_choices(_SKILLS), 8)]
    lines += ["", "What you'll do"]
    while sum(map(len, lines)) + len(lines) < characters:
        lines.append(f"You will have {_bullet(dice)[0].lower()}{_bullet(dice)[1:]}, and explain it to others.")
    return {
        "job_id": "bench-job",
        "title": "Staff Backend Engineer, Settlements",
        "company": "Brightwater Ledger",
        "industry": "Financial technology",
        "description": "\n".join(lines)[:characters],
    }
