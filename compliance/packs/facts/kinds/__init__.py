"""Facts about resources of every kind, where a rule would have to know too many spellings: secrets in any text, address
ranges, the operations of an API's document, origins, images, buckets, what a template brings in from elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from compliance.packs.facts.kinds.address_ranges import egress_ranges, ingress_ranges
from compliance.packs.facts.kinds.api_bodies import api_operations
from compliance.packs.facts.kinds.api_routes import api_routes
from compliance.packs.facts.kinds.buckets import named_buckets
from compliance.packs.facts.kinds.certificate_checks import certificate_checks
from compliance.packs.facts.kinds.destinations import destinations
from compliance.packs.facts.kinds.fact import Fact
from compliance.packs.facts.kinds.images import container_images
from compliance.packs.facts.kinds.log_groups import log_groups
from compliance.packs.facts.kinds.origins import allowed_origins
from compliance.packs.facts.kinds.pull_requests import pull_request_builds
from compliance.packs.facts.kinds.secrets import secrets
from compliance.packs.facts.kinds.switches import switches
from compliance.packs.facts.kinds.unjudged import unjudged
from compliance.packs.facts.kinds.web_acls import web_acls


def facts_about_kinds(template: Mapping[str, Any], own_accounts: frozenset[str]) -> Iterator[Fact]:
    """Those that are not about IAM statements."""
    for about in (
        secrets,
        ingress_ranges,
        egress_ranges,
        api_operations,
        api_routes,
        allowed_origins,
        log_groups,
        web_acls,
        switches,
    ):
        yield from about(template)
    yield from certificate_checks(template)
    yield from pull_request_builds(template)
    yield from destinations(template, own_accounts)
    yield from named_buckets(template, own_accounts)
    yield from container_images(template, own_accounts)
    yield from unjudged(template, own_accounts)


__all__ = ["facts_about_kinds"]
