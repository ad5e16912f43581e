"""Patterns that are compiled when they are first used."""

import re

import pytest

from logic.language.lazy_patterns import lazy


def test_a_lazy_pattern_finds_what_the_pattern_finds() -> None:
    eager, late = re.compile(r"(\d+) boxes", re.IGNORECASE), lazy(r"(\d+) boxes", re.IGNORECASE)
    text = "40 Boxes and 12 boxes"
    assert [found[1] for found in late.finditer(text)] == [found[1] for found in eager.finditer(text)] == ["40", "12"]
    assert late.sub(r"\1", text) == eager.sub(r"\1", text)


def test_nothing_is_compiled_before_something_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    compile_pattern = re.compile

    def watched(pattern: str, flags: int = 0) -> re.Pattern[str]:
        compiled.append(pattern)
        return compile_pattern(pattern, flags)

    monkeypatch.setattr(re, "compile", watched)
    late = lazy(r"never compiled at import \w+")
    assert compiled == []
    assert late.search("never compiled at import here")
    assert compiled == [r"never compiled at import \w+"]


def test_a_wrong_pattern_says_so_when_it_is_used() -> None:
    with pytest.raises(re.error, match="unterminated"):
        lazy("(").search("")
