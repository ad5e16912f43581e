"""Preparing the toolchain: once, again only when a lock file changed, and never half."""

from __future__ import annotations

import importlib.util
import json
import os
import py_compile
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from localcloud.toolchain import Toolchain, ToolchainError, prepare
from localcloud.toolchain.__main__ import main
from localcloud.toolchain.byte_code import keep_bytecode, lend_bytecode
from localcloud.toolchain.preparation import is_prepared
from localcloud.toolchain.python_packages import index_variables
from tests.localcloud.toolchain.checkout_toolchain import REPOSITORY, build_environment, run, without_network
from tests.localcloud.toolchain.test_pins import LOCKS


def test_a_prepared_toolchain_is_left_as_it_is(toolchain: Toolchain) -> None:
    before = toolchain.record_file.stat().st_mtime_ns
    assert prepare(into=toolchain.root, project=REPOSITORY) is False
    assert toolchain.record_file.stat().st_mtime_ns == before
    assert is_prepared(toolchain=toolchain, project=REPOSITORY)


def test_finding_it_prepared_is_quick(toolchain: Toolchain) -> None:
    command = [sys.executable, "-m", "localcloud.toolchain", "prepare", "--into", str(toolchain.root)]
    started = time.monotonic()
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, timeout=60, check=True)
    assert time.monotonic() - started < 5
    assert (done.stdout, done.stderr) == ("", "")


def test_a_changed_lock_file_makes_it_unprepared(toolchain: Toolchain, tmp_path: Path) -> None:
    (tmp_path / "requirements").mkdir()
    for name in (*LOCKS, "pyproject.toml"):
        shutil.copy(REPOSITORY / name, tmp_path / name)
    assert is_prepared(toolchain=toolchain, project=tmp_path)
    (tmp_path / "requirements" / "checks.txt").write_text("# changed\n")
    assert not is_prepared(toolchain=toolchain, project=tmp_path)


def test_without_its_record_it_is_not_prepared(tmp_path: Path) -> None:
    empty = Toolchain(root=tmp_path)
    assert not is_prepared(toolchain=empty, project=REPOSITORY)
    with pytest.raises(ToolchainError, match=r"no prepared toolchain\. Run: python -m localcloud\.toolchain prepare"):
        empty.record()


def test_a_folder_that_is_no_checkout_gets_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["prepare", "--into", str(tmp_path / "toolchain"), "--project", str(tmp_path)]) == 1
    error = capsys.readouterr().err
    assert error.startswith("toolchain: ")
    assert error.count("\n") == 1
    assert "is not a checkout with readable lock files" in error


def test_a_build_installs_its_packages_without_a_network(toolchain: Toolchain, tmp_path: Path) -> None:
    environment = build_environment(toolchain, tmp_path / "build")
    script = f"""
set -e
uv venv --quiet --python python3.11 venv
uv pip sync --quiet --require-hashes --python venv/bin/python {REPOSITORY}/requirements/checks.txt
venv/bin/python -c "import boto3, pytest; print('imported')"
uv pip install --quiet --require-hashes --no-deps --python-platform x86_64-manylinux2014 --python-version 3.11 \\
  --only-binary :all: --target lambda -r {REPOSITORY}/requirements/lambda.txt
ls lambda | grep -x pydantic
"""
    printed = run(without_network("sh", "-c", script), environment, tmp_path)
    assert printed.split() == ["imported", "pydantic"]


INSTALLED = f"""
set -e
uv venv --quiet --python python3.11 venv
uv pip sync --quiet --require-hashes --python venv/bin/python {REPOSITORY}/requirements/build.txt
"""


def test_an_installed_package_brings_its_byte_code(toolchain: Toolchain, tmp_path: Path) -> None:
    environment = build_environment(toolchain, tmp_path / "build")
    script = f"""{INSTALLED}
find venv -path '*aws_cdk*/__pycache__/*.pyc' | wc -l
touch marker
venv/bin/python -c "import aws_cdk, aws_cdk.pipelines, cdk_nag"
find venv/lib -name '*.pyc' -newer marker -path '*/aws_cdk/*' | wc -l
"""
    brought, compiled = run(without_network("sh", "-c", script), environment, tmp_path).split()
    assert int(brought) > 20
    assert int(compiled) == 0


