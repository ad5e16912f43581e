"""What the words of a source line name: each in the forms that a text may have it in."""

import re

from logic.language.known_names import IMPLIED
from logic.language.language_codes import LANGUAGE_NAMES
from logic.language.text_tokens import Pieces, stem
from logic.verification.name_index import KnownName

_WEEKDAYS = {
    short: (day, f"{day}s")
    for day in ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    for length in (3, 4, 5)
    for short in (day[:length], f"{day[:length]}s")
}
_DOTTED_PAIR = re.compile(r"\b([A-Z])\. ?([A-Z])\.(?! ?[A-Z]\.)")
_HELD = frozenset({"held", "hold", "holds", "holding", "obtained", "earned", "gained", "received", "passed"})
_CERTIFICATES = frozenset({"certificate", "certificates"})
_NEAR = 6


def words_of_line(pieces: Pieces) -> set[str]:
    """The words of a line in lower case, as written, in the singular and as what else they are called."""
    words = set(pieces.low)
    words.update([stem(word) for word in words])
    words.update([short for word in pieces.raw if len(short := word.removesuffix("s")) > 1 and short.isupper()])
    words.update([day for word in pieces.low for day in _WEEKDAYS.get(word, ())])
    words.update([f"{first}{second}".upper() for first, second in _DOTTED_PAIR.findall(pieces.line)])
    words.update([word for code in pieces.raw for word in LANGUAGE_NAMES.get(code, ())])
    if "-" in words:
        low = pieces.low
        words.update(stem(low[i - 1] + low[i + 1]) for i in range(1, len(low) - 1) if low[i] == "-")
    return words


def held_certificate(pieces: Pieces) -> frozenset[str]:
    """That somebody is certified who "held a first aid certificate"; a certificate of a server certifies nobody."""
    for index, word in enumerate(pieces.low):
        if word in _HELD and not _CERTIFICATES.isdisjoint(pieces.low[index + 1 : index + _NEAR]):
            return frozenset({"certified"})
    return frozenset()


def with_implied(known: set[KnownName]) -> frozenset[str]:
    """The keys of known names, and of what having them says."""
    names = {name.key for name in known}
    names.update([other for name in names for other in IMPLIED.get(name, ())])
    if any(name.rule == "certificate" and name.key != "certificate" for name in known):
        # Whoever holds one is certified; a TLS certificate certifies nobody.
        names |= {"certified", "certificate"}
    return frozenset(names)
