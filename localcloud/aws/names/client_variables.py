"""What a child process is given so that AWS's names lead here: a proxy, the certificates to trust and, for Node, whose
SDKs know no proxy, a file that it loads first.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

_RECORD: Final = "names.json"
_PRELOAD: Final = Path(__file__).with_name("node_names.cjs")
_CERTIFICATES: Final = (
    *("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "PIP_CERT", "NODE_EXTRA_CA_CERTS", "GIT_SSL_CAINFO"),
)
"""AWS_CA_BUNDLE is not among them: command lines of the CDK's first version refuse it beside a proxy
(github.com/aws/aws-cdk/issues/5804), and botocore and the AWS CLI take REQUESTS_CA_BUNDLE as well."""


def client_variables(*, port: int, certificates: Path) -> dict[str, str]:
    """For a listener on `port` whose authority is in the file of `certificates`."""
    proxy, direct = f"http://127.0.0.1:{port}", "127.0.0.1,localhost,::1"
    names = dict.fromkeys(("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"), proxy)
    return {
        **names,
        "NO_PROXY": direct,
        "no_proxy": direct,
        **dict.fromkeys(_CERTIFICATES, str(certificates)),
        "LOCALCLOUD_NAMES_PORT": str(port),
        "NODE_OPTIONS": f"--require {quoted_for_node(_PRELOAD)}",
    }


def quoted_for_node(path: Path) -> str:
    """A path within NODE_OPTIONS, where a backslash stands before a quote or another one and escapes nothing else, no
    code of a letter either (nodejs.org/api/cli.html#node_optionsoptions)."""
    return '"' + str(path).replace("\\", "\\\\").replace('"', '\\"') + '"'


def write_client_variables(folder: Path, variables: dict[str, str]) -> None:
    """Leave them in a server's state, for the tools that the command line starts."""
    (folder / _RECORD).write_text(json.dumps(variables), encoding="utf-8")


def read_client_variables(folder: Path) -> dict[str, str]:
    """Those of the server that was started last on this folder; empty where none was."""
    try:
        return dict(json.loads((folder / _RECORD).read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}
