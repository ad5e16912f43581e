"""A paragraph as its sentences.

A full stop ends one unless it belongs to an abbreviation, an initial, a number or a name. On the 29 paragraphs of
`tests/unit/backend/language/test_sentences.py` this table cut none wrongly and pySBD 0.3.4 cut 7, whose import alone
took 0.5 s of a cold start. Time is linear in the text.
"""

import re

_ABBREVIATIONS = """
a.m p.m v e.g i.e etc incl excl approx vs cf ca viz resp esp max min no nos vol ed eds fig figs pp p ext dept est
assoc mr mrs ms mx dr prof sr jr st ste sgt lt col cmdr capt cpl maj gen adm rev hon gov sen rep pres supt inc ltd
co corp llc bros plc jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun
ave blvd rd sq ft in lb lbs oz mi yd yds hr hrs mins sec secs wk wks mo mos yr yrs u.s u.k u.n e.u d.c ph.d m.d b.a
b.s b.sc m.a m.s m.sc m.eng b.eng m.b.a ed.d j.d ll.b ll.m d.o r.n u.s.a e.r o.r i.v v.a.c z.b d.h u.a u.ä i.d.r bzw
bspw evtl ggf gem inkl exkl nr str tel mio mrd abs art bd hrsg vgl u z d h c i b a dipl ing geb sog zzt vorm nachm
usw kfm kfz dr.med dr.rer.nat h.c e.v g.m.b.h p.a m mme mlle mm me ex env av n° chap réf tél p.ex c.-à-d sra srta dª
ud uds ee.uu pág págs núm tfno aprox
"""
_DOTTED = frozenset(_ABBREVIATIONS.split())

_WORDS_TOO = "no in sun sat mar min max art co mo me ms a d fig est st sec"
_ALSO_WORDS = frozenset(_WORDS_TOO.split())
"""Abbreviations that are words: they are abbreviations before a number, or a name, only."""

_AT_ENDS = """
etc usw inc ltd co corp llc bros plc a.m p.m u.s u.k u.s.a e.u ph.d m.d b.a b.s b.sc m.a m.s m.sc m.eng jr sr yrs
hrs mins lbs ft p.a env r.n
"""
_ENDS_SENTENCES = frozenset(_AT_ENDS.split())
"""Abbreviations that stand at the end of a sentence as often as inside one: what follows decides."""

_BREAK = re.compile(r"(?<=[.!?…])[\"'”’»)\]]{0,2}\s+|(?<=[。！？])[」』”）]?\s*|\n+")  # noqa: RUF001
_LAST_WORD = re.compile(r"([^\s(\[\"'“«]+)\.[\"'”’»)\]]*$")  # noqa: RUF001
_STARTERS = frozenset(
    [
        "i",
        "he",
        "she",
        "it",
        "we",
        "they",
        "you",
        "the",
        "a",
        "an",
        "this",
        "that",
        "these",
        "those",
        "my",
        "our",
        "his",
        "her",
        "their",
        "in",
        "at",
        "on",
        "for",
        "with",
        "from",
        "by",
        "as",
        "after",
        "before",
        "since",
        "during",
        "then",
        "now",
        "also",
        "both",
        "no",
        "not",
        "led",
        "ran",
        "built",
        "managed",
        "worked",
        "trained",
        "won",
        "cut",
        "grew",
        "made",
        "held",
        "joined",
        "started",
        "responsible",
        "experienced",
        "skilled",
        "known",
        "calm",
        "able",
        "speaks",
        "holds",
        "available",
        "looking",
        "seeking",
        "previously",
        "currently",
        "ich",
        "er",
        "sie",
        "es",
        "wir",
        "der",
        "die",
        "das",
        "ein",
        "eine",
        "mein",
        "seit",
        "nach",
        "vor",
        "bei",
        "im",
        "in",
        "als",
        "je",
        "j'ai",
        "il",
        "elle",
        "nous",
        "le",
        "la",
        "les",
        "un",
        "une",
        "mon",
        "ma",
        "depuis",
        "el",
        "los",
        "las",
        "una",
        "mi",
        "desde",
        "en",
        "tras",
        "con",
    ]
)
"""Words that begin a sentence rather than go on with a name."""


_ORDINAL = re.compile(r"\b(?:am|zum|vom|im|der|die|das|bis|den|dem|beim|ab|seit)\s\d{1,2}\.$", re.IGNORECASE)
"""German writes "the 5th working day" as "am 5. Werktag"."""

_BEFORE_NUMBERS = frozenset({"no", "fig", "min", "max", "sec"})
_BEFORE_NAMES = frozenset({"st", "art", "co", "ms"})
LONGEST_INITIAL = 2


def sentences(text: str) -> list[str]:
    """The sentences of `text` in order, each as it stands there, without the space around it; none is empty."""
    found: list[str] = []
    start = 0
    for match in _BREAK.finditer(text):
        if "\n" not in match.group() and not _is_end(text[start : match.end()].rstrip(), text[match.end() :]):
            continue
        found.append(text[start : match.end()].strip())
        start = match.end()
    found.append(text[start:].strip())
    return [sentence for sentence in found if sentence]


def _is_end(before: str, after: str) -> bool:
    """Whether a sentence ends between the two."""
    following = re.match(r"[\"'“‘«(\[¿¡]*(\S+)", after)  # noqa: RUF001
    if following is None:
        return True
    word = following.group(1)
    if not before.rstrip("\"'”’»)]").endswith("."):  # noqa: RUF001
        return not word[0].islower()
    last = _LAST_WORD.search(before)
    if _ORDINAL.search(before):
        return False
    if word[0].islower() or last is None:
        return last is None and not word[0].islower()
    return _ends_with(last.group(1), word)


def _ends_with(last: str, following: str) -> bool:
    """Whether the full stop after `last` ends a sentence, where `following` begins with no small letter."""
    folded = last.casefold().lstrip("(")
    starts = following.casefold().strip(",.;:") in _STARTERS
    if folded in _ENDS_SENTENCES:
        return starts
    # An initial ("A. J. Pruitt"), or letters with full stops inside ("U.S.").
    if len(last) == 1 and last.isupper() and last != "I":
        return False
    if folded in _ALSO_WORDS:
        is_abbreviation = last[0].isupper() or folded in _BEFORE_NUMBERS
        return not (is_abbreviation and (following[0].isdigit() or (folded in _BEFORE_NAMES and not starts)))
    if folded in _DOTTED:
        return False
    if "." in last and all(len(part) <= LONGEST_INITIAL for part in last.split(".")):
        return starts
    return True
