"""Scope: the policies that an account's bootstrap gets - that they follow the templates, that every action in them and
in the templates exists and takes the resource that it names, that the boundary leaves the app what it needs.

Reads an assembly and data of other packages; no cloud, no network.
"""

from __future__ import annotations

from tests.assertions.assembly import assembly

__all__ = ["assembly"]
