"""Rates, levels and parts in Japanese and Chinese: one key for each, and a date of a month is no rate."""

import unicodedata

import pytest

from logic.language.lookalikes import fold_characters
from logic.language.text_tokens import read_pieces
from logic.verification.quantities.languages.chinese_japanese import in_latin_figures
from logic.verification.quantities.reader import read_quantities


def keys(line: str) -> set[tuple[object, ...]]:
    return {quantity.key for quantity in read_quantities(read_pieces(in_latin_figures(fold_characters(line))))}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("月に12枚を納品", "月12枚を納品"),
        ("隔月で開催", "二か月に一度開催"),
        ("隔週で開催", "2週間に1回開催"),
        ("前年比108%", "8%増"),
        ("前年同月比108%", "8%増"),
        ("1日約300枚", "一日およそ三百枚"),
        ("从千分之七降到千分之二", "从0.7%降到0.2%"),
        ("从7‰降到2‰", "从0.7%降到0.2%"),
        ("500ドル", unicodedata.normalize("NFD", "500ドル")),
    ],
)
def test_two_writings_of_one_quantity_are_one(one: str, other: str) -> None:
    assert keys(one) == keys(other) != set()


@pytest.mark.parametrize("line", ["来年3月に取得", "5月に入社", "今月に開始", "先月に終了", "1月10日に開店"])
def test_month_of_a_date_is_no_rate(line: str) -> None:
    assert not any(key[0] == "rate" for key in keys(line))


def test_rise_to_a_level_is_not_a_rise_by_it() -> None:
    assert keys("前年比103%") == keys("3%増") != keys("前年比103%増")


def test_currency_in_kana_is_read() -> None:
    assert keys("500ドル") == {("amount", "$", 500)}


def test_marks_of_kana_are_kept() -> None:
    assert fold_characters("ボランティアで") == "ボランティアで"
