"""Why a stranger's app could not be synthesized, in the one line that refuses it: logs as Python, Node, the shell, npm,
uv and the CDK's command line write them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from localcloud.cli.provisioning.app_failure import error_line, explained, remedy
from localcloud.cli.provisioning.app_packages import AppPackages
from localcloud.cli.terminal.child_process import Children
from localcloud.cli.terminal.exit_codes import CommandError, ExitCode

_FRAMES = 'Traceback (most recent call last):\n  File "/app/app.py", line 2, in <module>\n'
_PYTHON_ENDS = "\npython3 app.py: Subprocess exited with error 1\n"
_NODE_ENDS = "\n    at main (/app/app.js:2:25)\n\nNode.js v24.1.0\nnode app.js: Subprocess exited with error 1\n"


@pytest.mark.parametrize(
    ("log", "said", "to_do"),
    [
        (
            f"{_FRAMES}    import pears\nModuleNotFoundError: No module named 'pears'{_PYTHON_ENDS}",
            "ModuleNotFoundError: No module named 'pears'",
            "name the package of pears in what the app installs",
        ),
        (
            f'{_FRAMES}    X = os.environ["OWNER"]\n  File "<frozen os>", line 6\nKeyError: \'OWNER\'{_PYTHON_ENDS}',
            "KeyError: 'OWNER'",
            "--variable OWNER=VALUE gives it",
        ),
        (
            f'{_FRAMES}    x = app.node.try_get_context("envs")["dev"]\nTypeError: \'NoneType\' object is not '
            f"subscriptable{_PYTHON_ENDS}",
            "TypeError: 'NoneType' object is not subscriptable",
            "-c envs=VALUE gives it",
        ),
        (
            "/app/bin/app.ts:7\nconst region = app.node.tryGetContext('envs').region;\n    ^\n"
            f"TypeError: Cannot read properties of undefined (reading 'region'){_NODE_ENDS}",
            "TypeError: Cannot read properties of undefined (reading 'region')",
            "the app's context has no envs: put it into cdk.json",
        ),
        (
            f"Error: No context value present for stage key{_NODE_ENDS}",
            "Error: No context value present for stage key",
            "-c stage=VALUE gives it",
        ),
        (
            "npm error code EBADENGINE\nnpm error engine Unsupported engine\n"
            "npm error engine Not compatible with your version of node/npm: quay@1.0.0\n"
            'npm error notsup Required: {"node":">=99"}\nnpm error notsup Actual:   {"npm":"11.1","node":"v20.2"}\n',
            "npm error engine Not compatible with your version of node/npm: quay@1.0.0 npm error notsup Required: "
            '{"node":">=99"} npm error notsup Actual: {"npm":"11.1","node":"v20.2"}',
            "have a Node that is >=99 first on PATH",
        ),
        # jsii prints the library's error first, and the app's own at the end, on several lines.
        (
            "jsii.errors.JavaScriptError: \n  Invalid name (value: A_B)\n\nThe above was the cause:\n\n"
            f"{_FRAMES}    s3.Bucket()\nRuntimeError: Invalid name (value: A_B)\nOnly lower case{_PYTHON_ENDS}",
            "RuntimeError: Invalid name (value: A_B)",
            "",
        ),
        # What the app caught and printed before is not what ended it.
        (
            f"Error: no cache, going on\n{_FRAMES}orchard.Refused: nobody owns it{_PYTHON_ENDS}",
            "orchard.Refused: nobody owns it",
            "",
        ),
        (
            f"node:internal:1520\n  throw err;\n  ^\n\nError: Cannot find module 'cdk-nag'{_NODE_ENDS}",
            "Error: Cannot find module 'cdk-nag'",
            "name cdk-nag in package.json",
        ),
        (f"Error: Cannot find module './made'{_NODE_ENDS}", "Error: Cannot find module './made'", "`npm run build`"),
        (f"/app/app.js:2\n  ^\n\nError: STAGE must be set{_NODE_ENDS}", "Error: STAGE must be set", ""),
        (
            f"TSError: \u2a2f Unable to compile:\nbin/app.ts(3,1): error TS2304: No 'x'.\n{_NODE_ENDS}",
            "bin/app.ts(3,1): error TS2304: No 'x'.",
            "",
        ),
        (
            f"/app/app.js:2\n  ^\n\nError: Invalid S3 bucket name (value: cdk-0a1b-assets-MINE-eu-west-1){_NODE_ENDS}",
            "Error: Invalid S3 bucket name (value: cdk-0a1b-assets-MINE-eu-west-1)",
            "put 12 digits, such as 111111111111, into the app for the account MINE",
        ),
        (
            "/bin/sh: 1: mvn: not found\nmvn -q exec:java: Subprocess exited with error 127\n",
            "/bin/sh: 1: mvn: not found",
            "mvn is neither on this machine nor among the app's packages",
        ),
        (
            "/usr/bin/env: \u2018node\u2019: No such file or directory\n",
            "/usr/bin/env: \u2018node\u2019: No such file or directory",
            "node is neither on this machine",
        ),
        (
            "This CDK CLI is not compatible with the CDK library of your app.\n(Cloud assembly schema version "
            "mismatch: Maximum schema version supported is 39.x.x, but found 54.0.0)\n",
            "Cloud assembly schema version mismatch: Maximum schema version supported is 39.x.x, but found 54.0.0",
            "raise `aws-cdk` in package.json",
        ),
        (
            "ERROR Buckets must be encrypted (Construct Annotations)\n   Orchard\nSynthesis finished with errors\n",
            "ERROR Buckets must be encrypted (Construct Annotations) Orchard",
            "",
        ),
        (
            "ERROR The S3 Bucket has server access logs disabled. (AwsSolutions)\n   Orchard/Pears/Resource "
            "aws-cdk-lib.aws_s3.CfnBucket\n   Acknowledge with 'AwsSolutions::AwsSolutions-S1'\n\nERROR Another. "
            "(AwsSolutions)\n   Orchard/Plums/Resource aws-cdk-lib.aws_s3.CfnBucket\nSynthesis finished with errors\n",
            "ERROR The S3 Bucket has server access logs disabled. (AwsSolutions) Orchard/Pears/Resource "
            "aws-cdk-lib.aws_s3.CfnBucket Acknowledge with 'AwsSolutions::AwsSolutions-S1'",
            "mend that in the app, or acknowledge 'AwsSolutions::AwsSolutions-S1' there",
        ),
        (
            f"{_FRAMES}RuntimeError: Cannot retrieve value from context provider vpc since account/region are not "
            f"specified at the stack level.{_PYTHON_ENDS}",
            "RuntimeError: Cannot retrieve value from context provider vpc since account/region are not "
            "specified at the stack level.",
            "give the stack an account and a region",
        ),
        (
            "npm error code EUSAGE\nnpm error\nnpm error `npm ci` can only install packages when both are in sync.\n",
            "npm error `npm ci` can only install packages when both are in sync.",
            "write the lock file anew",
        ),
        (
            "Using CPython 3.11\n  \u00d7 No solution found:\n  ╰─▶ Because pears was not found\n",
            "\u00d7 No solution found: ╰─▶ Because pears was not found",
            "",
        ),
        (
            'Traceback (most recent call last):\n  File "app.py", line 1, in <module>\n'
            "ImportError: cannot import name '_Union' from 'typing' (/usr/lib/python3.11/typing.py)\n",
            "ImportError: cannot import name '_Union' from 'typing' (/usr/lib/python3.11/typing.py)",
            "commit a .python-version that names an older one",
        ),
        (
            'Error: Unable to parse environment specification "aws://ACCOUNT/REGION". Expected format: as it says\n',
            'Error: Unable to parse environment specification "aws://ACCOUNT/REGION". Expected format: as it says',
            "into the app for ACCOUNT and REGION, and commit it",
        ),
        (
            "/copies/1234567/lib/site.ts:17\n    new Bucket(this, 'Site', {\n    ^\n"
            "\u00abCannotFindAsset\u00bb Cannot find asset at /copies/1234567/site/dist\n"
            "    ...new Asset in aws-cdk-lib...\n"
            "Relates to construct:\n    <.> (aws-cdk-lib.App)\n     \u2514\u2500 Site (aws-cdk-lib.Stack)\n",
            "\u00abCannotFindAsset\u00bb Cannot find asset at /copies/1234567/site/dist",
            "dist is not in the commit: commit it, or have `npm run build` make it",
        ),
        (
            "npm error code 1\nnpm error path /copies/node_modules/pears\n"
            "npm error pre-gyp ERR! request to https://git.example.com/pears.tar.gz failed, reason: ENOTFOUND\n",
            "npm error pre-gyp ERR! request to https://git.example.com/pears.tar.gz failed, reason: ENOTFOUND",
            "a package's own script fetches from git.example.com",
        ),
        ("the app's own words\n\nmake synth: Subprocess exited with error 2\n", "the app's own words", ""),
    ],
)
def test_the_line_that_says_why_is_told_apart_from_what_surrounds_it(log: str, said: str, to_do: str) -> None:
    assert error_line(log) == said
    assert to_do in remedy(said, log)
    assert bool(remedy(said, log)) == bool(to_do)


def test_a_refusal_carries_it_with_what_it_had(tmp_path: Path) -> None:
    failed = CommandError("cdk synth failed", exit_code=ExitCode.STEP_FAILED, remedy="see LOG", details=("last",))
    log = tmp_path / "synth.log"
    log.write_text(f"\x1b[31mError: Cannot find module 'cdk-nag'\x1b[0m{_NODE_ENDS}", encoding="utf-8")
    told = explained(failed, log)
    assert told.message == "cdk synth failed: Error: Cannot find module 'cdk-nag'"
    assert told.remedy == "name cdk-nag in package.json and its lock file; see LOG"
    assert (told.exit_code, told.details) == (ExitCode.STEP_FAILED, ("last",))


@pytest.mark.parametrize(
    ("file", "module"),
    [("orchard/pears.py", "orchard.pears"), ("orchard/pears/__init__.py", "orchard.pears")],
)
def test_a_module_that_the_app_has_itself_is_no_package_that_is_missing(tmp_path: Path, file: str, module: str) -> None:
    for name in (file, ".venv/lib/apples.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("", encoding="utf-8")
    log = tmp_path / "synth.log"
    failed = CommandError("cdk synth failed", exit_code=ExitCode.STEP_FAILED)
    log.write_text(f"{_FRAMES}    import pears\nModuleNotFoundError: No module named 'pears'\n", encoding="utf-8")
    told = explained(failed, log, app=tmp_path).remedy
    assert told == f"{file} is there, but Python looks for it beside the app's file: import it as {module}"
    log.write_text(f"{_FRAMES}    import apples\nModuleNotFoundError: No module named 'apples'\n", encoding="utf-8")
    assert "name the package of apples" in explained(failed, log, app=tmp_path).remedy


@pytest.mark.parametrize(
    ("log", "where"),
    [
        (
            "ReferenceError: require is not defined\n    at node:internal/modules:3:1\n"
            "    at APP/node_modules/pears/index.js:9:2\n    at file://APP/lib/stage.js:1:12\n"
            "    at APP/bin/app.js:4:5\n",
            "require is not defined (lib/stage.js:1)",
        ),
        (
            'Traceback (most recent call last):\n  File "APP/app.py", line 7, in <module>\n'
            '  File "APP/orchard/pears.py", line 12, in grow\n  File "APP/.venv/lib/jsii.py", line 1, in call\n'
            "ValueError: no pears\n",
            "no pears (orchard/pears.py:12)",
        ),
        ("Error: no pears\n    at node:internal/modules:3:1\n", "Error: no pears"),
        ("APP/lib/stage.ts(3,1): error TS2304: no pears\n", "lib/stage.ts(3,1): error TS2304: no pears"),
    ],
)
def test_the_apps_own_line_is_told(tmp_path: Path, log: str, where: str) -> None:
    written = tmp_path / "synth.log"
    written.write_text(log.replace("APP", str(tmp_path)), encoding="utf-8")
    failed = CommandError("cdk synth failed", exit_code=ExitCode.STEP_FAILED)
    assert explained(failed, written, app=tmp_path).message.endswith(where)


def test_a_tool_that_said_nothing_is_refused_as_it_was(tmp_path: Path) -> None:
    failed = CommandError("cdk synth failed", exit_code=ExitCode.STEP_FAILED)
    assert explained(failed, tmp_path / "none.log") is failed


def test_an_installation_that_fails_says_why(tmp_path: Path) -> None:
    folder = tmp_path / "app"
    folder.mkdir()
    (folder / "package.json").write_text("{ not json", encoding="utf-8")
    with Children() as children:
        packages = AppPackages(
            children=children, environment=dict(os.environ), installed=tmp_path / "installed", logs=tmp_path / "logs"
        )
        with pytest.raises(CommandError, match=r"npm install --no-package-lock for the app failed .*JSON"):
            packages.install(folder)
