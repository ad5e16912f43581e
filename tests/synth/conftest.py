"""Scope: what happens while synthesizing - the Lambda package, the schema made from the models, the naming check, the
acknowledgements, and how the templates follow the settings.

Synthesizes and builds, so it does not run in the pipeline, where nothing after Build may. Needs uv's cache as set-up
left it, and no network.
"""

from __future__ import annotations

from tests.assertions.assembly import assembly

__all__ = ["assembly"]
