"""A Python for one build: what it installs goes into a folder of its own and never into this machine's interpreter.

It is a virtual environment, made as hard links to one that is made once, so that a build does not wait for it.
"""

from __future__ import annotations

import fcntl
import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path
from typing import Final

from localcloud.toolchain.build_image import link_or_copy, write_launcher
from localcloud.toolchain.errors import ToolchainError

_SECONDS: Final = 120
# The wheels that venv would install: Python's own, or the system's where it was built with such a folder
# (docs.python.org/3/library/ensurepip.html; setuptools went with 3.12).
_WHEELS: Final = """
import ensurepip, pathlib, sys, sysconfig
folders = [pathlib.Path(ensurepip.__file__).parent / "_bundled", sysconfig.get_config_var("WHEEL_PKG_DIR")]
for name in ["pip", "setuptools"][: 2 if sys.version_info < (3, 12) else 1]:
    found = [wheel for folder in folders if folder for wheel in sorted(pathlib.Path(folder).glob(name + "-*.whl"))]
    print(found[-1])
"""


def make_build_python(into: Path, *, interpreter: Path, templates: Path) -> None:
    """Make `into` a virtual environment with pip.

    Args:
        interpreter: the Python below it.
        templates: a folder that holds what builds have in common.

    Raises:
        ToolchainError: this Python cannot make one.
    """
    template = _template(interpreter, templates)
    shutil.copytree(template, into, symlinks=True, copy_function=link_or_copy)
    for name in ("pip", "pip3", *(f"pip{path.name.removeprefix('python')}" for path in template.glob("lib/python3.*"))):
        launcher = into / "bin" / name
        launcher.unlink(missing_ok=True)  # a link to the template's, which must stay as it is
        write_launcher(launcher, f'exec "{into}/bin/python" -m pip "$@"')


def build_python_variables(python: Path) -> dict[str, str]:
    """What keeps pip and uv to a build's Python, also where they are told to use the system's."""
    return {"PIP_REQUIRE_VIRTUALENV": "1", "UV_PYTHON": str(python / "bin" / "python"), "PYTHONNOUSERSITE": "1"}


def _template(interpreter: Path, templates: Path) -> Path:
    templates.mkdir(parents=True, exist_ok=True)
    template = templates / interpreter.resolve().as_posix().strip("/").replace("/", "-")
    with (templates / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two builds may start at once
        if not template.is_dir():
            _make_template(interpreter, template)
    return template


def _make_template(interpreter: Path, template: Path) -> None:
    wheels = _bundled_wheels(interpreter)
    with tempfile.TemporaryDirectory(dir=template.parent, prefix=".new-") as scratch:
        new = Path(scratch) / "python"
        # Unpacking pip's wheel takes a twentieth of what pip takes to install itself from it.
        done = _run(interpreter, "-m", "venv", "--symlinks", *(["--without-pip"] if wheels else []), str(new))
        if done.returncode != 0:
            reason = (done.stdout or done.stderr).strip().splitlines()[-3:]
            raise ToolchainError(f"{interpreter} cannot make a virtual environment: {' '.join(reason)}")
        for wheel in wheels:
            for packages in new.glob("lib/python3.*/site-packages"):
                with zipfile.ZipFile(wheel) as archive:
                    archive.extractall(packages)
        for script in [*new.glob("bin/activate*"), *new.glob("bin/Activate*")]:
            script.unlink()  # they name the folder that they were made in
        new.rename(template)


def _bundled_wheels(interpreter: Path) -> list[Path]:
    """None where this Python does not say where they lie: venv then says what is missing, or knows another way."""
    done = _run(interpreter, "-c", _WHEELS)
    return [Path(line) for line in done.stdout.splitlines()] if done.returncode == 0 else []


def _run(interpreter: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(interpreter), *arguments], capture_output=True, text=True, timeout=_SECONDS, check=False)
