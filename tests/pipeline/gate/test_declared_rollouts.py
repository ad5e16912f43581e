"""What a commit's Build declares of how traffic moves: a faster move is a weakening, a slower is none."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from compliance import declared_gate
from feature_stacks.environment_choices import AllAtOnce, Canary, Linear, Rollout
from pipeline.gate.weakenings import Weakening, weakenings
from stages.environments import ENVIRONMENTS

CANARY = Canary(percent=10, minutes=5)


def between(assembly: Path, monkeypatch: pytest.MonkeyPatch, *rollouts: Rollout) -> list[Weakening]:
    """What is named from the first to the second."""
    records = []
    for rollout in rollouts:
        environments = tuple(replace(one, rollout=rollout) for one in ENVIRONMENTS)
        monkeypatch.setattr(declared_gate, "ENVIRONMENTS", environments)
        records.append(declared_gate.declared_gate(assembly))
    return weakenings(*records)


@pytest.mark.parametrize(
    "faster",
    [AllAtOnce(), Canary(percent=99, minutes=5), Canary(percent=10, minutes=1), Linear(percent=50, minutes=5)],
    ids=str,
)
def test_a_faster_move_is_a_weakening(assembly: Path, monkeypatch: pytest.MonkeyPatch, faster: Rollout) -> None:
    named = between(assembly, monkeypatch, CANARY, faster)
    assert {one.finding for one in named} == {"Weakening::environment-changed"}
    assert len(named) == len(ENVIRONMENTS)
    assert all("before " in one.text for one in named)


@pytest.mark.parametrize("slower", [Canary(percent=5, minutes=10), Linear(percent=10, minutes=1)], ids=str)
def test_a_slower_move_is_none(assembly: Path, monkeypatch: pytest.MonkeyPatch, slower: Rollout) -> None:
    assert between(assembly, monkeypatch, CANARY, slower) == []
