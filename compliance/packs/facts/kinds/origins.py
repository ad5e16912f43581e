"""Which origins a browser may call from: four resource types and three kinds of headers say it, each in its own way."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from compliance.packs.facts.intrinsics import Intrinsics
from compliance.packs.facts.kinds.fact import Fact
from compliance.packs.facts.kinds.leaves import leaves

_HEADER: Final = re.compile(r"access-control-allow-origin$", re.IGNORECASE)
_LISTS: Final = frozenset(
    {"AllowOrigins", "AllowedOrigins", "AccessControlAllowOrigins", "allowOrigins", "CorsOrigins", "AllowOrigin"}
)
_VARIABLE: Final = re.compile(r"(?:cors.*origins?|allow(?:ed)?_?origins?)$", re.IGNORECASE)
_EVERY: Final = re.compile(r"^(?:https?://)?\*$|^null$")


def allowed_origins(template: Mapping[str, Any]) -> Iterator[Fact]:
    """A fact for each origin that a resource lets a browser call from.

    Properties: ``Every``, whether it stands for all of them.
    """
    intrinsics = Intrinsics(template)
    for logical_id, resource in template.get("Resources", {}).items():
        for leaf in leaves(resource.get("Properties", {})):
            named = _LISTS & set(leaf.path) or _HEADER.search(leaf.name) or _VARIABLE.search(leaf.name)
            for text in intrinsics.texts(leaf.value) if named else ():
                for origin in re.split(r"[\s,]+", text.strip("'\" ")):
                    yield Fact(kind="Api::Origin", of=logical_id, properties={"Every": bool(_EVERY.match(origin))})
