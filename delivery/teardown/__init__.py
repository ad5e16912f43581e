"""What `delivery teardown` does: takes an environment, or the pipeline, down with all that its stacks leave behind."""

from __future__ import annotations

from delivery.teardown.removals import ClientFor, Remains
from delivery.teardown.stacks import (
    BOOTSTRAP_STACK,
    RegionalStack,
    data_of,
    delete_stack,
    remove_leftovers,
    users_of_bootstrap,
)
from delivery.teardown.targets import TARGETS, StackPlace, places_of, settings_with

__all__ = [
    "BOOTSTRAP_STACK",
    "TARGETS",
    "ClientFor",
    "RegionalStack",
    "Remains",
    "StackPlace",
    "data_of",
    "delete_stack",
    "places_of",
    "remove_leftovers",
    "settings_with",
    "users_of_bootstrap",
]
