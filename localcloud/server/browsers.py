"""Keeps web pages out: a developer's browser reaches the loopback interface for whatever site they are looking at.

Two ways in are closed on every path. A page that makes the browser send a request says from where in `Origin` or
`Sec-Fetch-Site`; a name of the attacker's that resolves to 127.0.0.1 ("DNS rebinding") stands in `Host`. Deployed APIs
are for web pages, and decide by their own CORS settings who may call them.
Sources: fetch.spec.whatwg.org/#origin-header, www.w3.org/TR/fetch-metadata/,
cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html
"""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from localcloud.aws.api.host_applications import application_for
from localcloud.aws.names.hosts import is_of_aws

_OWN_NAMES: Final = ("localhost", ".localhost")
_API_PATHS: Final = ("/_aws/execute-api/", "/_aws/lambda-url/")
_USER_REQUEST: Final = "/_user_request_"
_API_HOSTS: Final = (".execute-api.", ".lambda-url.", ".cloudfront.net")
_ELSEWHERE: Final = frozenset({"cross-site", "same-site"})


def refusal(method: str, path: str, headers: Mapping[str, str]) -> str:
    """Why a request is refused, in one line; empty where it may go on.

    Args:
        headers: with lower-case names.
    """
    host = headers.get("host", "")
    if host and not _is_ours(host):
        return f"the local cloud answers to names of this machine and of AWS, not to {host!r}"
    if _is_deployed_api(path, host):
        return ""
    origin = headers.get("origin", "")
    if origin and not _is_same_place(origin, host):
        return f"a page of {origin!r} may not use the local cloud"
    if headers.get("sec-fetch-site") in _ELSEWHERE and not _is_navigation(method, headers):
        return "a page of another site may not use the local cloud"
    return ""


def _is_deployed_api(path: str, host: str) -> bool:
    """Whether a request goes to what somebody deployed, an API, a function's URL or a distribution, and not to AWS."""
    return path.startswith(_API_PATHS) or _USER_REQUEST in path or any(part in _name(host) for part in _API_HOSTS)


def _is_ours(host: str) -> bool:
    name = _name(host)
    try:
        return ip_address(name).is_loopback
    except ValueError:
        # Nobody else can make a name of AWS's, which clients inside a build use, resolve to this machine.
        of_ours = name == _OWN_NAMES[0] or name.endswith(_OWN_NAMES[1]) or is_of_aws(name)
        return of_ours or application_for(name) is not None


def _is_same_place(origin: str, host: str) -> bool:
    """Whether a page's origin is the very host and port that it asks; "null" of a sandboxed page is not."""
    try:
        place = urlsplit(origin)
        return place.scheme == "http" and place.netloc.lower() == host.lower() != ""
    except ValueError:
        return False


def _is_navigation(method: str, headers: Mapping[str, str]) -> bool:
    """A link that a person follows to a page here: it shows them something, and the page it comes from nothing."""
    return method == "GET" and headers.get("sec-fetch-mode") == "navigate"


def _name(host: str) -> str:
    """The host without its port."""
    try:
        return (urlsplit(f"//{host}").hostname or "").rstrip(".").lower()
    except ValueError:
        return ""
