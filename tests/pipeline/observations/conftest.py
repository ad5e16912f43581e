"""Scope: the programs that look after what was delivered, against a local cloud of their own and against answers that
AWS documents.
"""

from __future__ import annotations

from collections.abc import Iterator

import boto3
import pytest

from tests.localcloud.cloud_process import REGION, TOOLS, CloudProcess


@pytest.fixture(scope="module")
def cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CloudProcess]:
    """A running local cloud, in which a minute of an alarm passes in a tenth of a second."""
    directory = tmp_path_factory.mktemp("cloud")
    state, toolchain = directory / "state", directory / "toolchain"
    with CloudProcess(state_dir=state, toolchain_dir=toolchain, switches=("--time-scale=600",)) as process:
        yield process


@pytest.fixture
def as_program(cloud: CloudProcess, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """boto3's own clients act in the pipeline's account, as a build's do."""
    access_key, secret = cloud.credentials(TOOLS)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", access_key)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", secret)
    monkeypatch.setenv("AWS_REGION", REGION)
    monkeypatch.setenv("AWS_DEFAULT_REGION", REGION)
    monkeypatch.setenv("AWS_ENDPOINT_URL", cloud.endpoint_url)
    monkeypatch.delenv("AWS_PROFILE", raising=False)
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", None)
    yield
    boto3.DEFAULT_SESSION = None
