"""Lint stops an import that goes against the rooms, and says which."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import tomllib
from collections.abc import Sequence
from pathlib import Path

import pytest

pytestmark = pytest.mark.xdist_group("rooms")

PROJECT = Path(__file__).resolve().parents[3]
RULES = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
SOURCES = {**dict.fromkeys(("models", "dal", "logic.posting"), "src/backend"), "release_checks": "src/checks"}
"""Where a room lies that is none of the project's top level."""
AGAINST = {
    "product": ("feature_stacks", "stages"),
    "entry": ("stages", "pipeline_app"),
    "checks-alone": ("release_checks", "delivery"),
    "lambda": ("models", "dal"),
    "lambda-alone": ("dal", "openapi"),
    "lambda-inside": ("pipeline", "dal"),
    "logic": ("logic.posting", "logic.scoring"),
    "compliance": ("compliance.packs", "compliance.gate"),
    "console": ("delivery.console.web", "delivery.console.reading"),
    "local-cloud-alone": ("localcloud.toolchain", "stages"),
    "local-cloud-used": ("compliance.register", "localcloud.aws"),
    "local-cloud-public": ("delivery", "localcloud.server"),
    "local-cloud-named": ("delivery", "localcloud.cli.cloud"),
    "local-cloud-record": ("bootstrap", "localcloud.services"),
    "local-cloud": ("localcloud.aws", "localcloud.server"),
    "services": ("localcloud.services.codebuild", "localcloud.services.codepipeline"),
    "circles": ("compliance.assembly", "compliance.reports"),
}
"""For each contract: a room, and one that it must not import."""


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sources and of what `make` needs to check them."""
    copy = tmp_path_factory.mktemp("rooms")
    packages = [name for name in RULES["root_packages"] if (PROJECT / name).is_dir()]
    for name in (*packages, "src/backend", "src/checks", "scripts", "requirements"):
        shutil.copytree(PROJECT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("Makefile", "pyproject.toml", "package-lock.json"):
        shutil.copy2(PROJECT / name, copy / name)
    (copy / ".venv").symlink_to(PROJECT / ".venv")
    return copy


def make(directory: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    # Make tells the makes that it starts how to run; this one is nobody's.
    environment = {
        name: value for name, value in os.environ.items() if name not in {"MAKEFLAGS", "MAKELEVEL", "MFLAGS"}
    }
    return subprocess.run(
        ["make", *arguments], cwd=directory, env=environment, capture_output=True, text=True, check=False, timeout=120
    )


@pytest.fixture(scope="module")
def broken(scratch: Path) -> str:
    """What is said of a copy in which one import breaks each contract."""
    for room, forbidden in AGAINST.values():
        package = scratch / f"{SOURCES.get(room, '.')}/{room.replace('.', '/')}"
        with (package / "__init__.py").open("a", encoding="utf-8") as file:
            file.write(f"\nimport {forbidden}\n")
    done = make(scratch, "imports")
    assert done.returncode != 0
    return done.stdout


def test_every_contract_has_an_import_that_breaks_it() -> None:
    assert {contract["id"] for contract in RULES["contracts"]} == set(AGAINST)


@pytest.mark.parametrize("contract", RULES["contracts"], ids=lambda contract: contract["id"])
def test_an_import_against_the_rooms_is_refused_by_name(broken: str, contract: dict[str, str]) -> None:
    found = section(broken.splitlines(), contract["name"])
    room, forbidden = AGAINST[contract["id"]]
    if contract["type"] == "acyclic_siblings":
        assert f"No cycles are allowed in {room.partition('.')[0]}." in found
    else:
        assert f"- {room} -> {forbidden} (l." in found


def section(lines: Sequence[str], title: str) -> str:
    """What stands below a contract's title among the broken ones, in one line: it is wrapped for a terminal."""
    start = lines.index(title, lines.index("Broken contracts")) + 2
    end = next((n for n in range(start, len(lines)) if set(lines[n]) == {"-"}), len(lines))
    return " ".join(" ".join(lines[start:end]).split())


def test_lint_holds_imports_to_the_rooms(scratch: Path) -> None:
    """`--dry-run` runs nothing but the makes that a target calls, so it shows all that lint would run."""
    planned = make(scratch, "--dry-run", "lint")
    assert planned.returncode == 0, planned.stderr
    assert "lint-imports" in planned.stdout


def test_the_tests_of_the_local_cloud_import_nothing_of_the_product() -> None:
    product = {*RULES["root_packages"], "pipeline_app"} - {"localcloud"}
    folder = PROJECT / "tests" / "localcloud"
    found = {
        f"{path.relative_to(PROJECT)} imports {name}"
        for path in folder.rglob("*.py")
        for name in _imported(path)
        if name.partition(".")[0] in product or (name.startswith("tests.") and not name.startswith("tests.localcloud"))
    }
    assert found == set()


def _imported(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = list(ast.walk(tree))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return plain | {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}
