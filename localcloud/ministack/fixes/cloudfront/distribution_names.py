"""A distribution is found by its name in whichever account it lives, and reaches an API that was deployed here.

A viewer has no credentials, so MiniStack looks in a default account. Its names are any of CloudFront's, which could be
somebody's real one; and it refuses every origin with a name of AWS's that is neither a bucket, a load balancer nor a
function's URL.
"""

from __future__ import annotations

import random
import string
from typing import Any, Final
from urllib.parse import urlsplit

from ministack.core.responses import set_request_account_id
from ministack.services import cloudfront

from localcloud.aws.names.hosts import DISTRIBUTION_MARK
from localcloud.aws.runtime import active
from localcloud.ministack.touched import Touched

TOUCHES = (
    Touched("services.cloudfront", "_cloudfront_domain", ""),
    Touched("services.cloudfront", "find_distribution_for_label", "label"),
    Touched("services.cloudfront", "_origin_connect_target", "origin,viewer_is_https"),
    Touched("services.cloudfront", "_distributions._data"),
    Touched("core.responses", "set_request_account_id", "access_key_id"),
)
_RANDOM: Final = 14 - len(DISTRIBUTION_MARK)


def apply() -> None:
    """Name distributions so that their names are known here, and find them by these."""
    connect_target = cloudfront._origin_connect_target

    def origin_connect_target(origin: dict[str, Any], viewer_is_https: bool) -> tuple[str, int, bool]:
        if ".execute-api." in origin["domain_name"]:
            here = urlsplit(active().endpoint_url)
            return str(here.hostname), int(here.port or 80), False
        wanted: tuple[str, int, bool] = connect_target(origin, viewer_is_https)
        return wanted

    cloudfront._cloudfront_domain = _domain
    cloudfront.find_distribution_for_label = _distribution
    cloudfront._origin_connect_target = origin_connect_target


def _domain() -> str:
    own = "".join(random.choices(string.ascii_lowercase + string.digits, k=_RANDOM))  # noqa: S311 - a name, no secret
    return f"{DISTRIBUTION_MARK}{own}.cloudfront.net"


def _distribution(label: str) -> dict[str, Any] | None:
    """The distribution; what it does then is done for its account."""
    for (account, _), found in cloudfront._distributions._data.items():
        if found.get("DomainName", "").lower() == f"{label}.cloudfront.net":
            set_request_account_id(account)
            distribution: dict[str, Any] = found
            return distribution
    return None
