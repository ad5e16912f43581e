"""Praise, ranks, deeds done alone and wide scopes are claims in every language, borne out by a word of their kind."""

import pytest

from logic.language.text_tokens import read_pieces
from logic.verification.meaning.plain_claims import Phrases, plain_claims
from logic.verification.meaning.surplus import Spoken, read_spoken
from logic.verification.violations import Rule


def spoken(line: str, language: str) -> Spoken:
    return read_spoken(read_pieces(line, language=language), [])


def claimed(source: str, text: str, language: str = "en") -> set[Rule]:
    lines = [spoken(text, language)]
    return {rule for rule, _ in plain_claims(lines, lines, [spoken(source, language)], language)}


@pytest.mark.parametrize(
    ("rule", "language", "source", "text"),
    [
        ("superlative", "en", "Glazed pots", "A gifted potter who glazed pots"),
        ("superlative", "en", "Glazed pots", "Glazed the shiniest pots"),
        ("superlative", "cs", "Glazoval jsem hrnce", "Nejlepší glazovač hrnců"),
        ("superlative", "ko", "도자기를 구움", "뛰어난 도자기를 구움"),
        ("superlative", "de", "Krüge glasiert", "Krüge außergewöhnlich glasiert"),
        ("condition", "fi", "Lasitin ruukkuja", "Lasitin ruukkuja yksin"),
        ("condition", "ja", "壺を焼いた", "独力で壺を焼いた"),
        ("scope", "hu", "A bolt polcai", "Az összes bolt polcai"),
        ("scope", "en", "Swept one yard", "Swept several yards"),
        ("scope", "it", "Curato il giardino", "Curati numerosi giardini"),
        ("role", "en", "Glazed pots for the fair with two neighbours", "Glazed pots for the fair"),
        ("role", "uk", "Разом із колегою випалював горщики", "Випалював горщики"),
    ],
)
def test_a_claim_without_a_word_of_its_kind_in_the_source_is_found(
    rule: Rule, language: str, source: str, text: str
) -> None:
    assert claimed(source, text, language) == {rule}
    assert claimed(text, text, language) == set()


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Won a prize for glazed pots", "Glazed the shiniest pots"),
        ("Swept the yards of Ulm and Aalen", "Swept several yards"),
        ("Glazed pots with two neighbours", "Helped glaze pots"),
        ("Trained two colleagues in glazing pots", "Trained staff in glazing pots"),
        ("Walked the dogs of the forest inn", "Walked the dogs of the inn in the forest"),
    ],
)
def test_what_a_word_of_the_source_bears_out_is_no_claim(source: str, text: str) -> None:
    assert claimed(source, text) == set()


def test_phrases_are_found_whole_and_beginnings_in_any_longer_word() -> None:
    phrases = Phrases("on my own,glaz*", "独自")
    assert list(phrases.places(["glazed", "on", "my", "own", "on", "my"])) == [(0, 1), (1, 4)]
    assert phrases.sign("独自に焼いた") == "独自"
    assert not phrases.holds(["on", "my", "way"], "on my way")
