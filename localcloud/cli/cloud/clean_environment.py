"""What a child process gets to see of the caller's environment.

The ordinary tools read dozens of variables. One left over from a real account (AWS_PROFILE, CDK_DEFAULT_ACCOUNT, a
proxy) would send a local run somewhere else, so nothing is passed on but what is listed here.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from localcloud.aws.names.client_variables import read_client_variables
from localcloud.cli.cloud.workspace import Workspace

_KEPT = frozenset({"HOME", "LANG", "LANGUAGE", "LOGNAME", "PATH", "SHELL", "TERM", "TMPDIR", "TZ", "USER"})
_KEPT_PREFIXES = ("LC_", "UV_", "SSL_CERT_", "XDG_")
_PACKAGES = (
    *("npm_config_", "pip_", "uv_", "ssl_cert_", "http_proxy", "https_proxy", "no_proxy", "all_proxy"),
    *("node_extra_ca_certs", "requests_ca_bundle", "curl_ca_bundle", "localcloud_packages"),
)
# Set-up may download; it needs the machine's own way out, and nothing of AWS.
_NOT_FOR_SETUP = ("AWS_", "CDK_", "GIT_", "PYTHONPATH", "VIRTUAL_ENV")


def base_environment(workspace: Workspace, *, source: Mapping[str, str] = os.environ) -> dict[str, str]:
    """The listed variables, with the checkout's own Python, node and npm first on PATH."""
    kept = {name: value for name, value in source.items() if name in _KEPT or name.startswith(_KEPT_PREFIXES)}
    kept["PATH"] = _search_path(workspace, kept.get("PATH", os.defpath))
    # A byte cache inside a checkout that is about to be hashed or removed is in the way.
    kept["PYTHONDONTWRITEBYTECODE"] = "1"
    kept["PYTHONUNBUFFERED"] = "1"
    return kept


def setup_environment(workspace: Workspace, *, source: Mapping[str, str] = os.environ) -> dict[str, str]:
    """For what may use the network once: the caller's environment without what points at an AWS account."""
    foreign = (*_NOT_FOR_SETUP, workspace.project.variable(""))
    kept = {name: value for name, value in source.items() if not name.startswith(foreign)}
    return {**kept, "PATH": _search_path(workspace, kept.get("PATH", os.defpath))}


def server_environment(workspace: Workspace) -> dict[str, str]:
    """For the local cloud's process: the listed variables, and this machine's way to its package registries."""
    packages = {name: value for name, value in os.environ.items() if name.lower().startswith(_PACKAGES)}
    return {**packages, **base_environment(workspace)}


def _search_path(workspace: Workspace, path: str) -> str:
    """The checkout's own programs first, where it is set up for this command line; last, for a machine without Node,
    those beside this Python."""
    own = () if workspace.project.installs_packages else (str(workspace.checkout / ".venv" / "bin"),)
    return os.pathsep.join((*own, path, str(Path(sys.prefix) / "bin")))


def aws_variables(workspace: Workspace, *, endpoint_url: str, account: str, region: str) -> dict[str, str]:
    """What makes any AWS SDK, the CLI and the CDK talk to the local cloud as the operator of one account."""
    return {
        "AWS_ENDPOINT_URL": endpoint_url,
        "AWS_CONFIG_FILE": str(workspace.aws_config),
        "AWS_SHARED_CREDENTIALS_FILE": str(workspace.aws_credentials),
        "AWS_PROFILE": account,
        "AWS_REGION": region,
        "AWS_DEFAULT_REGION": region,
        "AWS_EC2_METADATA_DISABLED": "true",
    }


def cdk_environment(workspace: Workspace, *, endpoint_url: str, account: str, region: str) -> dict[str, str]:
    """For the CDK's command line: no telemetry, no version check, no notices, its home in the state folder."""
    return {
        **base_environment(workspace),
        **read_client_variables(workspace.state),
        **aws_variables(workspace, endpoint_url=endpoint_url, account=account, region=region),
        **synth_variables(workspace.cdk_home),
        # The first version's command line makes the bootstrap that pipelines need only where it is told to
        # (docs.aws.amazon.com/cdk/v1/guide/bootstrapping.html, "modern template"); the second's makes no other.
        "CDK_NEW_BOOTSTRAP": "1",
    }


def synth_variables(cdk_home: Path) -> dict[str, str]:
    """What keeps the CDK and jsii quiet and off the network. The CDK ignores HOME, so its home is named."""
    return {
        "CDK_HOME": str(cdk_home),
        "CDK_DISABLE_CLI_TELEMETRY": "true",
        "CDK_DISABLE_VERSION_CHECK": "1",
        "JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION": "1",
        "JSII_SILENCE_WARNING_DEPRECATED_NODE_VERSION": "1",
        "JSII_RUNTIME_PACKAGE_CACHE_ROOT": str(cdk_home / "jsii-packages"),
    }
