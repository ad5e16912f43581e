"""Reviewed weakenings of the gate itself: what the pipeline's gate step named when it compared a commit with the last
release.

An entry's finding and path are exactly those that the step printed. It holds for one release: afterwards it excuses
nothing any more, and is removed with the next commit (docs/runbook.md).
"""

from __future__ import annotations

from typing import Final

from compliance.register.acknowledgement import Acknowledgement

WEAKENINGS: Final[tuple[Acknowledgement, ...]] = ()
