"""Licences, certificates, diplomas and standards that a statement names, by how each language writes them.

No table has them all ("Category C+E licence", "Level 3 Patisserie", "TIG certification", "permis B", "Führerschein
Klasse CE"), but each has a word that says what it is, and a name beside it: a class, a level, a subject.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from logic.language.lazy_patterns import lazy
from logic.posting.credential_words import GENERIC_MODIFIERS, HEADS, HEADS_WITH_SUBJECT

_MOST_MODIFIERS: Final = 4
_MOST_SUBJECT_WORDS: Final = 4
_TOKEN: Final = lazy(r"[^\W_][\w+#]*(?:['./&+-][\w+#]+)*\+?|&|[^\w\s]")
_LETTERS: Final = r"(?-i:[A-E][1-9]?E?(?:\s?\+\s?E)?)"
_CLASS: Final = rf"(?:{_LETTERS}|[1-5])"
_DRIVING: Final = (
    r"(?:permis(?: de conduire)?|carn[eé]t?(?: de conducir)?|permiso(?: de (?:conducir|conducción))?|"
    r"patente(?: di guida)?|carta(?: de condução)?|CNH|rijbewijs|prawo jazdy|(?:LKW-|Pkw-)?Führerschein|"
    r"Fahrerlaubnis|driving licen[cs]e|driver'?s licen[cs]e)"
)
_CATEGORY: Final = (
    r"(?:der |de |di |da |du )?"
    r"(?:tipo|clase|class|classe|catégorie|categoría|categoria|category|cat\.|klasse|kat\.|kategorii)"
)
_VEHICLE_LICENCE: Final = lazy(
    r"(?<![\w-])(?:"
    # "permis B", "carnet de conducir B", "rijbewijs CE", "prawo jazdy kat. B", "Führerschein der Klasse B"
    rf"{_DRIVING}(?:,?\s\(?{_CATEGORY})?\s\(?{_LETTERS}(?:[/,]?\s?{_LETTERS})?"
    # "Category C+E licence", "Class A CDL", "Class 1 licence"
    rf"|(?:Category|Cat\.?|Class)\s{_CLASS}"
    r"(?:\s(?:CDL|HGV|LGV|PCV|driver'?s|driving|heavy|vehicle)){0,4}(?:\slicen[cs]e)?"
    # "CDL Class A", "HGV Class 1", "LGV C+E"
    rf"|(?:CDL|HGV|LGV|PCV)(?:\slicen[cs]e)?,?\s(?:(?:Class|Category|Cat\.?)\s)?{_CLASS}(?:\slicen[cs]e)?"
    r")(?![\w+-])",
    re.IGNORECASE,
)
_SUBJECT: Final = r"[A-ZÁÉÍÓÚ][\w'-]+(?:\s(?:de |del |da |do |e |y |et |en |des |della |la )?[A-ZÁÉÍÓÚ][\w'-]+){0,3}"
_DIPLOMA: Final = lazy(
    # "BTS Comptabilité Gestion", "CAP cuisine"
    r"(?<![\w-])(?:(?:BTS|CAP|BEP|BP|DUT|BUT|CQP|[Bb]ac [Pp]ro|Titre professionnel|Mention complémentaire)\s"
    rf"(?:{_SUBJECT}|(?!ou\b|et\b|en\b|de\b|est\b|exig|souhait|requis|minimum|apprécié|serait)[a-zéèêâçîô]{{4,}})"
    # "Registered Dental Hygienist", "Certified Public Accountant"
    r"|(?:Registered|Licensed|Certified|Chartered)(?:\s[A-Z][\w'-]+){1,3}"
    # "CACES nacelle R486", "habilitation électrique B1V"
    r"|CACES(?:\s[a-z]{3,12})?\sR?\d{1,3}[A-Z]?|[Hh]abilitations? électriques?\s[A-Z]\w{0,3}(?:[-/]\w{1,4}){0,3}"
    r"|[Dd]iplôme d'[ÉEée]tat (?:d'|de |en )[\w-]+(?: de \w+)?(?: social\w{0,2})?"
    # "Grado en Logística", "Licenciatura em Enfermagem", "Laurea triennale in Chimica"
    r"|(?:[Gg]rado|[Ll]icenciatura|[Mm]áster|[Cc]iclo (?:[Ff]ormativo )?(?:de )?(?:[Gg]rado )?(?:[Ss]uperior|[Mm]edio)|"
    r"[Ll]aurea(?: triennale| magistrale)?|[Tt]écnico(?: [Ss]uperior)?|[Gg]raduação|[Bb]acharelado)"
    rf"\s(?:en|em|in)\s{_SUBJECT})"
)
_STANDARD: Final = lazy(
    # "ISO 17025", "NF C 15-100", "EN ISO 9606-1", "VDA 6.3"
    r"(?<![\w/-])(?:NF|ISO|EN|DIN|CEI|IEC|BS|UNI|NEN|VDE|ASME|IATF|VDA|AS)(?:[\s/](?:EN|ISO|IEC|C|TS)){0,2}"
    r"\s\d{1,6}(?:[.:/-]\d{1,5}){0,3}(?![\w-])"
)
_LEVEL: Final = lazy(
    r"(?<![\w-])(?:(?:City & Guilds|Safeguarding|[A-Z]{3,8}|[A-Z][a-z]+ Hygiene)\s)?"
    r"Level\s[1-8](?:\s(?:or|/|and)\s[1-8])?(?:\s(?:NVQ|SVQ|Diploma|Certificate|Award|Apprenticeship)){0,2}"
    r"(?:\s(?:in\s)?(?:[A-Z][\w&-]+)(?:\s(?:and\s|&\s|in\s|of\s)?[A-Z][\w&-]+){0,3})?"
)
_BARE_LEVEL: Final = lazy(r"Level\s[1-8](?:\s(?:or|/|and)\s[1-8])?")


def credentials(text: str) -> Iterator[tuple[int, int]]:
    """The spans of the credentials that `text` names, in its order, none within another. Linear in its length."""
    end = 0
    for start, stop in sorted((*_classes(text), *_by_head(text)), key=lambda span: (span[0], -span[1])):
        if start >= end:
            yield start, stop
            end = stop


def _classes(text: str) -> Iterator[tuple[int, int]]:
    for pattern in (_VEHICLE_LICENCE, _LEVEL, _DIPLOMA, _STANDARD):
        found = pattern.finditer(text)
        yield from (match.span() for match in found if not _BARE_LEVEL.fullmatch(match.group()))


def _by_head(text: str) -> Iterator[tuple[int, int]]:
    """Names with a word of the kind "licence" at their end, and what it is "in" behind it."""
    tokens = list(_TOKEN.finditer(text))
    for place, token in enumerate(tokens):
        if token.group().casefold() not in HEADS:
            continue
        first = place
        while first > 0 and place - first < _MOST_MODIFIERS and _may_modify(tokens[first - 1].group()):
            first -= 1
        while first < place and tokens[first].group().casefold() in {"&", "de", "of"}:
            first += 1
        last = _subject(tokens, place)
        if first < place or last > place:
            yield tokens[first].start(), tokens[last].end()


def _subject(tokens: Sequence[re.Match[str]], place: int) -> int:
    """The last word of what the certificate at `place` is in ("Diploma in Animal Nursing"), `place` where none is."""
    last = at = place + 1
    if (
        at >= len(tokens)
        or tokens[place].group().casefold() not in HEADS_WITH_SUBJECT
        or tokens[at].group() not in ("in", "of")
    ):
        return place
    while at + 1 < len(tokens) and at - place <= _MOST_SUBJECT_WORDS:
        at += 1
        if tokens[at].group()[0].isupper():
            last = at
        elif tokens[at].group() not in ("and", "&"):
            break
    return last if last > place + 1 else place


def _may_modify(word: str) -> bool:
    return (word[0].isalnum() or word == "&") and word.casefold() not in GENERIC_MODIFIERS
