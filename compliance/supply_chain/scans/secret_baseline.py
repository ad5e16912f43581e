"""Writes the baseline of strings that look like secrets again, from the commit's files as they are now.

    python -m compliance.supply_chain.scans.secret_baseline        (make secrets-baseline)

What a person has said of a string that is still there is kept; a new one is listed unanswered, and stops a release
until ``"is_secret": false`` stands at it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, Final

from detect_secrets.__version__ import VERSION

from compliance.supply_chain.commit_files import commit_files
from compliance.supply_chain.scans.secret_scan import (
    BASELINE,
    Baseline,
    BaselineError,
    SecretString,
    read_baseline,
    scan_secrets,
    scan_settings,
)

_PROJECT: Final = Path(__file__).resolve().parents[3]


def write_baseline(project: Path) -> int:
    """Writes it and returns how many entries nobody has answered for yet."""
    path = project / BASELINE
    try:
        known = read_baseline(path)
    except BaselineError:
        known = Baseline(audited={})
    found = scan_secrets(project, [name for name in commit_files(project) if name != BASELINE])
    results: dict[str, list[dict[str, Any]]] = {}
    for secret in sorted(found, key=lambda entry: (entry.path, entry.line, entry.kind)):
        results.setdefault(secret.path, []).append(_entry(secret, known))
    document = {"version": VERSION, **scan_settings(), "results": results}
    path.write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")
    return sum("is_secret" not in entry for entries in results.values() for entry in entries)


def _entry(secret: SecretString, known: Baseline) -> dict[str, Any]:
    is_secret = known.audited.get((secret.path, secret.kind, secret.digest))
    return {
        "type": secret.kind,
        "filename": secret.path,
        "hashed_secret": secret.digest,
        "is_verified": False,
        "line_number": secret.line,
        **({} if is_secret is None else {"is_secret": is_secret}),
    }


def main() -> int:
    unanswered = write_baseline(_PROJECT)
    print(f"secrets: {BASELINE} is written; {unanswered} entries wait for '\"is_secret\": false' by a person")
    return 0


if __name__ == "__main__":
    sys.exit(main())
