"""A deployed REST API answers under the host name that its stack puts out, `<api>.execute-api.<region>.amazonaws.com`.

MiniStack knows an API's host below its own name only, and takes this one for a request to AWS itself.
"""

from __future__ import annotations

import os
import re

import ministack.app

from localcloud.ministack.touched import Touched

TOUCHES = (Touched("app", "_EXECUTE_API_RE"), Touched("app", "_parse_execute_api_url", "host,path"))


def apply() -> None:
    """Know an API's host below each of AWS's domains as well."""
    own = re.escape(os.environ["MINISTACK_HOST"])
    domains = rf"(?:[a-z0-9-]+\.amazonaws\.com(?:\.cn)?|{own})"
    ministack.app._EXECUTE_API_RE = re.compile(rf"^([a-z0-9]{{8,10}})\.execute-api\.{domains}(?::\d+)?$")
