"""What the gate reads from AWS's history of executions."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import boto3
import pytest

from pipeline.gate.evidence import Evidence
from pipeline.gate.executions import LONGEST_SUBJECT, NO_SUBJECT, subject_of
from pipeline.gate.history import FORGOTTEN, Release, last_release

NOW = datetime.datetime(2026, 11, 27, tzinfo=datetime.UTC)


@pytest.mark.parametrize("form", [str, lambda text: json.dumps({"ProviderType": "GitHub", "CommitMessage": text})])
@pytest.mark.parametrize(
    ("message", "subject"),
    [
        ("Greet", "Greet"),
        ("Greet\n\nWith a body.", "Greet"),
        ("  \n", NO_SUBJECT),
        ('Say "yes" \\ no', 'Say "yes" \\ no'),
        ("12", "12"),
        ("x" * 101 + "\nbody", "x" * 97 + "..."),
        ("x" * 100, "x" * 100),
        ("[" * 2_000, "[" * 97 + "..."),
        ("a\u202eb\x1b[2J\u3164", "a\\u202eb\\x1b[2J\\u3164"),
        ("a\ud83d", "a\\ud83d"),
        ("a\rb\u2028c", "a b c"),
        ("Zoë\u00a0: 日本 ♻\ufe0f", "Zoë : 日本 ♻\ufe0f"),
    ],
)
def test_a_commit_is_known_by_its_subject(form: Callable[[str], str], message: str, subject: str) -> None:
    assert subject_of(form(message)) == subject
    assert len(subject) <= LONGEST_SUBJECT


@pytest.mark.parametrize("characters", [64, 75, 76, 77, 80, 90, 200])
def test_of_json_that_was_cut_off_the_message_is_read_as_far_as_it_goes(characters: int) -> None:
    message = "Say \u201cyes\u201d\n\nAnd tell why: " + "because " * 100
    cut_off = json.dumps({"ProviderType": "GitHub", "CommitMessage": message})[:characters]
    assert subject_of(cut_off) == "Say \u201cyes\u201d"


def test_json_that_was_cut_off_before_the_message_is_shown_as_it_is() -> None:
    assert subject_of('{"ProviderType": "GitHub", "CommitMes').startswith('{"ProviderType"')


@dataclass(frozen=True)
class Ran:
    """An execution in AWS's history.

    Attributes:
        actions: ``Stage/Action`` and its status, in the order in which they began.
    """

    execution: str
    status: str
    actions: tuple[tuple[str, str], ...]
    target: str = ""


PROD = (("Prod/Digest", "Succeeded"), ("Prod/Deploy", "Succeeded"), ("Prod/Smoke", "Succeeded"))
BUILT = (("Source/Source", "Succeeded"), ("Build/Synth", "Succeeded"))


def _summary(ran: Ran) -> dict[str, Any]:
    rolled_back = {"executionType": "ROLLBACK", "rollbackMetadata": {"rollbackTargetPipelineExecutionId": ran.target}}
    return {"pipelineExecutionId": ran.execution, "status": ran.status, **(rolled_back if ran.target else {})}


def _actions(ran: Ran) -> list[dict[str, Any]]:
    """As AWS lists them: the newest first."""
    started = [
        {
            "pipelineExecutionId": ran.execution,
            "stageName": name.partition("/")[0],
            "actionName": name.partition("/")[2],
            "status": status,
            "startTime": NOW + datetime.timedelta(minutes=minute),
        }
        for minute, (name, status) in enumerate(ran.actions)
    ]
    return started[::-1]


class History:
    """CodePipeline with a history, given newest first; all of it ran before the pipeline's present version."""

    def __init__(self, *history: Ran, days: int = 1) -> None:
        self.history = history
        self.created = NOW - datetime.timedelta(days=days)
        self.client: Any = boto3.Session(aws_access_key_id="x", aws_secret_access_key="x").client(
            "codepipeline", region_name="us-east-1"
        )
        self.client.meta.events.register("before-call.codepipeline", self._answer)

    def _answer(self, model: Any, params: dict[str, Any], **_: Any) -> tuple[Any, dict[str, Any]]:
        asked = json.loads(params["body"])
        answers: dict[str, Callable[[], dict[str, Any]]] = {
            "ListPipelineExecutions": lambda: {
                "pipelineExecutionSummaries": [] if "filter" in asked else [_summary(ran) for ran in self.history]
            },
            "ListActionExecutions": lambda: {
                "actionExecutionDetails": next(
                    _actions(ran) for ran in self.history if ran.execution == asked["filter"]["pipelineExecutionId"]
                )
            },
            "GetPipeline": lambda: {"metadata": {"created": self.created}},
        }
        return SimpleNamespace(status_code=200), answers[model.name]()


