"""The Lambda package: the same bytes from the same inputs, and complete for the runtime that gets it."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from importlib import metadata
from pathlib import Path

import pytest

from feature_stacks import lambda_package
from feature_stacks.lambda_package import BACKEND, CHECKS, REQUIREMENTS, PackageError, build_lambda_package
from tests.assertions.synthesized_environment import flat, read_environment

# What the Python 3.11 runtime of Lambda brings (docs.aws.amazon.com/lambda/latest/dg/lambda-python.html), as the lock
# assumes: boto3 and what it needs. Module names of each distribution.
RUNTIME = {
    "boto3": ["boto3"],
    "botocore": ["botocore"],
    "jmespath": ["jmespath"],
    "python-dateutil": ["dateutil"],
    "s3transfer": ["s3transfer"],
    "six": ["six.py"],
    "urllib3": ["urllib3"],
}


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package built from scratch."""
    return build_lambda_package(build_directory=tmp_path_factory.mktemp("package"))


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """A copy of the function's sources that a test may change."""
    copy = tmp_path / "backend"
    shutil.copytree(BACKEND, copy, ignore=shutil.ignore_patterns("__pycache__"))
    return copy


def test_two_builds_from_scratch_give_the_same_bytes(package: Path, sources: Path, tmp_path: Path) -> None:
    # Another place, other times, other modes, and what running the code leaves behind.
    for path in sources.rglob("*.py"):
        os.utime(path, (0, 0))
        path.chmod(0o600)
    (sources / "handlers" / "__pycache__").mkdir()
    (sources / "handlers" / "__pycache__" / "cv_tailoring_handler.cpython-311.pyc").write_bytes(b"compiled")
    (sources / "tests").mkdir()
    (sources / "tests" / "test_something.py").write_text("assert True\n", encoding="utf-8")
    again = build_lambda_package(sources=sources, build_directory=tmp_path / "again")
    assert digest(again) == digest(package)


def test_changed_source_gives_another_package(package: Path, sources: Path, tmp_path: Path) -> None:
    handler = sources / "handlers" / "cv_tailoring_handler.py"
    handler.write_text(handler.read_text(encoding="utf-8") + "\n# changed\n", encoding="utf-8")
    other = build_lambda_package(sources=sources, build_directory=tmp_path / "other")
    assert digest(other) != digest(package)


def test_changed_requirements_give_another_package(package: Path, tmp_path: Path) -> None:
    requirements = tmp_path / "lambda.txt"
    lines = REQUIREMENTS.read_text(encoding="utf-8").splitlines(keepends=True)
    start = next(number for number, line in enumerate(lines) if line.startswith("wrapt=="))
    requirements.write_text("".join(lines[:start]), encoding="utf-8")
    other = build_lambda_package(requirements=requirements, build_directory=tmp_path / "other")
    with zipfile.ZipFile(other) as archive:
        assert not [name for name in archive.namelist() if name.startswith("wrapt/")]


def test_unchanged_inputs_are_not_built_again(package: Path, tmp_path: Path) -> None:
    built = package.stat().st_mtime_ns
    assert build_lambda_package(build_directory=package.parent) == package
    assert package.stat().st_mtime_ns == built


