"""Scope: the matrix itself - on the assembly, against what Build recorded of it, and on small assemblies in which each
status is provoked. Runs cdk-nag's JavaScript in Node; no network."""

from __future__ import annotations

from tests.assertions.assembly import assembly

__all__ = ["assembly"]
