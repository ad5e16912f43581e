"""The value that a quota has in the present account and region."""

from __future__ import annotations

from ministack.core.responses import AccountRegionScopedDict

from localcloud.aws.limits.conditions import active
from localcloud.aws.limits.quotas import Quota
from localcloud.aws.storage.persisted_state import persist

_granted = AccountRegionScopedDict()


def persist_grants() -> None:
    """Keep granted requests over restarts; called once before the state is restored."""
    persist("quota_increases", {"granted": _granted})


def applied_value(quota: Quota) -> int:
    """Return what the account may have."""
    granted = _granted.get(quota.key)
    return active().value(quota) if granted is None else int(granted)


def grant(quota: Quota, value: int) -> None:
    """Raise a quota of the account, as AWS does when it has approved a request."""
    _granted[quota.key] = value
