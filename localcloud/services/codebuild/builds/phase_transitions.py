"""Which phase follows which, after success and after failure.

    SUBMITTED, QUEUED, PROVISIONING, DOWNLOAD_SOURCE, INSTALL, PRE_BUILD, BUILD, POST_BUILD, UPLOAD_ARTIFACTS,
    FINALIZING

A failed INSTALL or PRE_BUILD goes straight to FINALIZING; a failed BUILD is still followed by POST_BUILD, so that a
build can tell what happened, and UPLOAD_ARTIFACTS is attempted whenever BUILD was reached. `on-failure: CONTINUE`
goes on as if the phase had succeeded (the build stays failed); `on-failure: ABORT` leaves out the command phases that
remain; `on-failure: RETRY` is for the time after the build, and changes nothing here. Source: "Build phase
transitions" in the CodeBuild user guide, and "on-failure" in its build spec reference.
"""

from __future__ import annotations

from localcloud.services.codebuild.on_failure import OnFailure

COMMAND_PHASES = ("INSTALL", "PRE_BUILD", "BUILD", "POST_BUILD")

_ORDER = (*COMMAND_PHASES, "UPLOAD_ARTIFACTS", "FINALIZING")
_AFTER_FAILURE = {"INSTALL": "FINALIZING", "PRE_BUILD": "FINALIZING"}
_AFTER_ABORT = {"INSTALL": "FINALIZING", "PRE_BUILD": "FINALIZING", "BUILD": "UPLOAD_ARTIFACTS"}


def next_phase(phase: str, *, succeeded: bool, on_failure: OnFailure | None = None) -> str:
    """The phase after `phase`, which is one of INSTALL ... UPLOAD_ARTIFACTS."""
    following = _ORDER[_ORDER.index(phase) + 1]
    asked = on_failure.action if on_failure else ""
    if succeeded or asked == "CONTINUE":
        return following
    return (_AFTER_ABORT if asked == "ABORT" else _AFTER_FAILURE).get(phase, following)
