"""Whether AWS Backup may act on tables: an account that opted out has plans that back nothing up, in silence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from delivery.preflight.answer import Answer, fine, to_do
from delivery.preflight.location import Location
from delivery.preflight.situation import Situation

_KIND: Final = "DynamoDB"
_OPT_IN: Final = f"aws backup update-region-settings --resource-type-opt-in-preference {_KIND}=true"


def look(situation: Situation, location: Location) -> Iterator[Answer]:
    """One line where a stack has a backup plan."""
    if not any(stack.resources("AWS::Backup::BackupPlan") for stack in situation.stacks_at(location)):
        return
    settings = situation.accounts.client("backup", location).describe_region_settings()
    if not settings["ResourceTypeOptInPreference"].get(_KIND, False):
        yield to_do(f"AWS Backup is not opted in for {_KIND}, so tables would have no backups", f"`{_OPT_IN}`")
        return
    yield fine(f"AWS Backup acts on {_KIND}")
