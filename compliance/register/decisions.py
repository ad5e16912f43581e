"""The decisions that acknowledgements rest on: who answers for each, where it is written down, and how long it holds.

An expiry is a day on which somebody looks again, so it lies about a year ahead, and before any date that AWS sets.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Final

from compliance.register.acknowledgement import Acknowledgement
from feature_stacks.naming import TITLE


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What entries with the same ground share; fields as in `Acknowledgement`."""

    owner: str
    record: str
    expires: datetime.date

    def excuses(self, *, finding: str, path: str, reason: str) -> Acknowledgement:
        """The entry for one finding at one construct."""
        return Acknowledgement(
            finding=finding, path=path, reason=reason, owner=self.owner, record=self.record, expires=self.expires
        )


PRODUCT_TEAM: Final = f"{TITLE} back-end team"
DELIVERY_TEAM: Final = f"{TITLE} delivery team"

CALLERS_HAVE_AWS_IDENTITIES: Final = Decision(
    owner=PRODUCT_TEAM,
    record="docs/adr/0005-callers-have-aws-identities.md",
    expires=datetime.date(2027, 11, 30),
)
PYTHON_3_11: Final = Decision(
    owner=PRODUCT_TEAM,
    record="docs/adr/0006-python-3-11.md",
    expires=datetime.date(2027, 5, 31),
)
PRODUCT_WILDCARDS: Final = Decision(
    owner=PRODUCT_TEAM,
    record="docs/adr/0007-wildcards-that-stay.md",
    expires=datetime.date(2027, 11, 30),
)
FRAMEWORK_LIMITS: Final = Decision(
    owner=PRODUCT_TEAM,
    record="docs/adr/0014-what-frameworks-ask-in-vain.md",
    expires=datetime.date(2027, 11, 30),
)
TOLD_IN_WORDS: Final = Decision(
    owner=DELIVERY_TEAM,
    record="docs/adr/0019-people-are-told-in-words.md",
    expires=datetime.date(2027, 11, 30),
)
OBSERVERS_WILDCARDS: Final = Decision(
    owner=DELIVERY_TEAM,
    record="docs/adr/0007-wildcards-that-stay.md",
    expires=datetime.date(2027, 11, 30),
)
TRAFFIC_BY_STEPS: Final = Decision(
    owner=PRODUCT_TEAM,
    record="docs/adr/0018-traffic-moves-by-steps.md",
    expires=datetime.date(2027, 11, 30),
)
LIBRARY_WILDCARDS: Final = Decision(
    owner=DELIVERY_TEAM,
    record="docs/adr/0007-wildcards-that-stay.md",
    expires=datetime.date(2027, 11, 30),
)
