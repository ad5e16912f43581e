"""A build whose spec names no versions has those of its image, or says which it has in their place."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from localcloud.services.codebuild.process.image_runtimes import (
    Find,
    choose_image_runtimes,
    image_runtimes,
    image_shell,
    npm_variables,
)
from localcloud.toolchain.runtimes import UnreachableError

_HERE = {"python": "3.11.7", "nodejs": "24.19.0"}
_PYTHON = Path("/opt/python3.10/bin/python3")
_SIX = "aws/codebuild/standard:6.0"


def _find(**found: str) -> Mapping[str, Find]:
    """Finds exactly these versions, by the runtime's name."""

    def finder(has: str) -> Find:
        return lambda version: _PYTHON if version == has else None

    return {name: finder(has) for name, has in found.items()}


@pytest.mark.parametrize(
    ("image", "python", "node"),
    [
        ("aws/codebuild/standard:4.0", "3.8", "12"),
        ("aws/codebuild/standard:5.0", "3.9", "14"),
        ("aws/codebuild/standard:6.0-24.10.29", "3.10", "16"),
        ("public.ecr.aws/codebuild/standard:7.0", "3.11", "18"),
        ("aws/codebuild/amazonlinux2-x86_64-standard:5.0", "3.11", "18"),
        ("aws/codebuild/amazonlinux-aarch64-standard:3.0", "3.11", "18"),
    ],
)
def test_an_image_of_codebuilds_has_a_python_and_a_node(image: str, python: str, node: str) -> None:
    assert image_runtimes(image) == {"python": python, "nodejs": node}


@pytest.mark.parametrize(
    ("image", "own"),
    [
        ("aws/codebuild/amazonlinux-x86_64-lambda-standard:python3.12", {"python": "3.12"}),
        ("aws/codebuild/amazonlinux-aarch64-lambda-standard:nodejs20", {"nodejs": "20"}),
        ("aws/codebuild/amazonlinux-x86_64-lambda-standard:go1.21", {}),
        ("public.ecr.aws/docker/library/python:3.12-slim", {"python": "3.12"}),
        ("node:20.11.1-bookworm", {"nodejs": "20.11"}),
        ("111111111111.dkr.ecr.eu-west-1.amazonaws.com/builder:3", None),
        ("aws/codebuild/windows-base:2019-3.0", None),
        ("mypython:3.12", None),
    ],
)
def test_other_images_have_what_their_name_says(image: str, own: dict[str, str] | None) -> None:
    assert image_runtimes(image) == own


def test_the_images_own_python_is_taken_where_the_machine_has_it() -> None:
    chosen, line = choose_image_runtimes(_SIX, decided=(), here=_HERE, find=_find(python="3.10", nodejs="none"))
    assert chosen == {"python": _PYTHON}
    assert line == (
        f"The image {_SIX} has Python 3.10, and so has this build; Node 16, in whose place this build has 24.19.0 "
        "(runtime-versions names none)"
    )


def test_a_runtime_that_cannot_be_fetched_is_told_with_the_reason() -> None:
    def unreachable(version: str) -> Path | None:
        raise UnreachableError(f"node {version} was not fetched before")

    chosen, line = choose_image_runtimes(_SIX, decided=("python",), here=_HERE, find={"nodejs": unreachable})
    assert chosen == {}
    assert line == (
        f"The image {_SIX} has Node 16, in whose place this build has 24.19.0, because node 16 was not fetched before "
        "(runtime-versions names none)"
    )


@pytest.mark.parametrize(
    ("image", "decided", "expected"),
    [
        ("aws/codebuild/standard:5.0", (), True),
        ("aws/codebuild/standard:5.0", ("nodejs",), False),
        ("aws/codebuild/standard:6.0", (), False),
        ("orchard/builder:3", (), False),
    ],
)
def test_npm_minds_no_peers_where_the_images_own_does_not(image: str, decided: tuple[str, ...], expected: bool) -> None:
    assert npm_variables(image, decided=decided) == ({"npm_config_legacy_peer_deps": "true"} if expected else {})


def test_what_the_build_spec_names_is_nobodys_question() -> None:
    assert choose_image_runtimes(_SIX, decided=("python", "nodejs"), here=_HERE, find=_find(python="3.10")) == ({}, "")


def test_a_version_that_a_build_has_anyway_is_not_told() -> None:
    image = "aws/codebuild/amazonlinux-x86_64-lambda-standard:python3.11"
    assert choose_image_runtimes(image, decided=(), here=_HERE, find={}) == ({}, "")


def test_an_image_that_is_not_known_is_told_what_the_build_has() -> None:
    chosen, line = choose_image_runtimes("orchard/builder:3", decided=("nodejs",), here=_HERE, find={})
    expected = "Which runtimes the image orchard/builder:3 has is not known here: this build has Python 3.11.7"
    assert (chosen, line) == ({}, expected)


@pytest.mark.parametrize(
    ("image", "named", "shell"),
    [
        ("aws/codebuild/standard:7.0", "sh", "sh"),
        ("aws/codebuild/standard:7.0", "bash", "bash"),
        ("aws/codebuild/amazonlinux2-x86_64-standard:5.0", "sh", "bash"),
        ("aws/codebuild/amazonlinux-aarch64-lambda-standard:python3.12", "sh", "bash"),
        ("public.ecr.aws/docker/library/python:3.12", "sh", "sh"),
    ],
)
def test_the_sh_of_amazon_linux_is_bash(image: str, named: str, shell: str) -> None:
    assert image_shell(image, named) == shell
