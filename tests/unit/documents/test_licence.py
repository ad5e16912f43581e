"""The project and the local cloud, which is a distribution of its own, are under the licence that they say."""

from __future__ import annotations

import tomllib

from tests.unit.documents.pages import PROJECT


def test_both_distributions_carry_the_text_of_the_licence_that_they_name() -> None:
    for folder in (PROJECT, PROJECT / "localcloud"):
        project = tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        text = (folder / "LICENSE").read_text(encoding="utf-8")
        assert (project["license"], project["license-files"]) == ("Apache-2.0", ["LICENSE"])
        assert "Apache License" in text
        assert "Version 2.0, January 2004" in text
        assert "9. Accepting Warranty or Additional Liability" in text
