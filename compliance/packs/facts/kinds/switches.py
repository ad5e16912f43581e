"""Settings of an engine or of a document that turn encryption off: entries of a map that the type itself does not
name. A database's parameter group lets clients in without TLS, a session's document keeps in plain what was typed.

Sources: each engine's guide (RDS for PostgreSQL, SQL Server and Db2 `rds.force_ssl`, MySQL and MariaDB
`require_secure_transport`, Redshift `require_ssl`, DocumentDB `tls`, Neptune `neptune_enforce_ssl`); Systems Manager
User Guide, "Session document schema".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from compliance.packs.facts.intrinsics import Intrinsics
from compliance.packs.facts.kinds.fact import Fact
from compliance.packs.facts.kinds.leaves import leaves

_TRANSPORT: Final = frozenset(
    {"rds.force_ssl", "require_secure_transport", "require_ssl", "tls", "neptune_enforce_ssl"}
)
_STORAGE: Final = frozenset({"s3encryptionenabled", "cloudwatchencryptionenabled"})
_OFF: Final = frozenset({"0", "off", "false", "disabled", "no"})
_GROUPS: Final = re.compile(r"ParameterGroup$")


def switches(template: Mapping[str, Any]) -> Iterator[Fact]:
    """A fact for each setting that is off. Properties: ``Encrypts``, ``transport`` or ``storage``."""
    intrinsics = Intrinsics(template)
    for logical_id, resource in template.get("Resources", {}).items():
        kind = str(resource.get("Type"))
        if _GROUPS.search(kind):
            names, encrypts = _TRANSPORT, "transport"
        elif kind == "AWS::SSM::Document":
            names, encrypts = _STORAGE, "storage"
        else:
            continue
        for leaf in leaves(resource.get("Properties", {})):
            texts = intrinsics.texts(leaf.value) if leaf.name.lower() in names else ()
            if any(text.lower() in _OFF for text in texts):
                yield Fact(kind="Encryption::Off", of=logical_id, properties={"Encrypts": encrypts})
