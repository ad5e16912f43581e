"""What CodePipeline hands over: fetched once, under its own token, and forgotten when nobody comes."""

from __future__ import annotations

import sqlite3

import pytest

from localcloud.services.codebuild.artifacts.pipeline_input import PipelineInputs
from localcloud.services.codebuild.records import ArtifactLocation, PipelineInput

GIVEN = PipelineInput(
    initiator="codepipeline/demo",
    source_version="c0ffee",
    inputs={"Source": ArtifactLocation(bucket="b", key="k")},
    primary_input="Source",
    outputs={},
    kms_key_arn=None,
)


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_it_is_fetched_once(clock: Clock) -> None:
    inputs = PipelineInputs(clock)
    inputs.hand_over("token", GIVEN)
    assert inputs.take("token") == GIVEN
    assert inputs.take("token") is None


def test_it_is_fetched_again_where_a_full_disk_took_no_record_of_the_build(clock: Clock) -> None:
    inputs = PipelineInputs(clock)
    inputs.hand_over("token", GIVEN)
    with pytest.raises(sqlite3.OperationalError):
        _record_on_a_full_disk(inputs)
    with inputs.taken("token") as found:
        assert found == GIVEN
    assert inputs.take("token") is None


def _record_on_a_full_disk(inputs: PipelineInputs) -> None:
    with inputs.taken("token") as found:
        assert found == GIVEN
        raise sqlite3.OperationalError("database or disk is full")


@pytest.mark.parametrize("token", [None, "", "another"])
def test_nobody_else_gets_it(clock: Clock, token: str | None) -> None:
    inputs = PipelineInputs(clock)
    inputs.hand_over("token", GIVEN)
    assert inputs.take(token) is None


def test_what_nobody_fetches_is_forgotten_after_ten_minutes(clock: Clock) -> None:
    inputs = PipelineInputs(clock)
    inputs.hand_over("early", GIVEN)
    clock.now = 601.0
    inputs.hand_over("late", GIVEN)
    assert inputs.take("early") is None
    assert inputs.take("late") == GIVEN


def test_a_location_has_an_arn() -> None:
    assert ArtifactLocation(bucket="b", key="p/Source/1").arn == "arn:aws:s3:::b/p/Source/1"
