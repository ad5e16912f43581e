"""The supply chain's acknowledgements: known vulnerabilities and code findings that stand.

An entry is made by a decision like every other one. Its finding is ``pip-audit::{advisory}``, with the advisory's id
or one of its aliases (``pip-audit::CVE-2026-12345``) and the package as its path, or ``bandit::{rule}``
(``bandit::B310``) with the file's path in the repository. ``# nosec`` is not honoured. Strings that look like secrets
and are none stand in detect-secrets' baseline instead, because an entry must hold the string's hash.
"""

from __future__ import annotations

from typing import Final

from compliance.register.acknowledgement import Acknowledgement

SUPPLY_CHAIN: Final[tuple[Acknowledgement, ...]] = ()
