"""What OSCAL documents are made of, NIST's format for the results of assessments (pages.nist.gov/OSCAL): reproducible
UUIDs, properties in a namespace of our own, and the ids of controls as tokens.

NIST's catalog of SP 800-53 calls the control ``AC-2(4)`` ``ac-2.4`` and the statement ``AU-2b`` ``au-2_smt.b``.
HIPAA and PCI DSS have no catalog in OSCAL, so their ids become tokens with the framework before them.
"""

from __future__ import annotations

import datetime
import json
import re
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

VERSION: Final = "1.2.3"
"""Of the schema that the documents are held to; they use nothing that 1.1 does not have."""
NAMESPACE: Final = "https://careervp.example/ns/compliance"
"""Of the properties that OSCAL does not name."""
_UUIDS: Final = uuid.uuid5(uuid.NAMESPACE_URL, NAMESPACE)
_SP_800_53: Final = re.compile(r"^(?P<family>[A-Z]{2})-(?P<number>\d+)(\((?P<enhancement>\d+)\))?(?P<statement>.*)$")
_STEPS: Final = re.compile(r"[a-z]+|\d+")
_NO_TOKEN: Final = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, kw_only=True)
class ControlTarget:
    """What a finding is about.

    Attributes:
        control: the control's id.
        kind: ``statement-id`` where a catalog of NIST has the statement, else ``objective-id``.
        id: of the statement or objective.
    """

    control: str
    kind: str
    id: str


def control_target(framework: str, control: str) -> ControlTarget:
    """A control as its framework writes it, or a rule's id where a pack has no controls, in OSCAL's form."""
    found = _SP_800_53.match(control)
    if found is None:
        letters = control if control[:1].isalpha() else f"{framework}-{control}"
        token = _NO_TOKEN.sub(".", letters).strip(".")
        return ControlTarget(control=token, kind="objective-id", id=token)
    identifier = f"{found['family']}-{found['number']}".lower()
    if found["enhancement"]:
        identifier = f"{identifier}.{found['enhancement']}"
    statement = ".".join([f"{identifier}_smt", *_STEPS.findall(found["statement"])])
    return ControlTarget(control=identifier, kind="statement-id", id=statement)


def uuid_of(*identity: str) -> str:
    """Version 5: the same thing has the same one in every document."""
    return str(uuid.uuid5(_UUIDS, "\0".join(identity)))


def line(text: str) -> str:
    """Text on one line."""
    return " ".join(text.split())


def time_of(moment: datetime.datetime) -> str:
    """In UTC, to the second."""
    return moment.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def last_second_of(day: datetime.date) -> str:
    return time_of(datetime.datetime.combine(day, datetime.time(23, 59, 59), datetime.UTC))


def properties(values: Mapping[str, object]) -> list[dict[str, str]]:
    """Properties in our namespace; an empty value is none."""
    return [{"name": name, "ns": NAMESPACE, "value": line(str(value))} for name, value in values.items() if value != ""]


def references(name: str, uuids: Iterable[str]) -> list[dict[str, str]]:
    """References to other objects, such as ``observation-uuid``."""
    return [{name: identifier} for identifier in uuids]


def present(**members: Any) -> dict[str, Any]:
    """An object with OSCAL's hyphens in its names. It has no empty lists, which the schema refuses."""
    return {name.replace("_", "-"): value for name, value in members.items() if value not in (None, "", [])}


def write_oscal(path: Path, document: Mapping[str, Any]) -> None:
    path.write_text(json.dumps(document, indent=1, ensure_ascii=False), encoding="utf-8")
