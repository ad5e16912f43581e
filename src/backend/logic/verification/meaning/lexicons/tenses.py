"""Words by which a source tells a deed as going on or to come, and how a text tells one as done, by language.

`NOW` and `PENDING` are of all languages in one table, as `plain_claims.Phrases` reads them; the patterns are of whole
words, in lower case and without accents.
"""

import re
from collections.abc import Mapping
from typing import Final

from logic.language.lookalikes import fold_characters

NOW = """
currently,at present,presently,at the moment,in the process of,so far,half done,half finished,derzeit,momentan,zurzeit
zur zeit,gerade,aktuell
actuellement,en ce moment,en train de,actualmente,en estos momentos,en este momento,attualmente,in questo momento
atualmente,neste momento,momenteel,op dit moment,bezig met,aan het,obecnie,aktualnie,wlasnie,just nu,for narvarande
i ojeblikket,akkurat na,for tiden,parhaillaan,talla hetkella,v soucasnosti,momentalne,nyni,prave,jelenleg
eppen,in prezent
작성 중,집필 중,번역 중,제작 중,개발 중
su anda,halen,сейчас,в настоящее время,зараз,нині,тепер
αυτη τη στιγμη,αυτον τον καιρο
"""
NOW_SIGNS = (
    "正在,目前正,現在、,執筆中,作成中,翻訳中,制作中,開発中,建設中,撰写中,작성 중,집필 중,번역 중,제작 중,개발 중"
)

PENDING = """
scheduled,due,next spring,next summer,next autumn,next winter,next year,next month,pending,awaiting,awaited,expected
forthcoming
upcoming,to be confirmed,antrag auf,geplant*,ausstehend*,erwartet*,nachst*,kommend*,demnachst,anstehend*,prevu*,attendu*
prochain*
previst*,pendiente*,proxim*,prossim*,pendente*,atteso,attesa,gepland*,verwacht*,volgend*,binnenkort,planowan*,oczekiw*
najblizsz*,przyszl*,planera*,forvanta*,planlagt*,forvente*,planovan*,pristi,ocekavan*,tervezett,jovo,varhato
запланир*,ожида*,следующ*,заплан*,очіку*,наступн*,planlan*,gelecek,beklen*
"""
PENDING_SIGNS = "予定,見込み,来年,来春,明年,预计,待审,예정,내년"
OBTAINED = """
obtained,gained,received,achieved,attained,earned,secured,passed,won,erhielt*,erhalten,erlangt*,erreicht*
obtenu*,obtint
obtuv*,obtenid*,consigui*,logro,ottenut*,conseguit*,obteve,obtive,obtid*,behaald*,verkregen,uzyskal*,zdobyl*,otrzymal*
erholl,erhallit,fick,opnaede,oppnadde,fik,sai,saavutti,ziskal*,obdrzel*,megszerezte,elnyerte,obtinut*,aldi,kazandi
получил*,отримал*,здобу*
"""
OBTAINED_SIGNS = "取得した,取得済,获得,取得了,취득함,취득 완료,획득"

WORKS = """
thes*,dissertation*,doktorarbeit,diplomarbeit,masterarbeit,bachelorarbeit,book,novel,buch,roman,romanzo,tese
tesi,tesis
memoire,libro,livre,livro,proefschrift,boek,scriptie,doktorsk*,rozpraw*,ksiazk*,knih*,disertac*,avhandling*,bok
bog,afhandling
vaitoskirj*,kirja*,диссертац*,дисертац*,книг*,disszertacio*,konyv*,teza,tez,carte,kitap*,διατριβ*,βιβλιο*,monograph*
handbook,manual
handbuch,manuel,manuale,handboek
"""
WORK_SIGNS = "論文,论文,著書,小説,小说,논문,책을,소설"

PLANNING = """
planning,planned,plans,planung,plante,plant,geplant,vorbereitet,voorbereid,gepland,vorbereitung,bereitet,bereite,planification,planificacion,planifica,prepara,preparacion,pianificazione,preparazione,planeamento,preparacao,planning
voorbereiding,bereidt,planowanie,planuje,przygotowuje,przygotowanie,planering,planerar,forbereder,planlegger
planlaegger,planuje,pripravuje
pripravu,планирование,планирует,готовит,подготовка,tervezi,elokesziti,planifica,pregateste,planliyor,hazirliyor
"""
PLANNED_KEPT = """
plan*,prepar*,vorbereit*,bereit*,pianific*,voorbereid*,przygotow*,forbered*,priprav*,планир*,готов*,подгот*
terv*,elokesz*
pregat*,hazirl*,due,next,will,future,upcoming,schedul*
"""

