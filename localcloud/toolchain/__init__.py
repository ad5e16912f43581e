"""What a build finds without a network: the packed CDK tools, warm package caches and the build image's programs."""

from localcloud.toolchain.errors import ToolchainError
from localcloud.toolchain.layout import Toolchain
from localcloud.toolchain.npm_registry import NPM_REGISTRY_PATH, NpmRegistry
from localcloud.toolchain.preparation import prepare

__all__ = ["NPM_REGISTRY_PATH", "NpmRegistry", "Toolchain", "ToolchainError", "prepare"]
