"""An API answers under AWS's host name; MiniStack alone knows its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

_ASK = """
import json, os, sys
os.environ.update(MINISTACK_HOST="127.0.0.1", STATE_DIR=sys.argv[1])
import ministack.app as app
hosts = json.loads(sys.argv[2])
alone = [app._parse_execute_api_url(host, "/prod/words") for host in hosts]
from localcloud.ministack.fixes.apigateway import api_host_names
api_host_names.apply()
print(json.dumps([alone, [app._parse_execute_api_url(host, "/prod/words") for host in hosts]]))
"""


def test_a_host_name_of_aws_is_an_apis(tmp_path: Path) -> None:
    own, of_aws = "aaaaaaaa.execute-api.127.0.0.1:4566", "aaaaaaaa.execute-api.eu-west-1.amazonaws.com"
    foreign = "aaaaaaaa.execute-api.eu-west-1.example.com"
    command = [sys.executable, "-c", _ASK, str(tmp_path), json.dumps([own, of_aws, foreign])]
    printed = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout
    alone, mended = json.loads(printed.splitlines()[-1])
    found = ["aaaaaaaa", "prod", "/words"]
    assert alone == [found, None, None]
    assert mended == [found, found, None]
