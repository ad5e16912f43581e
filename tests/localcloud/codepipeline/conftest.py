"""Scope of tests/localcloud/codepipeline: the engine with scripted actions; the service over HTTP with boto3."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.localcloud.cloud_process import CloudProcess
from tests.localcloud.codepipeline.scripted_engine import ScriptedEngine
from tests.localcloud.codepipeline.small_pipeline import SmallPipeline


@pytest.fixture
def scripted(tmp_path: Path) -> Iterator[ScriptedEngine]:
    engine = ScriptedEngine(tmp_path)
    yield engine
    engine.store.close()


@pytest.fixture
def small(cloud: CloudProcess, tmp_path: Path) -> SmallPipeline:
    """Everything that a real pipeline needs, in the shared local cloud; the test creates the pipeline."""
    pipeline = SmallPipeline(cloud, tmp_path)
    pipeline.prepare()
    return pipeline
