"""Bundling of functions: by this machine's container engine where one works, else without containers."""

from localcloud.toolchain.bundling.container_engine import bundling_variables, container_engine

__all__ = ["bundling_variables", "container_engine"]
