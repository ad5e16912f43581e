"""Installs the hook of a bare repository: a line of shell that runs `post_receive.py` on this very interpreter."""

from __future__ import annotations

import os
import shlex
from pathlib import Path

from localcloud.git_host.git_process import run_git

_SCRIPT = Path(__file__).with_name("post_receive.py")
_EXECUTABLE = 0o755


def write_hook(directory: Path, *, interpreter: Path, root: Path, full_id: str) -> None:
    """Write the repository's post-receive hook, and make git use it whatever the developer's configuration says."""
    hooks = directory / "hooks"
    hooks.mkdir(exist_ok=True)
    command = [str(interpreter), "-I", str(_SCRIPT), str(root), full_id]
    text = f"#!/bin/sh\nexec {shlex.join(command)}\n"
    hook = hooks / "post-receive"
    if not hook.is_file() or hook.read_text(encoding="utf-8") != text:
        written = hooks / f".post-receive.{os.getpid()}"
        written.write_text(text, encoding="utf-8")
        written.chmod(_EXECUTABLE)
        written.replace(hook)
    # A core.hooksPath in the developer's own configuration would otherwise replace this hook.
    run_git(["config", "core.hooksPath", str(hooks)], directory=directory)
