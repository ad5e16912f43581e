"""How long API Gateway may wait for the function, where an environment asks for more than it waits everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from delivery.preflight.answer import Answer, fine, not_looked_at, to_do
from delivery.preflight.location import Location
from delivery.preflight.quotas import quota
from delivery.preflight.situation import Situation
from feature_stacks.constants import DEFAULT_INTEGRATION_TIMEOUT_MS

_QUOTA: Final = "L-E5AE38E3"
_NAME: Final = "Maximum integration timeout in milliseconds"


def look(situation: Situation, location: Location) -> Iterator[Answer]:
    """One line where an environment there asks for more than 29 s."""
    asked = {
        found.name: found.integration_timeout_ms
        for found in situation.environments_at(location)
        if found.integration_timeout_ms > DEFAULT_INTEGRATION_TIMEOUT_MS
    }
    if not asked:
        return
    name, wanted = max(asked.items(), key=lambda each: each[1])
    client = situation.accounts.client("service-quotas", location)
    allowed = quota(client, service="apigateway", quota_code=_QUOTA)
    if allowed is None:
        yield not_looked_at(f"Service Quotas lists no `{_NAME}`", "ask AWS Support for it")
    elif allowed < wanted:
        yield to_do(
            f"{name} asks API Gateway to wait {wanted} ms, and the account's quota is {allowed:.0f}",
            f"ask for it under Service Quotas > Amazon API Gateway > `{_NAME}`, or lower integration_timeout_ms in "
            "stages/environments.py",
        )
    else:
        yield fine(f"{name} asks for {wanted} ms, {allowed:.0f} allowed")
