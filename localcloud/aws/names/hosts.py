"""Which host names are AWS's, and which others are answered here."""

from __future__ import annotations

import re
from typing import Final

from localcloud.aws.api.host_applications import application_for

_DOMAINS: Final = re.compile(r"(?:.+\.)?(?:amazonaws\.com(?:\.cn)?|api\.aws|on\.aws)\.?", re.IGNORECASE)


def is_of_aws(host: str) -> bool:
    """Whether a host is one of AWS's APIs, or of what somebody deployed there.

    Distributions (`cloudfront.net`) are not: many a package lies behind one.
    """
    return _DOMAINS.fullmatch(host) is not None


def is_answered_here(host: str) -> bool:
    """Whether a connection to a host ends at the local cloud: AWS's, and the package indexes that it serves whole."""
    return is_of_aws(host) or application_for(host) is not None
