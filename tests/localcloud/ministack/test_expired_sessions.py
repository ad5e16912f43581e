"""Sessions expire while other threads make some."""

from __future__ import annotations

from typing import Any

import pytest
from ministack.services import sts

from localcloud.ministack.fixes.iam.expired_sessions import evict_expired_sessions

_LONG_AGO, _FAR_AWAY = 1_000.0, 1e12


class _LookedAt(dict[str, Any]):
    """A session during whose looking at another thread makes one."""

    def get(self, name: str, default: Any = None) -> Any:
        sts._sessions[f"made beside {id(self)}"] = {"Expiration": _FAR_AWAY}
        return super().get(name, default)


def test_a_session_that_is_made_meanwhile_disturbs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    sessions = {
        "over": _LookedAt(Expiration=_LONG_AGO),
        "valid": _LookedAt(Expiration=_FAR_AWAY),
        "endless": _LookedAt(),
    }
    monkeypatch.setattr(sts, "_sessions", sessions)
    evict_expired_sessions()
    assert {"valid", "endless"} <= set(sessions)
    assert "over" not in sessions
    assert len(sessions) == 5
