"""Which requirement sets are delivered, and which build and check what is."""

from __future__ import annotations

from typing import Final

LAMBDA: Final = "lambda"
TOOLCHAIN: Final = "toolchain"

GROUPS: Final = {
    LAMBDA: ("lambda",),
    TOOLCHAIN: ("uv", "build", "compliance", "checks", "gate", "supply", "localcloud", "dev"),
}
"""The requirement sets of each group: what is delivered, and what builds and checks it."""
