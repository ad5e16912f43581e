"""Records in the assembly what of the gate its templates do not say: packs, rules, thresholds, baselines, environments,
and the files that the gate is made of.

    python -m compliance.declared_gate cdk.out

The pipeline's gate step compares it with the last release's (pipeline/gate/record.py). It is the commit's own word:
what a commit can gain by a false one is in docs/adr/0011-a-gate-that-a-commit-cannot-loosen.md.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any, Final

from compliance.packs import PACKS, gates, read_report, read_runs
from compliance.packs.guard_rules import FOLDER as RULES
from compliance.packs.rule_packs import ENVIRONMENTS as PLACES
from compliance.register import held_to_register, read_register
from compliance.register.register_check import WARN_DAYS_AHEAD
from compliance.supply_chain import thresholds
from compliance.supply_chain.commit_files import MADE_HERE
from feature_stacks.environment_choices import (
    AlarmThresholds,
    AllAtOnce,
    Linear,
    Provisioned,
    ReleaseThresholds,
    Rollout,
)
from stages.environment import Environment
from stages.environments import ENVIRONMENTS

FILE: Final = "declared-gate.json"
ROOT: Final = Path(__file__).resolve().parents[1]
BASELINE: Final = ".secrets.baseline"
CODE: Final = (
    "bootstrap/**/*", "compliance/**/*", "pipeline/**/*", "stages/**/*", "buildspecs/*", "scripts/*",
    "tests/assertions/**/*", "Makefile", "cdk.json", "pipeline_app.py", "pyproject.toml", "requirements/*",
    ".secrets.baseline",
)  # fmt: skip
"""What judges, and what decides what is judged: a change of it is shown to whoever is asked for a yes."""

_RULE: Final = re.compile(r"^(?=rule )", re.MULTILINE)
_AFTER_IT: Final = re.compile(r"(?:\n[ \t]*(?:#[^\n]*)?)+\Z")
"""Comments and empty lines at the end of a rule's text, which are about the next one."""


def declared_gate(assembly: Path, root: Path = ROOT) -> dict[str, Any]:
    """By kind and subject, as `pipeline.gate.weakenings.KINDS` compares it."""
    return {
        "packs": dict(_packs(assembly)),
        "rules": dict(_rules(RULES)),
        "least": {"days of warning before an excuse expires": WARN_DAYS_AHEAD},
        "most": {"code findings below this pass, severity": _LEVELS[thresholds.CODE.severity]}
        | {"code findings below this pass, confidence": _LEVELS[thresholds.CODE.confidence]},
        "choices": dict(_choices()),
        "environments": {environment.name: _environment(environment) for environment in ENVIRONMENTS},
        "secrets": dict(_secrets(root / BASELINE)),
        "exclusions": {"files of the commit": sorted(MADE_HERE)},
        "code": dict(_code(root)),
        "findings": _findings(assembly),
    }


_LEVELS: Final = {"LOW": 1, "MEDIUM": 2, "HIGH": 3}


def _packs(assembly: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    runs = {run.pack: run for run in read_runs(assembly)}
    for pack in PACKS:
        for place in PLACES:
            if place in (*pack.gates, *pack.reported):
                run = runs.get(pack.name)
                # The project's own rules are compared one by one: a removed one is one weakening, not four. Their
                # version is a digest, which a stricter rule and one more environment change too.
                counted = {"rules": run.rules, "version": run.version} if run and pack.cdk_nag_class else {}
                yield f"{pack.name} in {place}", {"judges": True, "stops a release": place in pack.gates, **counted}


def _rules(folder: Path) -> Iterator[tuple[str, str]]:
    """Each rule's own text, and of each file what stands before its first rule, which its rules use."""
    for path in sorted(folder.glob("*.guard")):
        shared, *rules = _RULE.split(path.read_text(encoding="utf-8"))
        yield path.name, _sha256(shared)
        for rule in rules:
            yield rule.split()[1], _sha256(_AFTER_IT.sub("", rule))


def _choices() -> Iterator[tuple[str, Any]]:
    for threshold in thresholds.VULNERABILITIES:
        yield f"vulnerabilities that stop, {threshold.group}", threshold.stopping.value
    yield "vulnerability database", thresholds.ADVISORIES.url
    yield "release without an answer of the database stops", not thresholds.ADVISORIES.may_go_unchecked
    yield "scanned code", list(thresholds.SCANNED_CODE)


def _environment(environment: Environment) -> dict[str, Any]:
    return {
        "protected": environment.protected,
        "approval": environment.approval,
        "roll back on failure": environment.roll_back_on_failure,
        "provisioned": isinstance(environment.billing, Provisioned),
        "retained": environment.data_protection.retain,
        "deletion protection": environment.data_protection.deletion_protection,
        "days of logs": environment.log_retention_days,
        "gating frameworks": list(environment.gating_frameworks),
        "frameworks": [*environment.gating_frameworks, *environment.reported_frameworks],
        "alarms": _at_most(environment.alarms),
        "release": _at_most(environment.release),
        "rollout": _rollout(environment.rollout),
    }


def _at_most(thresholds: AlarmThresholds | ReleaseThresholds) -> dict[str, int]:
    """What may at most be, below zero, so that less of it is held where it rises."""
    return {f"at most {one.name}": -getattr(thresholds, one.name) for one in fields(thresholds)}


def _rollout(rollout: Rollout) -> dict[str, int]:
    """How few requests a bad version gets first, below zero as of all that may at most be, and for how long it is
    watched before it gets all of them."""
    if isinstance(rollout, AllAtOnce):
        return {"at most percent at first": -100, "minutes": 0}
    waits = -(-100 // rollout.percent) - 1 if isinstance(rollout, Linear) else 1
    return {"at most percent at first": -rollout.percent, "minutes": waits * rollout.minutes}


def _secrets(baseline: Path) -> Iterator[tuple[str, bool]]:
    listed = json.loads(baseline.read_text(encoding="utf-8"))
    for file, found in listed["results"].items():
        for secret in found:
            yield f"{file} {secret['hashed_secret'][:12]}", True
    for listed_filter in listed["filters_used"]:
        yield f"filter {listed_filter['path']} {listed_filter.get('pattern', '')}".rstrip(), True


def _code(root: Path) -> Iterator[tuple[str, str]]:
    for pattern in CODE:
        for path in sorted(root.glob(pattern)):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path.relative_to(root).as_posix(), _sha256(path.read_text(encoding="utf-8"))


def _findings(assembly: Path) -> dict[str, dict[str, int]]:
    findings = held_to_register(read_report(assembly), read_register(assembly)).findings
    counts = Counter((one.pack, one.acknowledged) for one in findings if gates(one.pack, one.environment))
    return {pack: {"open": counts[pack, False], "acknowledged": counts[pack, True]} for pack, _ in sorted(counts)}


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def main() -> int:
    assembly = Path(sys.argv[1])
    (assembly / FILE).write_text(json.dumps(declared_gate(assembly), indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
