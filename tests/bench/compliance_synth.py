"""What compliance adds to one Build: cdk-nag in synth, the register, the lines of constructs, and the judgement."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Final

from feature_stacks.naming import PRODUCT

REPOSITORY: Final = Path(__file__).resolve().parents[2]
PYTHON: Final = REPOSITORY / ".venv/bin/python"
ROUNDS: Final = 5
AIM: Final = 1.20

# The same app without packs, register and lines, with the CDK's own template validation, as it is where nobody turns
# that off.
BARE: Final = """
import contextlib, sys
sys.path.insert(0, ".")
import pipeline_app
from compliance.assembly import ConstructLines
pipeline_app.synth_plugins = lambda app: []
pipeline_app.acknowledgements.register = lambda **_: ()
pipeline_app.recorded_lines = lambda: contextlib.nullcontext(ConstructLines())
sys.exit(pipeline_app.main())
"""


def build_seconds(app: str, output: Path, *, judged: bool) -> float:
    """One `cdk synth` into a fresh directory, and the judgement on it."""
    environment = {
        **os.environ,
        **({"CDK_VALIDATION": "false"} if judged else {}),
        "PATH": f"{REPOSITORY / '.venv/bin'}:{os.environ['PATH']}",
        "CDK_DISABLE_CLI_TELEMETRY": "true",
        "CDK_DISABLE_VERSION_CHECK": "1",
    }
    started = time.monotonic()
    subprocess.run(
        [
            REPOSITORY / "node_modules/.bin/cdk", "synth", "--quiet", "--no-lookups",
            "--app", f"{PYTHON} {app}", "--output", output,
        ],
        cwd=REPOSITORY,
        env=environment,
        check=True,
        capture_output=True,
    )  # fmt: skip
    for module in ("matrix", "gate") if judged else ():
        command = (str(PYTHON), "-m", f"compliance.{module}", str(output))
        subprocess.run(command, cwd=REPOSITORY, env=environment, check=True, capture_output=True)
    return time.monotonic() - started


def measure() -> None:
    """Prints both, taken in turns, so that a machine whose speed drifts shows the same ratio."""
    with tempfile.TemporaryDirectory(prefix=f"{PRODUCT}-bench-") as folder:
        bare = Path(folder) / "bare.py"
        bare.write_text(BARE, encoding="utf-8")
        with_packs, without = [], []
        for number in range(ROUNDS + 1):  # the first warms the caches of files
            seconds = [
                build_seconds(str(bare), Path(folder) / f"without-{number}", judged=False),
                build_seconds("pipeline_app.py", Path(folder) / f"with-{number}", judged=True),
            ]
            if number:
                without.append(seconds[0])
                with_packs.append(seconds[1])
    before, after = (sorted(values)[ROUNDS // 2] for values in (without, with_packs))
    print(f"synth without packs, register and lines (median of {ROUNDS})   {before:6.1f} s")
    print(f"build with them (median of {ROUNDS})                           {after:6.1f} s")
    print(f"ratio                                              {after / before:6.2f}   (aim: {AIM:.2f} or less)")
