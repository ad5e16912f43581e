"""Glob patterns as CodePipeline's trigger filters and CodeBuild's artifacts write them: one language, one matcher.

What both services document, and what holds here:

- ``*`` is any number of characters of one path segment, ``?`` is one of them, ``**`` is any number of characters across
  segments; a segment that is ``**`` alone may also be none, so ``**/name`` finds the file at the root too.
- ``[abc]``, ``[a-c]`` and ``[!a]`` are one character of a segment; within brackets ``*``, ``?`` and, first, ``-`` are
  themselves. ``{a,b}`` are alternatives. A backslash takes the meaning of the sign that follows.
- A name that starts with a dot is matched like any other; case counts; the pattern must match the whole name.

What they do not document: a bracket or brace that is never closed stands for itself, as it does in a shell.

Sources: docs.aws.amazon.com/codepipeline/latest/userguide/syntax-glob.html,
docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html (artifacts/files and exclude-paths)
"""

from __future__ import annotations

import functools
import re

import bracex
from wcmatch import glob

_FLAGS = glob.GLOBSTAR | glob.DOTGLOB | glob.CASE | glob.FORCEUNIX
_MAX_ALTERNATIVES = 1000
# Alternatives and sequences as a shell knows them: `{a}` and `{1..3}` are neither to AWS, `$` does not keep a brace.
_GROUPS = re.compile(r"(?P<literal>\\.|\[!?\]?[^\]]*\])|\{(?P<single>[^{},]*)\}|(?P<dollar>\$)", re.DOTALL)
_CROSSING = re.compile(r"(?P<literal>\\.|\[!?\]?[^\]]*\])|(?P<segment>(?<![^/])\*{2,}(?![^/]))|\*{2,}", re.DOTALL)


class GlobError(ValueError):
    """A pattern has more than a thousand alternatives; the message names it."""


def matches(name: str, pattern: str) -> bool:
    """Return whether the whole of `name` (segments separated by ``/``) matches the pattern.

    Raises:
        GlobError: the pattern is too large to be tried.
    """
    return bool(_compiled(pattern).match(name))


def check_pattern(pattern: str) -> None:
    """Check that a pattern can be tried.

    Raises:
        GlobError: it cannot.
    """
    _compiled(pattern)


@functools.lru_cache(maxsize=512)
def _compiled(pattern: str) -> glob.WcMatcher[str]:
    alternatives = _expanded(_GROUPS.sub(_group, pattern), pattern)
    # wcmatch knows `**` as a whole segment only: elsewhere it is characters of this segment or of several.
    spelled = [each for one in alternatives for each in _expanded(_CROSSING.sub(_crossing, one), pattern)]
    return glob.compile(spelled, flags=_FLAGS, limit=0)


def _expanded(braces: str, pattern: str) -> list[str]:
    try:
        return bracex.expand(braces, keep_escapes=True, limit=_MAX_ALTERNATIVES)
    except bracex.ExpansionLimitException as error:
        raise GlobError(f"the pattern {pattern!r} has more than {_MAX_ALTERNATIVES} alternatives") from error


def _group(found: re.Match[str]) -> str:
    if found["literal"]:
        return re.sub(r"(?<!\\)[{},]", r"\\\g<0>", found["literal"])
    return r"\$" if found["dollar"] else found["single"]


def _crossing(found: re.Match[str]) -> str:
    return found["literal"] or ("**" if found["segment"] else "{*,*/**/*}")
