"""The code of a function stays on disk for as long as the current checkpoint names it.

MiniStack deletes code that no function has any more while it collects its state, so before the new state is saved: a
kill between the two leaves the old state without its code. The checkpoint removes it once the new one is current.
"""

from __future__ import annotations

from ministack.services import lambda_svc

from localcloud.ministack.touched import Touched

TOUCHES = (
    Touched("services.lambda_svc", "_prune_orphan_code_blobs", "referenced"),
    Touched("services.lambda_svc", "_write_code_blob", "code_zip"),
    Touched("services.lambda_svc", "CODE_BLOB_DIR"),
)


def apply() -> None:
    """Keep every code while the state is collected."""
    lambda_svc._prune_orphan_code_blobs = _keep_all


def _keep_all(referenced: set[str]) -> None:
    del referenced
