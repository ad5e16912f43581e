"""The service's client for the command line and for tests. It lives with the checks that carry it into the
environments, whose folder joins the path here, after everything else.
"""

import sys
from pathlib import Path

_CHECKS = str(Path(__file__).resolve().parents[1] / "src" / "checks")
if _CHECKS not in sys.path:
    sys.path.append(_CHECKS)

from release_checks.service_client import (  # noqa: E402 - found on the path that was just made
    ExecuteApiUrl,
    ServiceClient,
    ServiceResponse,
    configured_endpoint,
)

__all__ = ["ExecuteApiUrl", "ServiceClient", "ServiceResponse", "configured_endpoint"]
