"""The pipeline's template does not depend on application code, or every commit would make the pipeline change and
restart itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from compliance.assembly import read_stacks
from feature_stacks.naming import PIPELINE_STACK
from stages.environments import ENVIRONMENTS
from tests.synth.source_tree import SourceTree

pytestmark = pytest.mark.slow

PIPELINE_TEMPLATE = f"{PIPELINE_STACK}.template.json"


def function_template(assembly: Path) -> Path:
    (path,) = (
        stack.template_file
        for stack in read_stacks(assembly)
        if stack.display_name == f"{PIPELINE_STACK}/{ENVIRONMENTS[0].stage_name}/CvTailoring"
    )
    return path


@pytest.fixture(scope="module")
def assembly_of_other_handler(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A synth of the same sources with one more line in the handler."""
    tree = SourceTree.at(tmp_path_factory.mktemp("tree"))
    tree.append("src/backend/handlers/cv_tailoring_handler.py", "\nCHANGED = True\n")
    result = tree.synthesize()
    assert result.returncode == 0, result.stderr
    return tree.assembly


def test_other_handler_code_gives_the_same_pipeline_template(assembly: Path, assembly_of_other_handler: Path) -> None:
    assert (assembly_of_other_handler / PIPELINE_TEMPLATE).read_bytes() == (assembly / PIPELINE_TEMPLATE).read_bytes()


def test_other_handler_code_gives_another_function(assembly: Path, assembly_of_other_handler: Path) -> None:
    assert function_template(assembly_of_other_handler).read_bytes() != function_template(assembly).read_bytes()
