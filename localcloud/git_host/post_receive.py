"""The hook that runs at the end of a push: tells the server which branches moved, and the pusher what that started.

It runs alone (`python -I`), with the standard library only, as part of the developer's push. The push itself has
succeeded when it runs; so that nothing is lost when the server does not answer, each push is first written to a file
that the server reads at its next start.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import sys
import urllib.error
import urllib.request
import uuid
from pathlib import Path

TIMEOUT_SECONDS = 20
SERVER_FILE = "server.json"
PENDING = "pending"


def main(root: Path, full_id: str) -> None:
    """Report the push on standard input (lines of old id, new id, ref); never fails, because the push stands anyway."""
    updates = [dict(zip(("old", "new", "ref"), line.split(), strict=True)) for line in sys.stdin if line.strip()]
    if not updates:
        return
    push: dict[str, object] = {"id": str(uuid.uuid4()), "repository": full_id, "updates": updates}
    pending = root / PENDING / f"{push['id']}.json"
    write(pending, push)
    try:
        answer = send(json.loads((root / SERVER_FILE).read_text(encoding="utf-8")), push)
    except (OSError, ValueError, http.client.HTTPException) as error:
        print(f"The local cloud does not answer ({reason(error)}).")
        print("Your commit is stored; an execution starts for it when the local cloud starts again.")
        return
    with contextlib.suppress(OSError):
        pending.unlink()
    for line in answer.get("messages", []):
        print(line)


def write(path: Path, push: dict[str, object]) -> None:
    """Store the push durably before anyone is told of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(f".{os.getpid()}")
    with partial.open("w", encoding="utf-8") as file:
        json.dump(push, file)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)


def send(server: dict[str, str], push: dict[str, object]) -> dict[str, list[str]]:
    """Tell the server; returns its answer."""
    request = urllib.request.Request(  # noqa: S310 - the address is the server's own, written by it
        server["push_url"],
        data=json.dumps(push).encode(),
        headers={"Content-Type": "application/json", "X-Hook-Token": server["token"]},
        method="POST",
    )
    # Proxies of the environment must not see the token.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(request, timeout=TIMEOUT_SECONDS) as response:
        answer: dict[str, list[str]] = json.load(response)
    return answer


def reason(error: Exception) -> str:
    """One line that says what went wrong."""
    if isinstance(error, FileNotFoundError):
        return "it was never started here"
    if isinstance(error, urllib.error.URLError) and not isinstance(error, urllib.error.HTTPError):
        return str(getattr(error.reason, "strerror", None) or error.reason)
    return str(error)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
