"""What `scripts/setup` does where no uv is prepared, which is how CodeBuild's images are: pip fetches it first.

uv is a stand-in that writes down how it was called, in a wheel of its own: no network.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.localcloud.codebuild.build_cloud import BuildCloud

REPOSITORY = Path(__file__).resolve().parents[2]
LAMBDA_IMAGE_PIP_CONF = "[global]\ntarget = {home}/opt/python/site-packages\n"
"""/etc/pip.conf of CodeBuild's Lambda images for Python (github.com/aws/aws-codebuild-docker-images, al-lambda)."""


def _wheel_of_uv(directory: Path) -> str:
    """Make it; returns the requirement for it, with its hash."""
    wheel = directory / "uv-1.2.3-py3-none-any.whl"
    files = {
        "uv-1.2.3.data/scripts/uv": '#!/bin/sh\necho "$@" > called-uv\n',
        "uv-1.2.3.dist-info/METADATA": "Metadata-Version: 2.1\nName: uv\nVersion: 1.2.3\n",
        "uv-1.2.3.dist-info/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        "uv-1.2.3.dist-info/RECORD": "",
    }
    with zipfile.ZipFile(wheel, "w") as archive:
        for name, text in files.items():
            member = zipfile.ZipInfo(name)
            member.external_attr = 0o100755 << 16
            archive.writestr(member, text)
    return f"uv==1.2.3 --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}\n"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout that needs one package set and a uv that only pip can fetch, from a folder beside it."""
    checkout = tmp_path / "checkout"
    for directory in (checkout / "requirements", checkout / "scripts", tmp_path / "home" / ".config" / "pip"):
        directory.mkdir(parents=True)
    shutil.copy(REPOSITORY / "scripts" / "setup", checkout / "scripts")
    (checkout / "package-lock.json").write_text("{}")
    (checkout / "requirements" / "checks.txt").touch()
    (checkout / "requirements" / "uv.txt").write_text(_wheel_of_uv(tmp_path))
    return checkout


@pytest.mark.parametrize("pip_conf", ["[global]\n", LAMBDA_IMAGE_PIP_CONF], ids=["standard image", "Lambda image"])
def test_pip_fetches_uv_to_where_it_is_called(checkout: Path, pip_conf: str) -> None:
    home = checkout.parent / "home"
    offline = f"no-index = true\nfind-links = {checkout.parent}\n"
    (home / ".config" / "pip" / "pip.conf").write_text(pip_conf.format(home=home) + offline)
    environment = {
        "HOME": str(home),
        "PATH": os.defpath,
        "PYTHON": f"{sys.base_prefix}/bin/python3.11",
        "PYTHONPATH": f"{home}/opt/python/site-packages",
    }
    done = subprocess.run(
        ["bash", "scripts/setup", "checks"],
        cwd=checkout,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    called = (checkout / "called-uv").read_text()
    assert called == "pip sync --quiet --require-hashes --python .venv/bin/python requirements/checks.txt\n"


@pytest.mark.cloud
def test_a_build_on_lambda_compute_finds_the_uv_that_pip_fetched(
    checkout: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """In the local cloud, whose image says to pip what AWS's says. Its own prepared uv is kept from PATH."""
    directory = tmp_path_factory.mktemp("builds")
    with BuildCloud(state_dir=directory / "state", toolchain_dir=directory / "toolchain") as builds:
        builds.create_role("build")
        offline = f"PATH={os.defpath} PYTHON={sys.base_prefix}/bin/python3.11 PIP_NO_INDEX=1"
        build = builds.run(
            [
                f"cp -r {checkout}/. .",
                f"{offline} PIP_FIND_LINKS={checkout.parent} bash scripts/setup checks",
                "cat called-uv",
            ],
            environment={
                "type": "LINUX_LAMBDA_CONTAINER",
                "computeType": "BUILD_LAMBDA_1GB",
                "image": "aws/codebuild/amazonlinux-x86_64-lambda-standard:python3.11",
            },
        )
        assert build["buildStatus"] == "SUCCEEDED", builds.log_of(build)
        assert (
            "pip sync --quiet --require-hashes --python .venv/bin/python requirements/checks.txt"
            in builds.output_of(build)
        )
