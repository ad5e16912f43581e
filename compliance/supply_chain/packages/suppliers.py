"""Who supplies a Python package, from what its metadata says.

packaging.python.org/en/latest/specifications/core-metadata: names stand in four fields, and which of them a package
fills in is its own choice.
"""

from __future__ import annotations

from email.message import Message
from email.utils import getaddresses
from typing import Final

_NAMES: Final = ("Author", "Maintainer")
_ADDRESSES: Final = ("Author-email", "Maintainer-email")


def supplier_of(metadata: Message) -> str:
    """The author's name, or else the maintainer's; empty where the package names nobody."""
    named = [str(metadata[field] or "").strip() for field in _NAMES]
    addressed = [name for field in _ADDRESSES for name, _ in getaddresses([str(metadata[field] or "")])]
    return next((" ".join(name.split()) for name in (*named, *addressed) if name), "")
