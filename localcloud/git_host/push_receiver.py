"""The server's end of a push: takes it from the hook, or from the files that hooks left while no server ran."""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from localcloud.aws.runtime import Runtime
from localcloud.git_host.post_receive import PENDING, SERVER_FILE
from localcloud.git_host.repositories import Repositories

_log = logging.getLogger(__name__)
PUSH_PATH = "/_localcloud/git/push"
_ONLY_OWNER = 0o600
_UPDATE = ("old", "new", "ref")


@dataclass(frozen=True, kw_only=True)
class RefUpdate:
    """One branch or tag that moved; ids of 40 zeros mean created or deleted."""

    old: str
    new: str
    ref: str


# (id of the push, repository, updates) -> lines for the pusher; called again with the same id after a crash.
PushListener = Callable[[str, str, list[RefUpdate]], list[str]]


class PushReceiver:
    """Checks who calls, and hands pushes to the listener."""

    def __init__(self, runtime: Runtime, repositories: Repositories, listener: PushListener) -> None:
        self._token = runtime.hook_token
        self._root = repositories.root
        self._listener = listener
        self._push_url = f"{runtime.endpoint_url}{PUSH_PATH}"

    def announce(self) -> None:
        """Tell the hooks where this server is; the file is readable by its owner only, for it holds the token."""
        self._root.mkdir(parents=True, exist_ok=True)
        written = self._root / f".{SERVER_FILE}"
        written.touch(mode=_ONLY_OWNER)
        written.write_text(json.dumps({"push_url": self._push_url, "token": self._token}), encoding="utf-8")
        written.replace(self._root / SERVER_FILE)

    def collect_pending(self) -> None:
        """Handle the pushes that no server answered."""
        for path in sorted((self._root / PENDING).glob("*.json"), key=lambda item: item.stat().st_mtime):
            try:
                self._handle(json.loads(path.read_text(encoding="utf-8")))
            except (ValueError, KeyError, TypeError):
                _log.exception("the push in %s cannot be read", path)
            path.unlink(missing_ok=True)

    async def handle_request(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes, query: Mapping[str, list[str]]
    ) -> tuple[int, dict[str, str], bytes]:
        """Answer the hook."""
        del query
        if path != PUSH_PATH or method != "POST":
            return _answer(404, {"message": "not found"})
        # As bytes: of a text that is not ASCII the comparison is an error.
        if not hmac.compare_digest(headers.get("x-hook-token", "").encode(), self._token.encode()):
            return _answer(403, {"message": "the hook's token is not this server's"})
        try:
            push = json.loads(body)
            messages = await asyncio.to_thread(self._handle, push)
        except (ValueError, KeyError, TypeError) as error:
            return _answer(400, {"message": f"not a push: {error}"})
        return _answer(200, {"messages": messages})

    def _handle(self, push: dict[str, Any]) -> list[str]:
        updates = [RefUpdate(**{name: str(item[name]) for name in _UPDATE}) for item in push["updates"]]
        return self._listener(str(push["id"]), str(push["repository"]), updates)


def pending_pushes(root: Path) -> int:
    """How many pushes wait for a server."""
    return sum(1 for _ in (root / PENDING).glob("*.json"))


def _answer(status: int, document: dict[str, Any]) -> tuple[int, dict[str, str], bytes]:
    return status, {"Content-Type": "application/json"}, json.dumps(document).encode()