@pytest.fixture
def released(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Release | None]:
    """What the gate takes for the last release of a pipeline with that history."""
    monkeypatch.setattr(Evidence, "read", lambda evidence, _: json.dumps({"of": evidence.execution}))

    def answer(*history: Ran, stages: tuple[str, ...] = ("Prod",), days: int = 1) -> Release | None:
        codepipeline = History(*history, days=days).client
        monkeypatch.setattr(boto3, "client", lambda _: codepipeline)
        return last_release(pipeline="delivery", stages=stages, bucket="evidence", now=NOW)

    return answer


WAITING = Ran("e-3", "InProgress", (*BUILT, ("ApproveProd/Approve", "InProgress")))
GOOD = Ran("e-1", "Succeeded", (*BUILT, ("ApproveProd/Approve", "Succeeded"), *PROD))


def test_a_release_is_not_forgotten_when_the_pipeline_has_changed_since(
    released: Callable[..., Release | None],
) -> None:
    assert released(WAITING, GOOD) == Release(execution="e-1", record={"of": "e-1"})


@pytest.mark.parametrize(
    "later",
    [
        Ran("e-2", "Failed", (*BUILT, ("Prod/Digest", "Succeeded"), ("Prod/Deploy", "Failed"))),
        Ran("e-2", "Stopped", (*BUILT, ("Prod/Digest", "Succeeded"))),
        Ran("e-2", "InProgress", (*BUILT, ("Prod/Digest", "Succeeded"))),
        Ran("e-2", "Failed", (*BUILT, *PROD[:2], ("Prod/Smoke", "Succeeded"), ("Prod/Smoke", "Failed"))),
        Ran("e-2", "Succeeded", BUILT, target="e-0"),
    ],
    ids=["failed", "stopped", "on its way", "failed again", "a stage before it rolled back"],
)
def test_what_did_not_pass_the_stage_is_no_release(released: Callable[..., Release | None], later: Ran) -> None:
    found = released(later, GOOD)
    assert found is not None
    assert found.execution == "e-1"


@pytest.mark.parametrize(
    ("later", "execution"),
    [
        (Ran("e-2", "Succeeded", (*BUILT, ("Prod/Deploy", "Failed"), *PROD)), "e-2"),
        (Ran("e-2", "Succeeded", PROD, target="e-0"), "e-0"),
        (Ran("e-2", "Failed", (*BUILT, *PROD, ("Next/Deploy", "Failed"))), "e-2"),
    ],
    ids=["at the second attempt", "rolled back", "failed later"],
)
def test_what_passed_the_stage_is_the_release(
    released: Callable[..., Release | None], later: Ran, execution: str
) -> None:
    found = released(later, GOOD)
    assert found is not None
    assert found.execution == execution


def test_behind_the_last_stage_with_a_release_one_has_passed_all(released: Callable[..., Release | None]) -> None:
    found = released(WAITING, GOOD, stages=("Prod", "ProdElsewhere"))
    assert found is not None
    assert found.execution == "e-1"


def test_a_young_pipeline_without_a_release_has_none(released: Callable[..., Release | None]) -> None:
    assert released(WAITING, days=364) is None


def test_an_old_pipeline_may_have_released_before_the_history_begins(released: Callable[..., Release | None]) -> None:
    assert released(WAITING, days=366) == Release(execution=FORGOTTEN, record=None)
