"""So that `python -m delivery` works in a set-up checkout without anything installed."""

from __future__ import annotations

import sys

from stages.entry_errors import wrong_entry_is_one_line

with wrong_entry_is_one_line():
    from delivery.cli import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
