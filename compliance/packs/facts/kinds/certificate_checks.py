"""Checks of certificates that a variable or a command turns off: TLS with whoever answers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from compliance.packs.facts.intrinsics import Intrinsics
from compliance.packs.facts.kinds.fact import Fact
from compliance.packs.facts.kinds.leaves import leaves

# By variable: the value that turns checking off. Documented by Node.js, CPython (PEP 493), Git and npm.
_OFF: Final[Mapping[str, re.Pattern[str]]] = {
    "NODE_TLS_REJECT_UNAUTHORIZED": re.compile(r"^0$"),
    "PYTHONHTTPSVERIFY": re.compile(r"^0$"),
    "GIT_SSL_NO_VERIFY": re.compile(r"^(?:1|true|yes|on)$", re.IGNORECASE),
    "NPM_CONFIG_STRICT_SSL": re.compile(r"^false$", re.IGNORECASE),
}
_COMMANDS: Final = re.compile(
    r"\b(?:NODE_TLS_REJECT_UNAUTHORIZED|PYTHONHTTPSVERIFY)=['\"]?0\b|\bGIT_SSL_NO_VERIFY=['\"]?(?:1|true)\b"
    r"|\bstrict-ssl[ =]false\b|\bhttp\.sslVerify[ =]false\b|\bcurl\b[^\n;|&]*\s(?:-\w*k\w*|--insecure)(?=\s|$)"
    r"|\bwget\b[^\n;|&]*--no-check-certificate|\baws\b[^\n;|&]*--no-verify-ssl"
)


def certificate_checks(template: Mapping[str, Any]) -> Iterator[Fact]:
    """A fact for each text that turns the check of certificates off.

    Properties: ``Checked``, always false.
    """
    intrinsics = Intrinsics(template)
    for logical_id, resource in template.get("Resources", {}).items():
        for leaf in leaves(resource.get("Properties", {})):
            texts = [str(leaf.value)] if isinstance(leaf.value, int) else intrinsics.texts(leaf.value)
            value = _OFF.get(leaf.name.upper())
            if any((value and value.search(text)) or _COMMANDS.search(text) for text in texts):
                yield Fact(kind="Tls::Certificates", of=logical_id, properties={"Checked": False})
