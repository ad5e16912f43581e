"""Scope: CodeCommit as boto3, CloudFormation and git see it, git over HTTPS included."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.localcloud.cloud_process import CloudProcess
from tests.localcloud.codecommit.https_git import HttpsGit
from tests.localcloud.ministack.principals import unique


@pytest.fixture
def client(cloud: CloudProcess) -> Any:
    return cloud.client("codecommit")


@pytest.fixture
def name(client: Any) -> Iterator[str]:
    """A repository without a commit."""
    chosen = unique("repository")
    client.create_repository(repositoryName=chosen, repositoryDescription="When the water comes")
    yield chosen
    client.delete_repository(repositoryName=chosen)


@pytest.fixture
def https(cloud: CloudProcess, tmp_path: Path) -> HttpsGit:
    """A person with git and a home folder of their own."""
    return HttpsGit(cloud, tmp_path)
