"""What a commit's Build declares of the project's own rules: each by itself, so that a removed one is one weakening."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from compliance import declared_gate
from compliance.packs.guard_rules import FOLDER
from feature_stacks.naming import TITLE
from pipeline.gate.weakenings import Weakening, weakenings

REMOVED = "CareerVP_FunctionUrlIsAuthorized"
"""It stands in the middle of its file; a comment about the next rule follows it."""
JUDGEMENT = "judgement.json"


@pytest.fixture
def weakened_by(
    assembly: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[Callable[[str], str]], list[Weakening]]:
    """What is named when a file's text is changed, its pack's count and digest with it as in Build."""

    def named(change: Callable[[str], str]) -> list[Weakening]:
        before = declared_gate.declared_gate(assembly)
        rules, judged = tmp_path / "rules", tmp_path / "assembly"
        shutil.copytree(FOLDER, rules)
        text = (rules / "exposure.guard").read_text(encoding="utf-8")
        changed = change(text)
        assert changed != text
        (rules / "exposure.guard").write_text(changed, encoding="utf-8")
        judged.mkdir()
        shutil.copyfile(assembly / "acknowledgements.json", judged / "acknowledgements.json")
        judgement = json.loads((assembly / JUDGEMENT).read_text(encoding="utf-8"))
        (own,) = (run for run in judgement["packs"] if run["pack"] == TITLE)
        own["rules"] += changed.count("\nrule ") - text.count("\nrule ")
        own["version"] = "another digest"
        (judged / JUDGEMENT).write_text(json.dumps(judgement), encoding="utf-8")
        monkeypatch.setattr(declared_gate, "RULES", rules)
        return weakenings(before, declared_gate.declared_gate(judged))

    return named


def test_a_removed_rule_is_one_weakening(weakened_by: Callable[[Callable[[str], str]], list[Weakening]]) -> None:
    found = weakened_by(lambda text: re.sub(rf"rule {REMOVED} .*?\n}}\n", "", text, flags=re.DOTALL))
    assert [(one.finding, one.path) for one in found] == [("Weakening::rule-removed", REMOVED)]


def test_a_comment_about_the_next_rule_changes_none(
    weakened_by: Callable[[Callable[[str], str]], list[Weakening]],
) -> None:
    assert (
        weakened_by(lambda text: text.replace("\n# Whether it is open", "\n\n# Said of the next.\n# Whether it")) == []
    )


def test_a_changed_rule_is_one_weakening(weakened_by: Callable[[Callable[[str], str]], list[Weakening]]) -> None:
    found = weakened_by(lambda text: text.replace("AuthType == 'AWS_IAM'", "AuthType exists"))
    assert [one.finding for one in found] == ["Weakening::rule-changed"]
    assert found[0].path.startswith(f"{REMOVED} -> ")
