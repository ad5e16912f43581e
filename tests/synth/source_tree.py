"""A copy of what a synth reads, in which a test may change a file and synthesize for itself."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
PYTHON = REPOSITORY / ".venv/bin/python"
SYNTHESIZED_FROM = (
    "pipeline_app.py",
    "cdk.json",
    "package.json",
    "pipeline",
    "stages",
    "feature_stacks",
    "compliance",
    "delivery/metrics",
    "docs/adr",
    "buildspecs",
    "src",
    "requirements",
)
TIMEOUT_SECONDS = 240
STOPPING = """
import json, sys
from pathlib import Path
from compliance.gate import decide, read_recorded, today
stopping = decide(read_recorded(Path(sys.argv[1])), today=today()).stopping
print(json.dumps([[finding.rule, finding.construct_path] for finding in stopping]))
"""


@dataclass(frozen=True)
class SourceTree:
    """The copy; `assembly` is where its synth writes."""

    path: Path

    @classmethod
    def at(cls, path: Path) -> SourceTree:
        for name in SYNTHESIZED_FROM:
            source = REPOSITORY / name
            if source.is_dir():
                shutil.copytree(source, path / name, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                path.mkdir(parents=True, exist_ok=True)
                shutil.copy2(source, path / name)
        return cls(path)

    @property
    def assembly(self) -> Path:
        return self.path / "cdk.out"

    def append(self, name: str, text: str) -> None:
        """Adds lines to a source file."""
        with (self.path / name).open("a", encoding="utf-8") as file:
            file.write(text)

    def replace(self, name: str, old: str, new: str) -> None:
        """Changes one place of a source file, which must be there once."""
        source = (self.path / name).read_text(encoding="utf-8")
        assert source.count(old) == 1, f"{old!r} is in {name} {source.count(old)} times"
        (self.path / name).write_text(source.replace(old, new), encoding="utf-8")

    def synthesize(self) -> subprocess.CompletedProcess[str]:
        """`cdk synth` of the copy; the result says how it ended."""
        cdk = REPOSITORY / "node_modules/.bin/cdk"
        return self._run(
            cdk, "synth", "--quiet", "--no-lookups", "--app", f"CDK_VALIDATION=false {PYTHON} pipeline_app.py"
        )

    def judge(self) -> subprocess.CompletedProcess[str]:
        """What Build does after it: the packs judge the templates, and the gate decides; the result is the gate's."""
        judged = self._run(PYTHON, "-m", "compliance.matrix", self.assembly)
        assert judged.returncode == 0, judged.stderr
        return self._run(PYTHON, "-m", "compliance.gate", self.assembly)

    def stopping(self) -> set[tuple[str, str]]:
        """Rule and construct of each finding that stops the release, by the gate of the copy, whose environments may be
        others."""
        decided = self._run(PYTHON, "-c", STOPPING, self.assembly)
        assert decided.returncode == 0, decided.stderr
        return {(rule, path) for rule, path in json.loads(decided.stdout)}

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """A module of the copy, or of what the copy lacks of this repository, with its arguments."""
        return self._run(PYTHON, "-m", *command)

    def _run(self, *command: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            cwd=self.path,
            env={
                **os.environ,
                "PATH": f"{PYTHON.parent}:{os.environ['PATH']}",
                "CDK_DISABLE_CLI_TELEMETRY": "true",
                "CDK_DISABLE_VERSION_CHECK": "1",
            },
            capture_output=True,
            text=True,
            check=False,
            timeout=TIMEOUT_SECONDS,
        )
