"""Words beside a number that say which side of it is meant, in the languages that numbers are read of: a small class.

One table for all of them, because a line of four words shows no language. A word is here where it says the same in
each language that has it, or nothing in the others. Sources: the dictionaries' entries for "at least", "at most" and
"about".
"""

from collections.abc import Mapping
from typing import Final, Literal

from logic.language.lookalikes import fold_characters

Phrase = tuple[str, ...]
Side = Literal["least", "most", "until", "about"]


def _phrases(written: str) -> frozenset[Phrase]:
    return frozenset(tuple(phrase.split()) for phrase in fold_characters(written).casefold().split(","))


def _signs(written: str) -> tuple[str, ...]:
    return tuple(fold_characters(written).split(","))


LEAST: Final = _phrases(
    "more than,at least,over,above,exceeding,upwards of,minimum of,no less than,no fewer than,not less than,>,"
    "uber,mehr als,mindestens,plus de,au moins,au dela de,mas de,al menos,por lo menos,oltre,piu di,almeno,"
    "mais de,pelo menos,acima de,meer dan,minstens,ten minste,ponad,co najmniej,wiecej niz,przynajmniej,"
    "mer an,minst,fler an,flere end,flere enn,mere end,mindst,mer enn,enemman kuin,vice jak,yli,vahintaan,"
    "vice nez,nejmene,peste,mai mult de,cel putin,"
    "tobb mint,legalabb,"
    "en az,более,более чем,больше,больше чем,свыше,не менее,не меньше,минимум,"
    "понад,більше,більш ніж,не менше,щонайменше,"
    "uver,pres,viac ako,najmenej,"
    "πανω απο,περισσοτερους απο,περισσοτερες απο,περισσοτερα απο,τουλαχιστον,최소,적어도"
)
"""What a number is no more than a lower end of."""

MOST: Final = _phrases(
    "up to,as many as,as much as,at most,less than,fewer than,under,below,maximum of,"
    "no more than,not more than,not exceeding,<,"
    "nearly,almost,just under,max,max .,capped at,limited to,not above,not over,a maximum of,close on,"
    "pres de,un maximum de,maximum,un maximo de,un massimo di,um maximo de,massimo,maximo,"
    "een maximum van,hochstens an,hochst,perto de,sotto i,sotto le,proche de,"
    "close to,bis zu,hochstens,maximal,weniger als,knapp,fast,unter,"
    "jusqu'a,jusqu' a,jusqu a,au plus,au maximum,moins de,presque,hasta,como maximo,menos de,casi,"
    "fino a,al massimo,meno di,quasi,ate,no maximo,quase,tot,maximaal,hooguit,minder dan,bijna,"
    "najwyzej,maksymalnie,mniej niz,prawie,niemal,upp till,hogst,mindre an,nastan,op til,hojst,naesten,opptil,hoyst,"
    "nesten,enintaan,alle,az,nejvyse,temer,legfeljebb,kozel,pana la,cel mult,aproape,"
    "en fazla,en cok,neredeyse,до,не более,не больше,менее,меньше,почти,не більше,менше,майже,щонайбільше,"
    "korkeintaan,jopa,bis,de hasta,hasta un,de ate,fino al,de pana la,az do,az do vyse,do vyse,az o,akar,najviac,"
    "no mas de,pas plus de,non piu di,nao mais de,nicht mehr als,niet meer dan,nie wiecej niz,"
    "ikke mere end,ikke mer enn,de hasta el,hasta el,inte mer an,mindre end,mindre enn,maximalt,maksimalt,maksimum,"
    "εως,μεχρι,το πολυ,λιγοτερους απο,λιγοτερα απο,σχεδον,최대,거의"
)
"""What a number is no less than an upper end of."""

ABOUT: Final = _phrases(
    "some,in the region of,in the order of,on average,an average of,approx .,ca .,c .,gut,an die,durchschnittlich,"
    "im schnitt,quelque,en moyenne,una media de,de media,en promedio,in media,em media,gemiddeld,srednio,rond de,zowat,"
    "autour de,sobre,intorno a,intorno ai,por volta de,plus minus,"
    "about,around,roughly,approximately,circa,ca,c,approx,etwa,rund,ungefahr,environ,unos,unas,aproximadamente,"
    "alrededor de,cerca de,all'incirca,ongeveer,zo'n,okolo,mniej wiecej,cirka,ungefar,omkring,omtrent,noin,asi,"
    "priblizne,aproximativ,circa de,korulbelul,yaklasik,"
    "около,примерно,порядка,близко,приблизно,περιπου,약,대략"
)
"""What leaves both sides open."""

BEHIND: Final[Mapping[Side, frozenset[Phrase]]] = {
    "least": _phrases(
        "+,plus,or more,and more,and above,upwards,or above,oder mehr,ou plus,o mas,o piu,ou mais,of meer,"
        "lub wiecej,tan fazla,den fazla"
    ),
    "most": _phrases(
        "or less,or fewer,at most,tops,max,maximum,maximal,maximo,"
        "au maximum,au plus,como maximo,al massimo,no maximo,"
        "oder weniger,ou moins,o menos,o meno,ou menos,of minder,lub mniej,a kadar,e kadar"
    ),
    "about": _phrases(
        "or so,odd,or thereabouts,on average,environ,circa,mas o menos,in media,em media,en moyenne,kadar"
    ),
}
"""Words behind a number that say the same."""

SIGNS_BEHIND: Final[Mapping[Side, tuple[str, ...]]] = {
    "least": _signs("多,余,以上,超,이상,넘는,여"),
    "most": _signs("以下,以内,未満,近く,이하,미만,이내"),
    "about": _signs("左右,上下,前後,ほど,程度,くらい,ぐらい,정도,가량"),
}
"""How a word behind a number, or behind what it counts, begins in Chinese, Japanese and Korean."""

SIGNS_BEFORE: Final[Mapping[Side, tuple[str, ...]]] = {
    "most": _signs("最多,至多,不超过,最大,最高,近,ほぼ,最大で"),
    "least": _signs("超过,逾,至少,不少于,少なくとも"),
    "about": _signs("约,約,およそ"),
}
"""How what stands before a number ends in Chinese and Japanese; the first that fits counts."""

ENDS_A_RANGE: Final = frozenset(
    {("tot",), ("hasta",), ("ate",), ("fino", "a"), ("az",), ("pana", "la"), ("alle",)}
) | _phrases("до,εως,μεχρι,bis,fino al")
"""Of `MOST`, those that say no more than "to" behind another number."""

UNTIL: Final[Mapping[str, Phrase]] = {"pl": ("do",), "cs": ("do",)}
"""By language, what ends a range behind another number and is an upper end without one, and much else in others."""

LONGEST: Final = max(len(phrase) for phrase in LEAST | MOST | ABOUT)
