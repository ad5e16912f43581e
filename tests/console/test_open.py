"""`delivery open` leads to the page that a person names, and says which there are where there is none such."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

import pytest

from delivery.commands.console import PAGES, page_path
from delivery.console.web.access import ConsoleSession
from localcloud.cli import CommandError, PipelineOwner


@dataclass
class Pipeline:
    """Answers ListPipelineExecutions."""

    ids: tuple[str, ...]
    pipeline_name: str = "pipeline"

    def command(self, arguments: str) -> str:
        return arguments

    def client(self, _service: str, **_place: str) -> Pipeline:
        return self

    def get_paginator(self, _operation: str) -> Pipeline:
        return self

    def paginate(self, **_parameters: Any) -> list[dict[str, Any]]:
        return [
            {"pipelineExecutionSummaries": [{"pipelineExecutionId": each, "status": "Failed"} for each in self.ids]}
        ]


def path(page: str, *ids: str) -> str:
    return page_path(cast(PipelineOwner, Pipeline(ids)), page)


def test_a_name_leads_to_its_page() -> None:
    assert path("environments") == "/environments"
    assert path("executions") == "/"


def test_the_newest_or_the_named_execution_is_opened() -> None:
    assert path("newest", "bb", "ab", "aa") == "/executions/bb"
    assert path("aa", "bb", "ab", "aa") == "/executions/aa"
    assert path("b", "bb", "ab", "aa") == "/executions/bb"


@pytest.mark.parametrize(
    ("page", "ids", "words"),
    [
        ("newest", (), "there is no execution yet"),
        ("a", ("bb", "ab", "aa"), "2 executions begin with a"),
        ("moon", ("bb",), "there is no page or execution moon"),
    ],
)
def test_what_leads_nowhere_is_said(page: str, ids: tuple[str, ...], words: str) -> None:
    with pytest.raises(CommandError, match=words) as refused:
        path(page, *ids)
    assert all(name in refused.value.remedy for name in PAGES)


def test_the_address_of_a_page_carries_the_token_once() -> None:
    session = ConsoleSession(port=1)
    assert session.address_of("/metrics") == f"http://127.0.0.1:1/metrics?token={session.entry}"
