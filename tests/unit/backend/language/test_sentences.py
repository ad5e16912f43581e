"""Where a sentence ends, and where a full stop is part of a word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logic.language.sentences import sentences

PARAGRAPHS = [
    ["Nurse at St. Mary's Hospital and in the U.S. Navy.", "Calm at 4 a.m. and careful."],
    ["6G pipe welder, U.S. Navy trained.", "8 yrs. in shops and shipyards."],
    ["Designer of packages.", "Print first, screen second, i.e. I like ink."],
    ["Worked for Dr. Okafor's team, e.g. on sepsis.", "Led 9 students vs. 4 the year before."],
    ["Sold to the U.S.", "I then moved home."],
    ["Cases such as Reed v. Tilda Foods.", "Has a Ph.D. in physics.", "Teaches it."],
    ["Holds a B.Sc.", "He trained 12 people."],
    ["Under Lt. Cmdr. A. J. Pruitt repaired a keel.", "Re-qualified every six mo. after that."],
    ["Moved the trolley next to bed No. 7.", "Never dropped one."],
    ["Worked at Ironwood Piping, Inc. in Ohio.", "Left in Oct. 2016."],
    ["Hauled 48,000 lbs. of milk, approx. 2,300 mi. a week.", "In 7 states."],
    ["Version 2.0 went live.", "Cost fell by 3.5 %."],
    ["Uses Node.js and ASP.NET.", "Likes both."],
    ["Loves early mornings!", "Worked up from the wash-up.", "Looking for more?", "Always."],
    ['Said "It works."', "Then proved it."],
    ["Runs kitchens, bars, etc.", "The team is nine strong."],
    ["Runs bars, etc. in Porto."],
    ["Works with J. R. Smith Jr. on films.", "Writes too."],
    ["Mit rd. sieben Jahren Erfahrung, u. a. im Maschinenbau.", "Ruhig am Telefon."],
    ["Zuletzt bis zum 5. Werktag statt bis zum 9. Werktag.", "Ca. 1,2 Mio. Euro."],
    ["Zeugnis vom 31. März 2019, vgl. Anlage.", "Gem. § 18 UStG eingereicht."],
    ["Mit Prof. Dr. h. c. Rolf Dankert.", "Standort Nr. 2 geplant."],
    ["Professeure de mathématiques.", "J'aime les preuves courtes."],
    ["Travaille avec M. Durand et Mme. Petit.", "Depuis 2019."],
    ["Cocinero desde 2009.", "Arroces, brasa y números claros."],
    ["Trabaja con la Sra. Vidal, aprox. 30 bodas.", "En Cádiz."],
    ["五年互联网零售数据分析经验。", "相信口径一致比图表好看更重要。"],
    ["営業を担当。", "売上を20%伸ばした！", "今も続けている。"],  # noqa: RUF001 - as it is written
    ["First line", "Second line"],
]


@pytest.mark.parametrize("paragraph", PARAGRAPHS, ids=lambda paragraph: paragraph[0][:30])
def test_a_paragraph_is_its_sentences(paragraph: list[str]) -> None:
    joint = "\n" if paragraph[0] == "First line" else " "
    assert sentences(joint.join(paragraph)) == paragraph


@given(st.text(alphabet="aA.!?。 \n\"'()1é中", max_size=80))
def test_no_text_is_lost_or_added(text: str) -> None:
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())


def test_a_long_text_is_read_in_one_go() -> None:
    assert len(sentences("No. 7 is on. " * 5000)) == 5000
