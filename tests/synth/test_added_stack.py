"""A feature's stack more: the page that says how, followed in a copy of the checkout, ends in a synth that the gate
lets through, and each of the rules that the page names is one that its stack would break otherwise.
"""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from tests.e2e.checkout import PROJECT, Checkout

PAGE = PROJECT / "docs/how-to/add-a-stack.md"
STAGE, REGISTER = Path("stages/careervp_stage.py"), Path("compliance/register/acknowledgements.py")
FILES = (
    "src/notices/notices_worker.py",
    "feature_stacks/notices_stack.py",
    "compliance/register/notices_acknowledgements.py",
)
IMPORTED = "from compliance.register.notices_acknowledgements import notices_entries"
LEFT_OUT = re.compile(
    r"^ +(?:enforce_ssl|dead_letter_queue|memory_size|reserved_concurrent_executions|tracing|vpc|vpc_subnets)=.*,\n"
    r"|^            (?:log_group|security_groups)=.*,\n",
    re.MULTILINE,
)
"""Arguments of the queues and of the function; the statements of its role are indented further."""
ELSEWHERE = {"IAM4", "IAM5", "IAMNoInlinePolicy", "L1", "LambdaLatestVersion", "LambdaEventSourceMappingDestination"}
"""Rules that the page's table names and that no argument satisfies."""
TIMEOUT_SECONDS = 300


def blocks() -> list[str]:
    return re.findall(r"^```python\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def follow(checkout: Path) -> None:
    """Writes the files that the page shows, and its lines into the stage and the register."""
    worker, stack, imported, made, entries = blocks()
    for name, content in zip(FILES, (worker, stack, entries), strict=True):
        (checkout / name).parent.mkdir(exist_ok=True)
        (checkout / name).write_text(content, encoding="utf-8")
    _insert(checkout / STAGE, before="from feature_stacks.shared_stack", text=imported)
    _insert(checkout / STAGE, before="        self.smoke_outputs", text=made)
    _insert(checkout / REGISTER, before="from compliance.register.operations", text=f"{IMPORTED}\n")
    _insert(checkout / REGISTER, before="        *operations_entries", text="        *notices_entries(environments),\n")


def _insert(path: Path, *, before: str, text: str) -> None:
    content = path.read_text(encoding="utf-8")
    assert content.count(before) == 1, (path, before)
    path.write_text(content.replace(before, text + before), encoding="utf-8")


def synth(checkout: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["scripts/synth"], cwd=checkout, capture_output=True, text=True, check=False, timeout=TIMEOUT_SECONDS
    )


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    return Checkout.of_this_project(tmp_path / "checkout").path


def test_the_stack_of_the_page_passes_the_gate_in_every_environment(checkout: Path) -> None:
    follow(checkout)
    done = synth(checkout)
    assert done.returncode == 0, done.stderr[-3000:]
    for stage in ("Dev", "Prod"):
        (template,) = (checkout / f"cdk.out/assembly-careervp-pipeline-{stage}").glob("*Notices*.template.json")
        types = [each["Type"] for each in json.loads(template.read_text(encoding="utf-8"))["Resources"].values()]
        assert types.count("AWS::SQS::Queue") == 2
        assert "AWS::Lambda::EventSourceMapping" in types


def test_without_what_the_page_says_satisfies_them_its_rules_stop_it(checkout: Path) -> None:
    follow(checkout)
    stack = checkout / "feature_stacks/notices_stack.py"
    content = stack.read_text(encoding="utf-8")
    stack.write_text(LEFT_OUT.sub("", content), encoding="utf-8")
    said = synth(checkout).stderr
    rows = re.findall(r"^\| (`.*?) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    rules = {rule for row in rows for rule in re.findall(r"`(\w+)`", row)}
    assert rules > ELSEWHERE
    assert {rule for rule in rules - ELSEWHERE if not re.search(rf"[-_]{rule}\b", said)} == set()