def test_of_builds_at_once_one_builds_and_the_others_wait(
    package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed: list[Path] = []
    install = lambda_package._install

    def counted(requirements: Path, target: Path) -> None:
        installed.append(target)
        install(requirements, target)

    monkeypatch.setattr(lambda_package, "_install", counted)
    with ThreadPoolExecutor(max_workers=2) as pool:
        paths = list(pool.map(lambda _: build_lambda_package(build_directory=tmp_path / "shared"), range(2)))
    assert {digest(path) for path in paths} == {digest(package)}
    assert len(installed) == 1
    assert [path.name for path in (tmp_path / "shared").iterdir()] == [paths[0].name]


def test_package_holds_no_trace_of_the_machine_that_built_it(package: Path) -> None:
    with zipfile.ZipFile(package) as archive:
        entries = archive.infolist()
        text = b"".join(archive.read(entry) for entry in entries if entry.filename.endswith((".py", "METADATA")))
    assert [entry.filename for entry in entries] == sorted(entry.filename for entry in entries)
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {entry.external_attr >> 16 for entry in entries} == {0o100644}
    assert not [entry.filename for entry in entries if entry.filename.startswith("bin/")]
    assert str(BACKEND.parent.parent).encode() not in text


def test_every_module_is_there_compiled_and_nothing_checks_its_source_at_a_cold_start(package: Path) -> None:
    with zipfile.ZipFile(package) as archive:
        names = set(archive.namelist())
        compiled = {name: archive.read(name) for name in names if name.endswith(".pyc")}
        handler = compiled["handlers/__pycache__/cv_tailoring_handler.cpython-311.pyc"]
    modules = {name for name in names if name.endswith(".py")}
    assert {name.replace("__pycache__/", "").replace(".cpython-311.pyc", ".py") for name in compiled} == modules
    # PEP 552: four bytes of magic number, then flags: 1 is a hash instead of a time, 2 that it is compared.
    assert {(content[:4], content[4:8]) for content in compiled.values()} == {
        (importlib.util.MAGIC_NUMBER, (1).to_bytes(4, "little"))
    }
    assert b"/var/task/handlers/cv_tailoring_handler.py" in handler
    assert str(BACKEND).encode() not in b"".join(compiled.values())


def test_module_that_is_no_python_is_one_clear_line(sources: Path, tmp_path: Path) -> None:
    (sources / "handlers" / "broken.py").write_text("def (:\n", encoding="utf-8")
    with pytest.raises(PackageError, match=r"the package cannot be compiled: .*broken\.py"):
        build_lambda_package(sources=sources, requirements=None, build_directory=tmp_path / "build")


def test_console_scripts_and_installer_records_are_left_out(tmp_path: Path) -> None:
    # A locked distribution that has a console script, which would name the Python that installed it.
    lines = (REQUIREMENTS.parent / "build.txt").read_text(encoding="utf-8").split("\n")
    start = next(number for number, line in enumerate(lines) if line.startswith("jmespath=="))
    end = next(number for number in range(start + 1, len(lines)) if not lines[number].startswith("    --hash"))
    requirements = tmp_path / "lambda.txt"
    requirements.write_text("\n".join(lines[start:end]).rstrip(" \\") + "\n", encoding="utf-8")
    package = build_lambda_package(requirements=requirements, build_directory=tmp_path / "build")
    with zipfile.ZipFile(package) as archive:
        names = [name for name in archive.namelist() if name.startswith(("bin/", "jmespath"))]
    assert "jmespath/__init__.py" in names
    assert not [name for name in names if name.startswith("bin/") or name.endswith(("/RECORD", "/INSTALLER"))]


def test_package_leaves_out_what_the_runtime_brings(package: Path) -> None:
    with zipfile.ZipFile(package) as archive:
        top = {name.split("/")[0] for name in archive.namelist()}
    assert {"handlers", "logic", "dal", "models", "aws_lambda_powertools", "pydantic", "pydantic_core"} <= top
    assert not top & {module for modules in RUNTIME.values() for module in modules}


def test_package_without_requirements_holds_the_sources_alone(tmp_path: Path) -> None:
    package = build_lambda_package(sources=CHECKS, requirements=None, build_directory=tmp_path / "build")
    with zipfile.ZipFile(package) as archive:
        names = archive.namelist()
    assert {name.split("/")[0] for name in names} == {"release_checks"}
    assert {"release_checks/deployment_hook.py", "release_checks/records/cv.json"} <= {*names}


@pytest.mark.parametrize("environment", ["dev", "prod"])
@pytest.mark.parametrize("path", ["Tailoring/Function", "Checks/PreTraffic/Function", "Checks/PostTraffic/Function"])
def test_handler_can_be_imported_from_the_asset_as_deployed(
    assembly: Path, environment: str, path: str, tmp_path: Path
) -> None:
    """The zip of the assembly, the variables of its template, the runtime's packages, and nothing else."""
    function = read_environment(assembly, environment).properties("AWS::Lambda::Function", f"CVTailoring/{path}")
    asset = assembly / f"asset.{function['Code']['S3Key']}"
    task = tmp_path / "task"
    with zipfile.ZipFile(asset) as archive:
        archive.extractall(task)
    runtime = tmp_path / "runtime"
    runtime.mkdir()
    for distribution, modules in RUNTIME.items():
        site_packages = Path(str(metadata.distribution(distribution).locate_file("")))
        for module in modules:
            (runtime / module).symlink_to(site_packages / module)
    program = (
        "import sys; sys.path[:0] = sys.argv[1:3]\n"
        "from importlib import import_module\n"
        "name, _, handler = sys.argv.pop().rpartition('.')\n"
        "module = import_module(name)\n"
        "print(module.__file__, callable(getattr(module, handler)))"
    )
    result = subprocess.run(
        [sys.executable, "-I", "-S", "-c", program, str(task), str(runtime), function["Handler"]],
        env={
            **{name: flat(value) for name, value in function["Environment"]["Variables"].items()},
            "AWS_DEFAULT_REGION": "us-east-1",  # set by the runtime
            "POWERTOOLS_TRACE_DISABLED": "true",
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    module = function["Handler"].rpartition(".")[0].replace(".", "/")
    assert result.stdout.strip() == f"{task}/{module}.py True", result.stderr


def test_source_that_would_hide_a_dependency_is_refused(sources: Path, tmp_path: Path) -> None:
    (sources / "pydantic").mkdir()
    (sources / "pydantic" / "__init__.py").write_text("", encoding="utf-8")
    with pytest.raises(PackageError, match=r"src/backend/pydantic/__init__\.py and a dependency have the same path"):
        build_lambda_package(sources=sources, build_directory=tmp_path / "build")


def test_uninstallable_dependency_is_one_clear_line(tmp_path: Path) -> None:
    requirements = tmp_path / "lambda.txt"
    requirements.write_text("pydantic==2.14.3 --hash=sha256:" + "0" * 64 + "\n", encoding="utf-8")
    with pytest.raises(PackageError, match="could not be installed") as refused:
        build_lambda_package(requirements=requirements, build_directory=tmp_path / "build")
    assert "\n" not in str(refused.value)
    assert list((tmp_path / "build").iterdir()) == []
