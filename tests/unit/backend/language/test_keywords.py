"""Words: what a posting's keywords are, and that a CV's words meet them in the same form."""

import pytest

from logic.language.keywords import BOUNDARY, keywords, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("C# and C++ in .NET", ["c#", "c++", ".net"]),
        ("CI/CD pipelines", ["ci/cd", "pipeline"]),
        ("Node.js, React.js", ["node.js", "react.js"]),
        ("Python/Java", ["python", "java"]),
        ("We use Go.", ["go"]),
        ("ready to go", ["ready"]),
        ("R or C", ["r", "c"]),
        ("plan b, grade c", ["plan", "grade"]),
        ("back-end services", ["backend", "service"]),
        ("technologies, boxes, classes, branches", ["technology", "box", "class", "branch"]),
        ("AWS, Kubernetes, DevOps and status analysis", ["aws", "kubernetes", "devops", "status", "analysis"]),
        ("the company's API", ["api"]),
        ("5 years of experience", []),
        ("three years of experience", []),
        ("Python 3.11", ["python"]),
        ("fast.Next sentence", ["fast", "next", "sentence"]),
        ("R&D", ["r&d"]),
        ("ＰＹＴＨＯＮ", ["python"]),  # noqa: RUF001 - full-width letters are the case
        ("", []),
    ],
)
def test_keywords_of_a_text(text: str, expected: list[str]) -> None:
    assert keywords(text) == expected


def test_clauses_are_kept_apart_so_that_no_phrase_spans_them() -> None:
    assert words("a machine; learning") == ["machine", BOUNDARY, "learning"]


def test_repeated_words_stay_repeated() -> None:
    assert keywords("tests, more tests") == ["test", "test"]
