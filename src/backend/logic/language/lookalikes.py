"""Text made plain before facts are read from it, so that no way of writing a character hides one.

Invisible and combining characters go, every script's digits become ASCII ones, fractions, superscripts, circled and
Roman number signs become numbers, and letters that only look Latin become Latin. Both sides of a comparison pass
through here, so a genuine Cyrillic or Greek word is merely spelled oddly twice. Case is kept: a capital is evidence.

Sources: Unicode Standard Annex #15 (compatibility forms) and Technical Standard #39 (confusable letters); the letters
that occur in ordinary fonts are listed, not all of the latter's.
"""

import re
import unicodedata
from collections.abc import Mapping
from fractions import Fraction

LOOKALIKES: Mapping[str, str] = {
    "A": "\u0410\u0391\u13aa",
    "B": "\u0412\u0392\u13f4",
    "C": "\u0421\u13df",
    "D": "\u0110\u13a0",
    "E": "\u0415\u0395\u13ac",
    "G": "\u050c",
    "H": "\u041d\u0397\u13bb\u0126",
    "I": "\u0406\u0399\u04c0",
    "J": "\u0408\u037f",
    "K": "\u041a\u039a\u13e6",
    "L": "\u0141\u13de",
    "M": "\u041c\u039c\u13b7",
    "N": "\u039d",
    "O": "\u041e\u039f\u0555\u00d8",
    "P": "\u0420\u03a1\u13e2",
    "Q": "\u051a",
    "S": "\u0405\u13da",
    "T": "\u0422\u03a4\u13a2\u0166",
    "V": "\u0474\u13d9",
    "W": "\u051c\u13b3",
    "X": "\u0425\u03a7",
    "Y": "\u0423\u03a5",
    "Z": "\u0396\u13c3",
    "a": "\u0430\u03b1\u0251\u1d00",
    "b": "\u0432\u03b2\u0299",
    "c": "\u0441\u1d04",
    "d": "\u0501\u0111\u1d05",
    "e": "\u0435\u03b5\u1d07\u212e",
    "f": "\ua730",
    "g": "\u0261\u0262\u0581\u050d",
    "h": "\u043d\u04bb\u0570\u029c\u0127",
    "i": "\u0456\u03b9\u0131\u026a",
    "j": "\u0458\u03f3\u1d0a",
    "k": "\u043a\u03ba\u1d0b",
    "l": "\u04cf\u029f\u0142\u01c0",
    "m": "\u043c\u1d0d",
    "n": "\u0578\u0274",
    "o": "\u043e\u03bf\u0585\u1d0f\u00f8",
    "p": "\u0440\u03c1\u1d18",
    "q": "\u051b",
    "r": "\u0433\u0280",
    "s": "\u0455\ua731",
    "t": "\u0442\u03c4\u1d1b\u0167",
    "u": "\u057d\u03bc\u03c5\u1d1c\u00b5",
    "v": "\u0475\u03bd\u1d20",
    "w": "\u051d\u03c9\u1d21",
    "x": "\u0445\u03c7",
    "y": "\u0443\u028f",
    "z": "\u03b6\u1d22",
}
"""Latin letter, and the letters of other alphabets (Cyrillic, Greek, Armenian, Cherokee, phonetic) drawn like it."""

_SIGNS: Mapping[str, str] = {
    **dict.fromkeys("\u2018\u2019\u02bc\u2032\u0060\u00b4", "'"),
    **dict.fromkeys("\u2212\u2043\u02d7", "-"),
    **dict.fromkeys("\u2044\u2215\u29f8", "/"),
    **dict.fromkeys("\u00d7\u2715\u2716\u2a2f", " x "),
    **dict.fromkeys("\u066a", "%"),
    **dict.fromkeys("\u066b\u3002", "."),
    **dict.fromkeys("\u066c\u060c\u3001", ","),
    **dict.fromkeys("\u2022\u25cf\u25aa\u25e6", "\n"),
    **dict.fromkeys("\u0085\u2028\u2029\r\x0b\x0c", "\n"),
    **dict.fromkeys("\u2122\u00ae\u00a9\u2120\u3164\u115f\u1160\uffa0", ""),
    "\u2800": " ",
    "\t": " ",
    "\n": "\n",
    "\u2030": " permille ",
}
_LATIN = {look: letter for letter, looks in LOOKALIKES.items() for look in looks}
_SQUARED = ((0x1F150, 26), (0x1F170, 26), (0x1F1E6, 26))
_MARKS = frozenset({"Mn", "Me", "Cf", "Cc"})
_VOICED = frozenset(map(chr, range(0x3041, 0x30FF)))
"""Kana, whose marks are no accents: without them "de" is "te", and "doru" (dollars) is "toru"."""

_NUMBER_SIGNS = frozenset({"No", "Nl"})
_HAN_DIGITS = {sign: value for value, sign in enumerate("\u3007一二三四五六七八九")} | {"零": 0, "两": 2}
_HAN_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "萬": 10_000}
_HAN = "".join((*_HAN_DIGITS, *_HAN_SCALES))
_HAN_NUMBER = re.compile(f"(?<![\\d\u4e00-\u9fff])[{_HAN}]+(?![\\d\u4e00-\u9fff])")
"""Ideographs that stand alone among other text: inside a Chinese or Japanese word they are often no number."""


def fold_characters(text: str) -> str:
    """`text` in plain characters, lines ending in a newline alone; letters keep their case."""
    if text.isascii() and text.isprintable():
        return text
    if not text.isascii():
        text = _HAN_NUMBER.sub(lambda found: f" {_han_number(found.group())} ", unicodedata.normalize("NFC", text))
    return text.translate(_PLAIN)


class _Plain(dict[int, str]):
    """The plain form of each character, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        plain = _plain(chr(code))
        self[code] = plain
        return plain


def _plain(character: str) -> str:
    sign = _SIGNS.get(character)
    if sign is not None:
        return sign
    category = unicodedata.category(character)
    if character.isascii():
        return "" if category == "Cc" else character
    if category == "Pd":
        return "-"
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    if category in _NUMBER_SIGNS:
        return _number_sign(character)
    if character in _VOICED:
        return character
    return _squared(ord(character)) or "".join(map(_letter, unicodedata.normalize("NFKD", character)))


def _number_sign(character: str) -> str:
    value = Fraction(unicodedata.numeric(character, 0.0)).limit_denominator(1000)
    if unicodedata.decomposition(character).startswith(("<super>", "<sub>")):
        return f"^{value}"
    return f" {value} " if value.denominator == 1 else f" {value}"


def _squared(code: int) -> str:
    for first, count in _SQUARED:
        if first <= code < first + count:
            return chr(ord("A") + code - first)
    return ""


def _letter(character: str) -> str:
    if unicodedata.category(character) in _MARKS:
        return ""
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    return _LATIN.get(character, _SIGNS.get(character, character))


def _han_number(written: str) -> int:
    if all(sign in _HAN_DIGITS for sign in written):
        return int("".join(str(_HAN_DIGITS[sign]) for sign in written[:18]))
    total = part = digit = 0
    for sign in written[:18]:
        scale = _HAN_SCALES.get(sign)
        if scale is None:
            digit = _HAN_DIGITS[sign]
        elif scale == 10_000:
            total, part, digit = total + (part + digit or 1) * scale, 0, 0
        else:
            part, digit = part + (digit or 1) * scale, 0
    return total + part + digit


_PLAIN = _Plain()
