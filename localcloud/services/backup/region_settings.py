"""Which kinds of resources AWS Backup may act on in an account and region.

MiniStack answers with no kind at all; on AWS all are on until somebody turns one off.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

import ministack.app
from ministack.core.responses import AccountRegionScopedDict
from ministack.services import backup

from localcloud.aws.storage.persisted_state import persist

_PATH: Final = "/account-settings"
_OPT_IN, _MANAGEMENT = "ResourceTypeOptInPreference", "ResourceTypeManagementPreference"
_changed = AccountRegionScopedDict()


def install() -> None:
    """Serve the settings, and keep what was changed over restarts; MiniStack serves all else."""
    persist("backup_region_settings", {"changed": _changed})
    other = backup.handle_request

    async def handle_request(
        method: str, path: str, headers: Mapping[str, str], body: bytes, query_params: Mapping[str, Any]
    ) -> Any:
        if path.rstrip("/") != _PATH:
            return await other(method, path, headers, body, query_params)
        if method == "PUT":
            _update(json.loads(body or b"{}"))
            return 200, {"Content-Type": "application/json"}, b""
        return 200, {"Content-Type": "application/json"}, json.dumps(_settings()).encode()

    ministack.app.SERVICE_HANDLERS["backup"] = handle_request


def _settings() -> dict[str, dict[str, bool]]:
    every = dict.fromkeys(backup._SUPPORTED_RESOURCE_TYPES, True)
    return {_OPT_IN: {**every, **_changed.get(_OPT_IN, {})}, _MANAGEMENT: dict(_changed.get(_MANAGEMENT, {}))}


def _update(request: Mapping[str, Any]) -> None:
    for preference in (_OPT_IN, _MANAGEMENT):
        if preference in request:
            _changed[preference] = {**_changed.get(preference, {}), **request[preference]}
