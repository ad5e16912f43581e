"""A build on Lambda compute finds pip as AWS's Python images set it up."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.localcloud.codebuild.build_cloud import BuildCloud

LAMBDA = {
    "type": "LINUX_LAMBDA_CONTAINER",
    "computeType": "BUILD_LAMBDA_1GB",
    "image": "aws/codebuild/amazonlinux-x86_64-lambda-standard:python3.11",
}
STANDARD = {"image": "aws/codebuild/standard:7.0"}
NODE = {**LAMBDA, "image": "aws/codebuild/amazonlinux-x86_64-lambda-standard:nodejs22"}


@pytest.fixture
def wheels(tmp_path: Path) -> Path:
    """A folder with one package that has a module and a command."""
    files = {
        "greeting.py": "def main():\n    print('hello')\n",
        "greeting-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: greeting\nVersion: 1.0\n",
        "greeting-1.0.dist-info/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        "greeting-1.0.dist-info/entry_points.txt": "[console_scripts]\ngreeting = greeting:main\n",
        "greeting-1.0.dist-info/RECORD": "",
    }
    with zipfile.ZipFile(tmp_path / "greeting-1.0-py3-none-any.whl", "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return tmp_path


@pytest.mark.enforces(
    "CodeBuild: pip in a Lambda image for Python has a target of its own, which counts in virtual environments too",
    source="https://github.com/aws/aws-codebuild-docker-images/tree/master/al-lambda/x86_64/python3.13",
)
@pytest.mark.parametrize(
    ("environment", "found"), [(LAMBDA, "missing"), (STANDARD, "there"), (NODE, "there")], ids=["Python", "EC2", "Node"]
)
def test_a_virtual_environment_gets_what_pip_installs_unless_the_image_says_otherwise(
    builds: BuildCloud, wheels: Path, environment: dict[str, str], found: str
) -> None:
    build = builds.run(
        [
            "python3 -m venv own",
            f"own/bin/python -m pip install --quiet --no-index --find-links {wheels} greeting",
            "[ -x own/bin/greeting ] && echo there || echo missing",
            "own/bin/python -c 'import greeting; print(\"importable\")'",
            "command -v greeting >/dev/null && greeting || true",
        ],
        environment=environment,
    )
    said = [line for line in builds.output_of(build) if line in {"there", "missing", "importable", "hello"}]
    assert said == [found, "importable", *(["hello"] if found == "missing" else [])]
    assert build["buildStatus"] == "SUCCEEDED"
