"""Skill names: synonyms from one table, similarity with its threshold, and names found in running text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logic.language.keywords import words
from logic.language.skill_names import SYNONYMS, NameIndex, canonical, is_similar, similarity


@pytest.mark.parametrize(
    ("have", "want"),
    [
        ("k8s", "Kubernetes"),
        ("Golang", "Go"),
        ("Postgres", "PostgreSQL"),
        ("Amazon Web Services", "AWS"),
        ("javascript", "JavaScript"),
        ("Spring Boot", "SpringBoot"),
        ("  Machine   Learning ", "machine learning"),
        ("Microservices", "Microservice"),
    ],
)
def test_names_of_the_same_skill_are_similar_enough(have: str, want: str) -> None:
    assert is_similar(have, want)


@pytest.mark.parametrize(
    ("have", "want"),
    [
        ("Java", "JavaScript"),
        ("MySQL", "MSSQL"),
        ("Vue", "Vuex"),
        ("C", "C#"),
        ("Rust", "Ruby"),
        ("Azure", "AWS"),
        ("GraphQL", "GraphDB"),
        ("", "Python"),
        ("", ""),
    ],
)
def test_names_of_different_skills_are_not(have: str, want: str) -> None:
    assert not is_similar(have, want)


@given(st.text(max_size=30), st.text(max_size=30))
def test_similarity_is_symmetric_and_between_0_and_1(first: str, second: str) -> None:
    assert 0 <= similarity(first, second) <= 1
    assert similarity(first, second) == similarity(second, first)


def test_no_name_stands_for_two_skills() -> None:
    names = [name for group in SYNONYMS for name in group]
    assert len(names) == len(set(names))
    assert all(canonical(name) == group[0] for group in SYNONYMS for name in group)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("moved to Amazon Web Services", {"aws"}),
        ("built with machine learning", {"machine learning"}),
        ("a machine, learning slowly", set()),
        ("services in Go", {"go"}),
        ("before we go live", set()),
        ("ran K8s clusters", {"kubernetes"}),
        ("JavaScript only", set()),
    ],
)
def test_names_are_found_in_text_by_any_of_their_synonyms(text: str, found: set[str]) -> None:
    index = NameIndex(["AWS", "Machine Learning", "go", "Kubernetes", "Java"])
    assert index.mentioned(words(text)) == found
