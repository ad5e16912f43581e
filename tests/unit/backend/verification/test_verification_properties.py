"""What holds of the fact check for any text: it never fails, accepts all that the source says, refuses all else."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from logic.language.known_names import CERTIFICATES, DEGREES
from logic.language.known_skills import HOMOGRAPHS_IN_TEXTS, TOOLS
from logic.language.lookalikes import LOOKALIKES, fold_characters
from logic.verification.flexible_text import FactCheck
from logic.verification.source_facts import SourceFacts

_SIGNS = tuple("%$\u20ac\u00a3+-\u2013/x\u00d7.,;:()\"'#@&|\u2022\u00bd\u2153\u00b2\u2461\u216b\u200b\u0301")
_WRITTEN = """
Led built didn't I a an one 5 23% $4k 2,000 1.5 0a 24/7 1/2 2020 2020-04 '19 3rd 10x 4O two dozen half quarters third of
by and to from years hours team engineers Python AWS Lambda machine learning Go go REST rest Certified certified B.Sc.
Master degree in May may March Q3 Larkspur Payments double twice decades hundreds million couple pair order magnitude
first second university \u0410mazon \uff14 \u4e8c\u5341 ISO every other week number percent per cent not no without
"""
_VOCABULARY = _WRITTEN.split()
ANY_CHARACTERS = st.text(st.characters(exclude_categories=()), max_size=40)
LIKE_A_CV = st.lists(st.sampled_from([*_VOCABULARY, *_SIGNS]), max_size=14).map(" ".join)
GLUED = st.lists(st.sampled_from([*_VOCABULARY, *_SIGNS, " "]), max_size=14).map("".join)
TEXT = ANY_CHARACTERS | LIKE_A_CV | GLUED
_PLAIN = "looked after the depot with care every day and kept it in good order for the people there"
PLAIN_WORDS = _PLAIN.split()
PLAIN = st.lists(st.sampled_from(PLAIN_WORDS), min_size=1, max_size=12)
EXAMPLES = settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def check() -> FactCheck:
    return FactCheck(tools=["Python", "Event Sourcing"], employers=["Larkspur Payments"], degrees=["B.Sc."])


@EXAMPLES
@given(TEXT, TEXT, TEXT)
def test_no_text_makes_the_check_fail(text: str, source: str, context: str) -> None:
    for violation in check().violations(text, source=source, field="executive_summary", context=context):
        assert violation.actual_value
        assert violation.field == "executive_summary"


@EXAMPLES
@given(TEXT, TEXT, TEXT, TEXT)
def test_names_of_a_cv_may_be_any_text(tool: str, employer: str, certificate: str, text: str) -> None:
    names = FactCheck(tools=[tool], employers=[employer], degrees=[tool], certificates=[certificate])
    assert names.violations(text, source=text + "\n" + tool, field="") == []


@EXAMPLES
@given(st.lists(TEXT, min_size=1, max_size=4))
def test_text_made_of_lines_of_its_source_is_accepted(lines: list[str]) -> None:
    chosen = lines[::2]
    source = "\n".join(lines)
    assert check().violations("\n".join(reversed(chosen)), source=source, field="") == []


@EXAMPLES
@given(TEXT)
def test_line_claims_nothing_that_the_same_line_does_not_bear_out(line: str) -> None:
    # Past the shortcut for what is repeated word for word: the two readings themselves must agree.
    judge = check()
    for part in fold_characters(line).split("\n"):
        read = judge._line(part, "en")
        assert list(judge._claims(read, SourceFacts([read]))) == []


@EXAMPLES
@given(PLAIN, st.data())
def test_number_that_the_source_lacks_is_refused_wherever_it_is_put(words: list[str], data: st.DataObject) -> None:
    number = data.draw(
        st.integers(3, 10**9).map(str)
        | st.integers(3, 10**9).map(lambda value: f"{value:,}")
        | st.integers(3, 99).map(lambda value: f"{value}%")
        | st.integers(3, 99).map(lambda value: "".join(chr(ord("\uff10") + int(digit)) for digit in str(value)))
        | st.sampled_from(["forty-two", "two dozen", "ninety", "\u2465", "\u216b", "3\u200b7", "tripled", "9 million"])
    )
    place = data.draw(st.integers(0, len(words)))
    text = " ".join([*words[:place], number, *words[place:]])
    assert check().violations(text, source=" ".join(words), field="")


@EXAMPLES
@given(PLAIN, st.data())
def test_known_name_that_the_source_lacks_is_refused_in_any_case_and_spelling(
    words: list[str], data: st.DataObject
) -> None:
    tables = (*DEGREES.values(), *CERTIFICATES.values())
    written = [spelling for spellings in tables for spelling in spellings.split(",")]
    tools = [name.casefold() for name in TOOLS]
    names = [name for name in (*tools, *written) if name not in HOMOGRAPHS_IN_TEXTS and len(name) > 2]
    name = data.draw(st.sampled_from(names))
    styled = data.draw(st.sampled_from([name, name.upper(), name.title(), _disguised(name)]))
    place = data.draw(st.integers(0, len(words)))
    text = " ".join([*words[:place], styled, *words[place:]])
    assert check().violations(text, source=" ".join(words), field="")


def _disguised(name: str) -> str:
    """`name` with every letter that has one replaced by a look-alike, and an invisible character in the middle."""
    looks = "".join(LOOKALIKES.get(letter, letter)[0] for letter in name)
    return f"{looks[:2]}\u200b{looks[2:]}"


def test_look_alikes_are_single_letters_each_of_one_latin_letter() -> None:
    looks = [look for letters in LOOKALIKES.values() for look in letters]
    assert len(looks) == len(set(looks))
    assert all(fold_characters(look) == letter for letter, letters in LOOKALIKES.items() for look in letters)
    assert all(not look.isascii() for look in looks)
