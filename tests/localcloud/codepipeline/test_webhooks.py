"""Webhooks of pipelines: which events pass their filters, and which pipelines they start."""

from __future__ import annotations

import pytest

from localcloud.aws.service_error import ServiceError
from localcloud.services.codepipeline.declaration import read_declaration
from localcloud.services.codepipeline.records import PipelineKey
from localcloud.services.codepipeline.triggers import PushEvent, trigger_of
from localcloud.services.codepipeline.webhooks import Webhook, put_webhook
from tests.localcloud.codepipeline.scripted_engine import action, pipeline, stage

_KEY = PipelineKey(account="111111111111", region="us-east-1", name="nightly")
_PUSH = PushEvent(
    repository="octo/hours", ref="refs/heads/main", commit="c" * 40, changed_files=list, message="Open on Sundays"
)


def _webhook(*filters: tuple[str, str | None], action: str = "Source") -> Webhook:
    return Webhook(name="hook", pipeline="nightly", action=action, filters=filters, url="")


@pytest.mark.enforces(
    "CodePipeline: a webhook's filters decide which pushes start its pipeline",
    source="https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_WebhookFilterRule.html",
)
@pytest.mark.parametrize(
    ("filters", "passes"),
    [
        ([("$.ref", "refs/heads/{Branch}")], True),
        ([("$.ref", "refs/heads/other")], False),
        ([("$.ref", "refs/heads/{Nothing}")], False),
        ([("$.ref", None)], True),
        ([("$.pull_request", None)], False),
        ([("$.repository.full_name", "octo/hours"), ("$.ref", "refs/heads/main")], True),
        ([("$.repository.full_name", "octo/hours"), ("$.ref", "refs/heads/next")], False),
        ([("$.deleted", "false")], True),
        ([("$.ref.deeper", "x")], False),
        ([("$.ref[0]", "r")], False),
    ],
)
def test_every_filter_must_hold(filters: list[tuple[str, str | None]], passes: bool) -> None:
    assert _webhook(*filters).admits(_PUSH.payload(), {"Branch": "main"}) is passes


def _declared(**configuration: str) -> dict[str, object]:
    given = {"Owner": "octo", "Repo": "hours", "Branch": "main", "OAuthToken": "none", **configuration}
    source = action(
        "Source", "Source", "GitHub", owner="ThirdParty", inputs=(), outputs=("Source",), configuration=given
    )
    return pipeline(stage("Source", source), stage("Build", action("Build")))


def test_a_webhook_starts_a_pipeline_that_does_not_ask_for_changes() -> None:
    declaration = read_declaration(_declared(PollForSourceChanges="false"))
    webhook = _webhook(("$.ref", "refs/heads/{Branch}"))
    assert trigger_of(_PUSH, declaration) is None
    started = trigger_of(_PUSH, declaration, lambda _action, _payload: webhook)
    assert started is not None
    assert (started.trigger_type, started.trigger_detail, started.of_watched_branch) == ("Webhook", "hook", True)


def test_a_pipeline_that_asks_for_changes_needs_no_webhook() -> None:
    started = trigger_of(_PUSH, read_declaration(_declared()))
    assert started is not None
    assert (started.trigger_type, started.trigger_detail) == ("PollForSourceChanges", "hours")


def test_a_push_to_another_branch_that_a_webhook_admits_fetches_the_configured_one() -> None:
    declaration = read_declaration(_declared(Branch="release", PollForSourceChanges="false"))
    started = trigger_of(_PUSH, declaration, lambda _action, _payload: _webhook(("$.ref", None)))
    assert started is not None
    assert not started.of_watched_branch


@pytest.mark.parametrize(
    ("declared", "webhook", "code"),
    [
        (False, _webhook(("$.ref", None)), "PipelineNotFoundException"),
        (True, _webhook(("$.ref", None), action="Other"), "ValidationException"),
        (True, _webhook(("ref", None)), "InvalidWebhookFilterPatternException"),
        (True, _webhook(("$..ref", None)), "InvalidWebhookFilterPatternException"),
    ],
)
def test_a_webhook_that_could_start_nothing_is_refused(declared: bool, webhook: Webhook, code: str) -> None:
    with pytest.raises(ServiceError) as refused:
        put_webhook(_KEY, read_declaration(_declared()) if declared else None, webhook)
    assert refused.value.code == code
