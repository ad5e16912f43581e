"""What the gate reads from AWS's history of executions."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from pipeline.gate.history import LONGEST_SUBJECT, subject_of


@pytest.mark.parametrize("form", [str, lambda text: json.dumps({"ProviderType": "GitHub", "CommitMessage": text})])
@pytest.mark.parametrize(
    ("message", "subject"),
    [
        ("Greet", "Greet"),
        ("Greet\n\nWith a body.", "Greet"),
        ("  \n", ""),
        ("12", "12"),
        ("x" * 101 + "\nbody", "x" * 97 + "..."),
        ("x" * 100, "x" * 100),
    ],
)
def test_a_commit_is_known_by_its_subject(form: Callable[[str], str], message: str, subject: str) -> None:
    assert subject_of(form(message)) == subject
    assert len(subject) <= LONGEST_SUBJECT


def test_json_that_was_cut_off_is_shown_as_it_is() -> None:
    assert subject_of('{"ProviderType": "GitHub", "CommitMes').startswith('{"ProviderType"')
