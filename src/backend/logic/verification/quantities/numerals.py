"""What a number written in digits is worth, whichever signs its writer separates thousands and decimals with."""

import re
from fractions import Fraction

Value = int | Fraction | str
"""Exact, so that "1.5m" and "1,500,000" are equal. A string where digits are a label (1.2.3) or too long to matter."""

LONGEST = 30
"""Digits up to which a number is computed with; Python's own limit for reading integers is far above."""

_THOUSANDS = re.compile(r"\d{1,3}(?:([., '_])\d{3})(?:\1\d{3})*")
_LAKHS = re.compile(r"\d{1,2}(?:,\d\d)+,\d{3}")
_MARKS = str.maketrans("", "", "., '_")


def worth(written: str, *, decimal: bool = False) -> Value:
    """The value of `written`; `decimal`: a full stop before three digits is a decimal one (a percentage, a measure).

    "5,000", "5.000", "5 000" and "5'000" are all five thousand where things are counted: nobody counts to three
    decimals. Two readings of one numeral would let "4" become "4,000".
    """
    plain = written.replace("'", "").replace("_", "").replace(" ", "")
    if len(plain) > LONGEST:
        return plain
    marks = [sign for sign in plain if not sign.isdigit()]
    if not marks:
        return int(plain)
    if len(set(marks)) > 1:
        return _with_decimal(plain, marks[-1]) if marks.count(marks[-1]) == 1 else plain
    if _LAKHS.fullmatch(plain):
        return int(plain.translate(_MARKS))
    if _THOUSANDS.fullmatch(plain) and not plain.startswith("0"):
        is_decimal = decimal and marks == ["."]
        return _with_decimal(plain, marks[0]) if is_decimal else int(plain.translate(_MARKS))
    return _with_decimal(plain, marks[0]) if len(marks) == 1 else plain


def _with_decimal(plain: str, sign: str) -> Value:
    whole, _, part = plain.rpartition(sign)
    digits = whole.translate(_MARKS)
    value = Fraction(int(digits + part), 10 ** len(part))
    return value.numerator if value.denominator == 1 else value
