"""A text may not make an effect of what its source tells of something else, in a sentence of its own."""

import pytest

from logic.verification.meaning.causes.joined_causes import joined
from logic.verification.meaning.causes.made_changes import made_changes
from logic.verification.meaning.clauses import read_clauses


@pytest.mark.parametrize(
    ("language", "source", "text", "link"),
    [
        ("en", "Waxed the floors. Slips fell.", "Made slips fall by waxing the floors", "by"),
        ("en", "Waxed the floors. Slips fell.", "Through waxed floors, slips fell", "through"),
        ("en", "Waxed the floors. Slips fell.", "Waxed the floors, reduced slips", "reduced"),
        ("pt", "Encerei o soalho. As quedas diminuíram.", "Diminuí as quedas ao encerar o soalho", "ao"),
        ("en", "Repainted the ward. Mood improved.", "Nurse whose repainted ward lifted mood", "lifted"),
        ("en", "Gave talks, set up by me. Visits up 9 %", "Gave talks, which pushed visits up 9 %", "pushed"),
        ("en", "Moved to steel trays. Waste 14 6", "Cut waste from 14 to 6 by moving to steel trays", "by"),
        ("en", "Wrote menus. Covers rose.", "Wrote menus, doubling covers", "doubling"),
        ("en", "Wrote a rota. Two juniors stayed.", "Kept two juniors by writing a rota", "by"),
    ],
)
def test_two_things_side_by_side_are_not_joined_as_cause_and_effect(
    language: str, source: str, text: str, link: str
) -> None:
    assert joined(read_clauses(text, language), read_clauses(source, language)) == link


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Cut slips by waxing the floors. Slips fell.", "Made slips fall by waxing the floors"),
        ("Waxed the floors. Reduced slips.", "Reduced slips by waxing the floors"),
        ("Waxed the floors. Slips fell.", "Waxed the floors while slips fell"),
        ("Waxed the floors. Slips fell.", "Floors shone by waxing"),
        ("Wrote a rota to keep juniors. Two juniors stayed.", "Kept two juniors by writing a rota"),
        ("Wrote a rota, kept two juniors.", "Kept two juniors by writing a rota"),
        ("Gave talks. Visits up 9 %", "Gave talks, and visits went up 9 %"),
    ],
)
def test_what_a_source_joins_or_the_person_did_and_other_joints_are_no_claim(source: str, text: str) -> None:
    assert joined(read_clauses(text, "en"), read_clauses(source, "en")) == ""


@pytest.mark.parametrize(
    ("language", "source", "text"),
    [
        ("en", "Hung blinds. Glare fell.", "Cut glare with blinds"),
        ("en", "Hung blinds. Glare halved.", "Halved glare with blinds"),
        ("en", "Hung blinds. Glare was down by ten lux.", "With blinds, lowered glare by 10 lux"),
        ("en", "Hung blinds. Visits were up.", "Blinds brought more visits"),
        ("de", "Jalousien montiert. Die Blendung verringerte sich.", "Mit Jalousien die Blendung verringert"),
        ("fr", "Pose de stores. Les plaintes ont diminué.", "Réduction des plaintes avec des stores"),
        ("es", "Puso persianas. Las quejas bajaron.", "Redujo las quejas con persianas"),
        ("it", "Ha montato tende. Le lamentele sono diminuite.", "Montando tende ha ridotto le lamentele"),
        ("pt", "Montou estores. As queixas desceram.", "Reduziu as queixas com estores"),
        ("nl", "Hing zonwering op. De klachten daalden.", "Verlaagde met zonwering de klachten"),
        ("pl", "Założyła rolety. Liczba skarg spadła.", "Roletami zmniejszyła liczbę skarg"),
        ("sv", "Satte upp gardiner. Klagomålen minskade.", "Minskade klagomålen med gardiner"),
        ("cs", "Zavěsila rolety. Stížností ubylo.", "Roletami snížila počet stížností"),
        ("ru", "Повесила шторы. Число жалоб снизилось.", "Повесив шторы, снизила число жалоб"),
        ("ja", "日よけを設置。苦情は減少。", "日よけの設置で苦情を減らした"),
    ],
)
def test_what_a_thing_went_through_is_not_made_the_work_of_what_stands_beside_it(
    language: str, source: str, text: str
) -> None:
    assert list(made_changes(read_clauses(text, language), read_clauses(source, language)))


@pytest.mark.parametrize(
    ("language", "source", "text"),
    [
        ("en", "Hung blinds. Glare fell.", "Saw glare fall once blinds were hung"),
        ("en", "Hung blinds. Glare fell.", "Hung blinds; glare fell"),
        ("en", "Hung blinds, which cut glare. Visits rose.", "Cut glare with blinds"),
        ("en", "Hung blinds. Glare fell because of them.", "Cut glare with blinds"),
        ("en", "Took on two cooks. Sales rose.", "Took on two cooks as sales rose"),
        ("en", "Hung blinds. Glare fell. Saved a firm.", "Saved a firm"),
        ("de", "Jalousien montiert. Die Blendung verringerte sich.", "Jalousien montiert; Blendung verringerte sich"),
        ("pl", "Założyła rolety. Liczba skarg zmniejszyła się.", "Założyła rolety; liczba skarg zmniejszyła się"),
        ("sv", "Satte upp gardiner. Klagomålen minskade.", "Satte upp gardiner; klagomålen minskade"),
    ],
)
def test_side_by_side_they_may_stay_and_what_a_source_made_it_made(language: str, source: str, text: str) -> None:
    assert not list(made_changes(read_clauses(text, language), read_clauses(source, language)))
