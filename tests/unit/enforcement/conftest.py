"""Scope of tests/unit/enforcement: docs/enforcement.md, the page that tests write by their marks."""
