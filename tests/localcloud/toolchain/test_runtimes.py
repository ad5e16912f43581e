"""The interpreters that a build asks for: those of this machine by their version, and a Node from npm."""

from __future__ import annotations

import io
import platform
import tarfile
from pathlib import Path

import pytest

from localcloud.toolchain.build_image import base_interpreter
from localcloud.toolchain.packages import NpmMirror, PackageSources, PackageStore
from localcloud.toolchain.runtimes import Runtimes, UnreachableError, matches

_ARCHITECTURE = {"x86_64": "x64", "aarch64": "arm64", "arm64": "arm64"}.get(platform.machine(), platform.machine())
_PACKAGE = f"node-{platform.system().lower()}-{_ARCHITECTURE}"


def _program(path: Path, says: str) -> None:
    path.parent.mkdir(parents=True)
    path.write_text(f"#!/bin/sh\necho {says}\n", encoding="utf-8")
    path.chmod(0o755)


def _archive(name: str, content: bytes) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        member = tarfile.TarInfo(f"package/{name}")
        member.size, member.mode = len(content), 0o755
        archive.addfile(member, io.BytesIO(content))
    return buffer.getvalue()


def _runtimes(home: Path) -> Runtimes:
    machine = {"HOME": str(home), "PATH": str(home / "nothing"), "https_proxy": "http://127.0.0.1:9"}
    store = PackageStore(root=home / "packages")
    mirror = NpmMirror(sources=PackageSources(machine), store=store)
    return Runtimes(machine=machine, mirror=mirror, fetched=home / "fetched")


def _keep(home: Path, package: str, *numbers: str, file: str) -> None:
    store = PackageStore(root=home / "packages")
    versions = ",".join(f'"{one}": {{"dist": {{"tarball": "{package}-{one}.tgz"}}}}' for one in numbers)
    store.write(f"npm/{package}/packument.json", f'{{"versions": {{{versions}}}}}'.encode())
    for one in numbers:
        content = _archive(file, f"#!/bin/sh\necho {one}\n".encode())
        store.write(f"npm/{package}/tarballs/{package}-{one}.tgz", content)


def test_a_python_of_pyenvs_is_found_by_its_version(tmp_path: Path) -> None:
    for number in ("3.9.18", "3.12.1"):
        _program(tmp_path / ".pyenv" / "versions" / number / "bin" / "python3", number)
    runtimes = _runtimes(tmp_path)
    assert runtimes.python("3.12") == tmp_path / ".pyenv" / "versions" / "3.12.1" / "bin" / "python3"
    assert runtimes.python("3.99") is None


def test_a_python_is_asked_only_where_its_folder_may_be_of_the_version(tmp_path: Path) -> None:
    versions = tmp_path / ".pyenv" / "versions"
    for folder, says in {"3.9.18": "3.10.1", "of-the-orchard": "3.10.2"}.items():
        _program(versions / folder / "bin" / "python3", says)
    assert _runtimes(tmp_path).python("3.10") == versions / "of-the-orchard" / "bin" / "python3"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A uv project, and a uv that finds pyenv's 3.12 for it where that is on its PATH."""
    (tmp_path / "project").mkdir()
    (tmp_path / "project" / "uv.lock").touch()
    python = tmp_path / ".pyenv" / "versions" / "3.12.1" / "bin" / "python3.12"
    _program(python, "3.12.1")
    uv = tmp_path / "image" / "uv"
    _program(uv, "")
    uv.write_text(
        '#!/bin/sh\ntest "$UV_PYTHON" = "" && test "$1 $2" = "python find" || exit 3\n'
        f"case $PATH in {uv.parent}:*{python.parent}*) echo {python};; *) exit 2;; esac\n"
    )
    return tmp_path / "project"


def test_a_uv_project_gets_the_python_that_uv_finds_for_it(project: Path) -> None:
    home = project.parent
    found = _runtimes(home).project_python(project, uv=home / "image" / "uv", image=home / "image")
    assert found == home / ".pyenv" / "versions" / "3.12.1" / "bin" / "python3.12"


def test_without_a_lock_or_another_python_the_image_has_the_project_its(project: Path) -> None:
    home, uv = project.parent, project.parent / "image" / "uv"
    found = _runtimes(home).project_python
    uv.write_text(f"#!/bin/sh\necho {base_interpreter()}\n")
    assert found(project, uv=uv, image=uv.parent) is None
    uv.write_text("#!/bin/sh\nexit 2\n")
    assert found(project, uv=uv, image=uv.parent) is None
    uv.write_text(f"#!/bin/sh\necho {home}/.pyenv/versions/3.12.1/bin/python3.12\n")
    assert found(project, uv=uv, image=uv.parent) is not None
    (project / "uv.lock").unlink()
    assert found(project, uv=uv, image=uv.parent) is None


def test_a_node_is_fetched_from_npm_with_an_npm_that_it_can_run(tmp_path: Path) -> None:
    _keep(tmp_path, _PACKAGE, "14.21.3", "17.9.1", "18.1.0", "18.20.4", "22.9.0", file="bin/node")
    _keep(tmp_path, "npm", "6.14.18", "8.19.4", "10.9.0", "11.2.0", file="bin/npm-cli.js")
    runtimes = _runtimes(tmp_path)
    chosen = [("14", "14.21.3", "6.14.18"), ("17", "17.9.1", "8.19.4")]
    for wanted, number, npm in [*chosen, ("18", "18.20.4", "10.9.0"), ("22.x", "22.9.0", "11.2.0")]:
        folder = runtimes.node(wanted)
        assert folder == tmp_path / "fetched" / f"node-{number}-with-its-npm" / "bin"
        assert number in (folder / "node").read_text()
        assert npm in (folder.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js").read_text()
    assert runtimes.node("16") is None


def test_what_is_fetched_is_told_once(tmp_path: Path) -> None:
    _keep(tmp_path, _PACKAGE, "18.20.4", file="bin/node")
    _keep(tmp_path, "npm", "10.9.0", file="bin/npm-cli.js")
    runtimes, said = _runtimes(tmp_path), list[str]()
    assert runtimes.node("18", say=said.append) == runtimes.node("18", say=said.append)
    assert said == [f"Fetching Node 18.20.4 from npm, its package {_PACKAGE}"]
    assert runtimes.node("18", oldest_fetched=20) is None


def test_a_node_that_cannot_be_fetched_is_said_by_name(tmp_path: Path) -> None:
    with pytest.raises(UnreachableError, match=f"{_PACKAGE} was not fetched before"):
        _runtimes(tmp_path).node("20")


@pytest.mark.parametrize(
    ("wanted", "version", "expected"),
    [("latest", "3.1", True), ("3.x", "3.11.7", True), ("3.1", "3.11.7", False), ("20", "20.1.0", True)],
)
def test_which_version_is_meant(wanted: str, version: str, expected: bool) -> None:
    assert matches(wanted, version) is expected
