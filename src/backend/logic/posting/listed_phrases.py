"""Skills that a requirement names by its form: as an item of a list, or behind "experience with" and the like.

"Profil recherché : CAP menuisier, lecture de plans", "Sicherer Umgang mit technischen Zeichnungen und Stücklisten" and
"conhecimentos de estatística e de testes A/B" ask for skills that no table knows. What is left of a part without the
words that lead to a name, those that open one and those behind it is taken for a name where it is short enough and
speaks of no character, no working time and no person. Time is linear in the length of the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final, get_args

from logic.language.known_skills import ORDINARY_SKILLS
from logic.language.lazy_patterns import lazy
from logic.posting import listing_words
from logic.posting.listing_words import ListingLanguage

LISTING_LANGUAGES: Final[frozenset[str]] = frozenset(get_args(ListingLanguage))
MOST_WORDS: Final = 5
_MOST_WORDS_UNLED: Final = 4
_FEWEST_LETTERS: Final = 3
_MOST_PARTS_OF_TIME: Final = 4

_PART: Final = lazy(r"\s*(?:[,;:()!?\[\]•|]|\s[-–—]\s|\.(?:\s|$)|/(?=\s)|(?<=\s)/)\s*")  # noqa: RUF001 - the dashes that people type
_TIME: Final = lazy(
    r"(?<!\w)(?:(?:de|di|von|for|d'|at least|al menos|como mínimo|mínimo|almeno|au moins|mindestens|pelo menos|"
    r"no mínimo|minimaal)\s?){0,2}"
    r"(?:\d{1,2}(?:[.,]\d)?\s?\+?\s?(?:(?:-|–|to|bis|a|à)\s?\d{1,2}\s?)?|[^\W\d_]{2,10}\s)"  # noqa: RUF001 - the dashes that people type
    r"(?:years?'?|yrs|months?'?|jahren?|ans|années?|mois|años?|meses|anni|anno|mesi|anos?|jaar|maanden|lat|lata|års?|stagioni|temporadas|saisons?|seasons?)(?![\w-])",
    re.IGNORECASE,
)
"""A number of years, with the words before it that say from where on."""

_PROPER: Final = lazy(r"[A-ZÄÖÜ]{2}|[A-Za-z]\d|(?<=[\w ])[A-Z]")
_PROPER_GERMAN: Final = lazy(r"[A-ZÄÖÜ]{2}|[A-Za-z]\d|[a-z][A-Z]")
_GERMAN_NAME: Final = lazy(
    r"(?:[a-zäöüß]{3,}(?:en|er|es|em|e) )?[A-ZÄÖÜ0-9][\w/+.-]*(?: (?:[A-ZÄÖÜ0-9][\w/+.-]*|für|von|im|in|der|als|am))*"
)
ASKS_FOR_DEGREE: Final = lazy(
    r"\b(?:degree|bachelor|bachelor's|master's|ph\.?d|ged|high school|doctorate|[bm]\.?s\.? in|[bm]\.?sc|ba in)\b",
    re.IGNORECASE,
)
_SKILLS: Final = lazy(r"\s+skills?\b(?!\s+(?:in|with|of|using)\b)", re.IGNORECASE)
"""Behind names in English, as words that lead to one stand before it: "conflict resolution skills are a must"."""

_SAYS_WHO: Final = lazy(
    r"(?:sie|du|wir|vous|tu|nous|je|you|we|hai|sei|tienes|eres|jij|você|wij|our|unser\w*|nuestr\w+|notre|nos)\s",
    re.IGNORECASE,
)
"""How a list item begins that is a sentence."""

_PLAIN_EDGES: Final = " .,;:-–'\"*/&"  # noqa: RUF001 - dashes


@dataclass(frozen=True, kw_only=True)
class _Grammar:
    """The patterns of one language; see `listing_words`."""

    leads: re.Pattern[str]
    opening: re.Pattern[str]
    closing: re.Pattern[str]
    joiner: re.Pattern[str]
    end: re.Pattern[str]
    no_name: re.Pattern[str]


@cache
def _grammar(language: ListingLanguage) -> _Grammar:
    return _Grammar(
        leads=_compiled(r"(?<![\w-])(?:{})(?![\w-])\s*(?:the |an? )?", listing_words.LEADS[language])
        if language == "en"
        else _compiled(r"(?<![\w-])(?:{})(?<=[\s'])", listing_words.LEADS[language], after=r"\s?"),
        opening=_compiled(r"^(?:(?:{})(?:\s+|$)|[ld]')+", listing_words.OPENINGS[language]),
        closing=_compiled(r"(?:^|\s+)(?:{})$", listing_words.CLOSINGS[language]),
        joiner=_compiled(r"(?<!\S)(?:{})(?!\S)", listing_words.JOINERS[language]),
        end=_compiled(r"(?:^|\s+)(?:{})(?=\s|$)", listing_words.ENDS[language]),
        no_name=_compiled(r"(?<![\w-])(?:{})(?![\w-])|[$€£%@]|^\d{{1,3}}(?![\w.-])", listing_words.NO_NAMES[language]),
    )


def _compiled(pattern: str, pieces: str, *, after: str = "") -> re.Pattern[str]:
    # A piece may go on in the next line of the data; the break is no space.
    joined = "|".join(piece.strip() + after for piece in re.sub(r"\n\s*", "", pieces).split(";") if piece.strip())
    return re.compile(pattern.format(joined), re.IGNORECASE)


def listed_names(text: str, *, language: ListingLanguage, is_item: bool = True) -> Iterator[str]:
    """The names in one requirement of `language`, in the order of the text.

    Args:
        text: an item of a requirement list, or a sentence that requires something.
        language: of the posting.
        is_item: whether `text` is an item of a list; in a sentence only what is led to is a name.
    """
    grammar = _grammar(language)
    if language == "en" and ASKS_FOR_DEGREE.search(text):
        # Of a degree's subjects none is a skill by itself: "a degree in mathematics, physics or a related field".
        return
    is_item = is_item and not _SAYS_WHO.match(text)
    said, _, explained = text.partition(": ")
    if explained and grammar.no_name.search(said):
        # "Good manners: boot covers on, radio off": what explains a character is no name either.
        text = said
    is_led = False
    parts = _PART.split(text)
    # Of a short sentence all is said of the years ("five years in energy, rail or water"), not of a long list.
    is_of_time = language in ("en", "de") and len(parts) <= _MOST_PARTS_OF_TIME and bool(_TIME.search(text))
    for part in parts:
        timeless = " ".join(_TIME.sub(" ", part).split())
        for piece, piece_is_led in _pieces(timeless, grammar, goes_on=is_led):
            is_led = piece_is_led
            if not piece_is_led and not is_item:
                continue
            for name in _names(piece, grammar, language=language, is_led=piece_is_led, is_item=is_item):
                if not (is_of_time or _TIME.search(part)) or _may_stand_beside_time(name, language):
                    yield name


def _names(piece: str, grammar: _Grammar, *, language: ListingLanguage, is_led: bool, is_item: bool) -> Iterator[str]:
    for phrase in grammar.joiner.split(piece):
        if phrase.rstrip().endswith("-"):
            # "Bildungs- und Erziehungsplan": the first is no word by itself.
            if not is_led and grammar.no_name.search(phrase):
                return
            continue
        name, is_cut = _plain(phrase, grammar)
        # "una spettrofotometria": an article makes a name of a word that says too little alone.
        has_article = phrase.split()[:1] != name.split()[:1]
        if _is_name(name, grammar, language=language, is_led=is_led, has_article=has_article):
            yield name
        elif not is_led and " " in phrase.strip() and grammar.no_name.search(name):
            # "Several years as a clerk or typist", "calm and tidy": one kind of thing is joined with its like.
            return
        if is_cut and not is_item:
            # "You speak English to our customers and answer the telephone": the sentence goes on with something else.
            return


def _pieces(part: str, grammar: _Grammar, *, goes_on: bool) -> Iterator[tuple[str, bool]]:
    """A part cut where words lead to a name, each piece with whether it is led to; the words are left out."""
    skills = _SKILLS.search(part)
    if skills:
        yield part[: skills.start()], True
        part = part[skills.end() :]
    leads = list(grammar.leads.finditer(part))
    if not leads:
        yield part, goes_on
        return
    before = part[: leads[0].start()]
    if grammar.joiner.search(f"{before.rstrip()} "):
        yield before, goes_on
    for place, lead in enumerate(leads):
        yield part[lead.end() : leads[place + 1].start() if place + 1 < len(leads) else None], True


def _plain(phrase: str, grammar: _Grammar) -> tuple[str, bool]:
    """A phrase without what opens a name and what stands behind it, and whether anything stood behind it."""
    name = grammar.opening.sub("", " ".join(phrase.split()).strip(_PLAIN_EDGES))
    end = grammar.end.search(name)
    name = (name[: end.start()] if end else name).strip(_PLAIN_EDGES)
    before = ""
    while name != before:
        before, name = name, grammar.closing.sub("", name).strip(_PLAIN_EDGES)
    return name, end is not None


def _is_name(name: str, grammar: _Grammar, *, language: ListingLanguage, is_led: bool, has_article: bool) -> bool:
    written = name.split()
    most = MOST_WORDS if is_led else _MOST_WORDS_UNLED
    if not 0 < len(written) <= most or len(name) < _FEWEST_LETTERS or grammar.no_name.search(name):
        return False
    if language == "de":
        return bool(_GERMAN_NAME.fullmatch(name))
    if len(written) > 1:
        return True
    if is_led or name.casefold() in ORDINARY_SKILLS:
        return name.casefold() not in ORDINARY_SKILLS
    # One ordinary word ("rigueur", "driving") says too little, unless it is what knowledge or experience is asked of.
    if language == "en":
        return not (name.islower() or name.endswith("ing"))
    return has_article or not name.islower()


def _may_stand_beside_time(name: str, language: ListingLanguage) -> bool:
    """Whether a name beside a number of years is a skill: of "three years in a busy workshop" the place is none."""
    if (_PROPER_GERMAN if language == "de" else _PROPER).search(name):
        return True
    return language not in ("en", "de") and len(name.split()) > 1
