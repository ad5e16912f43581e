"""Temporary credentials, as STS gives them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Session:
    """Temporary credentials; `expiration` is aware UTC."""

    access_key_id: str
    secret_access_key: str
    session_token: str
    expiration: datetime
