"""Which requests are the same piece of work.

Two requests are the same when they name the same user, application, job, CV version and style preferences: those
decide the artifact. Whether the answer shows the gap analysis or Markdown does not, so a repeat may ask for either.
With an `Idempotency-Key` the caller decides instead, within what is the same user's; asking something else under a
used key is refused. What was stored for a key counts only while CV and posting are what they were then
(`tailoring_service`). Only hashes leave this module.
"""

import hashlib
import json

from dal import WorkKey
from models.request import TailorCvRequest


def work_key(request: TailorCvRequest, *, idempotency_key: str | None) -> WorkKey:
    """The key of a request; `idempotency_key` is the caller's header, None where there was none."""
    asked = _hash(
        request.user_id,
        request.application_id,
        request.job_id,
        request.cv_version,
        request.style_preferences.model_dump(mode="json"),
    )
    return WorkKey(key=_hash("caller", request.user_id, idempotency_key) if idempotency_key else asked, request=asked)


def _hash(*parts: object) -> str:
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
