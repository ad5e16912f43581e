"""The register as it was applied to an assembly: placeholders filled in, kept beside the findings that it excuses."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Final

from compliance.register.acknowledgement import Acknowledgement

FILE: Final = "acknowledgements.json"


class RegisterMissingError(Exception):
    """The assembly has no record of its register, or one that cannot be read."""


def write_register(entries: Iterable[Acknowledgement], assembly: Path) -> None:
    """Writes ``acknowledgements.json`` into an assembly, the same bytes for the same entries."""
    body = [{**asdict(entry), "expires": entry.expires.isoformat()} for entry in entries]
    (assembly / FILE).write_text(json.dumps(body, indent=1) + "\n", encoding="utf-8")


def read_register(assembly: Path) -> tuple[Acknowledgement, ...]:
    """The entries of an assembly, each with the finding's id as it is in the validation report.

    Raises:
        RegisterMissingError: there is no such record.
    """
    path = assembly / FILE
    try:
        body = json.loads(path.read_text(encoding="utf-8"))
        return tuple(
            Acknowledgement(**{**entry, "expires": datetime.date.fromisoformat(entry["expires"])}) for entry in body
        )
    except FileNotFoundError:
        raise RegisterMissingError(f"{path} does not exist: synth ended before it was written") from None
    except (KeyError, TypeError, ValueError) as error:
        raise RegisterMissingError(f"{path} is not a register: {error!r}") from error
