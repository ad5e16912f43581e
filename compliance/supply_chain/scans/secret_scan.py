"""detect-secrets and rules of our own (`secret_rules`) over every file of the commit: a string that looks like a secret
and is not in the baseline stops a release.

The baseline (``.secrets.baseline``, detect-secrets' own format) holds hashes of strings that look like secrets and were
looked at by a person: invented keys in tests, mostly. No report shows the string itself.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from compliance.supply_chain.check_result import Case, CheckResult, Outcome
from compliance.supply_chain.scans.secret_rules import find_secrets

TOOL: Final = "detect-secrets"
CHECK: Final = "secrets"
BASELINE: Final = ".secrets.baseline"

_HEURISTICS: Final = "detect_secrets.filters.heuristic"
FILTERS: Final = (
    "compliance.supply_chain.scans.secret_lines.can_hold_no_secret",
    "compliance.supply_chain.scans.secret_lines.is_a_name_of_words",
    "compliance.supply_chain.scans.secret_lines.is_public_by_its_form",
    *(
        f"{_HEURISTICS}.{name}"
        for name in (
            "is_likely_id_string",
            "is_lock_file",
            "is_not_alphanumeric_string",
            "is_potential_uuid",
            "is_prefixed_with_dollar_sign",
            "is_sequential_string",
            "is_swagger_file",
            "is_templated_secret",
        )
    ),
)
"""detect-secrets' own but two: ``pragma: allowlist secret`` counts for nothing, the baseline is the one place; and
``is_indirect_reference`` would pass over every secret that is an argument of a call."""

LOCKS: Final = frozenset({"package-lock.json"})
"""Full of digests; what they hold comes from a registry."""

CODE: Final = frozenset(
    {".c", ".cc", ".cpp", ".cs", ".go", ".java", ".js", ".jsx", ".kt", ".php", ".py", ".rb", ".rs", ".scala", ".swift"}
    | {".ts", ".tsx"}
)
"""Files in which a value without quotes is an expression."""


class BaselineError(Exception):
    """The baseline cannot be used; the message says what to do."""


@dataclass(frozen=True, kw_only=True)
class SecretString:
    """A string that looks like a secret. ``digest`` is detect-secrets' hash of it; the string itself is not kept."""

    path: str
    line: int
    kind: str
    digest: str


@dataclass(frozen=True, kw_only=True)
class Baseline:
    """What a person has said of known strings, by path, kind and hash: True for a real secret, None for nothing yet."""

    audited: Mapping[tuple[str, str, str], bool | None]


def read_baseline(path: Path) -> Baseline:
    """
    Raises:
        BaselineError: it is missing or is no baseline.
    """
    try:
        results = json.loads(path.read_text(encoding="utf-8"))["results"]
        audited = {
            (name, entry["type"], entry["hashed_secret"]): entry.get("is_secret")
            for name, entries in results.items()
            for entry in entries
        }
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BaselineError(f"{path.name} cannot be read ({error!r}); make secrets-baseline writes it") from error
    return Baseline(audited=audited)


def scan_secrets(project: Path, files: Sequence[str]) -> tuple[SecretString, ...]:
    """What looks like a secret in these files, baseline or not."""
    from detect_secrets.core.secrets_collection import SecretsCollection
    from detect_secrets.settings import transient_settings

    known = SecretsCollection(root=str(project))
    with transient_settings(scan_settings()):
        for file in files:
            known.scan_file(file)
    found = [
        SecretString(path=path, line=secret.line_number, kind=secret.type, digest=secret.secret_hash)
        for path, secret in known
    ]
    # What both find is reported once, in the tool's words.
    digests = {(secret.path, secret.digest) for secret in found}
    own = (secret for file in files for secret in _by_own_rules(project, file))
    return (*found, *(secret for secret in own if (secret.path, secret.digest) not in digests))


def _by_own_rules(project: Path, file: str) -> Iterator[SecretString]:
    if Path(file).name in LOCKS:
        return
    try:
        text = (project / file).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return  # binary, as detect-secrets passes over it
    for line, kind, value in find_secrets(text, code=Path(file).suffix in CODE):
        digest = hashlib.sha1(value.encode(), usedforsecurity=False).hexdigest()  # as detect-secrets does
        yield SecretString(path=file, line=line, kind=kind, digest=digest)


def scan_settings() -> dict[str, Any]:
    """Every detector that detect-secrets has, and the filters above."""
    from detect_secrets.core.plugins.util import get_mapping_from_secret_type_to_class

    detectors: list[Any] = list(get_mapping_from_secret_type_to_class().values())
    return {
        "plugins_used": [{"name": name} for name in sorted(detector.__name__ for detector in detectors)],
        "filters_used": [{"path": path} for path in FILTERS],
    }


def check_secrets(found: Sequence[SecretString], baseline: Baseline, *, files: int) -> CheckResult:
    """One case a string, and one for what was scanned."""
    cases = [_case(secret, baseline) for secret in sorted(found, key=lambda secret: (secret.path, secret.line))]
    scanned = Case(name=f"{files} files were scanned", where=TOOL, outcome=Outcome.PASSED)
    return CheckResult(check=CHECK, scope=f"{files} files of the commit", tool=TOOL, cases=(scanned, *cases))


def _case(secret: SecretString, baseline: Baseline) -> Case:
    key = (secret.path, secret.kind, secret.digest)
    is_secret = baseline.audited.get(key)
    if is_secret is False:
        outcome, message = Outcome.EXCUSED, f"looked at, and no secret ({BASELINE})"
    elif key in baseline.audited and is_secret is None:
        outcome, message = Outcome.FAILED, f"is in {BASELINE}, but nobody has said that it is none (is_secret: false)"
    elif key in baseline.audited:
        outcome, message = Outcome.FAILED, "is a real secret: revoke it, then take it out of the history"
    else:
        outcome, message = (
            Outcome.FAILED,
            "looks like a secret: if it is one, revoke it and take it out; if not, make secrets-baseline "
            "(docs/supply-chain.md)",
        )
    return Case(name=secret.kind, where=secret.path, line=secret.line, outcome=outcome, rule="secret", message=message)
