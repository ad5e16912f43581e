"""Ids of deployments, such as ``d-A1B2C3D4E``."""

from __future__ import annotations

import re
import secrets
import string
from typing import Final

_ALPHABET: Final = string.ascii_uppercase + string.digits
_FORM: Final = re.compile(r"d-[A-Z0-9]{9}")


def new_deployment_id() -> str:
    """An id that no other deployment has."""
    return "d-" + "".join(secrets.choice(_ALPHABET) for _ in range(9))


def is_deployment_id(text: str) -> bool:
    """Whether a text has the form of one."""
    return _FORM.fullmatch(text) is not None
