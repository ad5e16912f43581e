from __future__ import annotations

import sys

from localcloud.cli.cloud.clean_environment import aws_variables, base_environment, cdk_environment, setup_environment
from localcloud.cli.cloud.workspace import Workspace

CALLER = {
    "PATH": "/usr/bin",
    "HOME": "/home/ada",
    "LC_ALL": "C.UTF-8",
    "AWS_PROFILE": "the-real-one",
    "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE",
    "CDK_DEFAULT_ACCOUNT": "999999999999",
    "HTTPS_PROXY": "http://proxy.example:3128",
    "PYTHONPATH": "/somewhere",
    "NODE_OPTIONS": "--inspect",
    "GIT_DIR": "/somewhere/.git",
}


def test_nothing_of_the_callers_accounts_or_proxies_gets_through(workspace: Workspace) -> None:
    seen = base_environment(workspace, source=CALLER)
    assert not [name for name in seen if name.startswith(("AWS_", "CDK_", "GIT_", "HTTP", "NODE_"))]
    assert "PYTHONPATH" not in seen
    assert seen["HOME"] == "/home/ada"
    assert seen["LC_ALL"] == "C.UTF-8"


def test_the_checkouts_own_tools_come_first_on_path_and_those_beside_this_python_last(workspace: Workspace) -> None:
    expected = f"{workspace.checkout}/.venv/bin:/usr/bin:{sys.prefix}/bin"
    assert base_environment(workspace, source=CALLER)["PATH"] == expected
    assert setup_environment(workspace, source=CALLER)["PATH"] == expected


def test_set_up_keeps_the_way_to_the_network_and_loses_the_account(workspace: Workspace) -> None:
    seen = setup_environment(workspace, source=CALLER)
    assert seen["HTTPS_PROXY"] == "http://proxy.example:3128"
    assert not [name for name in seen if name.startswith(("AWS_", "CDK_", "GIT_"))]


def test_aws_variables_name_endpoint_account_region_and_the_folders_own_credentials(workspace: Workspace) -> None:
    variables = aws_variables(workspace, endpoint_url="http://127.0.0.1:1", account="222222222222", region="eu-west-1")
    assert variables["AWS_ENDPOINT_URL"] == "http://127.0.0.1:1"
    assert variables["AWS_PROFILE"] == "222222222222"
    assert variables["AWS_REGION"] == variables["AWS_DEFAULT_REGION"] == "eu-west-1"
    assert variables["AWS_SHARED_CREDENTIALS_FILE"] == f"{workspace.state}/aws/credentials"
    assert variables["AWS_CONFIG_FILE"] == f"{workspace.state}/aws/config"


def test_the_cdk_is_told_to_be_quiet_and_where_its_home_is(workspace: Workspace) -> None:
    seen = cdk_environment(workspace, endpoint_url="http://127.0.0.1:1", account="111111111111", region="us-east-1")
    assert seen["CDK_DISABLE_CLI_TELEMETRY"] == "true"
    assert seen["CDK_DISABLE_VERSION_CHECK"] == "1"
    assert seen["CDK_NEW_BOOTSTRAP"] == "1"
    assert seen["CDK_HOME"].startswith(str(workspace.state))
