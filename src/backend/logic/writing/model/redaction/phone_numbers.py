"""Telephone numbers in running text: the person's own in every notation, and what a text itself calls a number."""

import re
from collections.abc import Iterator

_SHORTEST = 7
"""Digits that a number has at least; fewer are a year, an amount or a room."""

_CANDIDATE = re.compile(
    r"(?<![\w.,/+-])(?:\+|00)?\(?\d(?:[ ().\u00a0/\u2010-\u2013-]{0,3}\d){5,17}(?![\dA-Za-z]|[.,]\d)", re.ASCII
)
_INTERNATIONAL = re.compile(r"(?<![\w+])\+\d(?:[ ().\u00a0/\u2010-\u2013-]{0,3}\d){6,16}(?!\d)", re.ASCII)
_GROUPED = re.compile(r"(?<![\w.,/+-])(?:\(\d{3}\) ?|\d{3}[-.])\d{3}[-.]\d{4}(?![\w]|[.,]\d)", re.ASCII)
_CALLED_ONE = re.compile(
    r"(?:\b(?:tel|telephone|phone|mobile|mob|cell|fax|call|ring|whatsapp|telefon|handy|mobil|tél|téléphone|portable|"
    r"teléfono|móvil|celular|telefono|cellulare|kom|gsm|ph)\b\.?|телефон|тел\.?|电话|電話|手机|携帯|연락처|전화)"
    r"[:\s：]{0,3}(?P<number>(?:\+|00)?\(?\d(?:[ ().\u00a0/-]{0,3}\d){5,17})(?!\d)",  # noqa: RUF001 - a full-width colon
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\D")
_MOST_FOREIGN_DIGITS = 4
"""Digits before the common ones that may differ: country code, trunk prefix."""


class PhoneNumber:
    """Recognises one person's number, and what is called one."""

    def __init__(self, phone: str | None) -> None:
        self._own = _DIGITS.sub("", phone or "").lstrip("0")

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Where numbers stand in a text."""
        for pattern in (_INTERNATIONAL, _GROUPED):
            yield from (match.span() for match in pattern.finditer(text))
        for match in _CALLED_ONE.finditer(text):
            if len(_DIGITS.sub("", match["number"])) >= _SHORTEST:
                yield match.span("number")
        if self._own:
            yield from (match.span() for match in _CANDIDATE.finditer(text) if self._is_own(match.group()))

    def _is_own(self, written: str) -> bool:
        digits = _DIGITS.sub("", written).lstrip("0")
        common = 0
        for one, other in zip(reversed(digits), reversed(self._own), strict=False):
            if one != other:
                break
            common += 1
        return common >= _SHORTEST and common >= len(digits) - _MOST_FOREIGN_DIGITS
