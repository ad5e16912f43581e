"""Installed from its wheel, with nothing of this checkout in reach, it takes somebody else's pipeline to the end."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import boto3
import pytest

from tests.localcloud.alone.conftest import Checkout, Installation, run
from tests.localcloud.toolchain.checkout_toolchain import REPOSITORY

# One worker makes the installation, and what the first tests compile of it the last one starts with.
pytestmark = [pytest.mark.cloud, pytest.mark.slow, pytest.mark.xdist_group("alone")]

PRODUCT = ("stages", "feature_stacks", "pipeline", "pipeline_app", "compliance", "delivery", "openapi", "tests")
BACKEND = ("handlers", "logic", "dal", "models", "configuration")


def test_the_wheel_holds_the_modules_of_localcloud_and_their_data_and_nothing_else(installation: Installation) -> None:
    with zipfile.ZipFile(installation.wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
        licence = [name for name in archive.namelist() if name.endswith("licenses/LICENSE")]
    sources = (REPOSITORY / "localcloud").rglob("*")
    assert names == {str(path.relative_to(REPOSITORY)) for path in sources if path.suffix in {".py", ".json", ".cjs"}}
    assert len(licence) == 1


def test_no_module_of_the_product_can_be_imported_where_it_is_installed(
    installation: Installation, tmp_path: Path
) -> None:
    for folder, names in ((REPOSITORY, PRODUCT), (REPOSITORY / "src" / "backend", BACKEND)):
        assert all((folder / name).exists() or (folder / f"{name}.py").exists() for name in names)
    code = f"""
import importlib.util, localcloud
print([name for name in {(*PRODUCT, *BACKEND)} if importlib.util.find_spec(name)], localcloud.__file__)
"""
    found = run(installation.python, "-c", code, cwd=tmp_path).stdout.split()
    assert found[0] == "[]"
    assert Path(found[1]).is_relative_to(installation.folder)


def test_every_module_of_it_imports_there(installation: Installation, tmp_path: Path) -> None:
    code = """
import importlib, os, pkgutil, localcloud
os.environ["STATE_DIR"] = os.getcwd()
for module in pkgutil.walk_packages(localcloud.__path__, "localcloud."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
"""
    run(installation.python, "-c", code, cwd=tmp_path)


def test_it_takes_a_pipeline_from_a_folder_to_the_end(greeting: Checkout) -> None:
    done = greeting.localcloud("run", "--approve", "yes", "--json")
    document = json.loads(done.stdout)
    assert document["status"] == "Succeeded"
    stages = {stage["name"]: stage["status"] for stage in document["stages"]}
    assert list(stages) == ["Source", "Build", "UpdatePipeline", "Hall"]
    assert set(stages.values()) == {"Succeeded"}
    assert _words(greeting) == "Good morning"
    status = json.loads(greeting.localcloud("status", "--json").stdout)
    assert status["execution_id"] == document["execution_id"]
    assert greeting.localcloud("down", "--purge").returncode == 0
    assert list((greeting.states / "localcloud").iterdir()) == []
    assert greeting.changes() == ""


def _words(greeting: Checkout) -> str:
    """What the deployed parameter says, read as `localcloud env` tells any program to read it."""
    printed = greeting.localcloud("env", "--account", "hall", "--json").stdout
    variables: dict[str, str] = json.loads(printed)
    with pytest.MonkeyPatch.context() as environment:
        for name, value in variables.items():
            environment.setenv(name, value)
        parameter = boto3.session.Session().client("ssm").get_parameter(Name="/greeting/words")
    return str(parameter["Parameter"]["Value"])
