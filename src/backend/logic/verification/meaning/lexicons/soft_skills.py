"""Words for manner and attitude that summaries open with: no source states them and no reader takes them for a fact.

Praise that ranks ("outstanding", "brillant") is no such word: it stands in `plain_claims`.
"""

from typing import Final

from logic.language.lookalikes import fold_characters

_WRITTEN = """
adaptable attentive approachable calm caring committed conscientious considerate cooperative courteous creative curious
dependable diligent disciplined driven dynamic energetic enthusiastic flexible friendly hardworking helpful
meticulous motivated organised organized patient polite positive practical proactive punctual reliable resilient
resourceful responsible sociable structured thorough trustworthy versatile willing
dynamique rigoureux rigoureuse serieux serieuse ponctuel ponctuelle polyvalent polyvalente motive motivee passionne
passionnee dote dotee d'un d'une bon bonne esprit d'equipe aise l'aise sens organise organisee attentif attentive
creatif creative autonome
souriant souriante disponible volontaire applique appliquee patient patiente habitue habituee
dinamico dinamica versatil puntual proactivo proactiva trabajador trabajadora organizado organizada responsable creativo
creativa flexible comprometido comprometida capacidad acostumbrado acostumbrada empatico empatica amable atento atenta
pontual proativo proativa dedicado dedicada responsavel criativo criativa espirito equipa habituado habituada empenhado
empenhada simpatico simpatica
puntuale affidabile preciso precisa abituato abituata dinamica flessibile motivato motivata solare disponibile
freude umgang leidenschaft auge fuers furs detail menschen blick sinn teamgeist
"""
_GERMAN = """
motiviert zuverlassig belastbar teamfahig flexibel engagiert kreativ freundlich punktlich sorgfaltig gewissenhaft
strukturiert organisiert kommunikativ aufgeschlossen hilfsbereit naturverbunden handwerklich geduldig ruhig vielseitig
einfuhlsam selbststandig selbstandig verantwortungsbewusst lernbereit aufmerksam dienstleistungsorientiert
"""
_ENDINGS: Final = ("", "e", "er", "es", "en", "em")
SOFT_SKILLS: Final = frozenset(fold_characters(_WRITTEN).split()) | {
    f"{word}{ending}" for word in _GERMAN.split() for ending in _ENDINGS
}
"""Whole words in lower case and without accents, of all languages."""
