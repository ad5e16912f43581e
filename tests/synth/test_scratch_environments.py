"""An environment is one entry: a copy of the checkout that is edited by one entry of `stages/environments.py` and its
account in cdk.json, or by one setting there, passes synth with the gate, lint, the assertion and pipeline tests,
compliance and the digest.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from feature_stacks.naming import PIPELINE_STACK
from pipeline.gate.bootstrap_facts import bootstrap_facts
from pipeline.gate.permission_facts import permission_facts
from pipeline.gate.pipeline_facts import pipeline_facts
from pipeline.gate.resource_facts import resource_facts
from pipeline.gate.stacks import read_stacks
from pipeline.gate.weakenings import weakenings
from tests.e2e.checkout import PROJECT, Checkout
from tests.synth.scratch_environments import (
    add_second_region,
    add_staging,
    all_in_one_account,
    one_build_at_once,
    other_choices,
    remove_prod,
)

PAGE = PROJECT / "docs/how-to/add-an-environment.md"
TIMEOUT_SECONDS = 300
ON_THE_ASSEMBLY = ("assertions", "pipeline/test_structure.py", "pipeline/test_permissions.py")
CHECKS = (
    ("scripts/synth",),
    ("scripts/lint-templates", "cdk.out"),
    ("python", "-m", "pytest", "-q", "-p", "no:cacheprovider", *(f"tests/{name}" for name in ON_THE_ASSEMBLY)),
    ("python", "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/pipeline/test_build_specs.py"),
    ("python", "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/pipeline/test_deployed_code.py"),
    ("scripts/compliance", "cdk.out"),
    ("sha256sum", "--check", "--quiet", "assembly.sha256"),
)


def failures(checkout: Path) -> Iterator[str]:
    """What the checks say that fail; the first that does ends them."""
    for command in CHECKS:
        done = subprocess.run(
            command,
            cwd=checkout / "cdk.out" if command[0] == "sha256sum" else checkout,
            env={
                **{name: value for name, value in os.environ.items() if name != "PYTEST_XDIST_WORKER"},
                "PATH": f"{checkout / '.venv/bin'}:{os.environ['PATH']}",
                "CDK_ASSEMBLY": "cdk.out",
            },
            capture_output=True,
            text=True,
            check=False,
            timeout=TIMEOUT_SECONDS,
        )
        if done.returncode != 0:
            yield f"{' '.join(command)}:\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
            return


@pytest.mark.parametrize(
    "edit", [add_staging, add_second_region, remove_prod, all_in_one_account, one_build_at_once, other_choices]
)
def test_one_entry_is_all_that_an_environment_needs(
    edit: Callable[[Path], Any], assembly: Path, tmp_path: Path
) -> None:
    checkout = Checkout.of_this_project(tmp_path / "checkout").path
    edit(checkout)
    assert list(failures(checkout)) == []
    names = json.loads((checkout / "cdk.json").read_text(encoding="utf-8"))["context"]["careervp"]["accounts"]
    assert {
        "tools",
        *(path.name.removeprefix(f"assembly-{PIPELINE_STACK}-").lower() for path in _stages(checkout)),
    } == {name.replace("-", "") for name in names}

    if edit is add_staging:
        assert _named_by_the_gate(assembly, checkout / "cdk.out") == _told_by(PAGE)

    # A pipeline that runs can take the entry: CloudFormation makes a resource under another logical id before it
    # deletes the first, and is refused where the two have one name.
    before, after = _named_resources(assembly), _named_resources(checkout / "cdk.out")
    assert {name for name in before.keys() & after.keys() if before[name] != after[name]} == set()


def _named_resources(assembly: Path) -> dict[tuple[str, str], str]:
    """Logical ids of the pipeline's stack by type and physical name."""
    resources = json.loads((assembly / f"{PIPELINE_STACK}.template.json").read_text(encoding="utf-8"))["Resources"]
    return {
        (resource["Type"], value): logical_id
        for logical_id, resource in resources.items()
        for key, value in resource.get("Properties", {}).items()
        if key.endswith("Name") and isinstance(value, str)
    }


def _named_by_the_gate(before: Path, after: Path) -> list[tuple[str, str]]:
    """Finding and subject of each weakening that stops a commit on a pipeline that has released before."""
    found = weakenings(_seen_in_templates(before), _seen_in_templates(after))
    return sorted((one.finding, re.split(r" (?:->|as|in) ", one.path)[0]) for one in found)


def _seen_in_templates(assembly: Path) -> dict[str, Any]:
    """The part of the gate's record that an environment more can change; the rest is the same of every commit here."""
    stacks = read_stacks(assembly)
    return {
        **pipeline_facts(stacks),
        **permission_facts(stacks),
        **resource_facts(stacks),
        **bootstrap_facts(stacks),
    }


def _told_by(page: Path) -> list[tuple[str, str]]:
    """The same, by the table of a page."""
    rows = re.findall(r"^\| `(Weakening::[a-z-]+)` \| `([^`]+)`(, twice)? \|", page.read_text("utf-8"), re.MULTILINE)
    return sorted((finding, path) for finding, path, twice in rows for _ in range(2 if twice else 1))


def _stages(checkout: Path) -> list[Path]:
    return sorted((checkout / "cdk.out").glob(f"assembly-{PIPELINE_STACK}-*"))
