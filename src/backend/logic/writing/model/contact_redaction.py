"""Takes contact data out of text that leaves the service, and puts it back into text that comes back.

The model needs to know what somebody did, not who that is. The contact section is never sent; this is for what people
repeat in their summary and bullets: their name, addresses, numbers, the place where they live. Each becomes a stand-in
of its kind with a number, the same for the same spelling, so that what comes back can be made whole, letter for letter.
An answer that holds a stand-in which was never given is refused (`model_answer`).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from logic.writing.model.redaction.person_names import PersonName
from logic.writing.model.redaction.phone_numbers import PhoneNumber
from logic.writing.model.redaction.places import Place
from models.master_cv import ContactInfo

Kind = Literal["name", "email", "phone", "place", "link", "text"]

STAND_IN = re.compile(r"\[(?:name|email|phone|place|link|text)(?: [0-9]{1,6})?\]")
"""What stands for a value, `[name 1]`, and what somebody may take for one, `[name]`."""

# Begins where a word begins and gives nothing back, or a long word without an @ would be read once for each letter.
_EMAIL = re.compile(r"(?<![A-Za-z0-9_.+%-])[\w.+%-]++@[\w-]+(?:\.[\w-]+)+")
_URL = re.compile(r"(?i)\b(?:https?://|www\.)\S*[\w/]")
_SCHEME = re.compile(r"(?i)^(?:https?://)?(?:www\.)?")
_WORD = re.compile(r"(?<![\w./@~+-])[^\W\d_]+(?![\w@/]|\.\w)")
"""A word of running text, none of an address."""

SHORTEST_HANDLE = 4
_Span = tuple[int, int, Kind]


class ContactRedaction:
    """Knows one person's contact data. `texts` are those that will be cleaned: what they use as words are words."""

    def __init__(self, contact: ContactInfo, *, texts: Iterable[str] = ()) -> None:
        whole_name = re.compile(re.escape(" ".join(contact.full_name.split())), re.IGNORECASE)
        running = (whole_name.sub(" ", text) for text in texts)
        ordinary = {word for text in running for word in _WORD.findall(text) if word.islower()}
        self._name = PersonName(contact.full_name, ordinary=ordinary)
        self._phone = PhoneNumber(contact.phone)
        self._place = Place(contact.location, ordinary=ordinary)
        self._email = _literal([contact.email or ""])
        self._links = _literal([_SCHEME.sub("", link).rstrip("/") for link in contact.links], before=_ADDRESS_BEGINS)
        self._handles = _handles(contact.links)
        self._given: dict[str, str] = {}
        self._values: dict[str, str] = {}

    @property
    def stand_ins(self) -> Mapping[str, str]:
        """Every stand-in that was given so far, and what it stands for."""
        return self._values

    def clean(self, text: str) -> str:
        """`text` with a stand-in for each piece of contact data in it."""
        pieces: list[str] = []
        end = 0
        for start, stop, kind in _merged(self._spans(text)):
            pieces += (text[end:start], self._stand_in(text[start:stop], kind))
            end = stop
        return "".join((*pieces, text[end:]))

    def _spans(self, text: str) -> Iterator[_Span]:
        yield from _found(STAND_IN, text, "text")
        yield from _found(self._email, text, "email")
        yield from _found(_EMAIL, text, "email")
        yield from _found(_URL, text, "link")
        yield from _found(self._links, text, "link")
        yield from _found(self._handles, text, "link")
        yield from ((*span, "phone") for span in self._phone.spans(text))
        yield from ((*span, "name") for span in self._name.spans(text))
        yield from ((*span, "place") for span in self._place.spans(text))

    def _stand_in(self, value: str, kind: Kind) -> str:
        if value not in self._given:
            stand_in = f"[{kind} {len(self._given) + 1}]"
            self._given[value] = stand_in
            self._values[stand_in] = value
        return self._given[value]


def restore(text: str, stand_ins: Mapping[str, str]) -> str:
    """`text` with what its stand-ins stand for; the opposite of `ContactRedaction.clean`."""
    return STAND_IN.sub(lambda found: stand_ins.get(found.group(), found.group()), text)


def unknown_stand_ins(text: str, stand_ins: Mapping[str, str]) -> list[str]:
    """Stand-ins in a text that were never given."""
    return [found for found in STAND_IN.findall(text) if found not in stand_ins]


_ADDRESS_BEGINS = r"(?:https?://)?(?:www\.)?"


def _literal(values: Iterable[str], *, before: str = "") -> re.Pattern[str]:
    """A pattern for whole values in any case; none matches where there are none."""
    found = sorted({value.strip() for value in values if value.strip()}, key=len, reverse=True)
    choices = "|".join(map(re.escape, found)) or r"(?!)"
    return re.compile(rf"(?<![\w.@-]){before}(?:{choices})(?![\w])", re.IGNORECASE)


def _handles(links: Iterable[str]) -> re.Pattern[str]:
    """What people call themselves on the sites of their links: after an @ or a slash, or anywhere if it is no word."""
    names = {
        link.rstrip("/").rsplit("/", 1)[-1].lstrip("@") for link in links if "/" in _SCHEME.sub("", link).rstrip("/")
    }
    found = sorted((name for name in names if len(name) >= SHORTEST_HANDLE), key=len, reverse=True)
    choices = [re.escape(name) if not name.isalpha() else rf"(?:(?<=@)|(?<=/)){re.escape(name)}" for name in found]
    return re.compile(rf"(?<![\w.-])@?(?:{'|'.join(choices) or '(?!)'})(?![\w])", re.IGNORECASE)


def _found(pattern: re.Pattern[str], text: str, kind: Kind) -> Iterator[_Span]:
    yield from ((*match.span(), kind) for match in pattern.finditer(text))


def _merged(spans: Iterable[_Span]) -> list[_Span]:
    """From left to right; those that overlap are one, of the kind of the first."""
    merged: list[_Span] = []
    for start, stop, kind in sorted(spans, key=lambda span: (span[0], -span[1])):
        if merged and start < merged[-1][1]:
            first, end, of = merged[-1]
            merged[-1] = (first, max(end, stop), of)
        elif stop > start:
            merged.append((start, stop, kind))
    return merged
