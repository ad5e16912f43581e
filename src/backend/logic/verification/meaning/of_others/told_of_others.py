"""What a source tells of somebody else, or of a firm, that a text tells of its writer.

It is told of others behind a relative word ("a partner who recovered $30m"), behind a firm and "with" ("a haulier with
350 lorries", "employer: 60 depots"), behind a subject ("the foreman designed the scaffold and I assembled it"), or of
a thing that has another maker ("a colleague's macro", "drawings by the architect"). A text takes it where it has the
number, or most of the words, and does not name the one that it is told of. Reads each line once.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from logic.language.irregular_verbs import BASES
from logic.language.text_tokens import BOUNDARIES
from logic.language.verbs import VERBS
from logic.verification.meaning.lexicons import agents as table
from logic.verification.meaning.of_others.borrowed_titles import TITLE
from logic.verification.meaning.plain_claims import Phrases
from logic.verification.meaning.surplus import Known, Spoken, key_of
from logic.verification.quantities.number_words import figure_of

_ARTICLE_WORDS = """
the a an my our their his her its one another der die das ein eine mein meine unser unsere dem einem einer le la les un
une mon ma notre nos el los las una mi nuestro nuestra il lo gli i mio mia nostro nostra o os as um uma meu minha nosso
nossa de het een mijn onze ons moj moja nasz nasza
"""
_ARTICLES: Final = frozenset(_ARTICLE_WORDS.split())
_ONESELF = "i my me ich mein je mon ma yo mi io mio eu meu ik mijn we our wir unser"
_OF_ONESELF: Final = frozenset(_ONESELF.split())
_BY: Final = {"en": {"by", "from"}, "de": {"von", "vom"}, "fr": {"par"}, "es": {"por"}, "it": {"da", "dal"}}
_MADE_BY: Final = frozenset().union(*_BY.values())
_BEFORE_VERBS = """
later then since also already subsequently itself a ha hat heeft ont avait est haben hanno han foi
"""
_ADVERBS: Final = frozenset(_BEFORE_VERBS.split())
_AUXILIARIES: Final = frozenset(
    {"was", "were", "has", "had", "is", "are", "employs", "employed", "serves", "won", "runs"}
)
_LEADING = """
led lead leading managed managing headed heading directed supervised supervising ran running coordinated oversaw trained
coached mentored taught guided founded leitete leite leitung fuhrte dirige dirigeais encadre gere dirigi lidere coordine
guidato diretto gestito coordinato chefiei liderei geri leidde kierowal* kierowalem kierowalam ledde
"""
_LED: Final = frozenset(_LEADING.split())
_RELATIVES: Final = frozenset(table.RELATIVES.split())
_WITH: Final = frozenset(table.WITH.split())
_WHO: Final = frozenset({"who", "whose", "quien", "quienes"})
_OPENING: Final = frozenset({":", "("})
_GA: Final = "が"
_FIRST_SIGN: Final = "\u3400"
_WITHIN: Final = frozenset({"in", "at", "from"})
_THEIRS: Final = frozenset({"his", "her", "their"})
_REACH, _NEAR, _SIGNED_REACH = 2, 4, 14
_SHARE, _FEWEST = 0.6, 2
_SHORTEST: Final = 3


class _Told(NamedTuple):
    """Of whom, and the words and numbers of what is told."""

    agents: frozenset[str]
    words: tuple[str, ...]
    numbers: frozenset[str]
    is_made: bool = False


class _Tables(NamedTuple):
    agents: Phrases
    firms: Phrases
    making: Phrases
    own: Phrases


@lru_cache(maxsize=1)
def _tables() -> _Tables:
    """Agents, firms among them, and deeds of making, read when the first text is checked."""
    return _Tables(
        Phrases(f"{table.PEOPLE},{table.FIRMS}"), Phrases(table.FIRMS), Phrases(table.MAKING), Phrases(table.OWN)
    )


def taken_from_others(text: Sequence[Spoken], source: Sequence[Spoken], language: str) -> Iterator[str]:
    """The words or numbers of a text that its source tells of others, whom the text does not name."""
    yield from _called_own(text, source)
    told = [each for line in source for each in _told_of_others(line, language)]
    if not told:
        return
    said, stated = Known(text), _Counts(source)
    numbers = {figure_of(word) for line in text for word in line.low}
    names_a_firm = any(_tables().firms.holds(line.low, "") for line in text)
    for each in told:
        taken = each.numbers & numbers
        if any(said.has(agent) for agent in each.agents) or (names_a_firm and not each.words):
            yield from (number for number in taken if _leads_so_many(number, each, text))
            continue
        if taken and stated.numbers[min(taken)] <= 1:
            yield min(taken)
            continue
        own = [word for word in each.words if not stated.has_besides(word, each)]
        found = [word for word in own if said.has(word)]
        if each.is_made:
            if found and _makes(text) and not _makes(source):
                yield " ".join(found)
        elif len(found) >= max(_FEWEST, _SHARE * len(own)):
            yield " ".join(found)
    yield from _signed(text, source)


class _Counts:
    """How often a source says each word, in whatever form, and each number: read once, whatever is told of others."""

    def __init__(self, source: Sequence[Spoken]) -> None:
        self.words = Counter(key_of(word) for line in source for word in line.low)
        self.numbers = Counter(figure_of(word) for line in source for word in line.low)

    def has_besides(self, word: str, told: _Told) -> bool:
        """Whether the source says a word more often than what is told of the others does."""
        key = key_of(word)
        return len(word) >= _SHORTEST and self.words[key] > sum(key_of(each) == key for each in told.words)


def _told_of_others(line: Spoken, language: str) -> Iterator[_Told]:
    low = tuple(_bare(word) for word in line.low)
    found = {start for start, _ in _tables().agents.places(low)}
    relatives = _RELATIVES.union(table.RELATIVES_OF_A_LANGUAGE.get(language, "").split())
    for place in sorted(found | _whom(low) | _besides_oneself(low)):
        names = frozenset([low[place]])
        yield from _made(line, low, place, language)
        relative = _relative(low, place, relatives)
        if relative and not _LED.isdisjoint(low[:place]):
            # What people did whom oneself led is a deed of one's own as well.
            continue
        if relative and (language != "de" or low[relative - 1] == ","):
            yield _read(line, names, relative + 1, _end(low, relative + 1))
        elif _is_subject(low, place, language):
            yield _read(line, names, place + 1, _end(low, place + 1))
    yield from _of_firms(line, low)


def _whom(low: Sequence[str]) -> set[int]:
    """Whoever stands before "who" is somebody, whatever the word."""
    return {
        place - 1
        for place, word in enumerate(low)
        if place
        and word in _WHO
        and low[place - 1].isalpha()
        and _OF_ONESELF.isdisjoint(low[max(place - _NEAR, 0) : place])
    }


def _besides_oneself(low: Sequence[str]) -> set[int]:
    """Whoever begins a line that says "I" later on: "the surveyor drew the plans and I coloured them"."""
    is_of_two = len(low) > _NEAR and low[0] in _ARTICLES - _OF_ONESELF and not _OF_ONESELF.isdisjoint(low[_REACH:])
    return {1} if is_of_two and low[1].isalpha() else set()


def _relative(low: Sequence[str], place: int, relatives: frozenset[str]) -> int:
    """The place of a relative word near behind somebody; 0 where there is none."""
    for at in range(place + 1, min(place + 1 + _NEAR, len(low))):
        if low[at] in relatives:
            return at
        if low[at] in BOUNDARIES and low[at] != ",":
            break
    return 0


def _made(line: Spoken, low: Sequence[str], place: int, language: str) -> Iterator[_Told]:
    """The things that somebody else has made: "a colleague's macro", "drawings by the architect"."""
    names = frozenset([low[place]])
    if line.low[place].endswith("'s"):
        yield _read(line, names, place + 1, place + 1 + _NEAR, is_made=True)
    theirs = next((at for at in range(place + 1, min(place + _SIGNED_REACH, len(low))) if low[at] in _THEIRS), 0)
    if theirs and language == "en":
        yield _read(line, names, theirs + 1, theirs + 1 + _NEAR, is_made=True)
    if not _BY.get(language, frozenset()).isdisjoint(low[max(place - _REACH, 0) : place]):
        yield _read(line, names, max(place - _REACH - _NEAR, 0), place - 1, is_made=True)


def _of_firms(line: Spoken, low: Sequence[str]) -> Iterator[_Told]:
    """The numbers of firms: "a haulier with 350 lorries", "employer: 60 depots, 4,000 staff"."""
    for place, _ in _tables().firms.places(low):
        following = low[place + 1] if place + 1 < len(low) else ""
        near = low[place + 2 : place + 2 + _REACH]
        if (following in _WITH or following in _OPENING) and any(map(figure_of, near)):
            end = _end(low, place + 2, through_commas=following == ":")
            yield _read(line, frozenset([low[place]]), place + 2, end, only_numbers=True)


def _is_subject(low: Sequence[str], place: int, language: str) -> bool:
    """Whether an agent begins a clause, and does something."""
    start = place
    while start and low[start - 1] not in BOUNDARIES and start > place - _REACH:
        start -= 1
    opening = low[start:place]
    is_of_two = bool(opening) or not _OF_ONESELF.isdisjoint(low[place:])
    if (start and low[start - 1] not in BOUNDARIES) or not (not opening or opening[0] in _ARTICLES):
        return False
    at = place + 1
    if low[at : at + 1] == ("of",) and any(map(figure_of, low[at + 1 : at + 2])):
        at += 2
    elif language == "en" and low[at : at + 1] and low[at] in _WITHIN and low[at + 1 : at + 2]:
        # "Colleagues in finance recovered", "the team at the depot won".
        at += 3 if low[at + 1] in _ARTICLES else 2
    while at < len(low) and low[at] in _ADVERBS:
        at += 1
    verb = low[at] if at < len(low) else ""
    if language == "en":
        is_verb = verb in VERBS or verb in BASES or verb in _AUXILIARIES or (verb.endswith("ed") and len(verb) > _NEAR)
        return is_verb and (is_of_two or verb in _AUXILIARIES or at > place + 1)
    return is_of_two and verb.isalpha() and len(verb) > _REACH


def _end(low: Sequence[str], start: int, *, through_commas: bool = False) -> int:
    """Where what is told of somebody ends: before a mark, or before what oneself did."""
    for place in range(start, len(low)):
        word = low[place]
        if (word in BOUNDARIES and not (through_commas and word == ",")) or word in _OF_ONESELF:
            return place
    return len(low)


def _read(
    line: Spoken, names: frozenset[str], start: int, end: int, *, is_made: bool = False, only_numbers: bool = False
) -> _Told:
    part = line.low[max(start, 0) : end]
    content = frozenset(line.words)
    words = (
        ()
        if only_numbers
        else tuple(base for word in part if (base := BASES.get(word, word)) in content and word not in names)
    )
    return _Told(names, words, frozenset(filter(None, map(figure_of, part))) if not is_made else frozenset(), is_made)


def _leads_so_many(number: str, told: _Told, text: Sequence[Spoken]) -> bool:
    """Whether a text leads what a firm has: "managed 300 people at a hotel", and not "a team running 3 labs"."""
    theirs = tuple(word[:_REACH] for word in told.words)
    return any(
        figure_of(word) == number
        and any(before in _LED and not before.startswith(theirs) for before in line.low[max(place - 1, 0) : place])
        for line in text
        for place, word in enumerate(line.low)
    )


def _called_own(text: Sequence[Spoken], source: Sequence[Spoken]) -> Iterator[str]:
    """What a text calls one's own of a source that speaks of somebody else, and of nothing that is one's own."""
    own, agents = _tables().own, _tables().agents
    told = [(line.low[start], line.low[end : end + 1]) for line in text for start, end in own.places(line.low)]
    if not told or any(own.holds(line.low, "") for line in source):
        return
    others = {line.low[start] for line in source for start, _ in agents.places(line.low)}
    others |= {word for line in source for word in line.low if TITLE.fullmatch(word)}
    if not others or any(map(Known(text).has, others)):
        return
    known = Known(source)
    yield from (f"{word} {thing}" for word, things in told for thing in things if known.has(thing))


def _makes(lines: Sequence[Spoken]) -> bool:
    """Whether a line tells of a making that is nobody else's: not "written by"."""
    return any(
        end >= len(line.low) or line.low[end] not in _MADE_BY
        for line in lines
        for _, end in _tables().making.places(line.low)
    )


def _signed(text: Sequence[Spoken], source: Sequence[Spoken]) -> Iterator[str]:
    """The same in Japanese: what stands behind somebody and "ga", up to the end of the deed."""
    said = "".join(line.plain for line in text)
    stated = "".join(line.plain for line in source)
    if said.isascii():
        return
    for agent in table.SIGNED.split():
        place = stated.find(agent + _GA)
        if place < 0 or agent in said:
            continue
        deed = stated[place + len(agent) + 1 :][:_SIGNED_REACH]
        pair = next((a + b for a, b in pairwise(deed) if a >= _FIRST_SIGN <= b), "")
        if pair and pair in said and stated.count(pair) == 1:
            yield pair


def _bare(word: str) -> str:
    """A word without an article or an ending that an apostrophe joins to it."""
    if word.endswith("'s"):
        return word[:-2]
    return word.rpartition("'")[2] or word
