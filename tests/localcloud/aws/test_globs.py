"""Glob patterns as CodePipeline's and CodeBuild's pages describe them."""

from __future__ import annotations

import pytest

from localcloud.aws.globs import GlobError, check_pattern, matches


@pytest.mark.parametrize(
    ("pattern", "named", "others"),
    [
        ("*", ["main", ".env"], ["a/b"]),
        ("*.*", ["a.b", ".txt"], ["README"]),
        ("foo.?", ["foo.c"], ["foo.cc", "foo./"]),
        ("Main", ["Main"], ["main"]),
        ("**", ["main", "a/b", ".a/.b"], []),
        ("**/x", ["x", "a/x", "a/b/x"], ["ax"]),
        ("a/**/b", ["a/b", "a/x/y/b"], ["a/xb"]),
        ("directory/**", ["directory/f", "directory/sub/f"], ["directory", "directory2/f"]),
        ("directory/*", ["directory/f"], ["directory/sub/f"]),
        ("src/**.py", ["src/b.py", "src/a/b.py"], ["b.py"]),
        ("release-**", ["release-1", "release-1/2"], ["release/1"]),
        ("a{**,b}", ["ab", "ac/d"], ["b"]),
        ("{**/x,y}", ["x", "a/x", "y"], ["a/y"]),
        ("v?.{1,22}", ["v1.1", "v1.22"], ["v1.2", "v11.1"]),
        ("*.{java,class}", ["a.java", "a.class"], ["a.js"]),
        ("{feature/**,main}", ["feature/a/b", "main"], ["feature"]),
        ("{a,{b,c}}", ["a", "b", "c"], ["{b"]),
        ("{main}", ["main"], ["{main}"]),
        ("{1..3}", ["1..3"], ["2"]),
        ("${a,b}", ["$a", "$b"], ["a"]),
        ("[a-c]x", ["ax", "cx"], ["dx"]),
        ("[!a]x", ["bx"], ["ax", "/x"]),
        ("[-a]x", ["-x", "ax"], ["bx"]),
        ("[*?]", ["*", "?"], ["a"]),
        ("[{]a,b}", ["{a,b}"], ["a"]),
        ("[]]", ["]"], ["[]]"]),
        ("x[a/b]y", [], ["x/y"]),
        (r"a\*b", ["a*b"], ["axb"]),
        (r"a\**", ["a*z"], ["a*z/z", "az"]),
        (r"a\{b,c\}", ["a{b,c}"], ["ab"]),
        (r"release\-1", ["release-1"], [r"release\-1"]),
        ("{a,b", ["{a,b"], ["a"]),
        ("a[b", ["a[b"], ["ab"]),
        ("a}b", ["a}b"], ["ab"]),
        ("a.b", ["a.b"], ["axb"]),
        ("(x|y)", ["(x|y)"], ["x"]),
        ("!main", ["!main"], ["other"]),
        ("~x", ["~x"], ["x"]),
    ],
)
def test_a_pattern_matches_these_names_and_not_those(pattern: str, named: list[str], others: list[str]) -> None:
    assert [name for name in named if not matches(name, pattern)] == []
    assert [name for name in others if matches(name, pattern)] == []


@pytest.mark.parametrize("pattern", ["{a,b}" * 20, "**x" * 15])
def test_a_pattern_that_would_take_for_ever_is_refused(pattern: str) -> None:
    with pytest.raises(GlobError, match="more than 1000 alternatives"):
        check_pattern(pattern)
