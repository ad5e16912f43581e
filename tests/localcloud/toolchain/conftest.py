"""Scope of tests/localcloud/toolchain: what builds use without a network, and how it is made.

The whole toolchain is the checkout's own, below `.delivery/`; set-up has prepared it, and preparing it again takes no
time.
"""

from __future__ import annotations

import pytest

from localcloud.toolchain import Toolchain
from tests.localcloud.toolchain.checkout_toolchain import prepared_toolchain


@pytest.fixture(scope="session")
def toolchain() -> Toolchain:
    """The checkout's prepared toolchain."""
    return prepared_toolchain()
