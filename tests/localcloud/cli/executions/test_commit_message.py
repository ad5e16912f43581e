"""A commit is known by its message, also where its source tells it within JSON."""

from __future__ import annotations

import json

import pytest

from localcloud.cli.executions.commit_message import commit_message
from localcloud.cli.executions.execution_summary import ExecutionSummary

MESSAGE = 'Say "yes" \\ no \u201cZoë\u201d\n\nAnd why.'


def within_json(message: str) -> str:
    return json.dumps({"ProviderType": "GitHub", "CommitMessage": message})


def test_a_message_is_itself_and_json_has_it() -> None:
    assert commit_message(MESSAGE) == MESSAGE
    assert commit_message(within_json(MESSAGE)) == MESSAGE


@pytest.mark.parametrize("length", range(48, 60))
def test_of_json_that_was_cut_off_it_is_what_there_is_of_it(length: int) -> None:
    found = commit_message(within_json(MESSAGE)[:length])
    assert MESSAGE.startswith(found)
    assert found


@pytest.mark.parametrize(
    "text", ["", "[" * 2_000, '{"a": ' * 300, '{"CommitMessage": 5}', "12", "{}", '{"CommitMessage": "\\x41"}']
)
def test_what_is_no_such_json_is_a_message(text: str) -> None:
    assert commit_message(text) == text


def test_a_list_names_a_commit_by_the_message_within() -> None:
    revision = {"revisionId": "0123456", "revisionSummary": within_json(MESSAGE)}
    summary = {"pipelineExecutionId": "e-1", "status": "Succeeded", "sourceRevisions": [revision]}
    assert ExecutionSummary.read(summary, 0).subject == 'Say "yes" \\ no \u201cZoë\u201d'
