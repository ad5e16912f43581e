"""Skills that no table knows, by how a language writes them: products by their capitals, activities by their nouns.

Tables know the trades that somebody thought of. What is asked of all others still has a form: a capital inside an
English or Romance sentence is a name ("notes in Dentrix"), an activity is a noun of a certain ending with what it is
done to ("root planing", "gestión de aduanas"), and some words are followed by a skill ("精通", "Ausbildung als").
"""

import re
from collections.abc import Iterator

from logic.language.lazy_patterns import lazy
from logic.posting.posting_words import MODIFIERS_OF_NOTHING, NO_SKILLS, ORDINARY_ACTIVITIES

MOST_WORDS_OF_NAME = 4

_CAPITALISED = lazy(
    r"(?:(?<=[\w,;/&] )|(?<=\())(?<![.!?:] )(?<!\bno )(?<!\bNo )(?<!\bnot )"
    r"([A-Z](?:[\w+#'-]|\.(?=\d)|&(?=[A-Z]))*[\w+#]"
    r"(?: (?:(?:of|in|en|de|&) )?(?:[A-Z][\w+#'-]*|\d[\w.]*)){0,3})"
)
_ACTIVITY = lazy(
    r"(?<![\w-])((?:[a-z][a-z-]{2,}|[A-Z]{2,4}|[a-z][A-Z]) )?(?!documents?\b)"
    r"((?:[a-z]{3,}-)?[a-z]{2,}(?:ing|ment|ysis|ics|graphy|ology|ometry|planing)|research|"
    r"relations|control|education|preparation|review|maintenance|prevention|optimi[sz]ation|reconciliation|mediation|"
    r"calibration|inspection|discovery|e-discovery|compliance|policies|records|meters|permit|licen[cs]e|samples|scanner|catheters|clinics)\b"
)
_SPANISH = lazy(
    r"\b((?:gestión|planificación|control|seguimiento|análisis|diseño|elaboración|mantenimiento|atención|administración|"
    r"coordinación|evaluación|preparación|instalación|reparación|programación|dirección|formación|grado|ciclo|carnet|"
    r"carné|permiso)\s(?:superior\s)?(?:de|del|en|a|al)\s(?:la\s|los\s|las\s)?[\wáéíóúñ]+(?:\s[A-Z](?![\w]))?)",
    re.IGNORECASE,
)
_FRENCH = lazy(
    r"\b(diplôme (?:d'État )?(?:d'|de |en )\w+(?: de \w+)?(?: social\w?)?|langue des \w+|"
    r"(?:gestion|protection|accompagnement|entretien|travail|conduite|analyse|suivi|maîtrise|rédaction|animation|"
    r"élaboration|écrits|conception|réalisation|évaluation|organisation|encadrement|maintenance)"
    r"(?:\s(?:d'|de l'|de la |de |du |des |en |par )[\wéèêàâçôîï']+|"
    r"\s[\wéèêàâçôîï]+(?:aire|el|els|ique|ée|és|if|ive)\b))",
    re.IGNORECASE,
)
_CHINESE = lazy(
    r"(?:精通|熟悉|熟练(?:使用|掌握|运用)|掌握|了解|使用|具备|持有|阅读)(?:常见的?|扎实的|良好的|相关的?)?\s?"
    r"([A-Za-z0-9+#/. ]{0,14}[\u3400-\u9fff]{0,8}?)"
    r"(?=进行|等|的|者|优先|[,，;；。、]|搭建|定位|$|知识|基础|经验|标准|技术文档|与|和|及)"  # noqa: RUF001 - full-width marks
)


def names_in_passing(
    text: str, *, language: str, employer: frozenset[str], with_activities: bool = True
) -> Iterator[str]:
    """Names in one statement that its language gives away; `employer` are words of the employer's name and place."""
    if language == "en":
        yield from _capitalised(text, employer)
        if with_activities:
            yield from _activities(text)
    elif language in ("fr", "es"):
        yield from _capitalised(text, employer)
        pattern = _FRENCH if language == "fr" else _SPANISH
        yield from (match.group(1) for match in pattern.finditer(text))
    elif language == "zh":
        found = (match.group(1).strip(" 、") for match in _CHINESE.finditer(text))
        yield from (name for name in found if len(name) > 1)


def _capitalised(text: str, employer: frozenset[str]) -> Iterator[str]:
    for match in _CAPITALISED.finditer(text):
        name = match.group(1).strip().removesuffix("'s")
        written = name.split()
        if len(written) <= MOST_WORDS_OF_NAME and not any(word in NO_SKILLS or word in employer for word in written):
            yield name


def _activities(text: str) -> Iterator[str]:
    # A list item begins with a capital that makes no name: "Drain cleaning".
    for match in _ACTIVITY.finditer(f"{text[:1].lower()}{text[1:]}" if text[1:2].islower() else text):
        modifier, head = (match.group(1) or "").strip(), match.group(2)
        is_name = modifier not in MODIFIERS_OF_NOTHING and not modifier.endswith(("ing", "ly", "ed"))
        if modifier and is_name and head not in ORDINARY_ACTIVITIES:
            yield f"{modifier} {head}"
