"""When two names mean the same skill: one table of synonyms, one measure of similarity, one way to find names."""

from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from logic.language.keywords import fold, normalize

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
GROUPS = {group[0]: group for group in SYNONYMS}
"""The names of one thing by the first of them."""


@lru_cache(maxsize=16384)
def canonical(name: str) -> str:
    """`name` in the form that names are compared in: lower case, single spaces, the synonym table's first name."""
    plain = " ".join(normalize(name).split())
    return _CANONICAL.get(plain, plain)


def similarity(first: str, second: str) -> float:
    """How alike two skill names are, 0..1; 1.0 for synonyms. Symmetric.

    Below `SIMILAR_ENOUGH` the value is an upper bound: nobody needs it exactly, and most pairs end there.
    """
    return _similarity(*sorted((canonical(first), canonical(second))))


def is_similar(first: str, second: str) -> bool:
    """Whether a CV's skill named `first` meets a requirement named `second`."""
    return similarity(first, second) >= SIMILAR_ENOUGH


def _similarity(one: str, other: str) -> float:
    if one == other:
        return 1.0 if one else 0.0
    if min(len(one), len(other)) < SHORTEST_FUZZY_NAME:
        return 0.0
    # The same bounds as SequenceMatcher's quick ratios, before one is made: by length, then by letters in common.
    letters = len(one) + len(other)
    bound = 2 * min(len(one), len(other)) / letters
    if bound >= SIMILAR_ENOUGH:
        bound = 2 * (_letters(one) & _letters(other)).total() / letters
    return bound if bound < SIMILAR_ENOUGH else _exact_similarity(one, other)


@lru_cache(maxsize=16384)
def _letters(name: str) -> Counter[str]:
    return Counter(name)


@lru_cache(maxsize=16384)
def _exact_similarity(one: str, other: str) -> float:
    return SequenceMatcher(a=one, b=other, autojunk=False).ratio()


class NameIndex:
    """Finds given names, and their synonyms, in texts. Building and searching are linear in what they are given."""

    def __init__(self, names: Iterable[str]) -> None:
        # By first word, then by length: names that begin alike ("Python", "Python 3") cost one look-up a length.
        self._keys: dict[str, dict[int, dict[tuple[str, ...], set[str]]]] = {}
        for name in dict.fromkeys(names):
            key = canonical(name)
            for variant in {name, *GROUPS.get(key, (key,))}:
                self._add(_phrase(variant), key)

    def _add(self, phrase: tuple[str, ...], key: str) -> None:
        if phrase:
            self._keys.setdefault(phrase[0], {}).setdefault(len(phrase), {}).setdefault(phrase, set()).add(key)

    def mentioned(self, text_words: Sequence[str]) -> set[str]:
        """Canonical names that occur in a text, given as `keywords.words` gives it."""
        found: set[str] = set()
        for position, word in enumerate(text_words):
            for length, keys in self._keys.get(word, _NOTHING).items():
                found.update(keys.get(tuple(text_words[position : position + length]), ()))
        return found


_NOTHING: dict[int, dict[tuple[str, ...], set[str]]] = {}


def _phrase(name: str) -> tuple[str, ...]:
    """The folded words of a name. A name is always meant as a name, so its first letter counts as a capital."""
    return tuple(word for part in name.split() for word in fold(part[:1].upper() + part[1:]))
