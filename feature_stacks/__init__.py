"""The product's stacks: shared data and network,
and CV tailoring. They know nothing of pipelines or of which environments exist.

The function's packages are top-level in its asset, so here their folder joins the path, after everything else: what
function and stacks must agree about is imported from there.
"""

import sys
from pathlib import Path

_BACKEND = str(Path(__file__).resolve().parents[1] / "src" / "backend")
if _BACKEND not in sys.path:
    sys.path.append(_BACKEND)
