"""What is installed for an app's synthesis: requirements wherever its folder keeps them, and each lock file once."""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path

import pytest

from localcloud.cli.provisioning.app_packages import AppPackages, requirement_files
from localcloud.cli.terminal.child_process import Children

CDK = "attrs==23.1.0\naws-cdk-lib==2.100.0\n"
OTHERS = "requests==2.31.0\naws-cdk-lib-extras==1\n".replace("aws-cdk-lib-extras", "extras-of-aws-cdk-lib")


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"requirements.txt": CDK}, ("requirements.txt",)),
        ({"requirements.txt": CDK, "requirements-dev.txt": CDK}, ("requirements.txt",)),
        ({"requirements/requirements.txt": CDK}, ("requirements/requirements.txt",)),
        (
            {"requirements/requirements-dev.txt": CDK, "requirements/requirements.txt": CDK},
            ("requirements/requirements.txt",),
        ),
        # The service's own are at the root, those of the app that deploys it elsewhere.
        (
            {"requirements.txt": OTHERS, "infra/requirements.txt": CDK},
            ("requirements.txt", "infra/requirements.txt"),
        ),
        ({"requirements.txt": OTHERS, "functions/requirements.txt": OTHERS}, ("requirements.txt",)),
        ({"README.md": CDK}, ()),
    ],
)
def test_synthesis_gets_the_requirements_that_name_the_cdk(
    tmp_path: Path, files: dict[str, str], expected: tuple[str, ...]
) -> None:
    for name, text in {"cdk.json": "{}", **files}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert requirement_files(tmp_path) == expected


def test_a_folder_that_is_no_app_has_its_own_requirements_only(tmp_path: Path) -> None:
    (tmp_path / "infra").mkdir()
    (tmp_path / "infra" / "requirements.txt").write_text(CDK, encoding="utf-8")
    assert requirement_files(tmp_path) == ()


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """Where the package managers that `install` finds write down each of their calls: one line each."""
    for name in ("npm", "npx"):
        program = tmp_path / "bin" / name
        program.parent.mkdir(exist_ok=True)
        program.write_text(f'#!/bin/sh\nmkdir node_modules && echo "{name} $*" >> {tmp_path}/calls\n', encoding="utf-8")
        program.chmod(0o755)
    return tmp_path / "calls"


def install(root: Path, name: str, files: dict[str, str]) -> Path:
    """Installs for a commit with these files; gives its folder."""
    folder = root / name
    folder.mkdir()
    for file, text in files.items():
        (folder / file).write_text(text, encoding="utf-8")
    environment = {"PATH": f"{root / 'bin'}:/usr/bin:/bin"}
    with Children() as children:
        AppPackages(children=children, environment=environment, installed=root / "shared", logs=root / "logs").install(
            folder
        )
    return folder


@pytest.mark.parametrize("lock", ["package-lock.json", "yarn.lock"])
def test_what_a_lock_file_decides_is_installed_once(tmp_path: Path, installed: Path, lock: str) -> None:
    files = {"package.json": "{}", lock: "one"}
    first, second = install(tmp_path, "first", files), install(tmp_path, "second", files)
    assert (first / "node_modules").resolve() == (second / "node_modules").resolve()
    install(tmp_path, "third", {**files, lock: "another"})
    assert len(installed.read_text(encoding="utf-8").splitlines()) == 2


@pytest.mark.parametrize("lock", ["package-lock.json", ""])
def test_what_npm_finds_no_tree_for_is_installed_as_its_older_releases_did(tmp_path: Path, lock: str) -> None:
    program = tmp_path / "bin" / "npm"
    program.parent.mkdir()
    program.write_text(
        f'#!/bin/sh\necho "$*" >> {tmp_path}/calls; mkdir node_modules || exit 1\n'
        'case "$*" in *--legacy-peer-deps) exit 0;; *) echo "npm error ERESOLVE could not resolve"; exit 1;; esac\n',
        encoding="utf-8",
    )
    program.chmod(0o755)
    folder = install(tmp_path, "first", {"package.json": "{}", **({lock: "one"} if lock else {})})
    assert (folder / "node_modules").is_dir()
    first, second = (tmp_path / "calls").read_text(encoding="utf-8").splitlines()
    assert second == f"{first} --legacy-peer-deps"


def test_what_no_commit_asked_for_in_a_month_goes_with_the_next_installation(tmp_path: Path, installed: Path) -> None:
    month = 31 * 86_400
    folders = [install(tmp_path, name, {"package.json": "{}", "yarn.lock": name}) for name in ("old", "asked")]
    old, asked = ((folder / "node_modules").resolve().parent for folder in folders)
    for shared in (old, asked):
        os.utime(shared, (time.time() - month, time.time() - month))
    install(tmp_path, "again", {"package.json": "{}", "yarn.lock": "asked"})
    assert old.is_dir()
    install(tmp_path, "new", {"package.json": "{}", "yarn.lock": "new"})
    assert (old.exists(), asked.is_dir()) == (False, True)


@pytest.mark.parametrize(
    "files",
    [
        {"package.json": "{}", "yarn.lock": "one", ".yarnrc.yml": "nodeLinker: node-modules"},
        {"package.json": "{}", "pnpm-lock.yaml": "one"},
        {"package.json": '{"workspaces": ["packages/*"]}', "yarn.lock": "one"},
        {"package.json": '{"scripts": {"postinstall": "node generate.js"}}', "yarn.lock": "one"},
        {"package.json": "{}"},
    ],
)
def test_what_a_folder_of_the_commit_may_decide_is_installed_for_each(
    tmp_path: Path, installed: Path, files: dict[str, str]
) -> None:
    assert not (install(tmp_path, "first", files) / "node_modules").is_symlink()
    assert not (install(tmp_path, "second", files) / "node_modules").is_symlink()
    assert len(installed.read_text(encoding="utf-8").splitlines()) == 2


@pytest.fixture
def environments(tmp_path: Path) -> None:
    """A uv that makes an empty environment."""
    program = tmp_path / "bin" / "uv"
    program.parent.mkdir(exist_ok=True)
    program.write_text('#!/bin/sh\n[ "$1" = venv ] && mkdir -p .venv/bin || true\n', encoding="utf-8")
    program.chmod(0o755)


_POETRYS = {"pyproject.toml": '[tool.poetry]\nname = "orchard"\n', "poetry.lock": ""}


@pytest.mark.usefixtures("environments")
def test_an_apps_command_may_begin_with_poetry_run_without_poetry(tmp_path: Path) -> None:
    poetry = install(tmp_path, "app", _POETRYS) / ".venv" / "bin" / "poetry"
    done = subprocess.run([poetry, "run", "echo", "two words"], capture_output=True, text=True, timeout=30, check=True)
    assert done.stdout == "two words\n"
    other = subprocess.run([poetry, "build"], capture_output=True, text=True, timeout=30, check=False)
    assert (other.returncode, "poetry is not on this machine" in other.stderr) == (127, True)


@pytest.mark.usefixtures("environments")
def test_a_machines_own_poetry_is_left_to_do_it(tmp_path: Path) -> None:
    (tmp_path / "bin" / "poetry").write_text("#!/bin/sh\n", encoding="utf-8")
    (tmp_path / "bin" / "poetry").chmod(0o755)
    assert not (install(tmp_path, "app", _POETRYS) / ".venv" / "bin" / "poetry").exists()
