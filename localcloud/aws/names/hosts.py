"""Which host names are AWS's."""

from __future__ import annotations

import re
from typing import Final

_DOMAINS: Final = re.compile(r"(?:.+\.)?(?:amazonaws\.com(?:\.cn)?|api\.aws|on\.aws)\.?", re.IGNORECASE)


def is_of_aws(host: str) -> bool:
    """Whether a host is one of AWS's APIs, or of what somebody deployed there.

    Distributions (`cloudfront.net`) are not: many a package lies behind one.
    """
    return _DOMAINS.fullmatch(host) is not None
