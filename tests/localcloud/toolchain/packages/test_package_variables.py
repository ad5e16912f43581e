"""Which index each Python tool of a build is led to."""

from __future__ import annotations

import pytest

from localcloud.toolchain.package_variables import package_variables
from localcloud.toolchain.packages import PYTHON_INDEX_PATH


@pytest.mark.parametrize("endpoint", ["http://127.0.0.1:4566", "http://127.0.0.1:4566/"])
def test_every_python_tool_has_the_same_index(endpoint: str) -> None:
    variables = package_variables(endpoint)
    indexes = {variables[name] for name in ("PIP_INDEX_URL", "UV_DEFAULT_INDEX", "PIPENV_PYPI_MIRROR")}
    assert indexes == {f"http://127.0.0.1:4566{PYTHON_INDEX_PATH}simple/"}
