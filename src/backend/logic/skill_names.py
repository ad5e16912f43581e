"""When two names mean the same skill: one table of synonyms, one measure of similarity, one way to find names."""

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from logic.keywords import fold, normalize

SYNONYMS: tuple[tuple[str, ...], ...] = (
    ("aws", "amazon web services"),
    ("azure", "microsoft azure"),
    ("c#", "c sharp", "csharp"),
    ("c++", "cpp"),
    ("ci/cd", "cicd", "continuous integration", "continuous delivery", "continuous deployment"),
    ("css", "css3"),
    ("dynamodb", "amazon dynamodb", "aws dynamodb"),
    ("elasticsearch", "elastic search"),
    ("electronic health records", "ehr", "emr", "electronic medical records"),
    ("excel", "microsoft excel", "ms excel"),
    ("gcp", "google cloud", "google cloud platform"),
    ("go", "golang"),
    ("html", "html5"),
    ("iac", "infrastructure as code"),
    ("javascript", "js", "ecmascript"),
    ("kafka", "apache kafka"),
    ("kubernetes", "k8s"),
    ("lambda", "aws lambda"),
    ("machine learning", "ml"),
    ("natural language processing", "nlp"),
    ("node.js", "nodejs", "node"),
    (".net", "dotnet", "dot net"),
    ("postgresql", "postgres"),
    ("react", "react.js", "reactjs"),
    ("rest", "rest api", "restful api"),
    ("ruby on rails", "rails"),
    ("spark", "apache spark"),
    ("sql server", "mssql", "microsoft sql server"),
    ("tailwind", "tailwindcss", "tailwind css"),
    ("terraform", "hashicorp terraform"),
    ("typescript", "ts"),
    ("vue", "vue.js", "vuejs"),
)
"""Names of one thing, the one to compare by first. The only table of its kind."""

SIMILAR_ENOUGH = 0.80
"""From this similarity on, a CV's skill meets a requirement (service contract, step 2)."""

SHORTEST_FUZZY_NAME = 6
"""Below this many letters, one letter makes another technology (MySQL and MSSQL, Java and Lava): equal or not."""

_CANONICAL = {name: group[0] for group in SYNONYMS for name in group}
_GROUPS = {group[0]: group for group in SYNONYMS}


def canonical(name: str) -> str:
    """`name` in the form that names are compared in: lower case, single spaces, the synonym table's first name."""
    plain = " ".join(normalize(name).split())
    return _CANONICAL.get(plain, plain)


@lru_cache(maxsize=16384)
def similarity(first: str, second: str) -> float:
    """How alike two skill names are, 0..1; 1.0 for synonyms. Symmetric."""
    one, other = sorted((canonical(first), canonical(second)))
    if one == other:
        return 1.0 if one else 0.0
    if min(len(one), len(other)) < SHORTEST_FUZZY_NAME:
        return 0.0
    matcher = SequenceMatcher(a=one, b=other, autojunk=False)
    if matcher.real_quick_ratio() < SIMILAR_ENOUGH or matcher.quick_ratio() < SIMILAR_ENOUGH:
        return matcher.quick_ratio()
    return matcher.ratio()


def is_similar(first: str, second: str) -> bool:
    """Whether a CV's skill named `first` meets a requirement named `second`."""
    return similarity(first, second) >= SIMILAR_ENOUGH


class NameIndex:
    """Finds given names, and their synonyms, in texts. Building and searching are linear in what they are given."""

    def __init__(self, names: Iterable[str]) -> None:
        self._phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for name in dict.fromkeys(names):
            key = canonical(name)
            for variant in {name, *_GROUPS.get(key, (key,))}:
                self._add(_phrase(variant), key)

    def _add(self, phrase: tuple[str, ...], key: str) -> None:
        if phrase:
            self._phrases.setdefault(phrase[0], []).append((phrase, key))

    def mentioned(self, text_words: Sequence[str]) -> set[str]:
        """Canonical names that occur in a text, given as `keywords.words` gives it."""
        found: set[str] = set()
        for position, word in enumerate(text_words):
            for phrase, key in self._phrases.get(word, ()):
                if key not in found and tuple(text_words[position : position + len(phrase)]) == phrase:
                    found.add(key)
        return found


def _phrase(name: str) -> tuple[str, ...]:
    """The folded words of a name. A name is always meant as a name, so its first letter counts as a capital."""
    return tuple(word for part in name.split() for word in fold(part[:1].upper() + part[1:]))
