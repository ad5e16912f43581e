"""Skills that a requirement list of a French, Spanish or German posting names by no more than its place in the list.

"Profil recherché : CAP menuisier, lecture de plans" and "Requisitos: carné de gases fluorados" list names as English
ones do; what is left of an item without the words that lead to a name and those behind it is taken for one where it is
short enough. What asks for a character ("Teamfähigkeit", "sens du relationnel") is none.
"""

import re
from collections.abc import Iterator
from typing import Final

from logic.language.lazy_patterns import lazy
from logic.posting.named_in_passing import Language

LISTING_LANGUAGES: Final[frozenset[Language]] = frozenset({"de", "es", "fr"})
MOST_WORDS: Final = 5
_FEWEST_LETTERS: Final = 3

_SPLIT: Final = lazy(r"\s*(?:[,;:()]|\s[-–—]\s|\.(?:\s|$))\s*")  # noqa: RUF001 - the dashes that people type
_LEAD: Final[dict[Language, re.Pattern[str]]] = {
    "fr": lazy(
        r"^.*?\b(?:expériences?|connaissances?|maîtrise|notions|bases|utilisation|aisance|formation|compétences?)\s"
        r"(?:\w+\s)?(?:en|avec|sur|de la|de l'|des|du|de|d')\s*(?:la |le |les |l'|logiciels? )?",
        re.IGNORECASE,
    ),
    "es": lazy(
        r"^.*?\b(?:experiencia|conocimientos?|dominio|manejo|formación|nociones)\s(?:\w+\s)?(?:en|con|del?|sobre)\s"
        r"(?:el |la |los |las )?",
        re.IGNORECASE,
    ),
    "de": lazy(
        r"^.*?\b(?:erfahrung(?:en)?|kenntnisse|umgang|sicherheit|ausbildung|weiterbildung|studium|examen|praxis)\s"
        r"(?:in|im|mit|als|zum|zur|der)\s(?:der |dem |den |einem |einer )?",
        re.IGNORECASE,
    ),
}
_ARTICLES: Final = lazy(r"^(?:le|la|les|l'|un|une|el|los|las|de|du|des|d'|der|die|das|ein|eine|et|y|und|sowie)\s+")
_TAIL: Final = lazy(
    r"\s+(?:souhaitée?s?|exigée?s?|requise?s?|obligatoires?|indispensables?|appréciée?s?|minimum|valorable|deseable|"
    r"imprescindible|vorhanden|erforderlich|wünschenswert|erwünscht|von vorteil|en vigor|de \d.*|in wort und schrift)$",
    re.IGNORECASE,
)
_JOINED: Final[dict[Language, re.Pattern[str]]] = {
    "fr": lazy(r"\s(?:et|ou)\s(?:de la |de l'|de |des |du |d'|en )?"),
    "es": lazy(r"\s[oyue]\s"),
    "de": lazy(r"\s(?:und|oder|sowie|bzw\.)\s"),
}
_NO_NAME: Final = lazy(
    r"\d\s?(?:ans?|années?|mois|años?|meses|jahren?|€|euros?|h\b|%)|\b(?:vous|nous|nos|votre|vos|notre|tu|tus|"
    r"nuestr\w+|sie|wir|uns|ihre?|dich|dein\w*|es|est|êtes|sont|eres|somos|ist|sind|haben|années|experiencia|expérience|"
    r"berufserfahrung|erfahrung|jahre|contrat\w*|poste|équipe|equipo|team|sens|esprit|capacité|rigueur|autonomie|"
    r"motivation|dynamisme|ganas|disponibilidad|disponibilité|actitud|puesto|bureautiques|valorará|atouts?|avantages?|wünschenswert|freude|spaß|bereitschaft|interesse)\b",
    re.IGNORECASE,
)
_CHARACTER: Final = lazy(r"(?:schicht|keit|heit|schaft|sinn|freude|stärke|vermögen|bereitschaft|denken|geist)\b")
_SENTENCE: Final = lazy(
    r"\b(?:une?|avec|pendant|serait|son|sa|ses|bienven\w+|débutant\w*|similar\w*|similaires?|para|por|pour|con|"
    r"chez|dans|tickets?|todos|tous)\b",
    re.IGNORECASE,
)
"""Words that no name in a list has, unless it is what knowledge is asked of."""

_NOUN: Final = lazy(r"(?:[A-ZÄÖÜ][\w/+-]*)(?:\s(?:[A-ZÄÖÜ][\w/+-]*|für|von|im|in|der|als))*")


def listed_names(text: str, *, language: Language) -> Iterator[str]:
    """The names in one item of a requirement list of `language`, in the order of the text."""
    for part in _SPLIT.split(text):
        lead = _LEAD[language].match(part)
        phrase = _plain(part[lead.end() :] if lead else part)
        for name in _JOINED[language].split(phrase) if lead or language == "de" else (phrase,):
            plain = _plain(name)
            if _is_name(plain, language=language, is_led_to=bool(lead)):
                yield plain


def _plain(phrase: str) -> str:
    name = " ".join(phrase.split()).strip(" .,;:-'\"")
    before = ""
    while name != before:
        before, name = name, _TAIL.sub("", _ARTICLES.sub("", name))
    return name


def _is_name(name: str, *, language: Language, is_led_to: bool) -> bool:
    written = name.split()
    if not 0 < len(written) <= MOST_WORDS or len(name) < _FEWEST_LETTERS or _NO_NAME.search(name):
        return False
    if language == "de":
        return bool(_NOUN.fullmatch(name)) and not _CHARACTER.search(name)
    if not is_led_to and (_SENTENCE.search(name) or len(written) > MOST_WORDS - 1):
        return False
    # One ordinary word ("rigueur") says too little, unless it is what knowledge or experience is asked of.
    return len(written) > 1 or is_led_to or not name.islower()
