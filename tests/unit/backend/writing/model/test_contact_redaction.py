"""Contact data in a CV's text: what is taken out, what stays, and that all of it can be put back."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logic.writing.model.contact_redaction import STAND_IN, ContactRedaction, restore, unknown_stand_ins
from logic.writing.model.model_answer import UnreadableAnswerError, read_answer
from logic.writing.model.model_prompt import write_question
from models.master_cv import ContactInfo, MasterCv

Assign = Callable[..., Any]


def redact(text: str, *, full_name: str = "Ulla Brandes", **contact: Any) -> str:
    """`text` with each stand-in shown as its kind alone."""
    redaction = ContactRedaction(ContactInfo(full_name=full_name, **contact), texts=[text])
    cleaned = redaction.clean(text)
    assert restore(cleaned, redaction.stand_ins) == text
    return STAND_IN.sub(lambda found: f"<{found.group()[1:-1].split(' ', maxsplit=1)[0]}>", cleaned)


@pytest.mark.parametrize(
    ("full_name", "text", "cleaned"),
    [
        ("Ulla Brandes", "Ulla ran it; Brandes' notes, ULLA BRANDES", "<name> ran it; <name>' notes, <name>"),
        ("Ulla Brandes", "Brandes, Ulla and U. Brandes", "<name> and <name>"),
        ("Ulla M. Brandes", "Ulla Brandes; U. M. Brandes; Ulla Maria", "<name>; <name>; <name> Maria"),
        (
            "Drew Miller",
            "Drew Miller drew plans for a miller in Mill Lane",
            "<name> drew plans for a miller in Mill Lane",
        ),
        ("Drew Miller", "Senior Miller. Mr Miller drew; D. Miller too", "Senior Miller. Mr <name> drew; <name> too"),
        ("June Potter", "From June 2019 a potter. June Potter won", "From June 2019 a potter. <name> won"),
        ("Tilda Quist", "a quist of Quist, quist", "a quist of Quist, quist"),
        ("Bjørn Grünewald", "Bjoern Gruenewald and Bjorn Grunewald", "<name> and <name>"),
        ("Zoë D'Arcy", "Zoe D’Arcy", "<name>"),  # noqa: RUF001 - a typographic apostrophe
        ("Ayo Bell-Hart", "Ayo Bell-Hart rang the bell with heart", "<name> rang the bell with heart"),
        ("陈思远", "陈思远参与了远程项目。", "<name>参与了远程项目。"),
        ("佐藤 花子", "佐藤花子は花屋で働いた。", "<name>は花屋で働いた。"),
        ("박서준", "박서준은 서울에서 일했다", "<name>은 서울에서 일했다"),
        ("Олег Громов", "Олег Громов и громоотвод", "<name> и громоотвод"),
        ("Bo Xu", "Bo Xu boxed; Bo did", "<name> boxed; Bo did"),
        ("Tilda Quist", "tilda quist, fitter", "<name>, fitter"),
        ("Prince", "Prince sang for a prince", "<name> sang for a prince"),
    ],
)
def test_names_are_taken_out_and_words_stay(full_name: str, text: str, cleaned: str) -> None:
    assert redact(text, full_name=full_name) == cleaned


@pytest.mark.parametrize(
    ("location", "text", "cleaned"),
    [
        ("Bath", "Fitted 12 bathrooms in Bath, each with a bath", "Fitted 12 bathrooms in <place>, each with a bath"),
        ("Sale, UK", "A sale. Lives in Sale. Ran the Sale team", "A sale. Lives in <place>. Ran the Sale team"),
        ("Graz", "Graz office; grazing; Graz-based", "<place> office; grazing; Graz-based"),
        ("7 Oak Way, Graz", "at 7 oak way, graz and 7 ways", "at <place> and 7 ways"),
    ],
)  # fmt: skip
def test_places_are_taken_out_and_words_stay(location: str, text: str, cleaned: str) -> None:
    assert redact(text, location=location) == cleaned


@pytest.mark.parametrize(
    ("phone", "text", "cleaned"),
    [
        ("+43 316 555123", "0316/555123, 0316 55 51 23 or 0043316555123", "<phone>, <phone> or <phone>"),
        ("+43 316 555123", "555,123 parts, 316 people, 2019-2021", "555,123 parts, 316 people, 2019-2021"),
        (None, "Tel. 0316 445566, office 12, from 10:00", "Tel. <phone>, office 12, from 10:00"),
        (None, "(555) 555-0199 and 555.555.0199; 555-0199 parts", "<phone> and <phone>; 555-0199 parts"),
        (None, "电话：138 0013 8001，产量 138000", "电话：<phone>，产量 138000"),  # noqa: RUF001 - as it is written
    ],
)
def test_numbers_are_taken_out_in_every_notation(phone: str | None, text: str, cleaned: str) -> None:
    assert redact(text, phone=phone) == cleaned


def test_addresses_and_links_are_taken_out_with_and_without_their_scheme() -> None:
    contact: dict[str, Any] = {"email": "ulla+work@example.org", "links": ["https://www.example.com/in/ulla-b/"]}
    text = "ULLA+WORK@example.org, example.com/in/ulla-b, https://other.example/x. Used example.com ads at work"
    assert redact(text, **contact) == "<email>, <link>, <link>. Used example.com ads at work"


def test_what_somebody_is_called_on_a_site_is_taken_out() -> None:
    links = ["https://social.example/@sailing", "https://code.example/u/ub_77"]
    text = "in/sailing, @sailing or ub_77: taught sailing"
    assert redact(text, links=links) == "in/<link>, <link> or <link>: taught sailing"


def test_a_stand_in_that_a_text_holds_itself_is_put_back_too() -> None:
    assert redact("Template [name 1] of Ulla [name]") == "Template <text> of <name> <text>"


def test_the_same_spelling_has_the_same_stand_in() -> None:
    redaction = ContactRedaction(ContactInfo(full_name="Ulla Brandes"))
    assert redaction.clean("Ulla, Ulla, ULLA") == "[name 1], [name 1], [name 2]"
    assert redaction.clean("Ulla") == "[name 1]"


CONTACTS = st.builds(
    ContactInfo,
    full_name=st.text(min_size=1, max_size=20) | st.sampled_from(["Ulla Brandes", "May Law", "李明", "Jo de Groot"]),
    email=st.none() | st.text(max_size=12),
    phone=st.none() | st.text(max_size=16) | st.sampled_from(["+43 316 555123", "555-0148"]),
    location=st.none() | st.text(max_size=20) | st.just("Bath, UK"),
    links=st.lists(st.text(max_size=16), max_size=2),
)
TEXTS = st.lists(
    st.text(max_size=20)
    | st.sampled_from(
        ["Ulla", "Brandes", "May Law", "李明", "[name 1]", "[place 2]", "+43 316 555123", "in Bath", "a@b.example", " "]
    ),
    max_size=8,
).map("".join)


@given(CONTACTS, st.lists(TEXTS, max_size=4))
def test_what_was_taken_out_of_any_text_can_be_put_back(contact: ContactInfo, texts: list[str]) -> None:
    redaction = ContactRedaction(contact, texts=texts)
    cleaned = [redaction.clean(text) for text in texts]
    assert [restore(text, redaction.stand_ins) for text in cleaned] == texts
    assert all(unknown_stand_ins(text, redaction.stand_ins) == [] for text in cleaned)


def test_the_answer_gets_its_contact_data_back(assign: Assign) -> None:
    cv = MasterCv(
        contact_info=ContactInfo(full_name="Ulla Brandes", location="Bath"),
        summary="Ulla Brandes fits bathrooms in Bath.",
    )
    question, shown = write_question(assign(cv=cv), feedback=())
    assert "Brandes" not in "".join(question.data)
    assert "[name 1] fits bathrooms in [place 2]." in "".join(question.data)
    answer = {"summary": "In [place 2], [name 1] fits bathrooms.", "positions": []}
    summary, _ = read_answer(json.dumps(answer), shown=shown)
    assert summary == "In Bath, Ulla Brandes fits bathrooms."
    with pytest.raises(UnreadableAnswerError):
        read_answer(json.dumps({**answer, "summary": "[name 9] fits bathrooms."}), shown=shown)
