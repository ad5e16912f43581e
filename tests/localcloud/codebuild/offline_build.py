"""Runs one build on a local cloud of its own and prints its result: the part of a test that runs without a network.

`python offline_build.py STATE_DIR TOOLCHAIN_DIR CHECKOUT`
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from tests.localcloud.codebuild.build_cloud import BuildCloud

COMMANDS = (
    "npm install -g aws-cdk@{cdk}",
    "npm install -g cdk-assets@{assets}",
    'echo "tool $(command -v cdk) $(cdk --version)"',
    'npm install -g aws-cdk@3.0.0 >/dev/null 2>&1 || echo "3.0.0 refused"',
    "cp -R {checkout}/requirements {checkout}/scripts {checkout}/package.json {checkout}/package-lock.json .",
    "cp {checkout}/.npmrc . && scripts/setup build",
    ".venv/bin/python -c \"import aws_cdk, yaml; print('imported', aws_cdk.App().node.path == '')\"",
    "ls node_modules",
)


def main() -> int:
    """Run the build; 0 when it succeeded."""
    state_dir, toolchain_dir, checkout = (Path(argument) for argument in sys.argv[1:4])
    versions = json.loads((checkout / "package.json").read_text())["devDependencies"]
    with BuildCloud(state_dir=state_dir, toolchain_dir=toolchain_dir) as cloud:
        cloud.create_role("build")
        known = {"cdk": versions["aws-cdk"], "assets": versions["cdk-assets"], "checkout": checkout}
        build = cloud.run([command.format(**known) for command in COMMANDS])
        seconds = (build["endTime"] - build["startTime"]).total_seconds()
        result = {"status": build["buildStatus"], "output": cloud.output_of(build), "seconds": seconds}
        print(json.dumps(result))
    return 0 if build["buildStatus"] == "SUCCEEDED" else 1


if __name__ == "__main__":
    sys.exit(main())