_ROMANCE = r"""
\w{2,}(?:ou|eu|iu|io|ado|ido|ada|ida|ato|uto|ito|ata|uta|ita|unto|unta|tto|tta|rto|rta|sto|so)|(?:ha|ho|hanno|a|ai|ont)|asumi|assumi
|\w{3,}(?:ei|is|it)|pris|repris|escrito|redacto|lidero|tomo
"""
_SLAVIC = r"\w{2,}(?:l|la|lam|lem|li|ly)"
DONE: Final[Mapping[str, re.Pattern[str]]] = {
    language: re.compile(fold_characters(pattern), re.VERBOSE)
    for language, pattern in {
        "en": r"\w{2,}ed|wrote|built|rebuilt|took|led|ran|began|became|made|drew|gave|held|set|put|grew|moved",
        "de": r"\w{3,}(?:te|ten)|\w*ge\w{2,}[nt]|\w*(?:schrieb|nahm|begann|baute|leitete)|\w{3,}iert\w*|\w{3,}t",
        "fr": _ROMANCE,
        "es": _ROMANCE,
        "it": _ROMANCE,
        "pt": _ROMANCE,
        "nl": r"\w{2,}(?:de|te|den|ten)|ge\w{3,}|schreef|nam|begon|\w{3,}d",
        "pl": _SLAVIC,
        "cs": _SLAVIC,
        "sv": r"\w{3,}(?:ade|de|te)|skrev|tog|blev|\w{3,}(?:at|it)",
        "da": r"\w{3,}(?:ede|te|de)|skrev|tog|ble|blev",
        "ru": r"\w{2,}(?:л|ла|ли)",
        "tr": r"\w{2,}(?:di|dim|ti|tim|du|dum|tu|tum)",
        "ro": r"\w{3,}(?:at|it|ut|is)",
        "hu": r"\w{2,}(?:t|tem|tam|ta|te|ott|ett)",
        "fi": r"\w{3,}(?:i|in)",
    }.items()
}
"""How a verb looks that tells a deed as done."""

DONE_SIGNS: Final[Mapping[str, tuple[str, ...]]] = {
    language: tuple(map(fold_characters, signs))
    for language, signs in {
        "ja": ("した", "完成", "完了"),
        "zh": ("了", "完成", "已"),
        "ko": ("완료", "했", "하였", "완성"),
    }.items()
}
FUTURE: Final[Mapping[str, re.Pattern[str]]] = {
    language: re.compile(fold_characters(pattern), re.VERBOSE)
    for language, pattern in {
        "en": r"joins|begins|becomes",
        "fr": r"\w{3,}(?:[aei]ra|dra|tra|vra|[aei]rai|drai|[ei]ront|dront)",
        "es": r"\w{3,}(?:[aei]ra|[aei]re|[aei]ran)",
        "it": r"\w{3,}(?:[ei]ra|[ei]ro|[ei]ranno)",
        "pt": r"\w{3,}(?:[aei]ra|[aei]rei|[aei]rao)",
        "pl": r"""
obejm[ei]\w*|przejm[ei]\w*|zostan[ei]\w*|otworz[ye]\w*|zaczni\w*|rozpoczn\w*|ukoncz[ye]\w?|uzyska\w?|zdobed\w*
            |poprowadz[iae]\w?|wdroz[ye]\w?|przeprowadz[ie]\w?|uruchomi\w?|podejm\w*|dolacz[ye]\w?|zorganizuj\w*
            |przygotuj\w*|napisz\w*|zbuduj\w*
        """,
        "cs": r"""
            prevezm\w*|zahaj[i]\w?|otevr[eu]\w?|dokonc[i]\w?|ziska|zavede|spusti|nastoup[i]\w?|povede|zorganizuj\w*
            |priprav[i]|napise|postavi
        """,
        "ru": r"""
            (?:при|воз|от|на|за|сда|полу|про|вне|запу|пере|стан|напи|постро|возглав)\w*(?:ит|ет|ёт|ст|мет)
        """,
    }.items()
}
"""Verbs of time to come, by their endings or, where a language has none, one by one."""
