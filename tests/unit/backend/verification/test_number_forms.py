"""One number in two notations of a language is one number."""

import pytest

from tests.unit.backend.verification.labelled_cases import LabelledCase, is_refused


def refused(language: str, source: str, text: str) -> bool:
    return is_refused(LabelledCase(language=language, kind="", field="bullet", source=source, text=text))


@pytest.mark.parametrize(
    ("language", "source", "text"),
    [
        ("en", "Opened the kiln at 6.30 am.", "Opened the kiln at half past six in the morning."),
        ("en", "Cut glass of 3/4 inch.", "Cut glass of 0.75 inch."),
        ("en", "A score of tiles broke.", "Twenty tiles broke."),
        ("en", "Hired 2 glaziers and 3 carters.", "Hired five people: two glaziers and three carters."),
        ("en", "Sold out in nine out of ten months.", "Sold out in 90% of ten months."),
        ("en", "Looked after accounts payable.", "Looked after AP (accounts payable)."),
        ("es", "Atendí a medio centenar de alumnos al mes.", "Atendí a 50 alumnos al mes."),
        ("es", "Gestioné un millón y medio de euros.", "Gestioné 1,5 millones de euros."),
        ("it", "Ho gestito mezzo milione di euro.", "Ho gestito 500.000 euro."),
        ("fr", "Gestion d'un demi-million d'euros.", "Gestion de 500 000 €."),
        ("pt", "Reduzi as falhas para metade.", "Reduzi as falhas em 50%."),
        ("pl", "Obsłużyłem półtora tysiąca gości.", "Obsłużyłem 1500 gości."),
        ("cs", "Pracoval jsem půl roku ve sklárně.", "Pracoval jsem 6 měsíců ve sklárně."),
        ("sv", "Ledde ett halvt dussin kurser.", "Ledde sex kurser."),
        ("fi", "Työskentelin puolitoista vuotta lasipajassa.", "Työskentelin 1,5 vuotta lasipajassa."),
        ("fi", "Käsittelin puolet tilauksista.", "Käsittelin 50 % tilauksista."),
        ("tr", "Yarım milyon liralık bütçeyi yönettim.", "500.000 liralık bütçeyi yönettim."),  # noqa: RUF001 - Turkish
        ("ru", "Обработал полторы тысячи писем.", "Обработал 1500 писем."),
        ("ru", "Выполнил треть заказов.", "Выполнил 33 % заказов."),
        ("zh", "管理一千二百平方米的仓库。", "管理1200平方米的仓库。"),
        ("ja", "午後3時から9時まで勤務。", "15時から21時まで勤務。"),
    ],
)
def test_notations_of_a_number_are_one(language: str, source: str, text: str) -> None:
    assert not refused(language, source, text)
    assert not refused(language, text, source) or language in {"en", "ja"}


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Opened the kiln at 6.30 am.", "Opened the kiln at half past seven in the morning."),
        ("Hired 2 glaziers and 3 carters.", "Hired six people: two glaziers and three carters."),
        ("Hired 2 glaziers and 3 carters.", "Hired five glaziers."),
        ("午後3時から9時まで勤務。", "13時から21時まで勤務。"),
        ("Обработал полторы тысячи писем.", "Обработал 2500 писем."),
    ],
)
def test_another_number_is_refused(source: str, text: str) -> None:
    assert refused("", source, text)
