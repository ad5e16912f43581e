"""Names that no table knows: words that a text writes as names are written, and that its source does not hold at all.

A capital where no sentence asks for one, a digit inside a word, a web address. Neighbouring unknown words are one name.
"""

from collections.abc import Collection, Iterator

from logic.language.demonyms import COUNTRIES_OF
from logic.language.detection import ENGLISH
from logic.language.language_codes import LANGUAGE_NAMES
from logic.language.stop_words import STOP_WORDS
from logic.language.text_tokens import BOUNDARIES, Pieces, begins_sentence, is_web_address, stem
from logic.language.verbs import VERBS
from logic.verification.meaning.lexicons.soft_skills import SOFT_SKILLS
from logic.verification.violations import Rule

SHORTEST_ABBREVIATION = 3
"""Letters from which on an abbreviation bears out its words: any two initials are soon some other abbreviation's."""

_LONGEST_NAME, _SMALL_WORD = 10, 3
_LONGEST_ABBREVIATION, _LONGEST_LIST = 6, 6
_LISTING = frozenset({"and", ",", "or", "&"})
_LANGUAGES = frozenset(name for names in LANGUAGE_NAMES.values() for name in names)
_SHORTEST_STEM, _LONGEST_ENDING = 4, 4
_CASE_ENDINGS = ("", "a", "e", "o", "y", "i", "s", "ka", "ek")
_CASE_VOWELS = "aeoiuy"
_NO_NAMES = frozenset({"i", "i'm", "i've", "i'd", "i'll", "v"})
_SHORTEST_DOTTED = 2
_ELIDED = frozenset(
    ["l", "d", "n", "s", "c", "m", "t", "j", "qu", "un", "all", "dall", "dell", "nell", "sull", "quell", "bell", "sant"]
)
_PLAIN_WORDS = STOP_WORDS | VERBS
_VERB_ENDINGS = ("ed", "ing", "ly")
_ENDINGS = """
tion sion ment ness ity able ible ive ous ful less al ic er or ist ship ance ence ise ize ts age end ware
"""
_PLAIN_ENDINGS = (*_VERB_ENDINGS, *_ENDINGS.split())
_OPENERS = """
agile ai area broad calm cloud code core curious data deep domain extras facts first frontend goal goals hands here
high highlights impact keen key languages last lean mobile next note notes now outcome passion patient projects
quiet result results role scope second sharp skills stack strong success summary systems task tasks team third
thorough today tools web wins work
"""
_PLAIN_OPENERS = frozenset(_OPENERS.split()) | SOFT_SKILLS
"""Words that open a sentence alone before a comma or a colon and are no names."""

_EMPLOYED = frozenset({"at", "joined", "joining", "left", "leaving"})
_EMPLOYED_BY = frozenset({("employed", "by"), ("hired", "by"), ("worked", "for"), ("working", "for"), ("works", "for")})
_FORMS = """
ag company corp corporation gmbh holdings inc incorporated limited llc ltd plc
"""
_LEGAL_FORMS = frozenset(_FORMS.split())
_NOUNS_IN_CAPITALS = frozenset({"de"})
"""Languages that write every noun with a capital, where it is no evidence of a name."""

_SCHOOLS = frozenset({"university", "college", "institute", "school", "academy", "polytechnic", "faculty"})


def unknown_names(
    pieces: Pieces, *, known: Collection[int], source_words: Collection[str], employer_words: Collection[str]
) -> Iterator[tuple[Rule, str]]:
    """Rule and text of each name that the source lacks; `known` are pieces that were recognized as something else."""
    run: list[int] = []
    for index in range(len(pieces.low)):
        if index not in known and _is_unknown(pieces, index, source_words):
            if run and not _are_neighbours(pieces, run[-1], index):
                yield from _named(pieces, run, source_words, employer_words)
                run = []
            run.append(index)
    if run:
        yield from _named(pieces, run, source_words, employer_words)


