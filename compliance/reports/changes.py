"""What is different from an earlier run, the last release's above all: which findings are new, gone, or still there.

The earlier run is the JSON form of its matrix, as its evidence has it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from compliance.matrix import OPEN, Matrix, Status
from compliance.reports.document import SCHEMA

_FINDINGS = frozenset({*OPEN, Status.ACKNOWLEDGED})


class NoEarlierRunError(Exception):
    """The file is not the JSON form of a matrix; the message names it."""


class FindingKey(NamedTuple):
    """What makes a finding the same one in two runs: ``finding`` is the rule, its finding in brackets."""

    pack: str
    finding: str
    path: str


class Change(NamedTuple):
    """One finding in two runs; a status is None where a run does not have it."""

    key: FindingKey
    before: Status | None
    now: Status | None


@dataclass(frozen=True, kw_only=True)
class Changes:
    """Each finding of both runs once, open or acknowledged.

    Attributes:
        commit: of the earlier run, its full id.
        time: of the earlier run, in ISO form.
        new: findings that the earlier run did not have.
        gone: findings that it had and this run has not.
        altered: those that were acknowledged since, or no longer are.
        same: those with the status that they had.
    """

    commit: str
    time: str
    new: tuple[Change, ...]
    gone: tuple[Change, ...]
    altered: tuple[Change, ...]
    same: tuple[Change, ...]


def changes_since(file: Path, matrix: Matrix) -> Changes:
    """The differences from the run that wrote this file.

    Raises:
        NoEarlierRunError: it cannot be read.
    """
    try:
        document = json.loads(file.read_text(encoding="utf-8"))
        if document["schema"] != SCHEMA:
            raise NoEarlierRunError(f"{file} is of schema {document['schema']}, not {SCHEMA}")
        before = _findings_of_document(document)
        run = document["run"]
        commit, time = str(run["commit"]), str(run["time"])
    except (OSError, KeyError, IndexError, TypeError, ValueError) as error:
        raise NoEarlierRunError(f"{file} is not a compliance-matrix.json: {error!r}") from error
    now = {
        FindingKey(pack.pack.name, result.finding_id, result.resource.path): result.status
        for pack in matrix.packs
        for result in pack.with_status(*_FINDINGS)
    }
    all_of_them = [Change(key, before.get(key), now.get(key)) for key in sorted({*before, *now})]
    return Changes(
        commit=commit,
        time=time,
        new=tuple(change for change in all_of_them if change.before is None),
        gone=tuple(change for change in all_of_them if change.now is None),
        altered=tuple(c for c in all_of_them if c.before is not None and c.now is not None and c.before != c.now),
        same=tuple(change for change in all_of_them if change.before == change.now),
    )


def _findings_of_document(document: dict[str, Any]) -> dict[FindingKey, Status]:
    columns = document["results"]["columns"]
    found = {}
    for values in document["results"]["rows"]:
        row = dict(zip(columns, values, strict=True))
        status = Status(row["status"])
        if status in _FINDINGS:
            finding = f"{row['rule']}[{row['finding']}]" if row["finding"] else row["rule"]
            found[FindingKey(row["pack"], finding, document["resources"][row["resource"]]["path"])] = status
    return found
