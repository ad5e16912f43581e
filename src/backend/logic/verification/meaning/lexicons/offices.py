"""Titles that are given, elected or studied for, by language: words for whoever merely works are none."""

from collections.abc import Mapping
from typing import Final

_WRITTEN: Final = {
    "en": """
        chair chairman chairwoman chairperson president principal owner proprietor director executive dean governor
        treasurer editor instructor teacher lecturer professor surgeon physician doctor lawyer solicitor barrister
        attorney judge engineer architect accountant pharmacist optician optometrist dentist veterinarian investigator
        inspector commissioner ambassador conductor producer trainer foreman supervisor manager controller auditor
        electrician plumber bricklayer pilot captain superintendent consultant economist psychologist therapist
        physiotherapist paramedic curator choreographer headteacher
    """,
    "de": """
        leiter leiterin direktor direktorin inhaber inhaberin vorstand meister meisterin ingenieur ingenieurin arzt
        arztin anwalt anwaltin lehrer lehrerin professor professorin dozent dozentin prasident prasidentin
        vorsitzender vorsitzende geschaftsfuhrer geschaftsfuhrerin eigentumer apotheker apothekerin architekt notar
    """,
    "fr": """
        directeur directrice president presidente gerant gerante proprietaire medecin avocat avocate ingenieur
        ingenieure enseignant enseignante professeur professeure formateur formatrice notaire pharmacien pharmacienne
        architecte redacteur redactrice
    """,
    "es": """
        director directora presidente presidenta jefe jefa dueno duena propietario propietaria gerente medico medica
        abogado abogada ingeniero ingeniera profesor profesora maestro maestra catedratico catedratica notario
        arquitecto arquitecta farmaceutico farmaceutica redactor redactora
    """,
    "it": """
        direttore direttrice presidente titolare proprietario proprietaria medico avvocato avvocata ingegnere
        insegnante professore professoressa docente notaio farmacista architetto redattore redattrice
    """,
    "pt": """
        diretor diretora presidente chefe dono dona proprietario proprietaria gerente medico medica advogado advogada
        engenheiro engenheira professor professora notario farmaceutico arquiteto arquiteta redator
    """,
    "nl": """
        directeur directrice voorzitter eigenaar eigenaresse arts advocaat ingenieur docent docente leraar lerares
        leider leidster manager hoogleraar notaris apotheker architect hoofdredacteur
    """,
    "pl": """
        dyrektor dyrektorka prezes kierownik kierowniczka wlasciciel wlascicielka lekarz lekarka prawnik prawniczka
        inzynier nauczyciel nauczycielka profesor szef szefowa notariusz farmaceuta adwokat architekt redaktor
    """,
}
OFFICES: Final[Mapping[str, frozenset[str]]] = {
    language: frozenset(words.split()) for language, words in _WRITTEN.items()
}

_SIGNED: Final = {
    "zh": "经理 总监 主任 校长 院长 店长 厂长 律师 医师 药师 工程师 总裁 董事 主编 会长 所长",
    "ja": "部長 課長 店長 社長 院長 工場長 校長 医師 弁護士 薬剤師 代表 責任者 所長 会長 編集長",
}
SIGNED_OFFICES: Final[Mapping[str, tuple[str, ...]]] = {
    language: tuple(words.split()) for language, words in _SIGNED.items()
}
"""Of languages that are written without spaces: looked for anywhere."""
