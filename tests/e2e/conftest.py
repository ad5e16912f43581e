"""Scope: the real thing. A clone of this checkout is pushed through the real pipeline on a local cloud, as a user
would, over AWS's own APIs.

One cloud serves all scenarios of a worker. Each scenario starts from the released state by pushing a commit of its own,
so their order does not matter; a group runs in one worker because a pipeline is one thing. There are two groups, each
with a cloud: the scenarios that change the pipeline or roll it back, and all others.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.e2e.checkout import Checkout
from tests.e2e.delivery import Delivery


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A scenario that leaves another pipeline behind runs last: the next would first have to bring the present one
    back."""
    items.sort(key=lambda item: item.path.name == "test_self_mutation.py")


@pytest.fixture(scope="package")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    """A repository of its own that holds this checkout's files as its first commit."""
    return Checkout.of_this_project(tmp_path_factory.mktemp("e2e") / "careervp")


@pytest.fixture(scope="package")
def delivery(checkout: Checkout, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Delivery]:
    """A local cloud with the pipeline deployed, on a free port; ended whatever happens."""
    cloud = Delivery(checkout=checkout.path, state=tmp_path_factory.mktemp("state"))
    try:
        cloud.up()
        yield cloud
    finally:
        cloud.down()


@pytest.fixture(scope="package")
def released(delivery: Delivery) -> str:
    """The execution that brought the first commit to prod: started by the pipeline's creation, approved through
    boto3."""
    execution = delivery.newest_execution()
    delivery.approve(execution)
    delivery.wait_for_success(execution)
    return execution
