"""Which pushes start which pipelines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from localcloud.services.codepipeline.declaration import read_declaration
from localcloud.services.codepipeline.triggers import PushEvent, trigger_of
from tests.localcloud.codepipeline.scripted_engine import action, pipeline, source, stage

_REPOSITORY = "careervp/delivery"


def _push(ref: str, *, repository: str = _REPOSITORY, files: Sequence[str] = ()) -> PushEvent:
    return PushEvent(repository=repository, ref=ref, commit="c0ffee", changed_files=lambda: list(files))


def _starts(push: PushEvent, *push_filters: dict[str, Any], configuration: dict[str, str] | None = None) -> str | None:
    watched = source()
    watched["configuration"].update(configuration or {})
    given: dict[str, Any] = {}
    if push_filters:
        git = {"sourceActionName": "Source", "push": list(push_filters)}
        given["triggers"] = [{"providerType": "CodeStarSourceConnection", "gitConfiguration": git}]
    declared = pipeline(stage("Source", watched), stage("Build", action("Synth")), **given)
    started = trigger_of(push, read_declaration(declared))
    return started.trigger_type if started else None


def test_a_push_to_the_watched_branch_starts_the_pipeline() -> None:
    assert _starts(_push("refs/heads/main")) == "Webhook"


def test_a_push_elsewhere_does_not() -> None:
    assert _starts(_push("refs/heads/other")) is None
    assert _starts(_push("refs/tags/main")) is None
    assert _starts(_push("refs/heads/main", repository="careervp/other")) is None


def test_a_source_that_does_not_detect_changes_is_not_started() -> None:
    assert _starts(_push("refs/heads/main"), configuration={"DetectChanges": "false"}) is None


@pytest.mark.parametrize(
    ("ref", "expected"),
    [
        ("refs/heads/main", "WebhookV2"),
        ("refs/heads/release/1", "WebhookV2"),
        ("refs/heads/release/1/hot", None),
        ("refs/heads/release/bad", None),
        ("refs/heads/feature", None),
        ("refs/tags/main", None),
    ],
)
def test_branch_filters_include_and_exclude(ref: str, expected: str | None) -> None:
    filters = {"branches": {"includes": ["main", "release/*"], "excludes": ["**/bad"]}}
    assert _starts(_push(ref), filters) == expected


def test_a_trigger_replaces_change_detection() -> None:
    assert _starts(_push("refs/heads/main"), {"branches": {"includes": ["other"]}}) is None


def test_one_of_several_filters_is_enough() -> None:
    filters = ({"branches": {"includes": ["a"]}}, {"branches": {"includes": ["b"]}})
    assert _starts(_push("refs/heads/b"), *filters) == "WebhookV2"


def test_path_filters_look_at_the_changed_files() -> None:
    filters = {"branches": {"includes": ["main"]}, "filePaths": {"includes": ["src/**"], "excludes": ["**/*.md"]}}
    assert _starts(_push("refs/heads/main", files=["src/a/b.py"]), filters) == "WebhookV2"
    assert _starts(_push("refs/heads/main", files=["src/a/b.md", "docs/x"]), filters) is None


def test_tag_filters_match_tags_only() -> None:
    filters = {"tags": {"includes": ["v*"]}}
    assert _starts(_push("refs/tags/v1"), filters) == "WebhookV2"
    assert _starts(_push("refs/tags/x1"), filters) is None
    assert _starts(_push("refs/heads/v1"), filters) is None
