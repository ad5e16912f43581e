"""The variables that make npm, pip, uv and Pipenv install from the local cloud's registries, and from nowhere else."""

from __future__ import annotations

import os

from localcloud.toolchain.npm_registry import NPM_REGISTRY_PATH
from localcloud.toolchain.packages import PYTHON_INDEX_PATH


def package_variables(endpoint_url: str) -> dict[str, str]:
    """For registries that are served at `endpoint_url`, an address without a path."""
    index = f"{endpoint_url.rstrip('/')}{PYTHON_INDEX_PATH}simple/"
    return {
        "npm_config_registry": f"{endpoint_url.rstrip('/')}{NPM_REGISTRY_PATH}",
        "npm_config_userconfig": os.devnull,
        "npm_config_audit": "false",
        "npm_config_fund": "false",
        "npm_config_update_notifier": "false",
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_INDEX_URL": index,
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        # Byte code of what is imported is made then; of the CDK's large modules most never are.
        "PIP_NO_COMPILE": "1",
        # A Pipfile names its index, so Pipenv does not ask pip's settings for one.
        "PIPENV_PYPI_MIRROR": index,
        "UV_DEFAULT_INDEX": index,
        "UV_PYTHON_DOWNLOADS": "never",
        "UV_NO_PROGRESS": "1",
    }
