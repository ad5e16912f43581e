"""Regular expressions that are compiled when they are first used.

For tables of languages that most texts are not in, and for text that most requests do not have: compiling all of them
is a tenth of what the handler's modules cost a cold start.
"""

import re
from typing import Any, cast


class _LazyPattern:
    def __init__(self, pattern: str, flags: int) -> None:
        self._written = (pattern, flags)

    def __getattr__(self, name: str) -> Any:
        """An attribute of the compiled pattern; kept, so that the next call is one of the pattern's own."""
        # The module's own cache makes one pattern of all compilations.
        value = getattr(re.compile(*self._written), name)
        setattr(self, name, value)
        return value


def lazy(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """`pattern`, compiled when something is first asked of it; a wrong one raises `re.error` then."""
    return cast(re.Pattern[str], _LazyPattern(pattern, flags))
