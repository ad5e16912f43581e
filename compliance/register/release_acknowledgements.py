"""Reviewed changes of what is deployed: a release that destroys or replaces what keeps data stops before its approval
until an entry here names exactly that resource.

An entry's finding and path are exactly those that the pipeline's facts step printed, such as ``Release::replacing`` at
``careervp-shared-prod/Table``. It holds for one release: afterwards it excuses nothing any more, and is removed with
the next commit (docs/runbook.md).
"""

from __future__ import annotations

from typing import Final

from compliance.register.acknowledgement import Acknowledgement

RELEASES: Final[tuple[Acknowledgement, ...]] = ()