def _is_unknown(pieces: Pieces, index: int, source_words: Collection[str]) -> bool:
    low = pieces.low[index]
    article, elided, rest = low.partition("'")
    if elided and article in _ELIDED:
        # "l'EHPAD" is written as "EHPAD" is.
        low = rest
    if low in source_words or stem(low) in source_words or not _looks_like_a_name(pieces, index):
        return False
    if low.partition("'")[0] in source_words or _writes_out(pieces, index, source_words):
        return False
    if pieces.language != ENGLISH and _is_inflected(low, source_words):
        return False
    if stem(_joined(pieces, index)) in source_words:
        return False
    is_adjective = low not in _LANGUAGES or _qualifies(pieces, index, source_words)
    return not (is_adjective and _is_derived(low, source_words))


def _is_inflected(word: str, source_words: Collection[str]) -> bool:
    """Whether a word is a name of the source in another case: "Zgierzu" of "Zgierz", "Varsoviens" of "Varsovie"."""
    base = word[: max(_SHORTEST_STEM + 1, len(word) - 2)]
    if any(other.startswith(base) and len(other) - len(base) <= _LONGEST_ENDING for other in source_words):
        # Both may be inflected: "Pythona" of "w Pythonie".
        return True
    if word[-1] in _CASE_VOWELS and any(f"{word[:-1]}{vowel}" in source_words for vowel in _CASE_VOWELS):
        # "Brna" of "v Brne".
        return len(word) >= _SHORTEST_STEM
    return any(
        word[:-cut] + ending in source_words
        for cut in range(1, _LONGEST_ENDING + 1)
        if len(word) - cut >= _SHORTEST_STEM
        for ending in _CASE_ENDINGS
    )


def _writes_out(pieces: Pieces, index: int, source_words: Collection[str]) -> bool:
    """Whether the name that begins at `index` is an abbreviation's of the source, small words left out."""
    initials = ""
    for word in pieces.low[index : index + _LONGEST_NAME]:
        if word in BOUNDARIES:
            break
        if word[0].isalpha() and len(word) > _SMALL_WORD:
            initials += word[0].upper()
        if len(initials) >= SHORTEST_ABBREVIATION and initials in source_words:
            return True
    return False


def _qualifies(pieces: Pieces, index: int, source_words: Collection[str]) -> bool:
    """Whether the word at `index` tells more of something in the source: of "suppliers in Norway", who are "Norwegian
    suppliers". Alone it is a language, which nobody speaks for having been in its country.
    """
    end = index + 1
    while end - index < _LONGEST_LIST and (pieces.at(end) in _LISTING or _has_capital(pieces, end)):
        end += 1
    noun = pieces.at(end)
    return noun.isalpha() and noun not in _PLAIN_WORDS and (noun in source_words or stem(noun) in source_words)


def _is_derived(word: str, source_words: Collection[str]) -> bool:
    """Whether a word is the adjective of a name in the source: European, American, Italian, RESTful."""
    return any(
        word.endswith(ending) and word.removesuffix(ending) + stump in source_words
        for ending, stump in (
            ("n", ""),
            ("an", ""),
            ("ian", "y"),
            ("ian", ""),
            ("ese", ""),
            ("ish", "land"),
            ("ful", ""),
        )
    ) or any(name in source_words for name in COUNTRIES_OF.get(word, ()))


def _looks_like_a_name(pieces: Pieces, index: int) -> bool:
    raw, low = pieces.raw[index], pieces.low[index]
    if is_web_address(low):
        return True
    if low == "us" and pieces.at(index + 1) == "$":
        return False
    if low[0] == "'":
        return False
    has_digit = any(character.isdigit() for character in low)
    has_letter = any(character.isalpha() for character in low)
    if has_digit and pieces.language != ENGLISH and not any("a" <= character <= "z" for character in low):
        # Outside the Latin script a word is glued to its number, and neither is a name.
        return False
    if has_digit or not has_letter:
        return has_digit and has_letter
    if not any(character.isupper() for character in raw) or low in _NO_NAMES:
        return False
    if any(character.isupper() for character in raw[1:]):
        # All capitals or one inside (AWS, PyTorch): a name wherever it stands.
        return True
    if low in _PLAIN_WORDS or pieces.language in _NOUNS_IN_CAPITALS:
        return False
    if begins_sentence(pieces, index):
        return _opens_as_a_name(pieces, index)
    return not (pieces.at(index - 1) in {":", ";"} and low.endswith(_VERB_ENDINGS))


