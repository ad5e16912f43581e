"""The store: what was written is there after the process was killed, and lists keep their order."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from localcloud.aws.service_error import ServiceError
from localcloud.services.codebuild.arns import Scope
from localcloud.services.codebuild.paging import page
from localcloud.services.codebuild.store import Store
from tests.localcloud.cloud_process import REPOSITORY

pytestmark = pytest.mark.slow

SCOPE, OTHER = Scope("111111111111", "us-east-1"), Scope("222222222222", "us-east-1")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store.sqlite")


def test_documents_of_accounts_and_regions_are_apart(store: Store) -> None:
    store.put(SCOPE, "project", "a", {"of": "tools"})
    assert store.get(OTHER, "project", "a") is None
    assert store.get(Scope(SCOPE.account, "eu-west-1"), "project", "a") is None
    assert store.get(SCOPE, "project", "a") == {"of": "tools"}


def test_a_change_keeps_the_place_in_the_order(store: Store) -> None:
    for key in ("first", "second", "third"):
        store.put(SCOPE, "build", key, {"key": key}, parent="p")
    store.change(SCOPE, "build", "first", lambda body: body.update(changed=True))
    assert store.keys(SCOPE, "build", parent="p") == ["first", "second", "third"]
    assert store.get(SCOPE, "build", "first") == {"key": "first", "changed": True}


def test_a_transaction_that_fails_leaves_nothing(store: Store) -> None:
    def fail_half_way() -> None:
        with store.transaction():
            store.put(SCOPE, "build", "a", {})
            raise RuntimeError("half way")

    with pytest.raises(RuntimeError, match="half way"):
        fail_half_way()
    assert store.keys(SCOPE, "build") == []


def test_what_was_written_survives_a_killed_process(tmp_path: Path) -> None:
    script = (
        "import os, signal, sys; from pathlib import Path; from localcloud.services.codebuild.arns import Scope; "
        "from localcloud.services.codebuild.store import Store; store = Store(Path(sys.argv[1])); "
        "store.put(Scope('111111111111', 'us-east-1'), 'build', 'a', {'phase': 'BUILD'}); "
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    file = tmp_path / "store.sqlite"
    done = subprocess.run(
        [sys.executable, "-c", script, str(file)], timeout=60, check=False, cwd=REPOSITORY, env={"PATH": os.defpath}
    )
    assert done.returncode == -signal.SIGKILL
    assert Store(file).get(SCOPE, "build", "a") == {"phase": "BUILD"}


def test_numbers_count_up_for_each_name(store: Store) -> None:
    assert [store.next_number("a"), store.next_number("a"), store.next_number("b")] == [1, 2, 1]


def test_pages_follow_each_other_to_the_end() -> None:
    items = [f"item-{number}" for number in range(250)]
    seen: list[str] = []
    request: dict[str, str] = {}
    while True:
        answer = page(items, request, name="ids")
        seen += answer["ids"]
        if "nextToken" not in answer:
            break
        request = {"nextToken": answer["nextToken"]}
    assert seen == items


@pytest.mark.parametrize("token", ["rubbish", "ZnJvbSBoZXJl", "\N{SNOWMAN}"])
def test_a_token_of_someone_else_is_refused(token: str) -> None:
    with pytest.raises(ServiceError, match="Invalid nextToken"):
        page(["a"], {"nextToken": token}, name="ids")
