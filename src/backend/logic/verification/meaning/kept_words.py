"""Words of a source that a text may not leave out: "hopes to open", "only the ground floor", "until 2018".

They are looked for in all languages at once (`lexicons.kept_words`): lines of three words show no language, and the
tables by language (`comparison`) are not theirs then. A text that has most of what stands behind such a word, and no
word of its kind, tells the thing as done, as wider, or as going on.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice, pairwise
from typing import Final, NamedTuple

from logic.language.irregular_verbs import BASES
from logic.language.stop_words import STOP_WORDS
from logic.language.text_tokens import BOUNDARIES
from logic.language.verbs import VERBS
from logic.verification.meaning.lexicons import kept_words as table
from logic.verification.meaning.plain_claims import Phrases
from logic.verification.meaning.surplus import Known, Spoken, key_of
from logic.verification.violations import Rule

_SHARE: Final = 0.6
_FEWEST: Final = 2
_BEGUN: Final = frozenset({"began", "begun", "begin", "started", "starting", "beginning", "start", "commenced"})
_GOING_ON: Final = frozenset({"working", "serving", "managing", "teaching"})
_BEGUN_KEPT: Final = ("beg", "start", "commenc", "ongoing", "current", "progress", "since", "under", "partial", "early")
_ING: Final = "ing"
_BECOME = "become becoming devenir werden convertirse llegar ser diventare tornar worden zostac"
_BECOMING: Final = frozenset(_BECOME.split())
_SMALL: Final = STOP_WORDS | _BECOMING
_SHORTEST: Final = 4
_WHO: Final = frozenset({"who", "and", "that"})
_S: Final = "s"
_PRESENT: Final = frozenset(BASES.values()) | {"work", "act", "serve", "manage", "look", "handle"}
_PAST: Final = VERBS | {"chaired", "trained", "cleaned", "cooked", "ordered", "directed", "headed", "sold", "served"}
_SENTENCE_MARKS: Final = frozenset(".;!?,")
_YEAR_DIGITS: Final = 4
_NEAR: Final = 4
_DENYING: Final = frozenset(["not", "never", "nicht", "nie", "niet", "pas", "non", "no", "nao", "inte", "ikke"])
_OPENING: Final = 3
_MAY: Final = "may"
_BEFORE_MONTHS: Final = frozenset(
    ["in", "since", "until", "till", "by", "from", "of", "to", "last", "next", "early", "late"]
)


class _Tables(NamedTuple):
    hopes: Phrases
    hopes_kept: Phrases
    stand_ins: Phrases
    stand_ins_kept: Phrases
    only: Phrases
    only_kept: Phrases
    wider: Phrases
    ended: Phrases
    former: Phrases
    former_opening: Phrases
    former_kept: Phrases
    now: Phrases
    purposes: Phrases


@lru_cache(maxsize=1)
def _tables() -> _Tables:
    """The phrases, read when the first text is checked."""
    return _Tables(
        hopes=Phrases(table.HOPES),
        hopes_kept=Phrases(f"{table.HOPES},{table.HOPES_KEPT}"),
        stand_ins=Phrases(table.STAND_INS),
        stand_ins_kept=Phrases(table.STAND_INS_KEPT),
        only=Phrases(table.ONLY, table.ONLY_SIGNS),
        only_kept=Phrases(f"{table.ONLY},{table.ONLY_KEPT}", table.ONLY_SIGNS),
        wider=Phrases(table.WIDER, table.WIDER_SIGNS),
        ended=Phrases(table.ENDED),
        former=Phrases(table.FORMER),
        former_opening=Phrases(table.FORMER_OPENING),
        former_kept=Phrases(table.FORMER_KEPT),
        now=Phrases(table.NOW, table.NOW_SIGNS),
        purposes=Phrases(table.PURPOSES),
    )


def dropped_words(text: Sequence[Spoken], source: Sequence[Spoken]) -> Iterator[tuple[Rule, str]]:
    """What the source holds back, limits or ends and the text does not, each with the rule that it breaks."""
    yield from (("modality", written) for written in _hoped(text, source))
    yield from (("scope", written) for written in _widened(text, source))
    yield from (("date", written) for written in _going_on(text, source))
    yield from (("date", written) for written in _no_longer(text, source))
    yield from (("cause", written) for written in _purposes(text, Known(source)))


class _Where:
    """In which lines of a source a word stands; each word is looked for once."""

    def __init__(self, source: Sequence[Spoken]) -> None:
        self._source = source
        self._known: list[Known] = []
        self._found: dict[str, list[Spoken]] = {}

    def stand_elsewhere(self, words: Sequence[str], line: Spoken, start: int) -> bool:
        """Whether the source says all of these words without what stands at `start` of a line as well."""
        before = Known([line._replace(every=line.low[:start])])
        return all(before.has(word) or any(other is not line for other in self._lines(word)) for word in words)

    def _lines(self, word: str) -> list[Spoken]:
        """The first lines that have it, two at most."""
        if word not in self._found:
            self._known = self._known or [Known([line]) for line in self._source]
            having = (line for line, known in zip(self._source, self._known, strict=True) if known.has(word))
            self._found[word] = list(islice(having, 2))
        return self._found[word]


def _hoped(text: Sequence[Spoken], source: Sequence[Spoken]) -> Iterator[str]:
    tables, where = _tables(), _Where(source)
    hopes = [
        [*(place for place in tables.hopes.places(line.low) if not _is_denied(line, place[0])), *_begun(line, text)]
        for line in source
    ]
    if any(hopes):
        kept = _kept_by(tables.hopes_kept, text)
        for line, places in zip(source, hopes, strict=True):
            yield from _told_as_done(places, line, text, where, kept)
    stand_ins = [[*tables.stand_ins.places(line.low)] for line in source]
    if any(stand_ins) and not any(tables.stand_ins_kept.holds(line.low, line.plain) for line in text):
        for line, places in zip(source, stand_ins, strict=True):
            yield from _told_as_done(places, line, text, where, frozenset())


def _kept_by(phrases: Phrases, text: Sequence[Spoken]) -> frozenset[str]:
    """The first words of the phrases that stand in a text."""
    return frozenset(line.low[start] for line in text for start, _ in phrases.places(without_may(line)))


def without_may(line: Spoken) -> tuple[str, ...]:
    """The words of a line, without the month of May, which is no word of what may be."""
    if _MAY not in line.low:
        return line.low
    around = zip(("", *line.low), line.low, (*line.low[1:], ""), strict=False)
    is_written = _MAY in line.plain
    return tuple(
        word
        if word != _MAY or (is_written and before not in _BEFORE_MONTHS and not (before + after)[:1].isdecimal())
        else ""
        for before, word, after in around
    )


def _is_denied(line: Spoken, start: int) -> bool:
    """Whether what begins there is denied, which is asked about elsewhere: "not allowed to prescribe"."""
    return bool(start) and line.low[start - 1] in _DENYING


def _told_as_done(
    places: Sequence[tuple[int, int]], line: Spoken, text: Sequence[Spoken], where: _Where, kept: frozenset[str]
) -> Iterator[str]:
    """What stands behind one of these places of a line, where a text says most of it.

    A word of `kept` keeps what the source holds back unless it is itself among what stands there: of "proposed a
    training plan" no "plan" says that it was proposed.
    """
    known = Known(text) if places else None
    for start, end in places:
        if known is None or _repeats(line.low[start:end], text):
            continue
        behind = _behind(line, end + (line.low[end : end + 1] == (",",))) or _before(line, start)
        things = {key_of(word) for word in behind}
        if any(key_of(word) not in things for word in kept):
            continue
        found = [word for word in behind if known.has(word)]
        is_title = found and behind[0] == found[0] and len(behind) - len(found) <= _NEAR
        is_most = len(found) >= _SHARE * len(behind) or (
            is_title and _tables().stand_ins.holds(line.low[start:end], "")
        )
        if found and is_most and not where.stand_elsewhere(found, line, start):
            yield " ".join(found)
            break


def _begun(line: Spoken, text: Sequence[Spoken]) -> Iterator[tuple[int, int]]:
    """Where something was begun, which a text without such a word has finished: "began restoring a tram"."""
    if any(word.startswith(_BEGUN_KEPT) or word.endswith(_ING) for other in text for word in other.low):
        return
    for place, (word, following) in enumerate(pairwise(line.low)):
        if word in _BEGUN and following.endswith(_ING) and following not in _GOING_ON:
            yield place, place + 1


def _behind(line: Spoken, start: int) -> list[str]:
    """The words from a place to the next mark that are no small ones; those of an aim count here."""
    end = next((place for place in range(start, len(line.low)) if line.low[place] in BOUNDARIES), len(line.low))
    return [word for word in line.low[start:end] if len(word) >= _SHORTEST and word.isalpha() and word not in _SMALL]


def _before(line: Spoken, end: int) -> list[str]:
    """The same from the mark before a place: in languages whose verbs stand last."""
    start = next((place + 1 for place in range(end - 1, -1, -1) if line.low[place] in BOUNDARIES), 0)
    return _behind(line._replace(low=line.low[:end]), start)


def _repeats(hope: Sequence[str], text: Sequence[Spoken]) -> bool:
    """Whether a text has the stem of a word of hope: "made a proposal" of "proposed"."""
    stem = hope[0][:_SHORTEST]
    return len(hope[0]) > _SHORTEST and any(word.startswith(stem) for line in text for word in line.low)


def _widened(text: Sequence[Spoken], source: Sequence[Spoken]) -> Iterator[str]:
    tables = _tables()
    if not any(tables.only.holds(line.low, line.plain) for line in source):
        return
    if any(tables.only_kept.holds(line.low, line.plain) for line in text) or any(
        tables.wider.holds(line.low, line.plain) for line in source
    ):
        return
    for line in text:
        yield from (" ".join(line.low[start:end]) for start, end in tables.wider.places(line.low))
        yield from filter(None, [tables.wider.sign(line.plain)])


def _going_on(text: Sequence[Spoken], source: Sequence[Spoken]) -> Iterator[str]:
    """What a text says goes on, where the sentence of the source that is about it names an end."""
    told = [
        (line, found)
        for line in text
        if (found := next(_tables().now.places(line.low), None) or _in_the_present(line)) and not _ends(line)
    ]
    if not told:
        return
    ended = [part for line in source for part in _parts(line) if _ends(part)]
    for line, found in told:
        about = Known([line])
        for part in ended:
            is_now = _tables().now.holds(part.low, part.plain)
            if not is_now and sum(about.has(word) for word in _behind(part, 0)) >= _FEWEST:
                yield " ".join(line.low[slice(*found)])
                break


def _no_longer(text: Sequence[Spoken], source: Sequence[Spoken]) -> Iterator[str]:
    """A title or an office that a source tells as a former one, where a text has it at its beginning without that."""
    tables = _tables()
    opening = [
        (line, end)
        for line in source
        for start, end in islice(tables.former_opening.places(line.low[:_OPENING]), 1)
        if not start
    ]
    if not opening or any(tables.former_kept.holds(line.low, "") for line in text):
        return
    for line, end in opening:
        behind = _behind(line, end)
        for told in text:
            said = _behind(told, 0)
            if behind and said and key_of(behind[0]) == key_of(said[0]) and told.low[0] not in _PAST:
                yield said[0]


def _in_the_present(line: Spoken) -> tuple[int, int] | None:
    """Where an English text begins with a verb of the present, or has one behind "who": "runs"."""
    for place, word in enumerate(line.low):
        if (not place or line.low[place - 1] in _WHO) and word.endswith(_S) and _is_verb(word.removesuffix(_S)):
            return place, place + 1
    return None


def _is_verb(word: str) -> bool:
    """Whether a word without the ending of its third person is a verb: "manage", "train", "supervise"."""
    return word in _PRESENT or f"{word}ed" in _PAST or f"{word}d" in _PAST


def _parts(line: Spoken) -> Iterator[Spoken]:
    """The line; where it tells of something that goes on as well, cut at full stops, commas and semicolons."""
    if not _tables().now.holds(line.low, line.plain):
        yield line
        return
    start = 0
    for place, word in enumerate((*line.low, ".")):
        if word in _SENTENCE_MARKS:
            part = line.low[start:place]
            if part:
                yield line._replace(low=part, plain=" ".join(part))
            start = place + 1


def _ends(line: Spoken) -> bool:
    """Whether a year stands behind "until", two years with a dash between them, or a word like "used to"."""
    if _tables().former.holds(line.low, ""):
        return True
    years = [place for place, word in enumerate(line.low) if word.isdecimal() and len(word) == _YEAR_DIGITS]
    if not years:
        return False
    if len(years) > 1:
        return True
    return any(0 < place - end + 1 <= _NEAR for place in years for _, end in _tables().ended.places(line.low))


def _purposes(text: Sequence[Spoken], stated: Known) -> Iterator[str]:
    """What a text says something was for, which its source does not speak of."""
    for line in text:
        for start, end in _tables().purposes.places(line.low):
            if _repeats(line.low[start:end], text):
                continue
            behind = _behind(line, end)
            if behind and not any(stated.has(word) for word in behind):
                yield " ".join(line.low[start : end + _NEAR])
