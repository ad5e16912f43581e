"""Which host names are AWS's, and which others are answered here."""

from __future__ import annotations

import re
from typing import Final

from localcloud.aws.api.host_applications import application_for

DISTRIBUTION_MARK: Final = "d111111"
"""How the domain name of every distribution that is deployed here begins, as those of AWS's documentation do
(docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/distribution-working-with.html, d111111abcdef8)."""
_DOMAINS: Final = re.compile(
    rf"(?:.+\.)?(?:amazonaws\.com(?:\.cn)?|api\.aws|on\.aws)\.?|{DISTRIBUTION_MARK}[a-z0-9]{{7}}\.cloudfront\.net\.?",
    re.IGNORECASE,
)


def is_of_aws(host: str) -> bool:
    """Whether a host is one of AWS's APIs, or of what somebody deployed there.

    Of distributions (`cloudfront.net`) only those that are deployed here: many a package lies behind another.
    """
    return _DOMAINS.fullmatch(host) is not None


def is_answered_here(host: str) -> bool:
    """Whether a connection to a host ends at the local cloud: AWS's, and the package indexes that it serves whole."""
    return is_of_aws(host) or application_for(host) is not None
