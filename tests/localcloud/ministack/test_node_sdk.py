"""A function in Node finds the SDK that its runtime brings on AWS, by `require` and by `import`.

Source: docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html (the SDK that the runtimes include)
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from localcloud.ministack.fixes.functions.node_sdk import FOLDER
from tests.localcloud.cloud_process import CloudProcess, ServerProcess
from tests.localcloud.ministack.functions import invoke, make_function

_PACKAGE = "@aws-sdk/client-tides"


@pytest.fixture(scope="module")
def kept(cloud: CloudProcess) -> None:
    """A package of the SDK, as one that was fetched before lies in the toolchain."""
    place = cloud.toolchain_dir / FOLDER / _PACKAGE.replace("/", "+") / "node_modules" / _PACKAGE
    _write_package(place)


def _write_package(place: Path) -> None:
    place.mkdir(parents=True)
    (place / "package.json").write_text(json.dumps({"name": _PACKAGE, "version": "3.0.0", "main": "index.js"}))
    (place / "index.js").write_text("exports.level = () => 'high';\n")


def _node(server: ServerProcess, code: str, runtime: str = "nodejs20.x") -> str:
    return make_function(server, code, Runtime=runtime)


def test_ministack_alone_has_only_what_a_function_brings(alone: ServerProcess) -> None:
    answer, failed = invoke(alone, _node(alone, f"exports.handler = async () => require('{_PACKAGE}').level();"))
    assert failed
    assert f"no stub for '{_PACKAGE}'" in answer["errorMessage"]


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(
    "code",
    [
        f"const {{ level }} = require('{_PACKAGE}'); exports.handler = async () => level();",
        "exports.handler = async (event) => require('@aws-sdk/client-' + event.name).level();",
        f"exports.handler = async () => (await import('{_PACKAGE}')).level();",
    ],
)
def test_a_client_of_the_sdk_is_found(cloud: CloudProcess, code: str) -> None:
    assert invoke(cloud, _node(cloud, code), {"name": "tides"}) == ("high", False)


def test_what_cannot_be_fetched_is_named(cloud: CloudProcess) -> None:
    answer, failed = invoke(cloud, _node(cloud, "require('@aws-sdk/client-nothing'); exports.handler = async () => 1;"))
    assert failed
    assert "AWS's nodejs20.x has @aws-sdk/client-nothing; here npm fetches it once, and could not" in str(answer)


@pytest.mark.parametrize(
    ("package", "runtime", "words"),
    [
        ("left-pad", "nodejs20.x", "Cannot find module 'left-pad'"),
        ("aws-sdk", "nodejs20.x", "Cannot find module 'aws-sdk'"),
        ("@aws-sdk/client-other", "nodejs16.x", "no stub for '@aws-sdk/client-other'"),
    ],
)
def test_what_the_runtime_does_not_bring_is_missing(
    cloud: CloudProcess, package: str, runtime: str, words: str
) -> None:
    code = f"exports.handler = async () => require('{package}');"
    answer, failed = invoke(cloud, _node(cloud, code, runtime))
    assert failed
    assert words in answer["errorMessage"]


def test_a_function_is_told_its_runtime(cloud: CloudProcess) -> None:
    code = "exports.handler = async () => process.env.AWS_EXECUTION_ENV;"
    assert invoke(cloud, _node(cloud, code)) == ("AWS_Lambda_nodejs20.x", False)