def _opens_as_a_name(pieces: Pieces, index: int) -> bool:
    """Whether the first word of a sentence, capital anyway, is used as a name: alone, labelling, or possessive."""
    low, after = pieces.low[index], pieces.at(index + 1)
    plain = low.endswith(_PLAIN_ENDINGS) or stem(low).endswith(_PLAIN_ENDINGS) or low in _PLAIN_OPENERS
    if after == "," and pieces.language != ENGLISH:
        # "Hodinářka, která": whoever the line is about, by trade; the endings above are English ones.
        return False
    if low.endswith("'s"):
        return not plain and not low.removesuffix("'s").endswith(_PLAIN_ENDINGS)
    return after in {":", ".", "!", "|", ","} and not plain


def _joined(pieces: Pieces, index: int) -> str:
    """A hyphenated compound as one word, from whichever half stands at `index`."""
    if pieces.at(index + 1) == "-":
        return pieces.low[index] + pieces.at(index + 2)
    return pieces.at(index - 2) + pieces.low[index] if pieces.at(index - 1) == "-" else pieces.low[index]


def _are_neighbours(pieces: Pieces, first: int, second: int) -> bool:
    return second == first + 1 or (second == first + 2 and pieces.low[first + 1] in {"-", "&", "of"})


def _named(
    pieces: Pieces, run: list[int], source_words: Collection[str], employer_words: Collection[str]
) -> Iterator[tuple[Rule, str]]:
    """The name that a run of unknown words is; none where they write out an abbreviation that the source has."""
    first, last = run[0], run[-1]
    initials = "".join(pieces.low[index].rpartition("'")[2][:1] for index in run).upper()
    if (len(run) >= _SHORTEST_DOTTED and initials in source_words) or is_written_out(pieces, first, last, source_words):
        return
    yield _classified(pieces, first, last, employed_words=[pieces.low[index] in employer_words for index in run])


def is_written_out(pieces: Pieces, first: int, last: int, source_words: Collection[str]) -> bool:
    """Whether words from `first` to `last` belong to a name in capitals whose initials the source has: the "Status" of
    "Qualified Teacher Status" beside its QTS. Some of the name's words may be ordinary or known ones.
    """
    start, end = first, last + 1
    while start and first - start < _LONGEST_ABBREVIATION and _has_capital(pieces, start - 1):
        start -= 1
    while end - last <= _LONGEST_ABBREVIATION and _has_capital(pieces, end):
        end += 1
    initials = "".join(word[0] for word in pieces.low[start:end]).upper()
    if pieces.at(end).isdecimal() and any(
        f"{initials[begin:]}{pieces.at(end)}" in source_words for begin in range(first - start + 1)
    ):
        # "Key Stage 2" of "KS2".
        return True
    return any(
        initials[begin:stop] in source_words
        for begin in range(first - start + 1)
        for stop in range(max(last + 1 - start, begin + SHORTEST_ABBREVIATION), len(initials) + 1)
    )


def _has_capital(pieces: Pieces, index: int) -> bool:
    return index < len(pieces.raw) and pieces.raw[index][0].isupper()


def _classified(pieces: Pieces, first: int, last: int, *, employed_words: list[bool]) -> tuple[Rule, str]:
    written = pieces.written(first, last + 1)
    around = {pieces.at(first - 1), *pieces.low[first : last + 2]}
    if around & _SCHOOLS:
        return "degree", written
    before = (pieces.at(first - 2), pieces.at(first - 1))
    employed = before[1] in _EMPLOYED or before in _EMPLOYED_BY
    if employed or around & _LEGAL_FORMS or any(employed_words):
        return "employer", written
    return "name", written
