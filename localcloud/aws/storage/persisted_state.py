"""Stores of ours in MiniStack's checkpoints.

MiniStack saves and restores what it finds in two tables of its own; a small service registers its stores there and
needs no persistence of its own.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

import ministack.app
from ministack.core.responses import AccountRegionScopedDict


class _PersistedModule:
    """What MiniStack expects of a service module."""

    def __init__(self, stores: Mapping[str, AccountRegionScopedDict]) -> None:
        self._stores = stores

    def get_state(self) -> dict[str, Any]:
        return {name: copy.deepcopy(store) for name, store in self._stores.items()}

    def load_persisted_state(self, data: dict[str, Any]) -> None:
        for name, store in self._stores.items():
            if name in data:
                store.update(data[name])


def persist(name: str, stores: Mapping[str, AccountRegionScopedDict]) -> None:
    """Save `stores` under `name` in every checkpoint and fill them from the last one when the server starts."""
    ministack.app._state_map[name] = name
    ministack.app._loaded_modules[name] = _PersistedModule(stores)