_IMPORTED_WITHOUT_BYTE_CODE = """
import sys
from pathlib import Path
import pipeline_app
modules = [module for module in list(sys.modules.values()) if getattr(module, "__cached__", None)]
installed = [module for module in modules if "site-packages" in module.__file__]
assert len(installed) > 100, installed
print("imported", *(module.__name__ for module in installed if not Path(module.__cached__).exists()))
"""


def test_what_the_app_imports_has_its_byte_code(toolchain: Toolchain, tmp_path: Path) -> None:
    environment = build_environment(toolchain, tmp_path / "build")
    script = f"""{INSTALLED}
PYTHONPATH={REPOSITORY} venv/bin/python -B -c '{_IMPORTED_WITHOUT_BYTE_CODE}'
"""
    assert run(without_network("sh", "-c", script), environment, tmp_path).split() == ["imported"]


def test_byte_code_is_kept_only_beside_the_same_source(tmp_path: Path) -> None:
    site, archive = tmp_path / "site", tmp_path / "cache" / "archive-v0" / "abc"
    for name, text in (("same.py", "a = 1\n"), ("changed.py", "b = 2\n")):
        for folder in (site / "package", archive / "package"):
            folder.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text)
        shutil.copystat(site / "package" / name, archive / "package" / name)
    (archive / "package" / "changed.py").write_text("b = 2000\n")
    (site / "package" / "__pycache__").mkdir()
    for name in ("same", "changed"):
        (site / "package" / "__pycache__" / f"{name}.cpython-311.pyc").write_bytes(b"code")
    assert keep_bytecode(site_packages=site, uv_cache=tmp_path / "cache") == 1
    kept = [path.name for path in (archive / "package" / "__pycache__").iterdir()]
    assert kept == ["same.cpython-311.pyc"]


def test_byte_code_is_lent_to_the_same_source_of_another_time(tmp_path: Path) -> None:
    made, other = tmp_path / "made", tmp_path / "other"
    for number, (folder, changed) in enumerate(((made, "b = 1\n"), (other, "b = 3\n"))):
        (folder / "package").mkdir(parents=True)
        for name, text in (("same.py", "a = 1\n"), ("changed.py", changed), ("own.py", "c = 1\n")):
            (folder / "package" / name).write_text(text)
            os.utime(folder / "package" / name, (number, number))
    # Byte code that says something else than its source shows which of the two Python takes.
    for name in ("same", "changed", "own"):
        source = tmp_path / f"{name}.py"
        source.write_text("a = b = c = 2\n")
        py_compile.compile(str(source), cfile=importlib.util.cache_from_source(str(made / "package" / f"{name}.py")))
    own = Path(importlib.util.cache_from_source(str(other / "package" / "own.py")))
    own.parent.mkdir()
    own.write_bytes(b"made before")

    assert lend_bytecode(site_packages=made, to=other) == 1
    assert own.read_bytes() == b"made before"
    command = [sys.executable, "-B", "-c", "from package import changed, same; print(same.a, changed.b)"]
    printed = subprocess.run(command, cwd=other, capture_output=True, text=True, timeout=60, check=True).stdout
    assert printed.split() == ["2", "3"]


def test_the_developers_index_is_repeated_without_credentials() -> None:
    environment = {
        "UV_DEFAULT_INDEX": "https://user:secret@packages.example.com/simple",
        "UV_EXTRA_INDEX_URL": "https://one.example.com/simple https://token@two.example.com/simple",
        "UV_CACHE_DIR": "/home/developer/.cache/uv",
    }
    assert index_variables(environment) == {
        "UV_DEFAULT_INDEX": "https://packages.example.com/simple",
        "UV_EXTRA_INDEX_URL": "https://one.example.com/simple https://two.example.com/simple",
    }


def test_the_record_is_what_builds_read(toolchain: Toolchain) -> None:
    recorded = json.loads(toolchain.record_file.read_text())
    assert {pin["name"] for pin in recorded["npm"]} == {"aws-cdk", "cdk-assets"}
    variables = toolchain.build_variables(npm_registry_url="http://127.0.0.1:1/_npm/")
    assert variables["npm_config_registry"] == "http://127.0.0.1:1/_npm/"
    assert variables["UV_OFFLINE"] == "1"
    assert variables["UV_CACHE_DIR"] == str(toolchain.uv_cache)
